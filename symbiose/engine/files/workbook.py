"""An XLSX workbook in: its sheets as typed cells. A library reads, row by row; `archive` looks at the file before it.

No formula is worked out, no macro run, no link followed. Entities are refused by the parser that the library takes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook

from symbiose.engine.files.archive import OLE, ZIP, Contents, WorkbookError, look_through
from symbiose.engine.files.sheet_cells import SheetCell, typed_cell
from symbiose.engine.law.cpr_pattern import find_cpr_like

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = MOST_ROWS * MOST_COLUMNS  # with the empty ones in front of those that are there
LAST_LINE = 1_048_576
_ONE_AT_A_TIME = Lock()  # which warnings are told is the whole program's; and two large workbooks need twice the room


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that hold something, with their line numbers from 1. `merged` is True where cells were joined into one."""

    name: str
    rows: tuple[tuple[int, tuple[SheetCell | None, ...]], ...]
    merged: bool = False


def is_workbook(data: bytes) -> bool:
    """True for what looks like a spreadsheet by its first bytes, readable or not."""
    return data.startswith((ZIP, OLE))


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet, in the workbook's order. Raises WorkbookError where it cannot or must not be read."""
    contents = look_through(data)
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns of drawings and rules that it leaves out
        try:
            return _read(data, contents)
        except WorkbookError:
            raise
        except Exception as error:  # noqa: BLE001  whatever the library stumbles over, the file is to blame
            refused = isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException)
            raise WorkbookError("unsafe_spreadsheet" if refused else "broken_spreadsheet") from None


def _read(data: bytes, contents: Contents) -> tuple[Sheet, ...]:
    formulas = _formulas(data) if contents.formulas else frozenset()
    with closing(load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)) as book:
        return tuple(_sheet(sheet, formulas, contents) for sheet in book.worksheets)


def _sheet(sheet: Any, formulas: frozenset[tuple[str, int, int]], contents: Contents) -> Sheet:
    part = sheet._worksheet_path  # noqa: SLF001  a sheet that is read row by row does not tell which cells are joined
    return Sheet(_title(sheet), tuple(_rows(sheet, formulas)), part in contents.merged)


def _title(sheet: Any) -> str:
    """The name of a sheet as it may be told: one with a personal number in it is not."""
    return "…" if find_cpr_like(sheet.title) else str(sheet.title)


def _formulas(data: bytes) -> frozenset[tuple[str, int, int]]:
    """Where formulas stand, by sheet, line and column: read for its values, a workbook does not tell."""
    with closing(load_workbook(BytesIO(data), read_only=True, keep_links=False)) as book:
        return frozenset(
            (sheet.title, line, column)
            for sheet in book.worksheets
            for line, row in _lines(sheet)
            for column, cell in enumerate(row, 1)
            if cell.data_type == "f"
        )


def _rows(sheet: Any, formulas: frozenset[tuple[str, int, int]]) -> Iterator[tuple[int, tuple[SheetCell | None, ...]]]:
    filled = 0
    for line, row in _lines(sheet):
        cells = [
            typed_cell(cell.value, cell, formula=(sheet.title, line, column) in formulas)
            for column, cell in enumerate(row, 1)
        ]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise WorkbookError("too_many_lines", sheet=_title(sheet), most=MOST_ROWS)
        if len(cells) > MOST_COLUMNS:
            raise WorkbookError("too_many_columns", most=MOST_COLUMNS)
        yield line, tuple(cells)


def _lines(sheet: Any) -> Iterator[tuple[int, Any]]:
    """Every line with its cells, empty ones too. What the sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    cells = 0
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row)
        if line > LAST_LINE:
            raise WorkbookError("too_many_lines", sheet=_title(sheet), most=MOST_ROWS)
        if cells > MOST_CELLS:
            raise WorkbookError("too_many_columns", most=MOST_COLUMNS)
        yield line, row
