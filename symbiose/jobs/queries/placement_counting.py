"""What the ledger counts of a placement: pure arithmetic over its days, from the first to the one on which it is asked.

A stock is noted month by month: what was there on the month's last day, of the present month what is there today. While
nobody works, in a pause, neither the position nor its hours are counted. A step that is planned counts when it was told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from symbiose.engine.accounting.periods import Grain, Period, period_of
from symbiose.engine.law.retention import Kept, Pause, Step, retention_of
from symbiose.jobs.enums import Outcome, PlacementState
from symbiose.jobs.models import Placement
from symbiose.ledger.actions import Posting
from symbiose.ledger.enums import Evidence, PartyRole
from symbiose.reference import retention_policy

POSITIONS, PEOPLE = "positions", "persons_in_work"
HOURS, GAINED = "hours_per_week", "hours_gained"
RETAINED = {months: f"retained_{months}_months" for months in (3, 6, 12, 24)}
ONE = Decimal(1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a placement: first and last (None while it lasts), the steps that were told, the pauses, the day asked on."""

    first: date
    last: date | None
    steps: tuple[tuple[date, Decimal], ...]
    pauses: tuple[Pause, ...]
    today: date

    def works(self, day: date) -> bool:
        """Somebody works in it on that day: it has begun, has not ended, and is not paused."""
        if day < self.first or day > self.today or (self.last is not None and day > self.last):
            return False
        return not any(one.first <= day and (one.last is None or day <= one.last) for one in self.pauses)

    def hours(self, day: date) -> Decimal:
        """Hours a week by the step that holds on a day; the first step where none has begun."""
        held = [hours for start, hours in self.steps if start <= day]
        return held[-1] if held else self.steps[0][1]

    def cut(self, month: Period) -> date:
        """The day on which a month is read: its last, or today in the present one while it is not known to be over."""
        return month.ends if self.last is not None and self.last < month.ends else min(month.ends, self.today)


def began(placement: Placement) -> bool:
    """It has a first day that came: it runs, is paused, or ended after it had begun."""
    if placement.state == PlacementState.ENDED:
        return placement.outcome != Outcome.NEVER_BEGAN
    return placement.state != PlacementState.AGREED


def course_of(placement: Placement, *, on: date) -> Course | None:
    """The days of a placement as they stand on a day; None where it has not begun by then."""
    steps = tuple((row.from_day, row.hours) for row in placement.curve.all() if not row.planned)
    if not began(placement) or placement.starts_on > on or not steps:
        return None
    return Course(placement.starts_on, placement.ends_on, steps, pauses_of(placement), on)


def pauses_of(placement: Placement) -> tuple[Pause, ...]:
    """The pauses as arithmetic reads them."""
    return tuple(Pause(row.starts_on, row.ends_on) for row in placement.pauses.all())


def retention(placement: Placement, *, on: date) -> tuple[Step, ...]:
    """How it stands with 3, 6, 12 and 24 months; nothing where it has not begun.

    Where it is not followed any more: what was reached by then, and nothing of what nobody knows.
    """
    if not began(placement) or placement.starts_on > on:
        return ()
    policy = retention_policy(on)
    steps = retention_of(placement.starts_on, placement.ends_on, pauses_of(placement), policy=policy, on=on)
    followed = placement.outcome != Outcome.NOT_FOLLOWED
    return steps if followed else tuple(step for step in steps if step.state is Kept.KEPT)


def postings_of(placement: Placement, *, on: date) -> list[Posting]:
    """All that the ledger counts of a placement as it stands on a day."""
    course = course_of(placement, on=on)
    if course is None:
        return []
    known = {"code": "placement", "person": placement.counted_as, "firm_kind": placement.firm_kind}
    found = [one for month in _months(course) for one in _of_month(course, month)]
    found += [
        (RETAINED[step.months], ONE, step.due, {"months": step.months, "moved_days": step.moved_days})
        for step in retention(placement, on=on)
        if step.state is Kept.KEPT and step.due is not None and step.months in RETAINED
    ]
    parties = ((placement.position.organisation_id, PartyRole.GIVER.value),)
    return [
        Posting(
            measure=measure,
            quantity=quantity,
            happened_on=day,
            period=period_of(day, Grain.MONTH).code,
            evidence=Evidence.DECLARED.value,
            estimated=False,
            parties=parties,
            why={**known, **beside},
        )
        for measure, quantity, day, beside in found
    ]


Found = tuple[str, Decimal, date, Mapping[str, Any]]


def _months(course: Course) -> Iterator[Period]:
    """Each month from the first day to the last, or to today."""
    last = course.today if course.last is None else min(course.last, course.today)
    month = period_of(course.first, Grain.MONTH)
    while month.starts <= last:
        yield month
        month = period_of(month.ends + DAY, Grain.MONTH)


def _of_month(course: Course, month: Period) -> list[Found]:
    """Whether the person worked in the month, and what was there when it is read."""
    worked = next((day for day in _days(month.starts, min(month.ends, course.today)) if course.works(day)), None)
    found: list[Found] = [] if worked is None else [(PEOPLE, ONE, worked, {})]
    cut = course.cut(month)
    if not course.works(cut):
        return found
    hours, first = course.hours(cut), course.steps[0][1]
    said = {"hours": f"{hours.normalize():f}"}
    since = _since(course, month, cut)
    found += [(POSITIONS, ONE, since, {}), (HOURS, hours, max(since, _step_on(course, cut)), said)]
    if hours > first:
        beside = said | {"first": f"{first.normalize():f}"}
        found.append((GAINED, hours - first, max(since, _step_on(course, cut)), beside))
    return found


def _since(course: Course, month: Period, cut: date) -> date:
    """The first day of the month from which on somebody worked until it is read."""
    rest = [one.last + DAY for one in course.pauses if one.last is not None and one.last < cut]
    return max(month.starts, course.first, *rest)


def _step_on(course: Course, day: date) -> date:
    return max((start for start, _hours in course.steps if start <= day), default=course.first)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
