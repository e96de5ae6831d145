"""A separated text, as people export it, read into records by column: encoding, separator, header, quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.files.model import Finding, Severity
from symbiose.engine.files.words import plain_word, word_list
from symbiose.engine.law.cpr_pattern import find_cpr_like

NUMBER_COLUMNS = frozenset({"cvr", "quantity", "price", "employees"})
_DELIMITERS = (",", ";", "\t")
_OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"<")
_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Windows' own western set holds Latin-1 and puts signs where Latin-1 has control codes; five places stay empty.
_WESTERN = {code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", errors="ignore"))}
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOST_BROKEN_QUOTES = 50


@dataclass(frozen=True, slots=True)
class Record:
    """Cells of one row by column, without surrounding blanks; `line` is where the row begins.

    `extra` holds the cells of columns that the format does not know. `surplus` is the number of cells where the row
    has more of them than there are columns, even if the last are empty.
    """

    line: int
    cells: Mapping[str, str]
    extra: Mapping[str, str]
    surplus: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Records that can be read as cells, and how the file was written."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    unknown_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class _Header:
    names: tuple[str, ...]  # "" is a column without heading
    unknown: tuple[str, ...]


class _FileFaultError(ValueError):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def read_table(data: bytes | str, *, columns: tuple[str, ...], required: tuple[str, ...], aliases: str) -> Table:
    """All rows of a file whose header names `columns`, also by the everyday words of the list `aliases`."""
    try:
        text, encoding = _decode(data)
        text, first_line, delimiter = _delimiter(text)
        rows = _rows(text, delimiter, first_line)
        header = _header(next(rows, None), columns, required, aliases)
    except _FileFaultError as fault:
        return Table((), (fault.finding,))
    findings: list[Finding] = []
    if encoding == "latin-1":
        findings.append(Finding(0, "", "latin_1", {}, Severity.NOTE))
    if header.unknown:
        findings.append(Finding(0, "", "unknown_columns", {"columns": ", ".join(header.unknown)}, Severity.NOTE))
    records: list[Record] = []
    for line, cells in rows:
        found = _record(line, cells, header)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            records.append(found)
    if not records and all(finding.severity is Severity.NOTE for finding in findings):
        findings.append(Finding(0, "", "no_rows"))
    return Table(tuple(records), tuple(findings), header.unknown, encoding, delimiter, len(header.names))


def _decode(data: bytes | str) -> tuple[str, str]:
    text, encoding = (data.removeprefix("\ufeff"), "text") if isinstance(data, str) else _decode_bytes(data)
    if not text.strip():
        raise _FileFaultError(Finding(0, "", "empty_file"))
    if _CONTROL.search(text.lstrip().partition("\n")[0]):
        raise _FileFaultError(Finding(0, "", "not_text"))
    return text, encoding


def _decode_bytes(data: bytes) -> tuple[str, str]:
    if data.startswith(_SPREADSHEET):
        raise _FileFaultError(Finding(0, "", "spreadsheet"))
    if data.startswith(_OTHER_FORMATS):
        raise _FileFaultError(Finding(0, "", "not_text"))
    if data.startswith(_WIDE):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_WESTERN), "latin-1"


def _delimiter(text: str) -> tuple[str, int, str]:
    """The text from its header on, the header's line number, and the separator used most often in it."""
    stated = _SEPARATOR_LINE.match(text)
    if stated is not None:
        return text[stated.end() :], 2, stated[1]
    bare = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return text, 1, max(_DELIMITERS, key=bare.count)


def _rows(text: str, delimiter: str, first_line: int) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the line on which they begin; None for a row whose quotes do not close, and blank rows left out."""
    lines = io.StringIO(text, newline="").readlines()
    at, broken = 0, 0
    while at < len(lines) and broken < _MOST_BROKEN_QUOTES:
        whole = True
        begin = at
        for taken, cells in _csv_rows(lines[at:], delimiter):
            whole = cells is not None
            if cells is None or any(cell.strip() for cell in cells):
                yield begin + first_line, cells
            if whole:
                begin = at + taken
        at = len(lines) if whole else begin + 1
        broken += not whole


def _csv_rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the number of lines taken so far; the last is None where its quotes do not close."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        yield reader.line_num, None


def _header(
    row: tuple[int, list[str] | None] | None, columns: tuple[str, ...], required: tuple[str, ...], aliases: str
) -> _Header:
    if row is None:
        raise _FileFaultError(Finding(0, "", "empty_file"))
    line, cells = row
    if cells is None:
        raise _FileFaultError(Finding(line, "", "broken_quotes"))
    known = word_list(aliases)
    named = [_unguarded(cell.strip()) for cell in cells]
    exact = {name.lower() for name in named}
    # The format's own name wins over an everyday word for the same column, which then stays as it is.
    names = [_column(name, columns, known, exact) for name in named]
    double = next((name for name in names if name and names.count(name) > 1), None)
    if double is not None:
        raise _FileFaultError(Finding(line, double, "double_column", {"column": double}))
    missing = [name for name in required if name not in names]
    if missing:
        values = {"columns": ", ".join(missing), "found": ", ".join(filter(None, named))}
        raise _FileFaultError(Finding(line, missing[0], "missing_column", values))
    return _Header(tuple(names), tuple(name for name in names if name and name not in columns))


def _column(name: str, columns: tuple[str, ...], known: Mapping[str, str], exact: set[str]) -> str:
    if name.lower() in columns:
        return name.lower()
    meant = known.get(plain_word(name))
    return name if meant is None or meant in exact else meant


def _record(line: int, cells: list[str] | None, header: _Header) -> Record | Finding:
    if cells is None:
        return Finding(line, "", "broken_quotes")
    if any(cell.strip() for cell in cells[len(header.names) :]):
        return Finding(line, "", "too_many_cells", {"cells": len(cells), "columns": len(header.names)})
    by_column = {name: _unguarded(cell.strip()) for name, cell in zip(header.names, cells, strict=False) if name}
    numbers = word_list("number_column")
    for name, cell in by_column.items():
        if _CONTROL.search(cell):
            return Finding(line, name, "control_sign")
        number_field = name in NUMBER_COLUMNS or plain_word(name) in numbers
        if find_cpr_like(cell, number_field=number_field):
            return Finding(line, name, "cpr_like")
    extra = {name: by_column.pop(name, "") for name in header.unknown}
    return Record(line, by_column, extra, len(cells) if len(cells) > len(header.names) else 0)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading the text as a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell
