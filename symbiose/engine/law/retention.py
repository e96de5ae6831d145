"""Whether somebody is still in a job 3, 6, 12 and 24 months after it began, with its pauses.

The steps, and what a pause means, are dated choices of our own (assumption), since no rule of law was found: a pause of
up to so many days counts as time in work; a longer one is left out, so that every step after its first day moves by
its length. A pause that the job ends in is no time in work. What was once reached is never taken back by a later day:
while a short pause runs, a step inside it is unknown until the person is back, the pause has become long, or the job
has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from symbiose.engine.law.months import months_after

_DAY = timedelta(days=1)


class Kept(StrEnum):
    """How it stands with one step on the day that it is asked about."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """The steps in months, smallest first, and the most days of a pause that counts as time in work."""

    months: tuple[int, ...]
    pause_days: int


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause from its first to its last day, both included; the last is None while nobody knows it."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `due` is the day on which it is reached, with the days by which pauses moved it; None is unknown."""

    months: int
    state: Kept
    due: date | None
    moved_days: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days of a pause up to the day that is asked about; `running` where the person is not back yet."""

    first: date
    days: int
    running: bool


@dataclass(frozen=True, slots=True)
class _Span:
    """The job as it stands on the day `on`: `ended` is the last day that counts, None while it runs."""

    start: date
    ended: date | None
    on: date


def retention_of(
    start: date | None, end: date | None, pauses: Iterable[Pause] = (), *, policy: RetentionPolicy, on: date
) -> tuple[Step, ...]:
    """Each step of the policy as it stands on the day `on`; `end` is the last day in the job, None while it runs.

    Days after `on` are taken as plans: an end or the rest of a pause that lies there decides nothing yet. An unknown
    start leaves every step unknown. Raises ValueError where the end or a pause lies before its own beginning.
    """
    known = tuple(pauses)
    if any(one.last is not None and one.last < one.first for one in known):
        raise ValueError(known)
    if start is None:
        return tuple(Step(months, Kept.UNKNOWN, None) for months in policy.months)
    if end is not None and end < start:
        raise ValueError((start, end))
    ended = end if end is not None and end <= on else None
    stretches = _stretches(known, start, ended, on)
    if ended is not None and stretches and stretches[-1].running:
        ended = stretches.pop().first
    span = _Span(start, ended, on)
    return tuple(_step(months, stretches, span, policy) for months in policy.months)


def _stretches(pauses: Sequence[Pause], start: date, ended: date | None, on: date) -> list[_Stretch]:
    """The pauses so far, those that meet drawn together; one that reaches the last day that counts is still running."""
    until = on if ended is None else ended
    found: list[tuple[date, date]] = []
    for one in sorted(pauses, key=lambda pause: pause.first):
        first, last = max(one.first, start), until if one.last is None else min(one.last, until)
        if last < first:
            continue
        if found and first <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return [_Stretch(first, (last - first).days + 1, last == until) for first, last in found]


def _step(months: int, stretches: Sequence[_Stretch], span: _Span, policy: RetentionPolicy) -> Step:
    due, moved, unsettled = months_after(span.start, months), 0, False
    for stretch in stretches:
        if stretch.first >= due:
            break
        if stretch.days > policy.pause_days:
            due, moved = due + stretch.days * _DAY, moved + stretch.days
        else:
            unsettled = stretch.running
    if span.ended is not None:
        return Step(months, Kept.KEPT if due <= span.ended else Kept.NOT_KEPT, due, moved)
    if due > span.on:
        return Step(months, Kept.NOT_YET, due, moved)
    return Step(months, Kept.UNKNOWN if unsettled else Kept.KEPT, due, moved)
