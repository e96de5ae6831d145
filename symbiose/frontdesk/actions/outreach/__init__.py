"""The verbs of calling on firms."""

from symbiose.frontdesk.actions.outreach.clock import look_after_calls
from symbiose.frontdesk.actions.outreach.leading import case_of, open_case_of_call
from symbiose.frontdesk.actions.outreach.noting import Talk, lift_stop, mend_call, note_call, stop_calls, withdraw_talk
from symbiose.frontdesk.actions.outreach.recounting import keep_counted, recount_prospects
from symbiose.frontdesk.actions.outreach.rounds import change_round, close_round, plan_round, reopen_round
from symbiose.frontdesk.actions.outreach.taking import InTheWay, NotFree, in_the_way, release_call, take_call

__all__ = [
    "InTheWay",
    "NotFree",
    "Talk",
    "case_of",
    "change_round",
    "close_round",
    "in_the_way",
    "keep_counted",
    "lift_stop",
    "look_after_calls",
    "mend_call",
    "note_call",
    "open_case_of_call",
    "plan_round",
    "recount_prospects",
    "release_call",
    "reopen_round",
    "stop_calls",
    "take_call",
    "withdraw_talk",
]
