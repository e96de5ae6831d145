"""The kinds of notice, a closed list: each room registers its own when it is ready. Knows no records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind: its code, its name on screen, one sentence on what belongs to it, and whether letters may be switched off.

    Where they may not, because somebody waits for an answer, a letter a day is the least.
    """

    code: str
    name: Any
    about: Any
    required: bool = False


KINDS: dict[str, NoticeKind] = {}


class UnknownKindError(ValueError):
    """No room registered this kind."""


def register_kind(code: str, name: Any, about: Any, *, required: bool = False) -> None:
    """Add a kind of notice. Registered again, the later words count."""
    KINDS[code] = NoticeKind(code, name, about, required)


def kind_of(code: str) -> NoticeKind:
    """The kind with that code. Raises UnknownKindError where no room registered it."""
    try:
        return KINDS[code]
    except KeyError:
        raise UnknownKindError(code) from None


def name_of(code: str) -> str:
    """The name of a kind; of one whose room is gone, that of all that has no kind of its own."""
    return str(KINDS[code if code in KINDS else GENERAL].name)
