"""The states of a request for access and who may move it between them; page, verb and test read this table."""

from __future__ import annotations

from symbiose.common.states import StateTable, transition
from symbiose.organisations.enums import AccessState
from symbiose.organisations.permissions import (
    is_clock,
    is_invited,
    may_prove,
    may_reopen,
    may_send_again,
    may_settle,
    may_withdraw,
)

ASKED, INVITED, OPEN = AccessState.ASKED.value, AccessState.INVITED.value, AccessState.OPEN.value
REFUSED, WITHDRAWN = AccessState.REFUSED.value, AccessState.WITHDRAWN.value

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
        transition("erase", [REFUSED], REFUSED, is_clock),
        transition("erase", [WITHDRAWN], WITHDRAWN, is_clock),
    )
)
