"""Opening hours: ``mon-fri 08:00-16:00; sat 10:00-12:00``, English or Danish day names, empty where unknown."""

from __future__ import annotations

import re
from datetime import time

from symbiose.engine.law.working_days import OpenSpan

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


class HoursError(ValueError):
    """Opening hours that cannot be read; `args[0]` is the part as it was written."""


def parse_hours(text: str) -> tuple[OpenSpan, ...]:
    """The openings of a week in order; none for an empty text, which means that the hours are unknown.

    Raises HoursError with the part that is wrong.
    """
    openings: list[OpenSpan] = []
    for part in filter(None, (piece.strip().lower() for piece in text.split(";"))):
        found = _PART.match(part)
        first = _DAY.get(found[1]) if found else None
        last = _DAY.get(found[2] or found[1]) if found else None
        if found is None or first is None or last is None or last < first:
            raise HoursError(part)
        opens, closes = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
        if closes <= opens:
            raise HoursError(part)
        openings += [OpenSpan(day, opens, closes) for day in range(first, last + 1)]
    return tuple(sorted(openings, key=lambda span: (span.day, span.opens)))
