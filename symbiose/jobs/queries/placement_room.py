"""How much room a position and its workplace have for one more person: places, hours and support, beside what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.jobs.enums import GONE, LIVING, OfferState
from symbiose.jobs.models import Offer, Placement, PlacementHours, Position, Workplace
from symbiose.jobs.queries.conditions import conditions_of

NOTHING = Decimal(0)
SUPPORT = "support"  # the purpose of the reading, as the log says it
Own = Placement | Offer | None


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a position for one more: places and hours a week; below zero where there are too many."""

    seats: int
    hours: Decimal


def with_hours(rows: QuerySet[Placement], *, on: date | None = None) -> QuerySet[Placement]:
    """The rows with the step of the curve that was told and holds on a day, today unless said; with the first where none does."""
    day = on or timezone.localdate()
    steps = PlacementHours.objects.filter(placement=OuterRef("pk"))
    held = steps.filter(from_day__lte=day, planned=False).order_by("-from_day").values("hours")[:1]
    first = steps.order_by("from_day").values("hours")[:1]
    return rows.annotate(held_hours=Subquery(held), first_hours=Subquery(first))


def hours_of(placement: Placement) -> Decimal:
    """Hours a week of a row read by `with_hours`."""
    held, first = (getattr(placement, name) for name in ("held_hours", "first_hours"))
    return held if held is not None else first if first is not None else NOTHING


def living(*, without: Own = None) -> QuerySet[Placement]:
    """Placements that hold their seat, those that are paused or to begin too; `without` one of them."""
    rows = Placement.objects.filter(state__in=LIVING)
    return rows.exclude(pk=without.pk) if isinstance(without, Placement) else rows


def promised(*, without: Own = None) -> QuerySet[Offer]:
    """Proposals that both said yes to and that no placement came of yet: they hold their seat while the person is here; `without` one."""
    rows = Offer.objects.filter(state=OfferState.AGREED, placement__isnull=True).exclude(candidate__state__in=GONE)
    return rows.exclude(pk=without.pk) if isinstance(without, Offer) else rows


def room_of(position: Position, *, without: Own = None) -> Room:
    """What is left of a position beside those who have a place in it, and those to whom one is promised."""
    hours = [hours_of(one) for one in with_hours(living(without=without).filter(position=position))]
    hours += promised(without=without).filter(position=position).values_list("hours", flat=True)
    return Room(position.seats - len(hours), position.total_hours - sum(hours, NOTHING))


def support_left(workplace: Workplace, *, by: Actor, without: Own = None) -> Decimal | None:
    """Hours of support a week that a workplace has left; None where nobody told how much there is.

    A promise holds what the person asks for. Raises NotForYou for those who do not read that; each reading is logged.
    """
    if workplace.mentor_hours is None:
        return None
    there = living(without=without).filter(position__workplace=workplace)
    taken = there.aggregate(sum=Sum("mentor_hours"))["sum"] or NOTHING
    coming = promised(without=without).filter(position__workplace=workplace).select_related("candidate")
    asked = conditions_of([one.candidate for one in coming], by=by, purpose=SUPPORT)
    return workplace.mentor_hours - taken - sum((one.mentor_hours or NOTHING for one in asked.values()), NOTHING)
