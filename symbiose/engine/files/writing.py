"""The folder format out: text that the readers give back as the same rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from symbiose.engine.files.model import LISTING_COLUMNS, ORGANISATION_COLUMNS, ListingRow, OrganisationRow
from symbiose.engine.windows import format_windows

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_COULD_BE_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def write_listings(rows: Iterable[ListingRow], *, delimiter: str = ",") -> str:
    """Text of a `listings.csv`. With a semicolon as `delimiter` numbers carry a decimal comma, as Danish Excel has it."""
    table = [(_listing(row, comma=delimiter != ","), row.extra) for row in rows]
    return _write(LISTING_COLUMNS, table, delimiter)


def write_organisations(rows: Iterable[OrganisationRow], *, delimiter: str = ",") -> str:
    """Text of an `organisations.csv`."""
    return _write(ORGANISATION_COLUMNS, [(_organisation(row), row.extra) for row in rows], delimiter)


def _listing(row: ListingRow, *, comma: bool) -> dict[str, str]:
    return {
        "id": safe_cell(row.id),
        "organisation": safe_cell(row.organisation),
        "side": row.side.value,
        "kind": row.kind.value if row.kind else "",
        "text": safe_cell(row.text),
        "quantity": _number(row.quantity, comma=comma),
        "unit": row.unit or "",
        "per": row.per.value if row.per else "",
        "place": safe_cell(row.place),
        "windows": format_windows(row.windows, danish=False),
        "code": "; ".join(row.codes),
        "hazard": _flag(row.hazard),
        "price": _number(row.price, comma=comma),
        "valid_from": row.valid_from.isoformat() if row.valid_from else "",
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
    }


def _organisation(row: OrganisationRow) -> dict[str, str]:
    return {
        "id": safe_cell(row.id),
        "name": safe_cell(row.name),
        "cvr": row.cvr,
        "type": row.type,
        "place": safe_cell(row.place),
        "nace": row.nace,
        "employees": "" if row.employees is None else str(row.employees),
        "social_enterprise": _flag(row.social_enterprise),
        "registered": _flag(row.registered),
    }


def _write(columns: tuple[str, ...], table: list[tuple[dict[str, str], Mapping[str, str]]], delimiter: str) -> str:
    extra = list(dict.fromkeys(name for _, cells in table for name in cells))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*columns, *(safe_cell(name) for name in extra)])
    for cells, more in table:
        writer.writerow([*(cells[name] for name in columns), *(safe_cell(more.get(name, "")) for name in extra)])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _number(value: float | None, *, comma: bool) -> str:
    """The number in full, never so that its decimals could be taken for thousands."""
    if value is None:
        return ""
    text = format(Decimal(repr(float(value))), "f").removesuffix(".0")
    if comma:
        return text.replace(".", ",")
    return f"{text}0" if _COULD_BE_GROUPED.fullmatch(text) else text


def _flag(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")
