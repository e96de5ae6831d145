"""The states of a position, a candidate, a proposal of placement and a placement, one table each."""

from __future__ import annotations

from symbiose.common.actor import Actor
from symbiose.common.states import StateTable, transition
from symbiose.jobs.enums import CandidateState, OfferState, Outcome, PlacementState, PositionState
from symbiose.jobs.models import Placement
from symbiose.jobs.permissions import (
    acts_for_people,
    is_system,
    may_answer_as_person,
    may_answer_as_workplace,
    may_ask_person,
    may_keep_placement,
    may_keep_position,
    may_say_no_as_person,
    may_say_no_as_workplace,
    may_tell_of_person,
)

DRAFT, OPEN, CLOSED = PositionState.DRAFT, PositionState.OPEN, PositionState.CLOSED

POSITION = StateTable(
    (
        transition("open", [DRAFT], OPEN, may_keep_position, may_be_withdrawn=True),
        transition("draw_back", [OPEN], DRAFT, may_keep_position),
        transition("close", [DRAFT, OPEN], CLOSED, may_keep_position, needs_reason=True, may_be_withdrawn=True),
        transition("reopen", [CLOSED], OPEN, may_keep_position),
    )
)

TOLD, WAITING, RESTING = CandidateState.TOLD, CandidateState.WAITING, CandidateState.RESTING
ENDED, ERASED = CandidateState.ENDED, CandidateState.ERASED

CANDIDATE = StateTable(
    (
        transition("wait", [TOLD], WAITING, may_tell_of_person, may_be_withdrawn=True),
        transition("wait_no_more", [WAITING], TOLD, may_tell_of_person),
        transition("rest", [TOLD, WAITING], RESTING, may_tell_of_person, may_be_withdrawn=True),
        transition("come_back", [RESTING], WAITING, may_tell_of_person),
        transition("end", [TOLD, WAITING, RESTING], ENDED, may_tell_of_person, may_be_withdrawn=True),
        transition("take_up", [ENDED], TOLD, acts_for_people),
        transition("erase", [TOLD, WAITING, RESTING, ENDED], ERASED, may_tell_of_person),
    )
)

FOUND, ASKED, WANTED, SHOWN = OfferState.FOUND, OfferState.ASKED, OfferState.WANTED, OfferState.SHOWN
AGREED, DECLINED = OfferState.AGREED, OfferState.DECLINED
SET_ASIDE, LAPSED = OfferState.SET_ASIDE, OfferState.LAPSED

# The person first: nothing leads to `shown` but through the person's yes, which can be taken back until a placement
# is made of it; so can the workplace's.
OFFER = StateTable(
    (
        transition("ask_person", [FOUND], ASKED, may_ask_person, may_be_withdrawn=True),
        transition("ask_no_more", [ASKED], FOUND, may_ask_person),
        transition("person_yes", [ASKED], WANTED, may_answer_as_person, may_be_withdrawn=True),
        transition("person_later", [ASKED], ASKED, may_answer_as_person),
        transition("person_no", [ASKED, WANTED, SHOWN, AGREED], DECLINED, may_say_no_as_person, may_be_withdrawn=True),
        transition("person_thinks_again", [WANTED, DECLINED], ASKED, may_answer_as_person),
        transition("show", [WANTED], SHOWN, may_ask_person),
        transition("workplace_yes", [SHOWN], AGREED, may_answer_as_workplace),
        transition("workplace_later", [SHOWN], SHOWN, may_answer_as_workplace),
        transition("workplace_no", [SHOWN, AGREED], DECLINED, may_say_no_as_workplace),
        transition("remind_person", [ASKED], ASKED, is_system),
        transition("remind_workplace", [SHOWN], SHOWN, is_system),
        transition("set_aside", [FOUND], SET_ASIDE, may_ask_person, may_be_withdrawn=True),
        transition("take_up", [SET_ASIDE], FOUND, may_ask_person),
        transition("lapse", [FOUND, ASKED, WANTED, SHOWN, AGREED], LAPSED, is_system),
        transition("find_again", [LAPSED], FOUND, is_system),
    )
)

TO_BEGIN, RUNNING = PlacementState.AGREED, PlacementState.RUNNING
PAUSED, OVER = PlacementState.PAUSED, PlacementState.ENDED


def _never_began_and_kept(actor: Actor, placement: Placement) -> bool:
    return placement.outcome == Outcome.NEVER_BEGAN and may_keep_placement(actor, placement)


def _began_and_kept(actor: Actor, placement: Placement) -> bool:
    return placement.outcome != Outcome.NEVER_BEGAN and may_keep_placement(actor, placement)


PLACEMENT = StateTable(
    (
        transition("begin", [TO_BEGIN], RUNNING, may_keep_placement, may_be_withdrawn=True),
        transition("not_begun", [RUNNING], TO_BEGIN, may_keep_placement),
        transition("pause", [RUNNING, PAUSED], PAUSED, may_keep_placement, may_be_withdrawn=True),
        transition("resume", [PAUSED], RUNNING, may_keep_placement),
        transition("end", [TO_BEGIN, RUNNING, PAUSED], OVER, may_keep_placement, may_be_withdrawn=True),
        transition("reopen", [OVER], RUNNING, _began_and_kept, needs_reason=True),
        transition("agree_again", [OVER], TO_BEGIN, _never_began_and_kept, needs_reason=True),
    )
)
