"""Weekly windows as bits: 7 days of 48 half hours, Monday 00:00 first, so that overlap is one AND.

Text form (`files` section of the design): ``mon 09:00-12:30; wed 13:00-16:00``, Danish day names too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

SLOTS_PER_DAY = 48
_SLOT_MINUTES = 30
_DAY_BITS = (1 << SLOTS_PER_DAY) - 1
DAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_DA = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
_DAY = {name: index for days in (DAYS_EN, DAYS_DA) for index, name in enumerate(days)}
_PART = re.compile(r"^(\w{3})\w*\s+(\d{1,2})[:.]([0-5]\d)\s*[-–]\s*(\d{1,2})[:.]([0-5]\d)$")


class WindowError(ValueError):
    """A window that cannot be read; `args[0]` is the offending part as written."""


class EndsFirstError(WindowError):
    """A window that ends before it starts."""


class NotHalfHoursError(WindowError):
    """A window that does not keep to half hours, where it must."""


def window(day: int, start: int, end: int) -> int:
    """Bits for `day` 0–6 from half hour `start` to half hour `end` (excluded), 0–48."""
    return ((1 << (end - start)) - 1) << (day * SLOTS_PER_DAY + start)


def parse_windows(text: str) -> int:
    """Bits of a text such as ``tir 08:00-12:00; tor 08:00-12:00``; 0 for an empty text.

    Times are rounded outwards to half hours. Raises WindowError naming the part that is wrong.
    """
    bits = 0
    for part in parse_shifts(text):
        bits |= part
    return bits


def parse_shifts(text: str, *, exact: bool = False) -> tuple[int, ...]:
    """Bits of each window of a text as it is written, in its order; the rest as `parse_windows`.

    With `exact` a time that is not a whole or a half hour is refused instead of rounded: a person is not there earlier.
    """
    shifts: list[int] = []
    for part in filter(None, (piece.strip().lower() for piece in text.split(";"))):
        found = _PART.match(part)
        day = _DAY.get(found[1]) if found else None
        if found is None or day is None:
            raise WindowError(part)
        shifts.append(_shift(part, day, [int(one) for one in found.groups()[1:]], exact=exact))
    return tuple(shifts)


def _shift(part: str, day: int, times: Sequence[int], *, exact: bool) -> int:
    start, end = times[0] * 60 + times[1], times[2] * 60 + times[3]
    if start >= end:
        raise EndsFirstError(part)
    if end > SLOTS_PER_DAY * _SLOT_MINUTES:
        raise WindowError(part)
    if exact and (start % _SLOT_MINUTES or end % _SLOT_MINUTES):
        raise NotHalfHoursError(part)
    return window(day, start // _SLOT_MINUTES, -(-end // _SLOT_MINUTES))


def spans(bits: int) -> tuple[tuple[int, int, int], ...]:
    """Runs of set half hours as (day, start, end), in order of the week."""
    runs: list[tuple[int, int, int]] = []
    for day in range(len(DAYS_EN)):
        rest = bits >> day * SLOTS_PER_DAY & _DAY_BITS
        while rest:
            start = (rest & -rest).bit_length() - 1
            filled = rest | (1 << start) - 1
            end = (~filled & filled + 1).bit_length() - 1
            runs.append((day, start, end))
            rest &= ~((1 << end) - 1)
    return tuple(runs)


@lru_cache(maxsize=4096)  # the same shift is told to everybody
def format_windows(bits: int, *, danish: bool = True) -> str:
    """The text form that `parse_windows` reads back to the same bits."""
    days = DAYS_DA if danish else DAYS_EN
    return "; ".join(
        f"{days[day]} {start // 2:02d}:{start % 2 * 30:02d}-{end // 2:02d}:{end % 2 * 30:02d}"
        for day, start, end in spans(bits)
    )
