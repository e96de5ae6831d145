"""Entries of a calendar as a file that calendar programs read (iCalendar, RFC 5545), in Danish time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from symbiose.frontdesk.queries.calendar import Entry

KIND = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=1)  # how often a program is told to look


def written(entries: Iterable[Entry], *, name: str) -> bytes:
    """The file. The same entries give the same bytes."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Symbiose//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Any:
    import icalendar

    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp)
    event.add("last-modified", entry.stamp)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("url", entry.url)
    if entry.place:
        event.add("location", entry.place)
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("transp", "TRANSPARENT")
    else:
        begins = datetime.combine(entry.on, entry.at, tzinfo=timezone.get_default_timezone())
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=entry.minutes))
    return event
