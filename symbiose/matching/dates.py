"""Days that are known to the day, the month or the year, as people write and read them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.matching.enums import Precision

DAY = re.compile(r"^(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})$", re.ASCII)
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$", re.ASCII)
MONTH = re.compile(r"^(\d{1,2})[./-]\s?(\d{4})$", re.ASCII)
ISO_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$", re.ASCII)
YEAR = re.compile(r"^(\d{4})$", re.ASCII)
NAMED = re.compile(r"^(?:(\d{1,2})\.?\s+)?([a-zæøå]+)\.?,?\s+(\d{4})$", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ENGLISH = {"may": 5, "oct": 10}
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class When:
    """A day, month or year: its first day, its last, and how exactly it is known."""

    first: date
    last: date
    precision: Precision


def read_when(text: str) -> When | None:
    """`14.3.2021`, `marts 2021`, `3.2021` or `2021`; None where it is none of them."""
    asked = " ".join(text.split())
    try:
        return _read(asked)
    except ValueError:  # the 31st of June, month 13, year 0
        return None


def _read(asked: str) -> When | None:
    if found := DAY.match(asked):
        return on_day(date(int(found[3]), int(found[2]), int(found[1])))
    if found := ISO_DAY.match(asked):
        return on_day(date(int(found[1]), int(found[2]), int(found[3])))
    if found := MONTH.match(asked):
        return in_month(int(found[2]), int(found[1]))
    if found := ISO_MONTH.match(asked):
        return in_month(int(found[1]), int(found[2]))
    if found := YEAR.match(asked):
        return in_year(int(found[1]))
    if (found := NAMED.match(asked)) and (month := _month(found[2])):
        year = int(found[3])
        return on_day(date(year, month, int(found[1]))) if found[1] else in_month(year, month)
    return None


def _month(word: str) -> int | None:
    begins = word[:3].lower()
    return ENGLISH.get(begins) or (MONTHS.index(begins) + 1 if begins in MONTHS else None)


def on_day(day: date) -> When:
    """Known to the day."""
    return When(day, day, Precision.DAY)


def in_month(year: int, month: int) -> When:
    """Known to the month. Raises ValueError for a month that there is not."""
    first = date(year, month, 1)
    return When(first, first.replace(day=calendar.monthrange(year, month)[1]), Precision.MONTH)


def in_year(year: int) -> When:
    """Known to the year. Raises ValueError for a year that there is not."""
    return When(date(year, 1, 1), date(year, DECEMBER, 31), Precision.YEAR)


def around(day: date, precision: str) -> When:
    """A stored day with its precision as the day, month or year that was meant."""
    if precision == Precision.YEAR:
        return in_year(day.year)
    return in_month(day.year, day.month) if precision == Precision.MONTH else on_day(day)


def say_when(day: date | None, precision: str) -> str:
    """14. marts 2021, marts 2021 or 2021; unknown where nothing is known."""
    if day is None:
        return _("Unknown")
    if precision == Precision.YEAR:
        return str(day.year)
    return formats.date_format(day, "YEAR_MONTH_FORMAT" if precision == Precision.MONTH else "DATE_FORMAT")


def write_when(day: date | None, precision: str) -> str:
    """A stored day as a form shows it: 14.3.2021, 3.2021 or 2021; empty for unknown."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    return f"{day.month}.{day.year}" if precision == Precision.MONTH else f"{day.day}.{day.month}.{day.year}"
