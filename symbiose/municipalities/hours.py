"""Opening hours: ``mon-fri 08:00-16:00; sat 10:00-12:00``, English or Danish day names, empty where unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_DAY = {
    name: index
    for days in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("man", "tir", "ons", "tor", "fre", "lør", "søn"),
    )
    for index, name in enumerate(days)
}
_CLOCK = r"([01]?\d|2[0-3])[:.]([0-5]\d)"
_PART = re.compile(rf"^(\w{{3}})(?:\s*[-–]\s*(\w{{3}}))?\s+{_CLOCK}\s*[-–]\s*{_CLOCK}$")
_LOOK_AHEAD_DAYS = 31  # longer than any row of public holidays


class HoursError(ValueError):
    """Opening hours that cannot be read; `args[0]` is the part as it was written."""


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """Open on weekday `day` (0 is Monday) from `opens` until `closes`, the last minute excluded."""

    day: int
    opens: time
    closes: time


def parse_hours(text: str) -> tuple[Opening, ...]:
    """The openings of a week in order; none for an empty text, which means that the hours are unknown.

    Raises HoursError with the part that is wrong.
    """
    openings: list[Opening] = []
    for part in filter(None, (piece.strip().lower() for piece in text.split(";"))):
        found = _PART.match(part)
        first = _DAY.get(found[1]) if found else None
        last = _DAY.get(found[2] or found[1]) if found else None
        if found is None or first is None or last is None or last < first:
            raise HoursError(part)
        opens, closes = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
        if closes <= opens:
            raise HoursError(part)
        openings += [Opening(day, opens, closes) for day in range(first, last + 1)]
    return tuple(sorted(openings))


def is_open(openings: tuple[Opening, ...], at: datetime, is_holiday: Callable[[date], bool]) -> bool:
    """Whether it is open at the local time `at`; never on a holiday."""
    return not is_holiday(at.date()) and any(
        opening.day == at.weekday() and opening.opens <= at.time() < opening.closes for opening in openings
    )


def next_opening(openings: tuple[Opening, ...], at: datetime, is_holiday: Callable[[date], bool]) -> datetime | None:
    """The first opening after the local time `at`, holidays left out; None where none comes within a month."""
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = at.date() + timedelta(days=ahead)
        if is_holiday(day):
            continue
        for opening in openings:
            begins = datetime.combine(day, opening.opens, tzinfo=at.tzinfo)
            if opening.day == day.weekday() and begins > at:
                return begins
    return None
