"""Telling people: the inbox first, mail as a copy, personal links; and taking letters in."""

from symbiose.notices.actions.copies import write_digests
from symbiose.notices.actions.inbox import (
    LettersNeeded,
    choose_letters,
    notify,
    read_all,
    read_notice,
    unread_notice,
)
from symbiose.notices.actions.incoming import (
    LARGEST_LETTER,
    TooLarge,
    forget_letter,
    forget_letters,
    mailbox_failed,
    mailbox_read,
    refuse_large,
    take_in,
)
from symbiose.notices.actions.letters import (
    MOST_ATTEMPTS,
    SERVER_AWAY_FOR,
    called_instead,
    letter_id,
    queue_mail,
    queue_text,
    send_letter_again,
    send_mail,
)
from symbiose.notices.actions.personal_links import (
    ONE_LETTER_EVERY,
    TooSoon,
    forget_link,
    give_link,
    renew_link,
    send_link,
    withdraw_link,
)
from symbiose.notices.actions.refused import set_letter_aside, take_in_by_hand, take_letter_up
from symbiose.notices.actions.texts import ChangedMeanwhile, WrongPlaceholders, take_standard, write_text

__all__ = [
    "LARGEST_LETTER",
    "MOST_ATTEMPTS",
    "ONE_LETTER_EVERY",
    "SERVER_AWAY_FOR",
    "ChangedMeanwhile",
    "LettersNeeded",
    "TooLarge",
    "TooSoon",
    "WrongPlaceholders",
    "called_instead",
    "choose_letters",
    "forget_letter",
    "forget_letters",
    "forget_link",
    "give_link",
    "letter_id",
    "mailbox_failed",
    "mailbox_read",
    "notify",
    "queue_mail",
    "queue_text",
    "read_all",
    "read_notice",
    "refuse_large",
    "renew_link",
    "send_letter_again",
    "send_link",
    "send_mail",
    "set_letter_aside",
    "take_in",
    "take_in_by_hand",
    "take_letter_up",
    "take_standard",
    "unread_notice",
    "withdraw_link",
    "write_digests",
    "write_text",
]
