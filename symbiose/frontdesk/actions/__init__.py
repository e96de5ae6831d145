"""The verbs of the one entrance."""

from symbiose.frontdesk.actions.cases import attach_enquiry, change_case, close_case, open_case, reopen_case
from symbiose.frontdesk.actions.receiving import Writer, receive_enquiry
from symbiose.frontdesk.actions.settling import answer_now, change_enquiry, pass_on, set_aside, take_up

__all__ = [
    "Writer",
    "answer_now",
    "attach_enquiry",
    "change_case",
    "change_enquiry",
    "close_case",
    "open_case",
    "pass_on",
    "receive_enquiry",
    "reopen_case",
    "set_aside",
    "take_up",
]
