"""The register through which a page shows objects from rooms above its own; filled in each room's `AppConfig.ready()`.

Knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from symbiose.common.actor import Actor

if TYPE_CHECKING:
    from django.db import models


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """How a kind of object is shown anywhere: its noun, title, address, state, and which rows an actor may see."""

    label: str
    noun: Any
    plural: Any
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    visible: Callable[[Actor], models.QuerySet[Any]]
    state: Callable[[Any], str] = lambda _object: ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of a start page: who, why it is here, since or until when, and the one act that settles it."""

    section: str
    title: str
    url: str
    why: str
    when: str
    button: str
    button_url: str
    late: bool = False
    order: datetime | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """What an upper room has to show on the page of a lower object: a heading, the first rows, how many in all, and the list of them."""

    name: str
    rows: list[RelatedRow]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """One of these rows: its title and page, what it is about, and its state."""

    title: str
    url: str
    about: str
    state: str


@dataclass(frozen=True, slots=True)
class Start:
    """Something of an upper room that can be begun from the page of a lower object: the words of its button, and where."""

    name: str
    url: str


KINDS: dict[str, ObjectKind] = {}
RELATED: dict[str, list[Callable[[Any, Actor], Related | None]]] = {}
STARTS: dict[str, list[Callable[[Any, Actor], Start | None]]] = {}
WAITING: list[Callable[[Actor], Iterable[Waiting]]] = []
VERB_NAMES: dict[str, Any] = {}


def register(kind: ObjectKind) -> None:
    """Make a kind of object known to pages and to the search over everything."""
    KINDS[kind.label] = kind


def register_waiting(query: Callable[[Actor], Iterable[Waiting]]) -> None:
    """Add a room's answer to "what waits for me?"."""
    if query not in WAITING:
        WAITING.append(query)


def register_related(label: str, query: Callable[[Any, Actor], Related | None]) -> None:
    """Let a room show its own on the pages of a kind of lower object; None where it has nothing to show to that actor."""
    known = RELATED.setdefault(label, [])
    if query not in known:
        known.append(query)


def related(subject: models.Model, actor: Actor) -> list[Related]:
    """What upper rooms have to show on an object's page, in the order of the rooms."""
    asked = (query(subject, actor) for query in RELATED.get(subject._meta.label_lower, []))
    return [one for one in asked if one is not None]


def register_start(label: str, query: Callable[[Any, Actor], Start | None]) -> None:
    """Let a room offer a beginning on the pages of a kind of lower object; None where the actor cannot begin it there."""
    known = STARTS.setdefault(label, [])
    if query not in known:
        known.append(query)


def starts(subject: models.Model, actor: Actor) -> list[Start]:
    """What can be begun from an object's page, in the order of the rooms."""
    asked = (query(subject, actor) for query in STARTS.get(subject._meta.label_lower, []))
    return [one for one in asked if one is not None]


def register_verbs(names: dict[str, Any]) -> None:
    """Danish names of verbs as the history of an object shows them."""
    VERB_NAMES.update(names)
