"""The states of calls, rounds of calls and noes, and who may move them; page, verb and test read these tables."""

from __future__ import annotations

from symbiose.common.states import StateTable, transition
from symbiose.frontdesk.models import CallStop
from symbiose.frontdesk.outreach_enums import CallState, RoundState
from symbiose.frontdesk.outreach_permissions import (
    is_clock,
    may_keep_call,
    may_keep_round,
    may_lift_stop,
    may_take_over,
)

RESERVED, LATER, TALKED = CallState.RESERVED.value, CallState.LATER.value, CallState.TALKED.value
RELEASED, LAPSED = CallState.RELEASED.value, CallState.LAPSED.value
OPEN, CLOSED = RoundState.OPEN.value, RoundState.CLOSED.value
HOLDS, LIFTED = "holds", "lifted"

CALL = StateTable(
    (
        transition("not_reached", [RESERVED], RESERVED, may_keep_call),
        transition("not_reached", [LATER], LATER, may_keep_call),
        transition("talk", [RESERVED, LATER], TALKED, may_keep_call, may_be_withdrawn=True),
        transition("promise", [RESERVED, LATER], LATER, may_keep_call, may_be_withdrawn=True),
        transition("mend", [TALKED, LATER], RESERVED, may_keep_call, needs_reason=True),
        transition("withdraw", [TALKED, LATER], RELEASED, may_keep_call, needs_reason=True),
        transition("lead_on", [TALKED], TALKED, may_keep_call),
        transition("release", [RESERVED, LATER], RELEASED, may_keep_call, needs_reason=True),
        transition("take_over", [RESERVED, LATER], RELEASED, may_take_over, needs_reason=True),
        transition("hand_over", [RESERVED], RESERVED, is_clock),
        transition("hand_over", [LATER], LATER, is_clock),
        transition("lapse", [RESERVED], LAPSED, is_clock),
    )
)

ROUND = StateTable(
    (
        transition("take", [OPEN], OPEN, may_keep_round),
        transition("change", [OPEN], OPEN, may_keep_round),
        transition("close", [OPEN], CLOSED, may_keep_round, needs_reason=True, may_be_withdrawn=True),
        transition("reopen", [CLOSED], OPEN, may_keep_round),
    )
)

STOP = StateTable((transition("lift", [HOLDS], LIFTED, may_lift_stop, needs_reason=True),))


def state_of_stop(stop: CallStop) -> str:
    """It holds until somebody lifts it."""
    return LIFTED if stop.lifted_at else HOLDS
