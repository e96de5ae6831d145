"""A file's rows as records by column: header, unknown columns, and what no cell may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from symbiose.engine.files.archive import WorkbookError
from symbiose.engine.files.cells import CellError
from symbiose.engine.files.model import CONTROL_SIGN, NUMBER_COLUMNS, Finding, Severity
from symbiose.engine.files.separated import FileFaultError, separated_rows
from symbiose.engine.files.sheet_cells import SheetCell, cell_text
from symbiose.engine.files.words import plain_word, word_list
from symbiose.engine.files.workbook import Sheet, is_workbook, read_workbook
from symbiose.engine.law.cpr_pattern import find_cpr_like

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Record:
    """Cells of one row by column, without surrounding blanks; `line` is where the row begins.

    `extra` holds the cells of columns that the format does not know. `surplus` is the number of cells where the row
    has more of them than there are columns, even if the last are empty. `findings` are about single cells.
    """

    line: int
    cells: Mapping[str, str]
    extra: Mapping[str, str]
    surplus: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Records that can be read as cells, and how the file was written."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    unknown_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    width: int = 0
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]  # "" is a column without heading
    unknown: tuple[str, ...]
    headings: Mapping[str, str]
    refused: frozenset[str] = frozenset()  # of the unknown, those that are not kept


# The text of a cell of a column, which the format knows or not, and which may hold ten digits or not, with the code of a
# note; raises CellError.
_ReadCell = Callable[[Any, str, bool, bool], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Rows before their header is known, and how to read a cell of them."""

    rows: Iterable[tuple[int, Sequence[Any] | None]]
    read: _ReadCell
    notes: tuple[Finding, ...]
    encoding: str
    delimiter: str
    lettered: bool
    numbers: frozenset[str]

    def is_number_field(self, column: str) -> bool:
        """True where ten digits in a row are a number of another kind."""
        return column in self.numbers or plain_word(column) in word_list("number_column")


def read_table(
    data: bytes | str | Sheet,
    *,
    name: str,
    columns: tuple[str, ...],
    required: tuple[str, ...],
    numbers: frozenset[str] = NUMBER_COLUMNS,
    refused: str = "",
) -> Table:
    """All rows of a file whose header names `columns`, also by the everyday words of the list `name`.column.

    Of a workbook the sheet called `name` is read, also by the everyday words of the list `sheet`, or its only one.
    Ten digits in a row may stand in the columns `numbers`. Unknown columns by a word of the list `refused` are not kept.
    """
    try:
        lines = _lines(data, name, numbers)
        rows = iter(lines.rows)
        header = _header(next(rows, None), columns, required, f"{name}.column", lettered=lines.lettered)
    except FileFaultError as fault:
        return Table((), (fault.finding,))
    if refused:
        header = _without(header, refused)
    findings = [*lines.notes, *_about_columns(header)]
    records: list[Record] = []
    for line, cells in rows:
        found = _record(line, cells, header, lines)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            records.append(found)
    if not records and all(finding.severity is Severity.NOTE for finding in findings):
        findings.append(Finding(0, "", "no_rows"))
    return Table(
        records=tuple(records),
        findings=tuple(findings),
        unknown_columns=tuple(name for name in header.unknown if name not in header.refused),
        encoding=lines.encoding,
        delimiter=lines.delimiter,
        width=len(header.names),
        headings=header.headings,
    )


def _lines(data: bytes | str | Sheet, name: str, numbers: frozenset[str]) -> _Lines:
    if isinstance(data, bytes) and is_workbook(data):
        data = _sheet(data, name)
    if isinstance(data, Sheet):
        notes = (Finding(0, "", "merged_cells", {"sheet": data.name}, Severity.NOTE),) if data.merged else ()
        return _Lines(data.rows, _typed, notes, "xlsx", ";", lettered=True, numbers=numbers)
    rows, encoding, delimiter = separated_rows(data)
    told = (Finding(0, "", "latin_1", {}, Severity.NOTE),) if encoding == "latin-1" else ()
    return _Lines(rows, _written, told, encoding, delimiter, lettered=False, numbers=numbers)


def find_sheet(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    """The sheet that is called `name`, or by an everyday word for it."""
    known = word_list("sheet")
    return next((sheet for sheet in sheets if known.get(plain_word(sheet.name)) == name), None)


def _sheet(data: bytes, name: str) -> Sheet:
    try:
        sheets = read_workbook(data)
    except WorkbookError as error:
        raise FileFaultError(Finding(0, "", error.code, error.values)) from None
    known = word_list("sheet")
    filled = [sheet for sheet in sheets if sheet.rows and known.get(plain_word(sheet.name)) != "help"]
    found = find_sheet(sheets, name)
    if found is None and len(filled) == 1:
        return filled[0]
    if found is None:
        values = {"sheet": name, "found": ", ".join(sheet.name for sheet in sheets)}
        raise FileFaultError(Finding(0, "", "missing_sheet" if filled else "empty_file", values))
    return found


def _written(cell: str, _column: str, _known: bool, _number_field: bool) -> tuple[str, str]:
    return _unguarded(cell.strip()), ""


def _typed(cell: SheetCell | None, column: str, known: bool, number_field: bool) -> tuple[str, str]:
    if cell is None:
        return "", ""
    text, note = cell_text(cell, column, known=known, number_field=number_field)
    return text.strip(), note


def _header(
    row: tuple[int, Sequence[Any] | None] | None,
    columns: tuple[str, ...],
    required: tuple[str, ...],
    aliases: str,
    *,
    lettered: bool,
) -> _Header:
    if row is None:
        raise FileFaultError(Finding(0, "", "empty_file"))
    line, cells = row
    if cells is None:
        raise FileFaultError(Finding(line, "", "broken_quotes"))
    known = word_list(aliases)
    named = [_heading(cell) for cell in cells]
    if any(find_cpr_like(name) for name in named):
        raise FileFaultError(Finding(line, "", "cpr_like"))
    exact = {name.lower() for name in named}
    # The format's own name wins over an everyday word for the same column, which then stays as it is.
    names = [_column(name, columns, known, exact) for name in named]
    double = next((name for name in names if name and names.count(name) > 1), None)
    if double is not None:
        raise FileFaultError(Finding(line, double, "double_column", {"column": double}))
    missing = [name for name in required if name not in names]
    if missing:
        values = {"columns": ", ".join(missing), "found": ", ".join(filter(None, named))}
        code = "one_column" if len(named) == 1 and not lettered else "missing_column"
        raise FileFaultError(Finding(line, missing[0], code, values))
    headings = {
        name: f"{written} ({_letters(at)})" if lettered else written
        for at, (name, written) in enumerate(zip(names, named, strict=True))
        if name
    }
    return _Header(tuple(names), tuple(name for name in names if name and name not in columns), headings)


def _without(header: _Header, refused: str) -> _Header:
    words = word_list(refused)
    return replace(header, refused=frozenset(name for name in header.unknown if plain_word(name) in words))


def _about_columns(header: _Header) -> Iterator[Finding]:
    kept = [name for name in header.unknown if name not in header.refused]
    left = [name for name in header.unknown if name in header.refused]
    for code, names in (("unknown_columns", kept), ("columns_not_kept", left)):
        if names:
            yield Finding(0, "", code, {"columns": ", ".join(names)}, Severity.NOTE)


def _heading(cell: str | SheetCell | None) -> str:
    if isinstance(cell, SheetCell):
        return str(cell.value).strip()
    return _unguarded((cell or "").strip())


def _column(name: str, columns: tuple[str, ...], known: Mapping[str, str], exact: set[str]) -> str:
    if name.lower() in columns:
        return name.lower()
    meant = known.get(plain_word(name))
    return name if meant is None or meant in exact else meant


def _letters(at: int) -> str:
    """A for the first column, Z for the 26th, then AA."""
    return (_letters(at // _LETTERS - 1) if at >= _LETTERS else "") + chr(ord("A") + at % _LETTERS)


def _record(line: int, cells: Sequence[Any] | None, header: _Header, lines: _Lines) -> Record | Finding:
    if cells is None:
        return Finding(line, "", "broken_quotes")
    if any(_is_filled(cell) for cell in cells[len(header.names) :]):
        return Finding(line, "", "too_many_cells", {"cells": len(cells), "columns": len(header.names)})
    by_column: dict[str, str] = {}
    findings: list[Finding] = []
    for name, cell in zip(header.names, cells, strict=False):
        if not name:
            continue
        number_field = lines.is_number_field(name)
        try:
            text, note = lines.read(cell, name, name not in header.unknown, number_field)
        except CellError as error:
            text, note = "", ""
            findings.append(Finding(line, name, error.code, error.values))
        if CONTROL_SIGN.search(text):
            return Finding(line, name, "control_sign")
        if find_cpr_like(text, number_field=number_field):
            return Finding(line, name, "cpr_like")
        if note:
            findings.append(Finding(line, name, note, {"value": text}, Severity.NOTE))
        by_column[name] = text
    beside = {name: by_column.pop(name, "") for name in header.unknown}
    extra = {name: text for name, text in beside.items() if name not in header.refused}
    surplus = len(cells) if len(cells) > len(header.names) else 0
    return Record(line, by_column, extra, surplus, tuple(findings))


def _is_filled(cell: str | SheetCell | None) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading the text as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell
