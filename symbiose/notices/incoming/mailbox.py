"""The entrance's mailbox over IMAP: what lies there, oldest first, and away with what is done."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

TIMEOUT_SECONDS = 20
MAILBOX_ERRORS = (OSError, imaplib.IMAP4.error, ImapToolsError)
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,18})")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]{1,60})"')


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in the mailbox: its number there, its size in bytes, and when it arrived there."""

    uid: str
    size: int
    arrived_at: datetime | None


class Box:
    """An open mailbox, with the folder for what is done made where it is missing."""

    def __init__(self, client: BaseMailBox, handled: str):
        self._box = client
        self._handled = handled
        if not client.folder.exists(handled):
            client.folder.create(handled)

    def waiting(self, most: int) -> Iterator[Waiting]:
        """At most so many letters, those that came first before the others."""
        for uid in self._box.uids()[:most]:
            said = self._fetched(uid, "(RFC822.SIZE INTERNALDATE)")
            line = b" ".join(part for part in said if isinstance(part, bytes))
            size, arrived = _SIZE.search(line), _ARRIVED.search(line)
            yield Waiting(uid, int(size[1]) if size else 0, _moment(arrived[1]) if arrived else None)

    def letter(self, uid: str, *, headers_only: bool = False) -> bytes:
        """The bytes of a letter; it stays unread for those who open the mailbox themselves."""
        for part in self._fetched(uid, f"(BODY.PEEK[{'HEADER' if headers_only else ''}])"):
            if isinstance(part, tuple):
                return bytes(part[1])
        return b""

    def put_away(self, uid: str) -> None:
        """Move a letter to the folder of those that are done."""
        self._box.move(uid, self._handled)

    def _fetched(self, uid: str, what: str) -> list[Any]:
        answer, parts = self._box.client.uid("FETCH", uid, what)
        if answer != "OK":
            raise imaplib.IMAP4.error(f"FETCH {uid}: {answer}")
        return list(parts)


@contextmanager
def opened(place: dict[str, Any]) -> Iterator[Box]:
    """The mailbox of the settings, open; raises one of MAILBOX_ERRORS where it cannot be opened or breaks off."""
    client = _connected(place)
    try:
        client.login(place["user"], place["password"], initial_folder=place["folder"])
        _said, can = client.client.capability()  # many servers say only after sign-in that they can move a letter
        client.client.capabilities = tuple(str(can[-1], "ascii", "replace").upper().split())
        yield Box(client, place["handled"])
    finally:
        client.client.shutdown()


def _connected(place: dict[str, Any]) -> BaseMailBox:
    where = {"host": place["host"], "port": place["port"], "timeout": TIMEOUT_SECONDS}
    if place["tls"] == "off":
        return MailBoxUnencrypted(**where)
    kind = MailBoxStartTls if place["tls"] == "starttls" else MailBox
    return kind(**where, ssl_context=ssl.create_default_context())


def _moment(text: bytes) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.decode("ascii").strip())
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
