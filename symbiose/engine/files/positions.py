"""`positions.csv` in: hours to be worked, and the figures of the production units that offer them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from symbiose.engine.files import cells, person_cells
from symbiose.engine.files.model import Finding, FindPlace, Read, Severity
from symbiose.engine.files.people import POSITION_COLUMNS, PeopleRules, PositionRow
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table
from symbiose.engine.files.workbook import Sheet
from symbiose.engine.placement.hours import least_shifts
from symbiose.engine.placement.model import Pattern, Use
from symbiose.engine.windows import format_windows

POSITIONS_FILE = "positions.csv"
_OF_UNIT = ("mentor_hours", "ordinary_employees", "subsidised_now")
UNIT_FIGURES = ("organisation", *_OF_UNIT)
_MOST_EMPLOYEES = 1e6


def site_of(row: PositionRow) -> str:
    """The production unit; where none is named, an organisation at a place counts as one."""
    return row.unit or ", ".join(filter(None, (row.organisation, row.place)))


def read_positions(data: bytes | str | Sheet, *, find_place: FindPlace, rules: PeopleRules) -> Read[PositionRow]:
    """Rows of a `positions.csv`, or of the sheet of a workbook.

    Where rows of one production unit do not agree on its figures, none of them loads: nobody knows which is right.
    """
    table = read_table(
        data,
        name="positions",
        columns=POSITION_COLUMNS,
        required=("id", "organisation", "hours"),
        numbers=frozenset({"unit"}),
    )
    comma = table.delimiter != ","
    form_code = person_cells.form_code(rules)
    place = person_cells.danish_place(find_place)
    every: list[PositionRow] = []

    def build(reader: cells.RowReader) -> PositionRow:
        form = reader.read("form", form_code, "")
        reader.required("hours", cells.TEXT_LENGTH)
        row = PositionRow(
            id=reader.required("id", cells.ID_LENGTH),
            organisation=reader.optional("organisation", cells.NAME_LENGTH),
            hours=person_cells.hours(reader, "hours", comma=comma, rules=rules, form=form) or 0.0,
            unit=reader.optional("unit", cells.ID_LENGTH),
            form=form,
            min_hours=person_cells.hours(reader, "min_hours", comma=comma, rules=rules, form=form),
            seats=reader.read("seats", person_cells.seats, None),
            windows=reader.read("windows", person_cells.shifts, ()),
            pattern=reader.read("pattern", person_cells.pattern, None),
            place=reader.read("place", place, ""),
            accommodations=reader.read("accommodations", person_cells.accommodation_codes, ()),
            skills=reader.read("skills", person_cells.codes, ()),
            tasks=reader.read("tasks", person_cells.codes, ()),
            mentor_hours=person_cells.mentor_hours(reader, comma=comma),
            ordinary_employees=reader.number(
                "ordinary_employees", comma=comma, code="bad_employees", least=0, most=_MOST_EMPLOYEES
            ),
            subsidised_now=reader.read("subsidised_now", cells.whole_number, None),
            extra=reader.extra,
            line=reader.line,
        )
        _check(row, reader)
        every.append(row)
        return row

    read = load_rows(table, build, file=POSITIONS_FILE)
    rows, conflicts = agreeing(_with_figures(read.rows, every))
    return replace(read, rows=rows, findings=tuple(sorted((*read.findings, *conflicts), key=lambda one: one.line)))


def _check(row: PositionRow, reader: cells.RowReader) -> None:
    """What the cells of a row must be to each other."""
    if not row.organisation and not reader.told("organisation"):
        reader.fault("organisation", "no_organisation")
    told = reader.told("hours") or reader.told("min_hours")
    if row.min_hours is not None and row.hours and row.min_hours > row.hours and not told:
        reader.fault("min_hours", "least_over_most", asked=row.min_hours, most=row.hours)
    pattern = row.pattern or Pattern()
    if pattern.use is Use.FLEXIBLE or reader.told("windows"):
        return
    asked = max(1, least_shifts(pattern, row.windows))
    if len(row.windows) < asked:
        reader.fault("windows", "too_few_windows", shifts=len(row.windows), asked=asked)
    both = _overlap(row.windows)
    if both:
        reader.fault("windows", "shifts_overlap", windows=format_windows(both))


def _overlap(windows: tuple[int, ...]) -> int:
    seen = both = 0
    for shift in windows:
        both, seen = both | (seen & shift), seen | shift
    return both


def _with_figures(rows: tuple[PositionRow, ...], every: Iterable[PositionRow]) -> tuple[PositionRow, ...]:
    """The rows, with the figures of their unit that only a refused row says: a slip in its hours makes no room there."""
    loaded = _figures(rows)
    missing: dict[str, dict[str, Any]] = {}
    for (site, column), said in _figures(every).items():
        if (site, column) not in loaded:
            missing.setdefault(site, {})[column] = said
    return tuple(replace(row, **missing.get(site_of(row), {})) for row in rows)


def _figures(rows: Iterable[PositionRow]) -> dict[tuple[str, str], Any]:
    """By unit and column the figure that is said first."""
    found: dict[tuple[str, str], Any] = {}
    for row in rows:
        for column in _OF_UNIT:
            if getattr(row, column) is not None:
                found.setdefault((site_of(row), column), getattr(row, column))
    return found


def agreeing(rows: tuple[PositionRow, ...]) -> tuple[tuple[PositionRow, ...], tuple[Finding, ...]]:
    """Only the rows of units whose figures agree, and what does not; what is not said agrees with everything."""
    found: list[Finding] = []
    conflicted: set[str] = set()
    first: dict[tuple[str, str], PositionRow] = {}
    for row in rows:
        for column in UNIT_FIGURES:
            said = getattr(row, column)
            if said is None:
                continue
            before = first.setdefault((site_of(row), column), row)
            other = getattr(before, column)
            if other != said:
                conflicted.add(site_of(row))
                values = {"unit": site_of(row), "first": before.line, "second": row.line, "one": other, "other": said}
                found.append(Finding(row.line, column, "unit_conflict", values, file=POSITIONS_FILE))
    return tuple(row for row in rows if site_of(row) not in conflicted), tuple(found)


def unsaid(rows: tuple[PositionRow, ...]) -> tuple[Finding, ...]:
    """A note on each unit that says how many ordinary employees it has and not how many subsidised places."""
    said = {site_of(row) for row in rows if row.subsidised_now is not None}
    asked = {site_of(row): row for row in reversed(rows) if row.ordinary_employees is not None}
    return tuple(
        Finding(row.line, "subsidised_now", "subsidised_unknown", {"unit": site}, Severity.NOTE, POSITIONS_FILE)
        for site, row in asked.items()
        if site not in said
    )
