"""The pages of calling on firms."""

from symbiose.frontdesk.views.outreach.calls import call, calls, mend, release, talk, to_case, to_partner, withdraw
from symbiose.frontdesk.views.outreach.firms import call_list, firm, lift, stop
from symbiose.frontdesk.views.outreach.rounds import change, close, plan, reopen, round_page, rounds

__all__ = [
    "call",
    "call_list",
    "calls",
    "change",
    "close",
    "firm",
    "lift",
    "mend",
    "plan",
    "release",
    "reopen",
    "round_page",
    "rounds",
    "stop",
    "talk",
    "to_case",
    "to_partner",
    "withdraw",
]
