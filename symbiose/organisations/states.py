"""The states of an organisation and of a request for access, and who may move them; page, verb and test read these tables."""

from __future__ import annotations

from symbiose.common.states import StateTable, transition
from symbiose.organisations.enums import AccessState, OrganisationState
from symbiose.organisations.models import Contact
from symbiose.organisations.permissions import (
    is_clock,
    is_invited,
    may_close,
    may_merge,
    may_prove,
    may_reopen,
    may_send_again,
    may_settle,
    may_withdraw,
    may_withdraw_line,
)

ACTIVE, CLOSED = OrganisationState.ACTIVE.value, OrganisationState.CLOSED.value
MERGED = OrganisationState.MERGED.value
ASKED, INVITED, OPEN = AccessState.ASKED.value, AccessState.INVITED.value, AccessState.OPEN.value
REFUSED, WITHDRAWN = AccessState.REFUSED.value, AccessState.WITHDRAWN.value

STANDS, TAKEN_BACK = "stands", "withdrawn"

LINE = StateTable((transition("withdraw", [STANDS], TAKEN_BACK, may_withdraw_line, needs_reason=True),))


def state_of_line(line: Contact) -> str:
    """A line of the contact log stands until it is withdrawn."""
    return TAKEN_BACK if line.withdrawn_at else STANDS


STATES = StateTable(
    (
        transition("organisations.close", [ACTIVE], CLOSED, may_close, needs_reason=True, may_be_withdrawn=True),
        transition("organisations.reopen", [CLOSED], ACTIVE, may_close, needs_reason=True),
        transition("organisations.merge", [ACTIVE], MERGED, may_merge, may_be_withdrawn=True),
        transition("organisations.part", [MERGED], ACTIVE, may_merge, needs_reason=True),
    )
)

ACCESS = StateTable(
    (
        transition("find", [ASKED], ASKED, may_settle),
        transition("invite", [ASKED], INVITED, may_prove),
        transition("send_again", [INVITED], INVITED, may_send_again),
        transition("accept", [INVITED], OPEN, is_invited),
        transition("refuse", [ASKED], REFUSED, may_settle, needs_reason=True, may_be_withdrawn=True),
        transition("withdraw", [ASKED, INVITED], WITHDRAWN, may_withdraw, may_be_withdrawn=True),
        transition("lapse", [INVITED], WITHDRAWN, is_clock),
        transition("reopen", [REFUSED, WITHDRAWN], ASKED, may_reopen),
        transition("erase", [OPEN], OPEN, is_clock),
        transition("erase", [REFUSED], REFUSED, is_clock),
        transition("erase", [WITHDRAWN], WITHDRAWN, is_clock),
    )
)
