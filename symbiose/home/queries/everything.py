"""One search over every kind of object that a room has registered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from symbiose.common import registry, search
from symbiose.common.actor import Actor

MOST_ROWS = 10
MOST_ALSO = 6
# The list of a room that shows the whole of what was found, for advisers and for the others.
LISTS = {
    "frontdesk.case": ("cases:list", "cases:list"),
    "frontdesk.enquiry": ("enquiries:list", "enquiries:list"),
    "frontdesk.sharedtask": ("shared_tasks:list", "shared_tasks:list"),
    "frontdesk.callround": ("outreach:rounds", "outreach:rounds"),
    "organisations.organisation": ("organisations:list", "home:directory"),
    "organisations.champion": ("organisations:champions", "home:directory"),
    "listings.listing": ("listings:market", "listings:market"),
    "matching.proposal": ("matching:list", "matching:list"),
    "matching.exchange": ("exchanges:list", "exchanges:list"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One object that was found."""

    title: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the first rows, how many in all, and the list with all of them."""

    label: str
    name: str
    rows: list[Found]
    total: int
    url: str


def find(actor: Actor, words: str, asked: search.Expression, *, but: str = "") -> list[Group]:
    """What an actor may see of every kind, the kinds with most first; those named by the words before the others.

    `asked` is the `search.expression` of the words, `but` a kind that the page looks for by itself.
    """
    groups = [_group(kind, actor, words, asked) for kind in _searched() if kind.label != but]
    return sorted((group for group in groups if group.total), key=lambda group: -group.total)


def _searched() -> list[registry.ObjectKind]:
    """The kinds that have a list of what was found; a handover is reached by its exchange."""
    return [kind for kind in registry.KINDS.values() if kind.label in LISTS]


def _group(kind: registry.ObjectKind, actor: Actor, words: str, asked: search.Expression) -> Group:
    seen = kind.visible(actor)
    ids, total = search.best(kind.label, words, asked, seen, MOST_ROWS)
    rows = seen.in_bulk(ids)
    found = [Found(kind.title(rows[pk]), kind.url(rows[pk]), kind.state(rows[pk])) for pk in ids]
    return Group(kind.label, str(kind.plural), found, total, _list_url(kind.label, actor, words))


def _list_url(label: str, actor: Actor, words: str) -> str:
    for_advisers, for_others = LISTS[label]
    return f"{reverse(for_advisers if actor.is_adviser else for_others)}?{urlencode({'q': words})}"


def also_searched(actor: Actor, asked: search.Expression) -> list[str]:
    """Beginnings of words that were searched too, because a word of the query is known nowhere.

    Only words of what the actor may see: a word that stands in hidden names or drafts alone is not told.
    """
    near = [one for group in asked for one in group[1:]][:MOST_ALSO]
    return [
        word
        for word in near
        if any(kind.visible(actor).filter(pk__in=search.found_ids(kind.label, word)).exists() for kind in _searched())
    ]
