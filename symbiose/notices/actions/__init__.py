"""Telling people: the inbox first, mail as a copy, personal links; and taking letters in."""

from symbiose.notices.actions.inbox import notify, read_notice
from symbiose.notices.actions.incoming import (
    LARGEST_LETTER,
    TooLarge,
    forget_letters,
    mailbox_failed,
    mailbox_read,
    refuse_large,
    take_in,
)
from symbiose.notices.actions.letters import FIRST_WAIT, MOST_ATTEMPTS, queue_mail, send_mail
from symbiose.notices.actions.personal_links import (
    ONE_LETTER_EVERY,
    TooSoon,
    forget_link,
    give_link,
    renew_link,
    send_link,
    withdraw_link,
)

__all__ = [
    "FIRST_WAIT",
    "LARGEST_LETTER",
    "MOST_ATTEMPTS",
    "ONE_LETTER_EVERY",
    "TooLarge",
    "TooSoon",
    "forget_letters",
    "forget_link",
    "give_link",
    "mailbox_failed",
    "mailbox_read",
    "notify",
    "queue_mail",
    "read_notice",
    "refuse_large",
    "renew_link",
    "send_link",
    "send_mail",
    "take_in",
    "withdraw_link",
]
