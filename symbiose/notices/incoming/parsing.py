"""From the bytes of a letter to `IncomingMessage`. Whatever the bytes are, a message comes out and no error."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from symbiose.notices.incoming import headers
from symbiose.notices.incoming.attachments import judged, parts_of
from symbiose.notices.incoming.message import IncomingMessage
from symbiose.notices.incoming.text import LONGEST_TEXT, clean, of_html, one_line, parted, without_cpr

LONGEST_ID, LONGEST_SUBJECT, LONGEST_NAME, LONGEST_ADDRESS = 200, 200, 120, 254
MOST_REFERENCES = 50
MOST_LINES = 1_000_000  # the largest letter has fewer, unless it was made to be slow
CUT = "\n\n[Brevet er længere. Resten står i postkassen.]"
YEARS = range(1990, 2101)  # a date outside these was set by a broken clock


def parse(raw: bytes, *, own_addresses: Collection[str] = ()) -> IncomingMessage:
    """The letter in `raw`. `own_addresses` are those that this installation writes from, in lower case."""
    letter = _read(raw)
    written, kept = parts_of(letter)
    attachments, refused = judged(kept)
    name, address = headers.sender(letter)
    subject, hidden_in_subject = without_cpr(one_line(headers.words(letter, "Subject"), LONGEST_SUBJECT))
    fresh, quoted, hidden = _texts(written)
    name, hidden_in_name = without_cpr(one_line(name, LONGEST_NAME))
    sign = headers.sign(letter, address, own_addresses)
    content_hash = _content_hash(letter, address, headers.words(letter, "Subject"))
    return IncomingMessage(
        message_id=_id(headers.raw(letter, "Message-ID")) or f"none:{content_hash}",
        content_hash=content_hash,
        from_name=name,
        from_address=address[:LONGEST_ADDRESS],
        subject=subject[:LONGEST_SUBJECT],
        sent_at=_date(headers.raw(letter, "Date")),
        text=fresh,
        quoted=quoted,
        attachments=attachments,
        refused=refused,
        in_reply_to=_id(headers.raw(letter, "In-Reply-To")),
        references=tuple(filter(None, map(_id, headers.raw(letter, "References").split()[-MOST_REFERENCES:]))),
        sign=sign,
        cpr_hidden=hidden + hidden_in_subject + hidden_in_name,
        by_machine=headers.by_machine(letter, address, sign),
    )


def _read(raw: bytes) -> Message:
    """The letter's parts; its headers alone where the parts lie inside each other too deep to be honest."""
    if raw.count(b"\n") > MOST_LINES:
        raw = b"\n".join(raw.split(b"\n", MOST_LINES)[:MOST_LINES])
    try:
        return message_from_bytes(raw)
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        return BytesHeaderParser().parsebytes(raw)


def _texts(written: list[tuple[str, str]]) -> tuple[str, str, int]:
    """What is new, what is quoted, and how many CPR-like numbers were taken out of both."""
    plain = "\n\n".join(text for kind, text in written if kind == "text/plain" and text.strip())
    if not plain:
        plain = "\n\n".join(of_html(text) for kind, text in written if kind == "text/html")
    text = clean(plain[: LONGEST_TEXT + 1])
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT] + CUT
    fresh, quoted = parted(text)
    (fresh, hidden), (quoted, more) = without_cpr(fresh), without_cpr(quoted)
    return fresh, quoted, hidden + more


def _content_hash(letter: Message, address: str, subject: str) -> str:
    """The same for the same letter, whichever way it came."""
    said = hashlib.sha256()
    for part in (address, headers.raw(letter, "Date").strip(), " ".join(subject.split())):
        said.update(part.encode("utf-8", "replace") + b"\0")
    for leaf in _leaves(letter):
        said.update(hashlib.sha256(headers.content(leaf).replace(b"\r\n", b"\n").strip()).digest())
    return said.hexdigest()


def _leaves(letter: Message) -> Iterator[Message]:
    waiting: list[Message] = [letter]
    while waiting:
        part = waiting.pop()
        inner = headers.inner(part)
        if inner:
            waiting += reversed(inner)
        else:
            yield part


def _id(text: str) -> str:
    """A message id without its brackets; a very long one as its digest, so that it still is itself."""
    plain = one_line(text, 10 * LONGEST_ID).strip("<> ")
    if len(plain) <= LONGEST_ID:
        return plain
    return f"long:{hashlib.sha256(plain.encode('utf-8', 'replace')).hexdigest()}"


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:100])
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC) if found.year in YEARS else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
