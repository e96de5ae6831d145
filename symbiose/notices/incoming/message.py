"""A letter as it was understood, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sign(StrEnum):
    """What shows that a letter was written by a machine; "" for a person's letter."""

    NONE = ""
    AUTOMATIC = "automatic"  # an answer that a machine gives, such as "I am away"
    LIST = "list"  # sent to many
    BOUNCE = "bounce"  # a mail server says that a letter could not be delivered
    OWN = "own"  # sent by this installation itself


MACHINES_ONLY = frozenset({Sign.AUTOMATIC, Sign.BOUNCE, Sign.OWN})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that keeps the rules of `files.Purpose.LETTER`: its name, what the letter says it is, its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RefusedAttachment:
    """A file that was not taken, and the sentence in Danish that says why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A letter, cleaned: no control characters, nothing that looks like a CPR number, all lengths bounded.

    `message_id` never is empty: one is made of the content where the letter has none. `content_hash` is of sender,
    date, subject and parts, so that the same letter over another way is the same. `text` is what is new, `quoted`
    what it answers; both are plain text. `cpr_hidden` counts numbers that were taken out. `by_machine` is whether a
    machine wrote it, as far as the headers say: people write to lists too.
    """

    message_id: str
    content_hash: str
    from_name: str
    from_address: str
    subject: str
    sent_at: datetime | None
    text: str
    quoted: str
    attachments: tuple[Attachment, ...]
    refused: tuple[RefusedAttachment, ...]
    in_reply_to: str
    references: tuple[str, ...]
    sign: Sign
    cpr_hidden: int
    by_machine: bool
