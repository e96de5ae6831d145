"""Times of a weekday as people write them: 8–12, or kl. 8.30–12 og 13–15."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from symbiose.common.pages.forms import PlainText
from symbiose.listings import bridge

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
SHORT = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)
_BETWEEN = re.compile(r"\b(kl|og|and)\b|[.,;\s]", re.IGNORECASE)


class HoursField(PlainText):
    """The times of one weekday; cleaned to the windows text of that day, empty for none."""

    def __init__(self, day: int, **options):
        self.day = day
        super().__init__(label=capfirst(DAYS[day]), required=False, max_length=80, **options)

    def clean(self, value):
        return read_hours(self.day, super().clean(value))


def read_hours(day: int, text: str) -> str:
    """The windows text of a day's hours. Raises ValidationError where they cannot be read."""
    wrong = ValidationError(
        _("We cannot read these times. Write for example 8–12, or 8.30–12 and 13–15."), code="hours"
    )
    if _BETWEEN.sub("", _SPAN.sub("", text)):
        raise wrong
    parts = [
        f"{SHORT[day]} {start}:{start_minute or '00'}-{end}:{end_minute or '00'}"
        for start, start_minute, end, end_minute in _SPAN.findall(text)
    ]
    try:
        return bridge.plain_windows("; ".join(parts))
    except ValueError as error:
        raise wrong from error


def hours_by_day(windows: str) -> dict[int, str]:
    """The hours of each weekday in a windows text, as a person would write them."""
    days: dict[int, list[str]] = {}
    for day, start, end in bridge.week(windows):
        days.setdefault(day, []).append(f"{clock(start)}–{clock(end)}")
    return {day: ", ".join(spans) for day, spans in days.items()}


def clock(half_hour: int) -> str:
    """8.30."""
    return f"{half_hour // 2}.{half_hour % 2 * 30:02d}"
