"""Danish working days, and whether something is open now or when it opens.

Public holidays come from the `holidays` library (MIT), which drops Great Prayer Day from 2024 (unverified in law).
5 June, 24 and 31 December are no public holidays there: whoever asks says which of them count, from when, as
`ClosedDay`s. No clock is read: the day or moment is an argument.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
_LOOK_AHEAD_DAYS = 60
_LANGUAGES = {"da": "da", "en": "en_US"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A yearly day that is treated as a holiday while it is valid (both dates included, None is open)."""

    month: int
    day: int
    name_da: str
    name_en: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Open on weekday `day` (0 is Monday) from `opens` to `closes`, the latter excluded."""

    day: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Opening:
    """Open until `closes`, or closed until `opens`; both None where there are no opening hours at all.

    `holiday` names the holiday that keeps it closed today.
    """

    is_open: bool
    closes: datetime | None
    opens: datetime | None
    holiday: str | None


def holiday_name(day: date, *, closed: Collection[ClosedDay], language: str = "da") -> str | None:
    """Name of the holiday, in Danish or English, or None on other days, Saturdays and Sundays included."""
    name = _public_holidays(day.year, _LANGUAGES[language]).get(day)
    if name is not None:
        return name
    for own in closed:
        in_force = own.valid_from <= day and (own.valid_to is None or day <= own.valid_to)
        if in_force and (own.month, own.day) == (day.month, day.day):
            return own.name_da if language == "da" else own.name_en
    return None


def is_working_day(day: date, *, closed: Collection[ClosedDay]) -> bool:
    """True of Monday to Friday outside holidays."""
    return day.weekday() < SATURDAY and holiday_name(day, closed=closed) is None


def add_working_days(day: date, count: int, *, closed: Collection[ClosedDay]) -> date:
    """The working day that lies `count` working days after `day`, or before it where `count` is negative.

    `day` itself is never counted; 0 gives `day` if it is a working day, else the next one.
    """
    if count == 0:
        return day if is_working_day(day, closed=closed) else add_working_days(day, 1, closed=closed)
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, closed=closed)
    return day


def next_opening(
    hours: Collection[OpenSpan], now: datetime, *, closed: Collection[ClosedDay], language: str = "da"
) -> Opening:
    """Whether the weekly `hours` are open at `now` (local time), and when that changes next. Holidays are closed."""
    holiday = holiday_name(now.date(), closed=closed, language=language)
    spans = sorted(hours, key=lambda span: (span.opens, span.closes))
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = now.date() + ahead * _DAY
        if holiday_name(day, closed=closed) is not None:
            continue
        for span in (span for span in spans if span.day == day.weekday()):
            opens = datetime.combine(day, span.opens, tzinfo=now.tzinfo)
            closes = datetime.combine(day, span.closes, tzinfo=now.tzinfo)
            if opens <= now < closes:
                return Opening(is_open=True, closes=closes, opens=None, holiday=None)
            if now < opens:
                return Opening(is_open=False, closes=None, opens=opens, holiday=holiday)
    return Opening(is_open=False, closes=None, opens=None, holiday=holiday)


@lru_cache(maxsize=64)
def _public_holidays(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("DK", years=year, language=language))
