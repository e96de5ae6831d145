"""From a task to hours a week, with a range and a source, and what the work demands of those who do it.

By weight: tonnes a year times hours a tonne, divided by the weeks of a year. By rounds: rounds a week times the hours
of each. Hours a tonne are our own assumptions; beside them stands what others reported of jobs in reuse, as a check
and never as a promise. `engine.explain.task_sentence` says the reasons.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from math import floor, isfinite

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.reasons import SOURCED
from symbiose.engine.reason import Reason, Vocabulary
from symbiose.engine.units import WEEKS_PER_YEAR

TONNES_OF_A_YARDSTICK = 1000.0

REASON_CODES: dict[str, tuple[str, ...]] = {
    # to do: how many hours it is cannot be told
    "task_amount_unknown": ("measure",),
    # note: the sum, so that it can be made by hand
    "task_by_tonnes": ("amount", "each_low", "each_central", "each_high", "weeks", "low", "central", "high", *SOURCED),
    "task_by_rounds": ("amount", "each_low", "each_central", "each_high", "low", "central", "high", *SOURCED),
    # note or unmet: the highest hours a tonne beside what others reported
    "task_within_yardstick": ("jobs", "most_jobs", *SOURCED),
    "task_above_yardstick": ("jobs", "most_jobs", *SOURCED),
}
_SAID = Vocabulary(REASON_CODES)


class Measure(StrEnum):
    """What the hours of a task are reckoned by."""

    TONNES = "tonnes"  # a year
    ROUNDS = "rounds"  # a week


@dataclass(frozen=True, slots=True)
class Hours:
    """A range of hours. Raises ValueError where they are not in order or below zero."""

    low: float
    central: float
    high: float

    def __post_init__(self) -> None:
        """Low, central and high in this order, none below zero."""
        if not 0 <= self.low <= self.central <= self.high < float("inf"):
            raise ValueError(self)

    def times(self, factor: float) -> Hours:
        """Each of the three times a factor."""
        return Hours(self.low * factor, self.central * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Demand:
    """What work demands, and the accommodations that cannot be offered beside it; all by code."""

    code: str
    contradicts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """So many full-time jobs for a thousand tonnes a year at most, as others reported it; hours of a full-time year."""

    jobs: float
    hours_a_year: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Hours a week; None is unknown. `reason` is the sum with its source, or what is missing for it."""

    hours: Hours | None
    reason: Reason


def hours_a_week(measure: Measure, each: Hours, amount: float | None, *, basis: Basis) -> WeekHours:
    """Hours a week of an amount: tonnes a year, or rounds a week. `each` are the hours of one; None stays unknown.

    Raises ValueError for an amount below zero or one that is no number.
    """
    if amount is None:
        return WeekHours(None, _SAID.todo("task_amount_unknown", measure=measure))
    if not isfinite(amount) or amount < 0:
        raise ValueError(amount)
    ones = {"each_low": each.low, "each_central": each.central, "each_high": each.high}
    if measure is Measure.ROUNDS:
        week = each.times(amount)
        return WeekHours(week, _SAID.note("task_by_rounds", amount=amount, **ones, **_three(week), **basis.values()))
    week = each.times(amount / WEEKS_PER_YEAR)
    said = _SAID.note("task_by_tonnes", amount=amount, **ones, weeks=WEEKS_PER_YEAR, **_three(week), **basis.values())
    return WeekHours(week, said)


def in_half_hours(hours: float) -> float:
    """Hours a week as a position can have them: the nearest half hour, a quarter being rounded up."""
    return floor(hours * 2 + 0.5) / 2


def beside_yardstick(each: Hours, yardstick: Yardstick) -> Reason:
    """The highest hours a tonne as full-time jobs for a thousand tonnes, beside what others reported (a check)."""
    jobs = each.high * TONNES_OF_A_YARDSTICK / yardstick.hours_a_year
    within = jobs <= yardstick.jobs
    code = "task_within_yardstick" if within else "task_above_yardstick"
    say = _SAID.note if within else _SAID.unmet
    return say(code, jobs=jobs, most_jobs=yardstick.jobs, **yardstick.basis.values())


def contradicted(demands: Collection[Demand], offered: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Each demand, in the order given, beside each accommodation that is offered and cannot go with it, by code."""
    return tuple(
        (demand.code, accommodation)
        for demand in demands
        for accommodation in sorted(demand.contradicts.intersection(offered))
    )


def _three(hours: Hours) -> dict[str, float]:
    return {"low": hours.low, "central": hours.central, "high": hours.high}
