"""The folder format out, as separated text or as sheets: what the readers give back as the same rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from symbiose.engine.files.model import (
    EXCHANGE_COLUMNS,
    LISTING_COLUMNS,
    ORGANISATION_COLUMNS,
    ExchangeRow,
    ListingRow,
    OrganisationRow,
)
from symbiose.engine.files.people import (
    CANDIDATE_COLUMNS,
    POSITION_COLUMNS,
    TRAVEL_COLUMNS,
    CandidateRow,
    PositionRow,
    TravelRow,
)
from symbiose.engine.files.sheets import Heading, SheetOut, SheetValue
from symbiose.engine.placement.hours import clock
from symbiose.engine.placement.model import Pattern, Use
from symbiose.engine.windows import format_windows

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_COULD_BE_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_Cells = tuple[dict[str, SheetValue], Mapping[str, str]]


def write_listings(rows: Iterable[ListingRow], *, delimiter: str = ",") -> str:
    """Text of a `listings.csv`. With a semicolon as `delimiter` numbers carry a decimal comma, as Danish Excel has it."""
    return _write(LISTING_COLUMNS, [(_listing(row), row.extra) for row in rows], delimiter)


def write_organisations(rows: Iterable[OrganisationRow], *, delimiter: str = ",") -> str:
    """Text of an `organisations.csv`."""
    return _write(ORGANISATION_COLUMNS, [(_organisation(row), row.extra) for row in rows], delimiter)


def write_exchanges(rows: Iterable[ExchangeRow], *, delimiter: str = ",") -> str:
    """Text of an `exchanges.csv`."""
    return _write(EXCHANGE_COLUMNS, [(_exchange(row), row.extra) for row in rows], delimiter)


def write_candidates(rows: Iterable[CandidateRow], *, delimiter: str = ",") -> str:
    """Text of a `candidates.csv`."""
    return _write(CANDIDATE_COLUMNS, [(_candidate(row), row.extra) for row in rows], delimiter)


def write_positions(rows: Iterable[PositionRow], *, delimiter: str = ",") -> str:
    """Text of a `positions.csv`."""
    return _write(POSITION_COLUMNS, [(_position(row), row.extra) for row in rows], delimiter)


def write_travel(rows: Iterable[TravelRow], *, delimiter: str = ",") -> str:
    """Text of a `travel.csv`."""
    return _write(TRAVEL_COLUMNS, [(_travel(row), row.extra) for row in rows], delimiter)


def sheets_of(
    *,
    organisations: Sequence[OrganisationRow] = (),
    listings: Sequence[ListingRow] = (),
    exchanges: Sequence[ExchangeRow] = (),
    candidates: Sequence[CandidateRow] = (),
    positions: Sequence[PositionRow] = (),
    travel: Sequence[TravelRow] = (),
) -> tuple[SheetOut, ...]:
    """One sheet for each of these that holds a row, ready to be written as a workbook."""
    tables: tuple[tuple[str, tuple[str, ...], list[_Cells]], ...] = (
        ("organisations", ORGANISATION_COLUMNS, [(_organisation(row), row.extra) for row in organisations]),
        ("listings", LISTING_COLUMNS, [(_listing(row), row.extra) for row in listings]),
        ("exchanges", EXCHANGE_COLUMNS, [(_exchange(row), row.extra) for row in exchanges]),
        ("candidates", CANDIDATE_COLUMNS, [(_candidate(row), row.extra) for row in candidates]),
        ("positions", POSITION_COLUMNS, [(_position(row), row.extra) for row in positions]),
        ("travel", TRAVEL_COLUMNS, [(_travel(row), row.extra) for row in travel]),
    )
    return tuple(_sheet(name, columns, table) for name, columns, table in tables if table)


def _sheet(name: str, columns: tuple[str, ...], table: list[_Cells]) -> SheetOut:
    extra = _extra(table)
    headings = tuple(Heading(column) for column in (*columns, *extra))
    rows = [[*(cells[one] for one in columns), *(more.get(one, "") for one in extra)] for cells, more in table]
    return SheetOut(name, headings, rows)


def _listing(row: ListingRow) -> dict[str, SheetValue]:
    return {
        "id": row.id,
        "organisation": row.organisation,
        "side": row.side.value,
        "kind": row.kind.value if row.kind else "",
        "text": row.text,
        "quantity": row.quantity,
        "unit": row.unit,
        "per": row.per.value if row.per else "",
        "place": row.place,
        "windows": format_windows(row.windows, danish=False),
        "code": "; ".join(row.codes),
        "hazard": _flag(row.hazard),
        "price": row.price,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


def _organisation(row: OrganisationRow) -> dict[str, SheetValue]:
    return {
        "id": row.id,
        "name": row.name,
        "cvr": row.cvr,
        "type": row.type,
        "place": row.place,
        "nace": row.nace,
        "employees": row.employees,
        "social_enterprise": _flag(row.social_enterprise),
        "registered": _flag(row.registered),
        "contact_name": row.contact_name,
        "contact_email": row.contact_email,
        "contact_phone": row.contact_phone,
        "website": row.website,
        "description": row.description,
        "p_numbers": "; ".join(row.p_numbers),
        "employees_year": row.employees_year,
        "turnover_dkk": row.turnover_dkk,
        "turnover_year": row.turnover_year,
        "balance_dkk": row.balance_dkk,
    }


def _exchange(row: ExchangeRow) -> dict[str, SheetValue]:
    return {
        "id": row.id,
        "giver": row.giver,
        "receiver": row.receiver,
        "text": row.text,
        "quantity": row.quantity,
        "unit": row.unit,
        "per": row.per.value if row.per else "",
        "since": str(row.since) if row.since else "",
        "until": str(row.until) if row.until else "",
        "status": row.status.value if row.status else "",
        "price": row.price,
        "price_source": row.price_source,
        "code": "; ".join(row.codes),
        "evidence": row.evidence.value if row.evidence else "",
        "source": row.source,
    }


def _candidate(row: CandidateRow) -> dict[str, SheetValue]:
    return {
        "id": row.id,
        "hours": row.hours,
        "windows": format_windows(row.windows, danish=False),
        "place": row.place,
        "transport": row.transport.value,
        "max_travel": row.max_travel,
        "accommodations": "; ".join(row.accommodations),
        "skills": "; ".join(row.skills),
        "wishes": "; ".join(row.wishes),
        "waiting_weeks": row.waiting_weeks,
        "mentor_hours": row.mentor_hours,
    }


def _position(row: PositionRow) -> dict[str, SheetValue]:
    return {
        "id": row.id,
        "organisation": row.organisation,
        "unit": row.unit,
        "form": row.form,
        "hours": row.hours,
        "min_hours": row.min_hours,
        "seats": row.seats,
        "windows": "; ".join(format_windows(shift, danish=False) for shift in row.windows),
        "pattern": _pattern(row.pattern),
        "place": row.place,
        "accommodations": "; ".join(row.accommodations),
        "skills": "; ".join(row.skills),
        "tasks": "; ".join(row.tasks),
        "mentor_hours": row.mentor_hours,
        "ordinary_employees": row.ordinary_employees,
        "subsidised_now": row.subsidised_now,
    }


def _pattern(pattern: Pattern | None) -> str:
    if pattern is None:
        return ""
    return f"any:{pattern.least}" if pattern.use is Use.ANY else pattern.use.value


def _travel(row: TravelRow) -> dict[str, SheetValue]:
    return {
        "from": row.start,
        "to": row.end,
        "mode": row.mode.value,
        "minutes": row.minutes,
        "first_out": "" if row.first_out is None else clock(row.first_out),
        "last_home": "" if row.last_home is None else clock(row.last_home),
    }


def _write(columns: tuple[str, ...], table: list[_Cells], delimiter: str) -> str:
    extra = _extra(table)
    comma = delimiter != ","
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*columns, *(safe_cell(name) for name in extra)])
    for cells, more in table:
        known = [_text(cells[name], comma=comma) for name in columns]
        writer.writerow([*known, *(safe_cell(more.get(name, "")) for name in extra)])
    return out.getvalue()


def _extra(table: list[_Cells]) -> list[str]:
    return list(dict.fromkeys(name for _, cells in table for name in cells))


def safe_cell(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _text(value: SheetValue, *, comma: bool) -> str:
    if isinstance(value, float):
        return _number(value, comma=comma)
    if isinstance(value, date):
        return value.isoformat()
    return safe_cell("" if value is None else str(value))


def _number(value: float, *, comma: bool) -> str:
    """The number in full, never so that its decimals could be taken for thousands."""
    text = format(Decimal(repr(float(value))), "f").removesuffix(".0")
    if comma:
        return text.replace(".", ",")
    return f"{text}0" if _COULD_BE_GROUPED.fullmatch(text) else text


def _flag(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")
