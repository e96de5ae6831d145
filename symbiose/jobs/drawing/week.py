"""A week as a drawing: rows are days, columns are hours, half hours exact, once for a desk and once for a phone.

Pure geometry: what comes in is bits of `engine.windows` and plain text, what goes out is finished numbers that a
template writes as SVG, and the same rows as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.engine.windows import spans
from symbiose.jobs.drawing.shapes import Mark, number
from symbiose.jobs.words import day_name, figure

WORKDAYS, DAYS = 5, 7
FIRST, LAST = 16, 34  # half hours that are always shown: 8 to 17
HEAD, ROW, BAR = 28.0, 34.0, 26.0
LETTER = 8.3  # mean width of a letter of 15 units
MARGIN = 12.0


class Look(StrEnum):
    """How a layer is drawn, from the ground up."""

    GREY = "grey"
    FRAME = "frame"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Layer:
    """Something that lies in the week: what it is called, when it is (bits of a week), and how it looks."""

    name: str
    bits: int
    look: Look


@dataclass(frozen=True, slots=True)
class Bar:
    """One run of half hours of a layer; coordinates as SVG writes them, `text` only where there is room for it."""

    x: str
    y: str
    width: str
    look: Look
    text: str
    text_x: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the template writes for one width."""

    width: int
    height: int
    top: str
    foot: str
    hours: tuple[Mark, ...]
    days: tuple[Mark, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A day of the table: of each layer its times, or its hours where it is filled; `–` where there are none."""

    day: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week in two widths, its legend, and the table of the same."""

    title: str
    description: str
    desk: Picture
    phone: Picture
    legend: tuple[Layer, ...]
    rows: tuple[TwinRow, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The table's headings, the day first."""
        return (_("Day"), *(capfirst(layer.name) for layer in self.legend))


@dataclass(frozen=True, slots=True)
class _Format:
    width: int
    left: float
    step: float  # the least room between two hours that are written


DESK, PHONE = _Format(680, 56.0, 26.0), _Format(343, 46.0, 30.0)


def week_drawing(layers: Sequence[Layer], *, title: str, description: str = "") -> Week:
    """The drawing of layers, the lowest first, and its table. Saturday and Sunday are there where something lies in them.

    Without a description the table's rows are told in one text for those who hear the page.
    """
    days = _days(layers)
    rows = tuple(TwinRow(day_name(day), tuple(_cell(layer, day) for layer in layers)) for day in range(days))
    return Week(
        title=title,
        description=description or _told(layers, rows),
        desk=_picture(layers, days, DESK),
        phone=_picture(layers, days, PHONE),
        legend=tuple(layers),
        rows=rows,
    )


def clock(half_hour: int) -> str:
    """9 or 12.30, as Danes write it."""
    return f"{half_hour // 2}.30" if half_hour % 2 else f"{half_hour // 2}"


def times_of(bits: int, day: int) -> str:
    """9–12, 13–14.30 on one day; `–` for nothing."""
    found = [f"{clock(start)}–{clock(end)}" for at, start, end in spans(bits) if at == day]
    return ", ".join(found) or "–"


def hours_text(half_hours: int) -> str:
    """2,5 t."""
    return _("%(hours)s h") % {"hours": figure(half_hours / 2)}


def _cell(layer: Layer, day: int) -> str:
    if layer.look is not Look.FILLED:
        return times_of(layer.bits, day)
    return hours_text(sum(end - start for at, start, end in spans(layer.bits) if at == day))


def _told(layers: Sequence[Layer], rows: Sequence[TwinRow]) -> str:
    """Every day on which something lies, as one text."""
    parts = []
    for row in rows:
        cells = [f"{layer.name} {cell}" for layer, cell in zip(layers, row.cells, strict=True) if cell[0] not in "–0"]
        if cells:
            parts.append(f"{row.day}: {', '.join(cells)}")
    return ". ".join(parts)


def _days(layers: Sequence[Layer]) -> int:
    return max([WORKDAYS, *(day + 1 for layer in layers for day, _start, _end in spans(layer.bits))])


def _picture(layers: Sequence[Layer], days: int, form: _Format) -> Picture:
    runs = [run for layer in layers for run in spans(layer.bits)]
    first = min([FIRST, *(start - start % 2 for _day, start, _end in runs)])
    last = max([LAST, *(end + end % 2 for _day, _start, end in runs)])
    slot = (form.width - form.left - MARGIN) / (last - first)
    foot = HEAD + days * ROW
    every = next(count for count in (1, 2, 3, 4, 6) if count * 2 * slot >= form.step)
    hours = tuple(
        Mark(number(form.left + (at - first) * slot), number(HEAD - 12), f"{at // 2}")
        for at in range(first, last + 1, 2 * every)
    )
    names = tuple(
        Mark("0", number(HEAD + day * ROW + ROW / 2 + 5), str(capfirst(WEEKDAYS_ABBR[day]))) for day in range(days)
    )
    bars = tuple(
        _bar(layer, run, form.left + (run[1] - first) * slot, slot) for layer in layers for run in spans(layer.bits)
    )
    return Picture(form.width, round(foot + 4), number(HEAD - 4), number(foot), hours, names, bars)


def _bar(layer: Layer, run: tuple[int, int, int], x: float, slot: float) -> Bar:
    day, start, end = run
    width = (end - start) * slot
    text = hours_text(end - start) if layer.look is Look.FILLED else ""
    top = HEAD + day * ROW + (ROW - BAR) / 2
    return Bar(
        x=number(x),
        y=number(top),
        width=number(width),
        look=layer.look,
        text=text if len(text) * LETTER + 4 <= width else "",
        text_x=number(x + width / 2),
        text_y=number(top + BAR / 2 + 5),
    )
