"""The hours of a placement over time as a step line, once for a desk and once for a phone, with the same rows as a table.

Pure geometry. Told hours are a black step line that stops today, planned ones go on dashed; while it was paused the line
lies at 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.jobs.drawing.shapes import Mark, number
from symbiose.jobs.words import figure

HEIGHT, TOP, FOOT = 230.0, 16.0, 190.0
LINE = 18.0  # of text
LEAST_DAYS = 60  # a placement of a week is not drawn as wide as one of a year
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many hours a week from a day to a day, both included; `kind` is told, planned or paused."""

    first: date
    last: date
    hours: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the template writes for one width."""

    width: int
    height: int
    left: str
    right: str
    told: str
    planned: str
    levels: tuple[Mark, ...]
    months: tuple[Mark, ...]
    today: Mark | None


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A stretch as a row of the table."""

    first: str
    last: str
    hours: str
    kind: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve in two widths and the table of the same."""

    title: str
    description: str
    desk: Picture
    phone: Picture
    rows: tuple[TwinRow, ...]


@dataclass(frozen=True, slots=True)
class _Format:
    width: int
    left: float
    labels: int


DESK, PHONE = _Format(680, 44.0, 8), _Format(343, 40.0, 4)


def kind_name(kind: str) -> str:
    """What a stretch is, in a word."""
    return {"told": _("as it was"), "planned": _("planned"), "paused": _("paused")}[kind]


def curve_drawing(stretches: Sequence[Stretch], *, today: date, title: str) -> Curve:
    """The drawing of the stretches, oldest first, and its table."""
    rows = tuple(
        TwinRow(
            formats.date_format(one.first, "DATE_FORMAT"),
            "" if one is stretches[-1] and one.kind == "planned" else formats.date_format(one.last, "DATE_FORMAT"),
            figure(float(one.hours)),
            kind_name(one.kind),
        )
        for one in stretches
    )
    told = "; ".join(
        _("%(hours)s hours a week from %(day)s, %(kind)s") % {"hours": row.hours, "day": row.first, "kind": row.kind}
        for row in rows
    )
    return Curve(
        title,
        f"{capfirst(told)}.",
        _picture(stretches, today, DESK),
        _picture(stretches, today, PHONE),
        rows,
    )


def _picture(stretches: Sequence[Stretch], today: date, form: _Format) -> Picture:
    first = stretches[0].first
    last = max(
        first + timedelta(days=LEAST_DAYS),
        today + timedelta(days=14),
        *(one.first + timedelta(days=30) for one in stretches),
    )
    most = max(float(one.hours) for one in stretches) * 1.15 or 1.0  # paused from its first day on, it has no hours
    right = form.width - 12.0

    def x_of(day: date) -> float:
        return form.left + (right - form.left) * (min(day, last) - first).days / (last - first).days

    def y_of(hours: float) -> float:
        return FOOT - (FOOT - TOP) * hours / most

    told = _line([one for one in stretches if one.kind != "planned"], x_of, y_of)
    planned = _line([one for one in stretches if one.kind == "planned"], x_of, y_of)
    levels = sorted({float(one.hours) for one in stretches} | {0.0})
    return Picture(
        width=form.width,
        height=int(HEIGHT),
        left=number(form.left),
        right=number(right),
        told=told,
        planned=planned,
        levels=tuple(Mark(number(form.left - 8), number(y_of(hours)), figure(hours)) for hours in _apart(levels, y_of)),
        months=_months(first, last, x_of, form),
        today=_today(stretches, today, x_of, y_of),
    )


def _apart(levels: Sequence[float], y_of: Callable[[float], float]) -> list[float]:
    """Levels whose labels do not touch; the lowest and the highest stay."""
    kept = [levels[0]]
    for level in levels[1:]:
        if y_of(kept[-1]) - y_of(level) >= LINE:
            kept.append(level)
    return kept


def _line(stretches: Sequence[Stretch], x_of: Callable[[date], float], y_of: Callable[[float], float]) -> str:
    parts = []
    for place, one in enumerate(stretches):
        x, y = number(x_of(one.first)), number(y_of(float(one.hours)))
        joined = place and stretches[place - 1].last + timedelta(days=1) == one.first
        parts.append(f"{'L' if joined else 'M'}{x} {y}")
        end = one.last + timedelta(days=1)
        parts.append(f"L{number(x_of(end))} {y}")
    return " ".join(parts)


def _today(
    stretches: Sequence[Stretch], today: date, x_of: Callable[[date], float], y_of: Callable[[float], float]
) -> Mark | None:
    now = next((one for one in stretches if one.kind != "planned" and one.first <= today <= one.last), None)
    return None if now is None else Mark(number(x_of(today)), number(y_of(float(now.hours))), _("today"))


def _months(first: date, last: date, x_of: Callable[[date], float], form: _Format) -> tuple[Mark, ...]:
    """Firsts of months, as many as there is room for, with the year where it begins or the row does."""
    firsts = []
    month = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while month <= last:
        firsts.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    step = next(apart for apart in MONTHS_APART if len(firsts) / apart <= form.labels or apart == MONTHS_APART[-1])
    return tuple(
        Mark(number(x_of(day)), number(FOOT + 24), formats.date_format(day, "M y" if step > 1 else "M"))
        for day in firsts[::step]
        if x_of(day) < form.width - 24
    )
