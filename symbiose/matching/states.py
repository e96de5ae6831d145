"""The states of a proposal as one table; the page, the verbs and the tests read it."""

from __future__ import annotations

from collections.abc import Iterable

from symbiose.common.states import StateTable, transition
from symbiose.matching.enums import Answer, ProposalState
from symbiose.matching.permissions import is_system, may_answer, may_decide

FOUND, SENT, TALKING = ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING
DECLINED, SET_ASIDE, LAPSED = ProposalState.DECLINED, ProposalState.SET_ASIDE, ProposalState.LAPSED

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


def verb_of(answers: Iterable[str]) -> str:
    """What all answers together do to a proposal: one no declines it, all yes open the dialogue."""
    given = list(answers)
    if Answer.NO in given:
        return "decline"
    return "agree" if all(answer == Answer.YES for answer in given) else "answer"
