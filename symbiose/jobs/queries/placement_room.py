"""How much room a position and its workplace have for one more person: places, hours, support, and what the ratio rule says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.engine.law.ratio_rule import Ratio, ratio_of
from symbiose.jobs.enums import LIVING
from symbiose.jobs.models import Placement, PlacementHours, Position, Workplace
from symbiose.jobs.queries.conditions import terms_of
from symbiose.reference import counting_rule, ratio_rule

NOTHING = Decimal(0)
RATIO = "ratio_rule"  # the purpose of the reading, as the log says it


@dataclass(frozen=True, slots=True)
class Room:
    """What is left for one more: places, hours a week, hours of support a week; None for support that nobody told of."""

    seats: int
    hours: Decimal
    mentor_hours: Decimal | None


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


def takes_a_place(form: str, *, on: date) -> bool:
    """Whether places of a form count in the ratio rule, or may count: a reading that says nothing of it does not clear it."""
    return counting_rule(on).counts(form) is not False


def room_of(position: Position, *, without: Placement | None = None) -> Room:
    """What is left of a position beside the placements that hold it; `without` one of them."""
    here = Placement.objects.filter(position=position, state__in=LIVING)
    there = Placement.objects.filter(position__workplace_id=position.workplace_id, state__in=LIVING)
    if without is not None:
        here, there = here.exclude(pk=without.pk), there.exclude(pk=without.pk)
    held = list(with_hours(here))
    support = position.workplace.mentor_hours
    taken = there.aggregate(sum=Sum("mentor_hours"))["sum"] or NOTHING
    return Room(
        seats=position.seats - len(held),
        hours=position.total_hours - sum((hours_of(one) for one in held), NOTHING),
        mentor_hours=None if support is None else support - taken,
    )


def ratio_with(workplace: Workplace, forms: Iterable[str], *, on: date, by: Actor) -> Ratio:
    """The ratio rule of a workplace with these further job forms beside those that people have there.

    Subsidised places elsewhere in the workplace count as places of a form that counts, since that is what was told.
    Raises NotForYou for those who do not read forms of placements; each reading is logged.
    """
    there = Placement.objects.filter(position__workplace=workplace, state__in=LIVING).select_related("candidate")
    read = terms_of(there, by=by, purpose=RATIO)
    places = Counter(terms.form for terms in read.values())
    places.update(forms)
    counting = counting_rule(on)
    known = next(form for form, counts in counting.forms.items() if counts)
    places[known] += workplace.subsidised_elsewhere or 0
    employees = workplace.ordinary_employees
    return ratio_of(None if employees is None else float(employees), places, rule=ratio_rule(on), counting=counting)
