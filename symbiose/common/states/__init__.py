"""State machines as one table each: from, to, verb, who, whether a reason is needed. Page, verb and test read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from symbiose.common.actor import Actor


class NotAllowed(Exception):
    """A verb that the table does not allow from this state, for this actor, or without a reason."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: the verb takes an object from one of `sources` to `target`, if `who` says yes."""

    verb: str
    sources: frozenset[str]
    target: str
    who: Callable[[Actor, Any], bool]
    needs_reason: bool = False
    may_be_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class StateTable:
    """All transitions of one kind of object."""

    transitions: tuple[Transition, ...]

    def find(self, verb: str, state: str) -> Transition | None:
        """The row for a verb from a state."""
        return next((row for row in self.transitions if row.verb == verb and state in row.sources), None)

    def open_to(self, actor: Actor, subject: Any, state: str) -> list[Transition]:
        """What this actor can do to the object now."""
        return [row for row in self.transitions if state in row.sources and row.who(actor, subject)]

    def require(self, verb: str, *, state: str, actor: Actor, subject: Any, reason: str = "") -> Transition:
        """The row, or NotAllowed."""
        row = self.find(verb, state)
        if row is None or not row.who(actor, subject) or (row.needs_reason and not reason.strip()):
            raise NotAllowed(verb)
        return row


def transition(
    verb: str, sources: Iterable[str], target: str, who: Callable[[Actor, Any], bool], **extra: Any
) -> Transition:
    """A row, written short."""
    return Transition(verb, frozenset(sources), target, who, **extra)
