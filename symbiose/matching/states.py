"""The states of a proposal, an exchange and a handover, one table each; the page, the verbs and the tests read them."""

from __future__ import annotations

from collections.abc import Iterable

from symbiose.common.states import StateTable, transition
from symbiose.matching.enums import Answer, ExchangeState, HandoverState, PauseState, ProposalState
from symbiose.matching.permissions import (
    is_system,
    may_answer,
    may_ask,
    may_decide,
    may_open_again,
    may_run_again,
    may_tell_of_exchange,
)

FOUND, SENT, TALKING = ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING
DECLINED, SET_ASIDE, LAPSED = ProposalState.DECLINED, ProposalState.SET_ASIDE, ProposalState.LAPSED
AGREED, RUNNING = ExchangeState.AGREED, ExchangeState.RUNNING
PAUSED, ENDED = ExchangeState.PAUSED, ExchangeState.ENDED

PROPOSAL = StateTable(
    (
        transition("send", [FOUND], SENT, may_decide, may_be_withdrawn=True),
        transition("remind", [SENT], SENT, may_decide),
        transition("set_aside", [FOUND, SENT], SET_ASIDE, may_decide, needs_reason=True, may_be_withdrawn=True),
        transition("take_up", [SET_ASIDE], FOUND, may_decide),
        transition("answer", [SENT, DECLINED], SENT, may_answer, may_be_withdrawn=True),
        transition("decline", [SENT, DECLINED], DECLINED, may_answer, may_be_withdrawn=True),
        transition("agree", [SENT, DECLINED], TALKING, may_answer),
        transition("ask_again", [SENT], SENT, is_system),
        transition("lapse", [FOUND, SENT], LAPSED, is_system),
        transition("find_again", [LAPSED], FOUND, is_system),
    )
)

# What ended comes back where it was: to running if it ever began, else to the agreement.
EXCHANGE = StateTable(
    (
        transition("begin", [AGREED], RUNNING, may_tell_of_exchange, may_be_withdrawn=True),
        transition("pause", [RUNNING], PAUSED, may_tell_of_exchange, may_be_withdrawn=True),
        transition("resume", [PAUSED], RUNNING, may_tell_of_exchange),
        transition("remove_pause", [PAUSED], RUNNING, may_tell_of_exchange, needs_reason=True),
        transition(
            "end", [AGREED, RUNNING, PAUSED], ENDED, may_tell_of_exchange, needs_reason=True, may_be_withdrawn=True
        ),
        transition("reopen", [ENDED], RUNNING, may_run_again, needs_reason=True),
        transition("agree_again", [ENDED], AGREED, may_open_again, needs_reason=True),
    )
)

LASTS, OVER, REMOVED = PauseState.LASTS, PauseState.OVER, PauseState.REMOVED

# A pause that was told wrongly gets other days, or is taken out; the exchange follows where it lasted.
PAUSE = StateTable(
    (
        transition("put_right", [LASTS], LASTS, may_tell_of_exchange, needs_reason=True),
        transition("put_over_right", [OVER], OVER, may_tell_of_exchange, needs_reason=True),
        transition("remove", [LASTS, OVER], REMOVED, may_tell_of_exchange, needs_reason=True),
    )
)

ASKED, REPORTED, CONFIRMED = HandoverState.ASKED, HandoverState.REPORTED, HandoverState.CONFIRMED
DIFFERS, NOTHING = HandoverState.DIFFERS, HandoverState.NOTHING

# What a side said can be put right, and never unsaid: once both have told, it stays told by both.
HANDOVER = StateTable(
    (
        transition("remind", [ASKED], ASKED, may_ask),
        transition("remind_other", [REPORTED], REPORTED, may_ask),
        transition("remind_of_nothing", [NOTHING], NOTHING, may_ask),
        transition("report", [ASKED, REPORTED, NOTHING], REPORTED, may_tell_of_exchange),
        transition("confirm", [REPORTED, CONFIRMED, DIFFERS, NOTHING], CONFIRMED, may_tell_of_exchange),
        transition("differ", [REPORTED, CONFIRMED, DIFFERS, NOTHING], DIFFERS, may_tell_of_exchange),
        transition("nothing", [ASKED, REPORTED, CONFIRMED, DIFFERS, NOTHING], NOTHING, may_tell_of_exchange),
    )
)


def verb_of_handover(state: str) -> str:
    """The verb that takes a handover to a state, as what was said together demands."""
    return {REPORTED: "report", CONFIRMED: "confirm", DIFFERS: "differ", NOTHING: "nothing"}[HandoverState(state)]


def verb_of_reminder(state: str) -> str:
    """The verb that asks again whoever is silent: both sides, or the one that has not told."""
    return {REPORTED: "remind_other", NOTHING: "remind_of_nothing"}.get(HandoverState(state), "remind")


def verb_of(answers: Iterable[str]) -> str:
    """What all answers together do to a proposal: one no declines it, all yes open the dialogue."""
    given = list(answers)
    if Answer.NO in given:
        return "decline"
    return "agree" if all(answer == Answer.YES for answer in given) else "answer"
