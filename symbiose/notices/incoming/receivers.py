"""The door to the room that takes letters: it stands above this one and registers itself when it is ready."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from symbiose.common.actor import Actor
from symbiose.notices.incoming.message import IncomingMessage

Receiver = Callable[[IncomingMessage, Actor], models.Model]
_REGISTERED: list[Receiver] = []


class LetterRefused(Exception):
    """The room does not take this letter; `args[0]` is the sentence in Danish that says why."""


def register_receiver(take: Receiver) -> None:
    """Say which verb takes a letter. Registered again, the later verb counts.

    It runs in a transaction, once per letter, and returns what the letter became or was added to. It raises
    LetterRefused with a sentence where it does not take it; any other error is tried again at the next reading, six
    times.
    """
    _REGISTERED[:] = [take]


def receiver() -> Receiver | None:
    """The verb that takes letters; None while no room does, and then no mailbox is read."""
    return _REGISTERED[0] if _REGISTERED else None
