"""The list of the continuing dialogue: how it is searched, narrowed and sorted, and what its files hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.actor import Actor
from symbiose.common.pages.lists import Column, Filter, ListKit, Sort, word_of
from symbiose.frontdesk.models.rhythm import AgendaTopic
from symbiose.frontdesk.queries.rhythm import (
    MAY_BE_ONE,
    is_missed,
    is_older,
    kept_by,
    kept_by_nobody,
    rhythm_of,
    untouched,
)
from symbiose.frontdesk.rhythm_shown import DialogueShown, DialogueWords
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import found

WHICH = [
    ("flagged", gettext_lazy("Somebody should call now")),
    ("older", gettext_lazy("Older than its rhythm")),
    ("missed", gettext_lazy("The agreed day went by")),
    ("mine", gettext_lazy("Mine")),
    ("nobody", gettext_lazy("Nobody keeps it")),
    ("never", gettext_lazy("No talk yet")),
    ("none", gettext_lazy("No talks wanted")),
]


def _which(actor: Actor) -> Filter:
    today = timezone.localdate()
    narrow: dict[str, Callable[[], Q]] = {
        "flagged": lambda: is_older(today) | is_missed(today),
        "older": lambda: is_older(today),
        "missed": lambda: is_missed(today),
        "mine": lambda: kept_by(actor.user_id, today),
        "nobody": lambda: kept_by_nobody(today),
        "never": lambda: Q(rhythm__talked_on__isnull=True),
        "none": lambda: ~Q(rhythm__none_reason=""),
    }

    def keep(rows: QuerySet[Organisation], values: list[str]) -> QuerySet[Organisation]:
        for value in values:
            rows = rows.filter(narrow[value]()) if value in narrow else rows.none()
        return rows

    return Filter("which", gettext_lazy("Which"), lambda: WHICH, keep)


def _topics() -> Filter:
    choices = [(one.value, capfirst(str(one.label))) for one in AgendaTopic]

    def keep(rows: QuerySet[Organisation], values: list[str]) -> QuerySet[Organisation]:
        return untouched(rows, [value for value in values if value in AgendaTopic.values], timezone.localdate())

    return Filter("untouched", gettext_lazy("Not touched lately"), lambda: choices, keep)


def _kind() -> Filter:
    choices = [(kind.value, capfirst(str(kind.label))) for kind in MAY_BE_ONE]
    return Filter("kind", gettext_lazy("Type"), lambda: choices, lambda rows, values: rows.filter(kind__in=values))


def dialogue_kit(actor: Actor) -> ListKit:
    """The list as an adviser reads it."""
    return ListKit(
        name="dialogue",
        search=found,
        search_label=gettext_lazy("Search for an enterprise: name, town or company number"),
        filters=(_which(actor), _topics(), _kind()),
        sorts=(
            Sort("late", gettext_lazy("longest waited"), ("-older", "-missed", "rhythm__since_on")),
            Sort("talked", gettext_lazy("last talk"), (F("rhythm__talked_on").asc(nulls_first=True),)),
            Sort("name", gettext_lazy("name"), ("name",)),
        ),
        columns=_columns(),
    )


def _columns() -> tuple[Column, ...]:
    asked = cache(DialogueWords)  # once, when the first row of a file asks for it

    @lru_cache(maxsize=1)  # the columns of one row, then the next
    def words(row: Organisation) -> DialogueShown:
        return asked().shown(row, {})

    return (
        Column(_("organisation"), lambda row: row.name, width=32),
        Column(_("type"), word_of("kind")),
        Column(_("last talk"), lambda row: rhythm_of(row).talked_on),
        Column(_("rhythm"), lambda row: words(row).rhythm),
        Column(_("next talk by"), lambda row: words(row).due_on),
        Column(_("older than its rhythm"), lambda row: bool(row.older)),
        Column(_("the agreed day went by"), lambda row: bool(row.missed)),
        Column(_("not touched lately"), lambda row: ", ".join(words(row).untouched), width=48),
        Column(_("who keeps the dialogue"), _keeper),
    )


def _keeper(row: Organisation) -> str:
    owner = rhythm_of(row).owner
    return owner.name if owner else ""
