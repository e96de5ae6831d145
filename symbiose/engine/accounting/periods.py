"""Periods as the ledger writes them: a day, a month, a quarter, a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_WRITTEN = re.compile(r"(?P<year>[1-9]\d{3})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_LAST_YEAR = 9998  # the year after it must still be one that a date can say
_DECEMBER = 12


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with both ends in it, and the code that it is written with: 2026-03-04, 2026-03, 2026-Q1, 2026."""

    code: str
    grain: Grain
    starts: date
    ends: date

    def covers(self, day: date) -> bool:
        """The day lies in the period."""
        return self.starts <= day <= self.ends

    def holds(self, other: Period) -> bool:
        """Every day of the other period lies in this one."""
        return self.starts <= other.starts and other.ends <= self.ends


def period(code: str) -> Period:
    """The period that a code says. Raises ValueError for what is no period."""
    written = _WRITTEN.fullmatch(code)
    if written is None or int(written["year"]) > _LAST_YEAR:
        raise ValueError(f"{code!r} is not a period: write 2026, 2026-Q1, 2026-03 or 2026-03-04.")
    year = int(written["year"])
    if written["quarter"]:
        first = 3 * int(written["quarter"]) - 2
        return Period(code, Grain.QUARTER, date(year, first, 1), _last_of(year, first + 2))
    if written["day"]:
        day = date(year, int(written["month"]), int(written["day"]))
        return Period(code, Grain.DAY, day, day)
    if written["month"]:
        month = int(written["month"])
        return Period(code, Grain.MONTH, date(year, month, 1), _last_of(year, month))
    return Period(code, Grain.YEAR, date(year, 1, 1), date(year, 12, 31))


def period_of(day: date, grain: Grain) -> Period:
    """The period of a length that a day lies in. Raises ValueError for a year that no period is written for."""
    codes = {
        Grain.DAY: day.isoformat(),
        Grain.MONTH: f"{day:%Y-%m}",
        Grain.QUARTER: f"{day:%Y}-Q{(day.month + 2) // 3}",
        Grain.YEAR: f"{day:%Y}",
    }
    return period(codes[grain])


def _last_of(year: int, month: int) -> date:
    following = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return following - timedelta(days=1)
