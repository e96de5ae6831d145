"""Headers of a letter and the bytes of its parts, as they are, however broken."""

from __future__ import annotations

import re
from collections.abc import Collection
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from symbiose.notices.incoming.message import MACHINES_ONLY, Sign
from symbiose.notices.incoming.text import clean

BROKEN = (
    MessageError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)  # what the standard library raises on nonsense
LONGEST_HEADER, LONGEST_WORDS = 20_000, 4_000
SLOW = {"punycode", "idna"}  # encodings of names of hosts, not of letters: long texts in them take hours to read
LOOP = "symbiose"
MACHINES = {"mailer-daemon", "postmaster", "mail-daemon"}
_NO_REPLY = re.compile(r"(no|do[-_.]?not|ikke)[-_.]?(reply|svar)|(svar[-_.]?ikke|bounces?|news(letter)?|nyheds?brev)\b")
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@[^\s@<>\"(),:;\\\[\]]{1,189}")


def raw(letter: Message, name: str) -> str:
    """A header as it stands, bytes outside ASCII read as UTF-8 or else as Latin-1; "" where it is missing."""
    for key, value in letter.raw_items():
        if key.lower() == name.lower():
            return clean(_unescaped(str(value)[:LONGEST_HEADER])).replace("\n", " ")
    return ""


def words(letter: Message, name: str) -> str:
    """A header with its encoded words read; a word in an unknown encoding is read as Latin-1."""
    return decoded(raw(letter, name))


def decoded(text: str) -> str:
    """Encoded words as text; the text itself where they cannot be read."""
    try:
        pieces = decode_header(text[:LONGEST_WORDS])
        return "".join(of_bytes(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    except BROKEN:
        return text


def of_bytes(content: bytes, charset: str | None) -> str:
    """Bytes as text: in the charset that is named, else UTF-8, else Latin-1, which knows every byte."""
    for known in (charset, "utf-8"):
        if known and known.lower() not in SLOW:
            try:
                return content.decode(known)
            except (LookupError, ValueError):
                continue
    return content.decode("latin-1")


def sender(letter: Message) -> tuple[str, str]:
    """Name and address of the sender, the address in lower case; "" for what cannot be read."""
    text = (raw(letter, "From") or raw(letter, "Sender"))[:LONGEST_WORDS]
    try:
        name, address = parseaddr(text)
    except BROKEN:
        name, address = "", ""
    if not _ADDRESS.fullmatch(address):
        found = _ADDRESS.search(text)
        address = found[0] if found else ""
    return decoded(name), address.lower()


def content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as that goes."""
    try:
        found = part.get_payload(decode=True)
    except BROKEN:
        return b""
    return found if isinstance(found, bytes) else b""


def inner(part: Message) -> list[Message]:
    """The parts of a part; none where it has no parts or they could not be told apart."""
    found = part.get_payload() if part.is_multipart() else []
    return [one for one in found if isinstance(one, Message)] if isinstance(found, list) else []


def charset(part: Message) -> str | None:
    """The charset that a part names."""
    try:
        return part.get_content_charset()
    except BROKEN:
        return None


def sign(letter: Message, address: str, own_addresses: Collection[str]) -> Sign:
    """What shows that a machine wrote the letter: nothing of that is answered, and none of it is an enquiry."""
    submitted = raw(letter, "Auto-Submitted").strip().lower()
    loops = raw(letter, "X-Loop").strip()
    returned = raw(letter, "Return-Path").strip()
    if address in own_addresses or loops.lower() == LOOP:
        return Sign.OWN
    if (
        returned == "<>"
        or letter.get_content_type() == "multipart/report"
        or address.split("@", maxsplit=1)[0] in MACHINES
    ):
        return Sign.BOUNCE
    if (submitted and not submitted.startswith("no")) or loops or _answers_alone(letter):
        return Sign.AUTOMATIC
    if raw(letter, "List-Id") or raw(letter, "Precedence").strip().lower() in {"bulk", "junk", "list"}:
        return Sign.LIST
    return Sign.NONE


def by_machine(letter: Message, address: str, found: Sign) -> bool:
    """Whether a machine wrote it. What goes to a list may be a person's, unless it was sent to a mass or cannot be answered."""
    if found is not Sign.LIST:
        return found in MACHINES_ONLY
    mass = raw(letter, "Precedence").strip().lower() in {"bulk", "junk"}
    one_click = bool(raw(letter, "List-Unsubscribe-Post") or raw(letter, "Feedback-ID"))
    return mass or one_click or bool(_NO_REPLY.match(address))


def _answers_alone(letter: Message) -> bool:
    return bool(
        raw(letter, "X-Autoreply")
        or raw(letter, "X-Autorespond")
        or raw(letter, "Precedence").strip().lower() == "auto_reply"
    )


def _unescaped(text: str) -> str:
    """A header's bytes outside ASCII arrive as lone surrogates; this makes text of them."""
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        return text
    return of_bytes(text.encode("utf-8", "surrogateescape"), None)
