"""Numbers, units, rhythms, dates and times of the week as people read them, in Danish or English."""

from __future__ import annotations

import math
from datetime import date
from itertools import groupby

from symbiose.engine.units import UNITS, Per
from symbiose.engine.windows import SLOTS_PER_DAY, parse_windows, spans

_SINGULAR = {
    "t": ("ton", "tonne"),
    "l": ("liter", "litre"),
    "piece": ("stk.", "piece"),
    "m": ("meter", "metre"),
    "hour": ("time", "hour"),
    "day": ("dag", "day"),
    "trip": ("tur", "trip"),
}
_OTHER_UNITS = {"km": ("km", "km"), "DKK": ("kr.", "DKK"), "%": ("%", "%"), "kg CO2e": ("kg CO2e", "kg CO2e")}
_PER = {
    Per.ONCE: ("på én gang", "once"),
    Per.WEEK: ("om ugen", "a week"),
    Per.MONTH: ("om måneden", "a month"),
    Per.YEAR: ("om året", "a year"),
}
_DAYS = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_UNKNOWN = ("ikke oplyst", "not said")
_ESTIMATE = ("skøn", "estimate")
_DECIMALS = 2
_SIGNIFICANT = 2


def number(
    value: float | None,
    unit: str | None = None,
    per: Per | str | None = None,
    *,
    language: str = "da",
    estimated: bool = False,
) -> str:
    """``1.200 kg om ugen (skøn)`` or ``1,200 kg a week (estimate)``: at most two decimals, more only below 0.01.

    `unit` is a code of `engine.units`, or km, DKK or %; a value that is None is said to be unknown.
    """
    at = _at(language)
    if value is None:
        return _UNKNOWN[at]
    parts = [_figures(value, language)]
    if unit:
        parts.append(unit_text(unit, language=language, one=value == 1))
    if per:
        parts.append(per_text(per, language=language))
    if estimated:
        parts.append(f"({_ESTIMATE[at]})")
    return " ".join(parts)


def unit_text(unit: str, *, language: str = "da", one: bool = False) -> str:
    """Name of a unit in the plural, or in the singular for `one`."""
    at = _at(language)
    if unit in _OTHER_UNITS:
        return _OTHER_UNITS[unit][at]
    if one and unit in _SINGULAR:
        return _SINGULAR[unit][at]
    return UNITS[unit].name_da if language == "da" else UNITS[unit].name_en


def per_text(per: Per | str, *, language: str = "da") -> str:
    """``om ugen``, ``a week``."""
    return _PER[Per(per)][_at(language)]


def minutes_text(value: float | None, *, language: str = "da") -> str:
    """``30 minutter``, ``1 minute``."""
    name = ("minut", "minute") if value == 1 else ("minutter", "minutes")
    return f"{number(value, language=language)} {name[_at(language)]}"


def date_text(day: date, *, language: str = "da") -> str:
    """``24. november 2026``, ``24 November 2026``."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day}. {month} {day.year}" if language == "da" else f"{day.day} {month} {day.year}"


def times_text(windows: int | str, *, language: str = "da") -> str:
    """``mandag–torsdag 8–12.30 og fredag 9–12`` of half-hour bits, or of their text form; days alike are drawn together."""
    bits = parse_windows(windows) if isinstance(windows, str) else windows
    by_day = {
        day: tuple((start, end) for _, start, end in runs)
        for day, runs in groupby(spans(bits), key=lambda span: span[0])
    }
    said: list[str] = []
    day = 0
    while day < len(_DAYS[language]):
        last = day
        while by_day.get(last + 1) == by_day.get(day) and last + 1 < len(_DAYS[language]):
            last += 1
        if day in by_day:
            hours = _joined([f"{_clock(start)}–{_clock(end)}" for start, end in by_day[day]], language)
            said.append(f"{_days(day, last, language)} {hours}")
        day = last + 1
    return _joined(said, language)


def _days(first: int, last: int, language: str) -> str:
    names = _DAYS[language]
    return names[first] if first == last else f"{names[first]}–{names[last]}"


def _clock(slot: int) -> str:
    hour, half = divmod(slot, SLOTS_PER_DAY // 24)
    return f"{hour}.30" if half else str(hour)


def _joined(parts: list[str], language: str) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - one part has nothing to be joined with
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'og' if language == 'da' else 'and'} {parts[-1]}"


def _figures(value: float, language: str) -> str:
    size = abs(value)
    decimals = _DECIMALS
    if 0 < size < 10**-_DECIMALS:
        decimals = _SIGNIFICANT - 1 - math.floor(math.log10(size))
    text = f"{value:,.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


def _at(language: str) -> int:
    return 0 if language == "da" else 1
