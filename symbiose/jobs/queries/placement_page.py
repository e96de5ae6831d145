"""What the page of a placement shows: its curve, talks, calls, retention, and whether hours lie beyond the position's room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from symbiose.engine.law.retention import Kept, Step
from symbiose.jobs.drawing.curve import Stretch
from symbiose.jobs.enums import LIVING, PlacementState
from symbiose.jobs.models import HelpCall, Placement, PlacementHours, PlacementPause, Review
from symbiose.jobs.queries.placement_counting import retention

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reached:
    """One of the marks of retention: `state` is kept, not_kept, not_yet or unknown; `due` the day, moved by pauses."""

    months: int
    state: str
    due: date | None
    moved_days: int


@dataclass(slots=True)
class PlacementShown:
    """A placement with all that belongs to it, read once."""

    row: Placement
    steps: list[PlacementHours]
    pauses: list[PlacementPause]
    reviews: list[Review]
    calls: list[HelpCall]
    reached: list[Reached]
    today: date

    @property
    def hours(self) -> Decimal | None:
        """Hours a week now: of the step that was told last; before the first day those it begins with."""
        told = [step for step in self.steps if not step.planned and step.from_day <= self.today]
        return told[-1].hours if told else self.steps[0].hours if self.steps else None

    @property
    def is_open(self) -> bool:
        return self.row.state in LIVING

    @property
    def come(self) -> list[PlacementHours]:
        """Steps that were planned from a day that has come: did it come so?"""
        if self.row.state == PlacementState.AGREED:
            return []
        return [step for step in self.steps if step.planned and step.from_day <= self.today]

    @property
    def next_review(self) -> Review | None:
        return next((row for row in self.reviews if row.held_on is None), None) if self.is_open else None

    @property
    def open_calls(self) -> list[HelpCall]:
        return [call for call in self.calls if call.settled_at is None]

    @property
    def beyond(self) -> bool:
        """More hours than the position has for one person: what people work is written down, and the position put right."""
        return self.hours is not None and self.is_open and self.hours > self.row.position.hours


def page_of(placement: Placement, *, on: date | None = None) -> PlacementShown:
    """The placement as its page shows it on a day, today unless said."""
    day = on or timezone.localdate()
    return PlacementShown(
        row=placement,
        steps=list(placement.curve.all()),
        pauses=list(placement.pauses.all()),
        reviews=list(placement.reviews.all()),
        calls=list(placement.help_calls.all()),
        reached=[_reached(step) for step in retention(placement, on=day)],
        today=day,
    )


def _reached(step: Step) -> Reached:
    return Reached(step.months, Kept(step.state).value, step.due, step.moved_days)


def stretches_of(shown: PlacementShown) -> list[Stretch]:
    """The curve as stretches: told up to today or the last day, paused at 0, planned from their day on."""
    row, steps = shown.row, shown.steps
    if not steps:
        return []
    if row.state == PlacementState.AGREED:
        return _planned(steps)
    told = [step for step in steps if not step.planned]
    last = shown.today if row.ends_on is None else row.ends_on
    found: list[Stretch] = []
    for place, step in enumerate(told):
        end = told[place + 1].from_day - DAY if place + 1 < len(told) else last
        if step.from_day <= min(end, last):
            found += _parted(Stretch(step.from_day, min(end, last), step.hours, "told"), shown.pauses)
    ahead = [step for step in steps if step.planned and step.from_day > shown.today]
    return found + (_planned(ahead) if shown.is_open else [])


def _planned(steps: Sequence[PlacementHours]) -> list[Stretch]:
    return [
        Stretch(
            step.from_day,
            steps[place + 1].from_day - DAY if place + 1 < len(steps) else step.from_day + timedelta(days=60),
            step.hours,
            "planned",
        )
        for place, step in enumerate(steps)
    ]


def _parted(whole: Stretch, pauses: Sequence[PlacementPause]) -> list[Stretch]:
    """A stretch with its pauses taken out of it."""
    found, first = [], whole.first
    for pause in pauses:
        end = min(pause.ends_on or whole.last, whole.last)
        if pause.starts_on > whole.last or end < first:
            continue
        if pause.starts_on > first:
            found.append(Stretch(first, pause.starts_on - DAY, whole.hours, "told"))
        found.append(Stretch(max(pause.starts_on, first), end, Decimal(0), "paused"))
        first = end + DAY
    if first <= whole.last:
        found.append(Stretch(first, whole.last, whole.hours, "told"))
    return found
