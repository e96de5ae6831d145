"""Times of a week as a form tells them: from and to for each weekday, and a text for what is more. Works without scripts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.pages.forms import Form, PlainText
from symbiose.engine.windows import WindowError, format_windows, parse_shifts, window
from symbiose.jobs.position_limits import first_spans
from symbiose.jobs.words import day_name
from symbiose.listings import bridge

DAYS = range(7)
HALF_HOUR = 30
_CLOCK = re.compile(r"^(\d{1,2})(?:[.:]?(\d{2}))?$", re.ASCII)


class ClockField(PlainText):
    """A time of day in half hours from midnight, 0 to 48; None where nothing is written."""

    def __init__(self, **options):
        time = forms.TextInput(attrs={"type": "time", "step": HALF_HOUR * 60})
        super().__init__(required=False, max_length=5, widget=time, **options)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = _CLOCK.match(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if minute % HALF_HOUR or hour * 60 + minute > 24 * 60:
            raise ValidationError(_("Write a whole or half hour, for example 8:00 or 12:30."), code="clock")
        return hour * 2 + minute // HALF_HOUR


class WeekTimes(Form):
    """Seven rows of from and to, and a text. `week_times` is the engine's text of what was told, in the week's order."""

    more_times = PlainText(
        label=gettext_lazy("More times"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Where a day has two times, or you would rather write it: mon 13:00-16:00; wed 13:00-16:00."
        ),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for day in DAYS:
            for which, label in (("from", _("%(day)s from")), ("to", _("%(day)s to"))):
                field = self.fields[f"{which}_{day}"] = ClockField(label=label % {"day": day_name(day)})
                field.widget.attrs["class"] = "form-input"

    @property
    def days(self):
        """Each weekday with its two fields."""
        return [(day_name(day), self[f"from_{day}"], self[f"to_{day}"]) for day in DAYS]

    def clean(self):
        given = super().clean()
        shifts = [shift for day in DAYS if (shift := self._shift(day, given))]
        shifts += self._more(given.get("more_times") or "")
        self.week_times = "; ".join(format_windows(shift) for shift in sorted(shifts, key=lambda bits: bits & -bits))
        return given

    def _shift(self, day: int, given: dict[str, Any]) -> int:
        start, end = given.get(f"from_{day}"), given.get(f"to_{day}")
        if f"from_{day}" in self.errors or f"to_{day}" in self.errors or (start is None and end is None):
            return 0
        if end is None or start is None:
            missing, said = (
                ("to", _("Write also when %(day)s ends."))
                if end is None
                else ("from", _("Write also when %(day)s begins."))
            )
            self.add_error(f"{missing}_{day}", said % {"day": WEEKDAYS[day]})
            return 0
        if end <= start:
            said = _("%(day)s ends before it begins. Let the two times change places.")
            self.add_error(f"to_{day}", said % {"day": day_name(day)})
            return 0
        return window(day, start, end)

    def _more(self, text: str) -> list[int]:
        if not text:
            return []
        try:
            return list(parse_shifts(text))
        except WindowError as error:
            read = bridge.read(text).items
            heard = read[0].windows if read else ""
            if heard:
                return list(parse_shifts(heard))
            said = _(
                "We cannot read “%(part)s”. Write for example: mon 13:00-16:00; wed 13:00-16:00. A time ends after it begins."
            )
            self.add_error("more_times", said % {"part": error.args[0]})
            return []


def times_initial(text: str) -> dict[str, str]:
    """The fields as a known text fills them."""
    first, more = first_spans(text)
    found = {"more_times": more}
    for day, (start, end) in first.items():
        found |= {f"from_{day}": start, f"to_{day}": end}
    return found
