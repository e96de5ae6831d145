"""Positions as lists and pages read them: how many seats are taken, how many hours are covered, by whom as a code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from symbiose.common.actor import Actor, Role
from symbiose.common.search import found_ids
from symbiose.engine.windows import parse_windows
from symbiose.jobs.enums import LIVING
from symbiose.jobs.models import Placement, Position
from symbiose.jobs.queries.placement_room import with_hours
from symbiose.jobs.queries.rows import POSITION

HOURS = DecimalField(max_digits=6, decimal_places=1)
NONE = Value(Decimal(0), output_field=HOURS)


@dataclass(frozen=True, slots=True)
class Working:
    """Somebody who works, or will work, in a position: code, hours a week now (None is unknown), and the state in words.

    `number` is the placement's.
    """

    number: str
    code: str
    hours: Decimal | None
    state_name: str


def live_placements(rows: QuerySet[Placement] | None = None, *, on: date | None = None) -> QuerySet[Placement]:
    """Placements that take a seat, with the hours a week that hold on a day; what is agreed counts with its first step."""
    found = with_hours((Placement.objects.all() if rows is None else rows).filter(state__in=LIVING), on=on)
    return found.annotate(hours_now=Coalesce("held_hours", "first_hours", output_field=HOURS))


def for_rows(rows: QuerySet[Position]) -> QuerySet[Position]:
    """Positions with their organisation, seats taken, hours covered, and whether a seat is free ("1")."""
    theirs = live_placements().filter(position=OuterRef("pk")).order_by().values("position")
    taken = theirs.annotate(how_many=Count("pk")).values("how_many")
    covered = theirs.annotate(hours=Sum("hours_now")).values("hours")
    return rows.select_related("organisation", "workplace__unit").annotate(
        taken=Coalesce(Subquery(taken, output_field=IntegerField()), Value(0)),
        covered=Coalesce(Subquery(covered, output_field=HOURS), NONE),
        free=Case(When(taken__lt=F("seats"), then=Value("1")), default=Value("")),
    )


def found(rows: QuerySet[Position], text: str) -> QuerySet[Position]:
    """Those that a search finds by title, number, firm, place and description."""
    return rows.filter(pk__in=found_ids(POSITION, text))


def working_in(position: Position) -> list[Working]:
    """Those who work in a position, the first to begin on top."""
    rows: Iterable[Any] = (
        live_placements(position.placements.all()).select_related("candidate").order_by("starts_on", "pk")
    )
    return [
        Working(
            row.number,
            row.candidate.code if row.candidate else row.number,
            row.hours_now,
            str(row.get_state_display()),
        )
        for row in rows
    ]


def covered_bits(position: Position) -> int:
    """The half hours in which somebody is agreed to come, as far as their proposal says it."""
    bits = 0
    for text in position.placements.filter(state__in=LIVING, offer__isnull=False).values_list(
        "offer__overlap", flat=True
    ):
        bits |= parse_windows(text)
    return bits


def postcodes_of(rows: QuerySet[Position]) -> list[str]:
    """The postcodes that positions lie in."""
    return list(rows.exclude(postcode="").order_by("postcode").values_list("postcode", flat=True).distinct())


def sees_who_works(actor: Actor) -> bool:
    """A workplace and the consultants see codes and hours; the entrance sees numbers."""
    return actor.role in {Role.FIRM, Role.CONSULTANT}
