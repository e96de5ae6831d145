"""What can be chosen when a person tells, in the reader's language: tasks, organisations, hours, travel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.jobs.enums import PositionState
from symbiose.jobs.words import Choices, figure, language
from symbiose.organisations.models import Organisation
from symbiose.reference import find_place, people_policy, placement_policy_rows, task_words

ORGANISATION = "organisation:"
ALL_ORGANISATIONS = 200  # that a page shows; a person is asked about those nearby first in the talk


def task_choices() -> Choices:
    """Kinds of tasks that somebody may wish, or not want, in plain words and in their order."""
    named = [(row.code, row.name[language()]) for row in task_words(timezone.localdate()).values()]
    return sorted(named, key=lambda row: row[1].lower())


def organisation_choices() -> Choices:
    """Organisations with an open position, by name: a person can say that they will not work at one of them."""
    rows = Organisation.objects.filter(positions__state=PositionState.OPEN).distinct().order_by("name", "pk")
    return [(f"{ORGANISATION}{row.pk}", row.name) for row in rows[:ALL_ORGANISATIONS]]


def organisation_names(codes: Iterable[str]) -> Choices:
    """The organisations that codes name, with or without an open position now."""
    numbers = [int(code.removeprefix(ORGANISATION)) for code in codes if code.startswith(ORGANISATION)]
    if not numbers:
        return []
    return [
        (f"{ORGANISATION}{row.pk}", row.name) for row in Organisation.objects.filter(pk__in=numbers).order_by("name")
    ]


def hours_limits(on: date) -> tuple[Decimal, Decimal]:
    """The least and the most hours a week that a person may tell."""
    least = people_policy(on)["hours.least"].value
    return Decimal(str(least)), Decimal(str(placement_policy_rows(on)["most_hours"].value))


def travel_limits(on: date) -> tuple[int, int]:
    """The least and the most minutes one way that a person may tell."""
    rows = people_policy(on)
    return int(rows["travel.least"].value), int(rows["travel.most"].value)


def usual(name: str, on: date) -> list[int]:
    """The usual answers to a question, to choose among: `hours` or `travel`."""
    rows = people_policy(on)
    return sorted(int(row.value) for key, row in rows.items() if key.startswith(f"usual.{name}."))


def hours_words(hours: Decimal | float) -> str:
    """5 hours."""
    shown = figure(float(hours))
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": shown}


def minutes_words(minutes: int) -> str:
    """45 minutes."""
    return _("%(minutes)s minutes") % {"minutes": minutes}


def place_words(postcode: str) -> str:
    """8600 Silkeborg; the postcode alone where it is not known."""
    place = find_place(postcode)
    return place.name if place else postcode
