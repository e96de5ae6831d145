"""Times of a week as a form asks for them: a row for each weekday with from and to, without scripts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from symbiose.engine.windows import SLOTS_PER_DAY, WindowError, format_windows, parse_windows, spans, window
from symbiose.jobs.words import day_name

SPANS = 2  # on one day: before and after a break; more are written as they are and kept
DAYS_A_WEEK, WORKDAYS = 7, 5
Row = tuple[int, str, str]  # day, and the half hours from and to as they were chosen


def clock(slot: int) -> str:
    """9.30 of the half hour 19."""
    return f"{slot // 2}.{slot % 2 * 30:02d}"


CLOCKS = [(str(slot), clock(slot)) for slot in range(SLOTS_PER_DAY + 1)]


class WindowsInput(forms.Widget):
    """Seven rows of from and to; a second time of the same day lies in a fold."""

    template_name = "jobs/forms/windows.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """Every row that is not empty."""
        rows: list[Row] = []
        for day in range(DAYS_A_WEEK):
            for number in range(SPANS):
                first, last = (str(data.get(f"{name}_{day}_{number}_{end}", "")) for end in ("from", "to"))
                if first or last:
                    rows.append((day, first, last))
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(str(key).startswith(f"{name}_") for key in data)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = value if isinstance(value, list) else rows_of(value or "")
        context = super().get_context(name, None, attrs)
        context["widget"]["days"] = [_day(name, day, rows) for day in range(DAYS_A_WEEK)]
        context["widget"]["clocks"] = CLOCKS
        return context


def _day(name: str, day: int, rows: list[Row]) -> dict[str, Any]:
    own = [(first, last) for one, first, last in rows if one == day]
    filled = [*own, *[("", "")] * SPANS][:SPANS]
    return {
        "name": day_name(day),
        "spans": [
            {"name": f"{name}_{day}_{number}", "from": first, "to": last} for number, (first, last) in enumerate(filled)
        ],
        "more": len(own) > 1,
        "weekend": day >= WORKDAYS,
    }


def rows_of(text: str) -> list[Row]:
    """The rows of a text such as ``man 09:00-12:30``; none where it cannot be read."""
    try:
        bits = parse_windows(text)
    except WindowError:
        return []
    return [(day, str(first), str(last)) for day, first, last in spans(bits)]


class WindowsField(forms.Field):
    """Times of a week; the value is the engine's text, times that touch are one."""

    widget = WindowsInput
    template_name = "jobs/forms/windows_field.html"

    def __init__(self, **options: Any):
        options.setdefault("template_name", self.template_name)
        super().__init__(**options)

    def to_python(self, value: list[Row] | None) -> str:
        bits, faults = 0, []
        for day, first, last in value or []:
            start, end = _slot(first), _slot(last)
            if start is None or end is None:
                faults.append(_("%(day)s: choose both from and to.") % {"day": day_name(day)})
            elif start >= end:
                faults.append(
                    _("%(day)s: it ends %(end)s, before it begins %(start)s.")
                    % {"day": day_name(day), "end": clock(end), "start": clock(start)}
                )
            else:
                bits |= window(day, start, end)
        if faults:
            raise ValidationError(faults, code="windows")
        return format_windows(bits)

    def prepare_value(self, value: Any) -> Any:
        return value


def _slot(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= SLOTS_PER_DAY else None
