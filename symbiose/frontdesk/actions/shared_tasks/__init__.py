"""The verbs of shared tasks: started, put right, given to, led somewhere or closed, and what falls due by itself."""

from symbiose.frontdesk.actions.shared_tasks.clock import tend_shared_tasks
from symbiose.frontdesk.actions.shared_tasks.ending import close_shared, lead_on, lead_to_new_case, reopen_shared
from symbiose.frontdesk.actions.shared_tasks.parts import (
    NotADepartment,
    ask_again,
    decline,
    give_input,
    invite,
    send_again,
    withdraw,
)
from symbiose.frontdesk.actions.shared_tasks.tasks import change_shared, hand_over_shared, start_shared_task

__all__ = [
    "NotADepartment",
    "ask_again",
    "change_shared",
    "close_shared",
    "decline",
    "give_input",
    "hand_over_shared",
    "invite",
    "lead_on",
    "lead_to_new_case",
    "reopen_shared",
    "send_again",
    "start_shared_task",
    "tend_shared_tasks",
    "withdraw",
]
