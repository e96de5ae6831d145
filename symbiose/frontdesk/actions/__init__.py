"""The verbs of the one entrance."""

from symbiose.frontdesk.actions.calendar import end_calendar, open_calendar
from symbiose.frontdesk.actions.calls import NextStep, answer_call, follow_up_call
from symbiose.frontdesk.actions.cases import attach_enquiry, change_case, close_case, open_case, reopen_case
from symbiose.frontdesk.actions.claims import confirm_firm, refuse_firm
from symbiose.frontdesk.actions.clock import escalate_late, leave_nothing_behind, remind
from symbiose.frontdesk.actions.erasing import forget_case, forget_due, forget_enquiry
from symbiose.frontdesk.actions.handing import (
    NotTogether,
    hand_over_case,
    hand_over_enquiry,
    merge_cases,
    split_case,
)
from symbiose.frontdesk.actions.letters import Forgotten, write_back, write_to_case, write_to_us
from symbiose.frontdesk.actions.partnering import look_for_partner
from symbiose.frontdesk.actions.reading import mark_read
from symbiose.frontdesk.actions.receipts import give_receipt, link_of, send_receipt, send_receipts_again
from symbiose.frontdesk.actions.receiving import Writer, receive_enquiry
from symbiose.frontdesk.actions.rules import end_rule, set_rule
from symbiose.frontdesk.actions.settling import answer_now, change_enquiry, pass_on, set_aside, take_up
from symbiose.frontdesk.actions.steps import (
    NotAtEntrance,
    add_party,
    add_task,
    finish_task,
    log_dialogue,
    remove_party,
    set_next_step,
    take_up_task,
)
from symbiose.frontdesk.actions.unheard import tell_unheard

__all__ = [
    "Forgotten",
    "NextStep",
    "NotAtEntrance",
    "NotTogether",
    "Writer",
    "add_party",
    "add_task",
    "answer_call",
    "answer_now",
    "attach_enquiry",
    "change_case",
    "change_enquiry",
    "close_case",
    "confirm_firm",
    "end_calendar",
    "end_rule",
    "escalate_late",
    "finish_task",
    "follow_up_call",
    "forget_case",
    "forget_due",
    "forget_enquiry",
    "give_receipt",
    "hand_over_case",
    "hand_over_enquiry",
    "leave_nothing_behind",
    "link_of",
    "log_dialogue",
    "look_for_partner",
    "mark_read",
    "merge_cases",
    "open_calendar",
    "open_case",
    "pass_on",
    "receive_enquiry",
    "refuse_firm",
    "remind",
    "remove_party",
    "reopen_case",
    "send_receipt",
    "send_receipts_again",
    "set_aside",
    "set_next_step",
    "set_rule",
    "split_case",
    "take_up",
    "take_up_task",
    "tell_unheard",
    "write_back",
    "write_to_case",
    "write_to_us",
]
