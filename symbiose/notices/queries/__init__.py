"""What the pages of this room read."""

from symbiose.notices.queries.choices import ChoiceRow, choices_of, mode_of, wanting
from symbiose.notices.queries.delivery import (
    QueueState,
    left_state,
    left_to_people,
    letter_for,
    mailbox_trouble,
    stuck,
    undelivered,
    undelivered_for,
    undelivered_state,
)
from symbiose.notices.queries.inbox import found, letters_in, notices_of, unread, unread_of
from symbiose.notices.queries.texts import history_of, in_force, latest, written

__all__ = [
    "ChoiceRow",
    "QueueState",
    "choices_of",
    "found",
    "history_of",
    "in_force",
    "latest",
    "left_state",
    "left_to_people",
    "letter_for",
    "letters_in",
    "mailbox_trouble",
    "mode_of",
    "notices_of",
    "stuck",
    "undelivered",
    "undelivered_for",
    "undelivered_state",
    "unread",
    "unread_of",
    "wanting",
    "written",
]
