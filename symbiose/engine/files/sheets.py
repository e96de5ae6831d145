"""An XLSX workbook out, written row by row: every text a text, whatever sign it begins with; numbers and days as such.

There are no formulas, so a text can never become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.styles.numbers import FORMAT_DATE_XLSX14, FORMAT_DATE_XLSX22, FORMAT_TEXT
from openpyxl.utils import get_column_letter

SheetValue = str | int | float | Decimal | date | None
LONGEST_CELL = 32_767  # the most signs that a spreadsheet takes in one cell
LONGEST_NAME = 31
_FIRST_SURE_DAY = datetime(1900, 3, 1)  # noqa: DTZ001  spreadsheets count a 29 February 1900 that never was
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_GUARDED = ("=", "+", "-", "@", "#")  # what spreadsheets, and the library, read as a formula or as an error
_NAME = re.compile(r"[\[\]:*?/\\]")
_BOLD = Font(name="Calibri", sz=11, b=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, its width in signs, and whether it holds text even where people write digits."""

    name: str
    width: int = 16
    text: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: its columns, named in a first row that stays in sight, and its rows."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[SheetValue]]


def workbook_pieces(sheets: Sequence[SheetOut]) -> Iterator[bytes]:
    """The bytes of an XLSX workbook in pieces. Rows go to the disk as they come, so that no length fills the memory."""
    with TemporaryFile() as file:
        _write(sheets, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """The bytes of an XLSX workbook."""
    return b"".join(workbook_pieces(sheets))


def _write(sheets: Sequence[SheetOut], file: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    book.properties.creator = "Symbiose"
    try:
        for sheet in sheets:
            _fill(book.create_sheet(_NAME.sub(" ", _clean(sheet.name))[:LONGEST_NAME]), sheet)
    finally:
        book.save(file)  # where rows break off too: until it is saved, the library keeps a file of every sheet


def _fill(made: Any, sheet: SheetOut) -> None:
    made.freeze_panes = "A2"
    for number, heading in enumerate(sheet.headings, 1):
        column = made.column_dimensions[get_column_letter(number)]
        column.width = heading.width
        _dress(column, heading)
    made.append([_heading(made, heading.name) for heading in sheet.headings])
    for row in sheet.rows:
        made.append([_cell(made, value, heading) for value, heading in zip(row, sheet.headings, strict=True)])


def _dress(styled: Any, heading: Heading) -> None:
    """Gives a column, or a cell of it, the looks that its heading asks for."""
    if heading.wrapped:
        styled.alignment = _WRAPPED
    elif heading.text:
        styled.number_format = FORMAT_TEXT


def _heading(made: Any, name: str) -> Any:
    cell = _text(made, _clean(name))
    cell.font = _BOLD
    return cell


def _cell(made: Any, value: SheetValue, heading: Heading) -> Any:
    """What the library takes: a plain value where it can only be read one way, else a cell that says what it is."""
    if isinstance(value, date):
        return _day(made, value)
    if not isinstance(value, str):
        return value
    text = _clean(value)
    if not text or not (heading.text or heading.wrapped or text.startswith(_GUARDED)):
        return text or None
    cell = _text(made, text)
    _dress(cell, heading)
    return cell


def _day(made: Any, value: date) -> Any:
    """A day, or a moment by the clock on the wall; days before spreadsheets can count are texts."""
    moment = isinstance(value, datetime)
    plain = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no time zone
    if plain < _FIRST_SURE_DAY:
        return value.isoformat()
    cell = WriteOnlyCell(made, plain)
    cell.number_format = FORMAT_DATE_XLSX22 if moment else FORMAT_DATE_XLSX14
    return cell


def _text(made: Any, text: str) -> Any:
    """A text, and one that stays it when somebody goes into the cell and out again."""
    cell = WriteOnlyCell(made, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_GUARDED)
    return cell


def _clean(text: str) -> str:
    """The text as a cell holds it: without signs that no XML may hold, and never longer than a cell takes."""
    plain = _NOT_XML.sub("", text)[:LONGEST_CELL]
    return _LOOKS_ESCAPED.sub("_x005F_", plain).replace("\r", "_x000D_")
