"""An XLSX workbook out, row by row: texts as texts, whatever sign they begin with; numbers and days as such.

A library writes it. Its rows lie in a file on the disk until the last of them is there, so that no length fills the
memory; a finished workbook is a file without a name, gone once it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook

SheetValue = str | int | float | Decimal | date | None
LONGEST_CELL = 32_767  # the most signs that a spreadsheet takes in one cell, counted in UTF-16
LONGEST_NAME = 31
MOST_LINES = 1_048_576  # of one sheet; more rows go on in a sheet of their own
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same for all, so that the same rows give the same bytes
_FIRST_SURE_DAY = date(1900, 3, 1)  # spreadsheets count a 29 February 1900 that never was
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_GUARDED = ("=", "+", "-", "@", "#")  # what spreadsheets read as a formula or as an error
_MARKED = "<r>"  # what the library takes for marks of its own, and would write as they are
_NAME = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,  # a cell holds what the clock on the wall shows
}
_TEXT_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "bold": {"bold": True},
    "text": {"num_format": "@"},
    "wrapped": {"text_wrap": True, "valign": "top"},
}
_DAY, _MOMENT = {"num_format": 14}, {"num_format": 22}  # shown as the reader's own language writes them


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, its width in signs, and whether it holds text even where people write digits."""

    name: str
    width: int = 16
    text: bool = False
    wrapped: bool = False

    @property
    def look(self) -> str:
        """How the cells of the column look."""
        return "wrapped" if self.wrapped else "text" if self.text else "plain"


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: its columns, named in a first row that stays in sight, and its rows."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[SheetValue]]


def workbook_file(sheets: Sequence[SheetOut]) -> IO[bytes]:
    """An XLSX workbook as a file to be read from its beginning; whoever closes it removes it.

    Rows past the last line of a sheet go on in the next one, under the same headings.
    """
    with ExitStack() as kept:
        file = kept.enter_context(TemporaryFile())
        with TemporaryDirectory() as folder, Workbook(file, {**_OPTIONS, "tmpdir": folder}) as book:
            book.use_zip64()  # where a sheet is larger than 2 GiB
            book.set_properties({"author": "Symbiose", "created": _MADE})
            pen = _Pen(book)
            for sheet in sheets:
                pen.write(sheet)
        file.seek(0)
        kept.pop_all()
        return file


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """The bytes of an XLSX workbook."""
    with workbook_file(sheets) as file:
        return file.read()


class _Pen:
    """Writes into a workbook of the library; a text guards its look where a spreadsheet would read it otherwise.

    So it stays a text when somebody goes into the cell and out again.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._looks = {
            (name, guarded): book.add_format({**_TEXT_LOOKS[name], "quote_prefix": guarded})
            for name, guarded in product(_TEXT_LOOKS, (False, True))
        }
        self._day, self._moment = book.add_format(_DAY), book.add_format(_MOMENT)

    def write(self, sheet: SheetOut) -> None:
        """The sheet with its rows, and further sheets for rows that are left when one is full."""
        number, line = 1, 0
        page = self._page(sheet, number)
        looks = [heading.look for heading in sheet.headings]
        for row in sheet.rows:
            line += 1
            if line == MOST_LINES:
                number, line = number + 1, 1
                page = self._page(sheet, number)
            for column, (value, look) in enumerate(zip(row, looks, strict=True)):
                self._put(page, line, column, value, look)

    def _page(self, sheet: SheetOut, number: int) -> Any:
        further = f" {number}" if number > 1 else ""
        page = self._book.add_worksheet(_NAME.sub(" ", sheet.name)[: LONGEST_NAME - len(further)] + further)
        page.freeze_panes(1, 0)
        for column, heading in enumerate(sheet.headings):
            page.set_column(column, column, heading.width, self._looks[heading.look, False])
            self._text(page, 0, column, heading.name, "bold")
        return page

    def _put(self, page: Any, line: int, column: int, value: SheetValue, look: str) -> None:
        """A cell; an empty one is none."""
        if isinstance(value, str):
            self._text(page, line, column, value, look)
        elif isinstance(value, date):
            self._when(page, line, column, value)
        elif value is not None:
            page.write_number(line, column, value)

    def _when(self, page: Any, line: int, column: int, value: date) -> None:
        """A day, or a moment by the clock on the wall; days before spreadsheets can count are texts."""
        day, form = (value.date(), self._moment) if isinstance(value, datetime) else (value, self._day)
        if day < _FIRST_SURE_DAY:
            self._text(page, line, column, value.isoformat(), "plain")
        else:
            page.write_datetime(line, column, value, form)

    def _text(self, page: Any, line: int, column: int, value: str, look: str) -> None:
        text = _clean(value)
        form = self._looks[look, text.startswith(_GUARDED)]
        if text.startswith(_MARKED):
            page.write_rich_string(line, column, text[:1], text[1:2], text[2:], form)
        elif text:
            page.write_string(line, column, text, form)


def _clean(text: str) -> str:
    """The text as a cell holds it: without signs that no XML may hold, and never longer than a cell takes."""
    plain = _NOT_XML.sub("", text)
    if 2 * len(plain) <= LONGEST_CELL:
        return plain
    return plain.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
