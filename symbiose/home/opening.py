"""A contact's opening hours: the week in words, and whether somebody answers now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby

from django.utils import formats, translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from symbiose.engine.law.working_days import ClosedDay, Opening, OpenSpan, next_opening
from symbiose.municipalities.hours import parse_hours


@dataclass(frozen=True, slots=True)
class OpeningShown:
    """What a page says: the state in a few words (empty where hours are unknown), what comes next, and the week."""

    state: str
    what_next: str
    week: tuple[str, ...] = ()
    is_open: bool = False


def opening_at(hours: str, now: datetime, *, closed: Collection[ClosedDay]) -> OpeningShown:
    """The opening of a contact at a local time; `closed` are the municipality's own closing days.

    Unknown hours are said to be unknown, never closed.
    """
    spans = parse_hours(hours)
    if not spans:
        return OpeningShown("", _("Opening hours are not stated."))
    language = (translation.get_language() or "da")[:2]
    found = next_opening(spans, now, closed=closed, language=language)
    week = tuple(week_in_words(spans))
    if found.is_open and found.closes:
        return OpeningShown(
            _("Open now."), _("We close at %(time)s.") % {"time": clock(found.closes)}, week, is_open=True
        )
    state = _("Closed now (%(holiday)s).") % {"holiday": found.holiday} if found.holiday else _("Closed now.")
    return OpeningShown(state, _opens(found, now), week)


def _opens(found: Opening, now: datetime) -> str:
    if found.opens is None:
        return ""
    if found.opens.date() == now.date():
        return _("We open today at %(time)s.") % {"time": clock(found.opens)}
    day = formats.date_format(found.opens, "l j. F" if (translation.get_language() or "da") == "da" else "l j F")
    return _("We open %(day)s at %(time)s.") % {"day": day, "time": clock(found.opens)}


def clock(moment: datetime | time) -> str:
    """8.00."""
    return f"{moment.hour}.{moment.minute:02d}"


def week_in_words(spans: Sequence[OpenSpan]) -> list[str]:
    """Monday–Friday 8.00–16.00: neighbouring days with the same hours as one line."""
    by_day = {
        day: tuple((span.opens, span.closes) for span in own) for day, own in groupby(spans, lambda span: span.day)
    }
    runs: list[tuple[int, int]] = []
    for day in sorted(by_day):
        if runs and runs[-1][1] == day - 1 and by_day[day] == by_day[day - 1]:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [_run_in_words(first, last, by_day[first]) for first, last in runs]


def _run_in_words(first: int, last: int, hours: Sequence[tuple[time, time]]) -> str:
    days = str(WEEKDAYS[first]) if first == last else f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"
    times = _(" and ").join(f"{clock(opens)}–{clock(closes)}" for opens, closes in hours)
    return _("%(days)s at %(times)s") % {"days": days, "times": times}
