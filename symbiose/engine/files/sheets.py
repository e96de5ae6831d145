"""An XLSX workbook out, while its rows are still being read: texts as texts, numbers and days as such.

There are no formulas, so a text can never become one, whatever sign it begins with. Libraries keep every row until the
last one is there; here the parts of the archive are written one after the other and never gone back to, so that the
first bytes leave at once, and no length fills the memory or the disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.utils import get_column_letter

from symbiose.engine.files.sheet_parts import FIRST_PARTS, HEAD, MAIN, Look, last_parts, sheet_path

SheetValue = str | int | float | Decimal | date | None
LONGEST_CELL = 32_767  # the most signs that a spreadsheet takes in one cell
LONGEST_NAME = 31
MOST_LINES = 1_048_576  # of one sheet; more rows go on in a sheet of their own
MOST_SIGNS = 2**29  # of one sheet's part: a part of 2 GiB needs a form of the archive that spreadsheets refuse
_FIRST_SURE_DAY = datetime(1900, 3, 1)  # noqa: DTZ001  spreadsheets count a 29 February 1900 that never was
_DAY_NOUGHT = datetime(1899, 12, 30)  # noqa: DTZ001  the day that spreadsheets count from has no time zone
_ONE_DAY = timedelta(days=1)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_GUARDED = ("=", "+", "-", "@", "#")  # what spreadsheets read as a formula or as an error
_NAME = re.compile(r"[\[\]:*?/\\]")
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, its width in signs, and whether it holds text even where people write digits."""

    name: str
    width: int = 16
    text: bool = False
    wrapped: bool = False

    @property
    def look(self) -> Look:
        """How the cells of the column look."""
        return Look.WRAPPED if self.wrapped else Look.TEXT if self.text else Look.PLAIN


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet to be written: its columns, named in a first row that stays in sight, and its rows."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[SheetValue]]


class _Outlet:
    """A file that cannot go back: what is written to it is taken away in pieces."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """Nothing was opened."""

    def pieces(self, *, least: int = 1) -> Iterator[bytes]:
        """What was written so far, where it is at least so much."""
        while len(self._held) >= least:
            yield bytes(self._held[:_PIECE])
            del self._held[:_PIECE]


def workbook_pieces(sheets: Sequence[SheetOut]) -> Iterator[bytes]:
    """The bytes of an XLSX workbook in pieces, the first of them before any row is read.

    Rows past the last line of a sheet go on in the next one, under the same headings.
    """
    outlet = _Outlet()
    names: list[str] = []
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for path, part in FIRST_PARTS.items():
            archive.writestr(_entry(path), part)
        yield from outlet.pieces()
        for sheet in sheets:
            for name, lines in _divided(sheet):
                names.append(name)
                with archive.open(_entry(sheet_path(len(names))), "w") as part_file:
                    for line in lines:
                        part_file.write(line.encode())
                        yield from outlet.pieces(least=_PIECE)
        for path, part in last_parts(names).items():
            archive.writestr(_entry(path), part)
    yield from outlet.pieces()


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """The bytes of an XLSX workbook."""
    return b"".join(workbook_pieces(sheets))


def _entry(path: str) -> ZipInfo:
    """An entry of the archive; without the hour, so that the same rows give the same bytes."""
    entry = ZipInfo(path)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _divided(sheet: SheetOut) -> Iterator[tuple[str, Iterator[str]]]:
    """The sheets that hold the rows, each with its name and the pieces of its part; nearly always one."""
    rows = iter(sheet.rows)
    left: list[Sequence[SheetValue]] = []
    number = 0
    while left or not number:
        number += 1
        further = f" {number}" if number > 1 else ""
        name = _NAME.sub(" ", _clean(sheet.name))[: LONGEST_NAME - len(further)] + further
        over, left = left, []
        yield name, _part(sheet.headings, chain(over, rows), left)


def _part(
    headings: Sequence[Heading], rows: Iterator[Sequence[SheetValue]], left: list[Sequence[SheetValue]]
) -> Iterator[str]:
    """One sheet's part, row by row; the row that no longer fits in is put into `left`."""
    columns = [(get_column_letter(number), heading.look) for number, heading in enumerate(headings, 1)]
    named = (_text(f"{letter}1", head.name, Look.BOLD) for (letter, _), head in zip(columns, headings, strict=True))
    yield f'{_beginning(headings)}<row r="1">{"".join(named)}</row>'
    line, signs = 1, 0
    for row in rows:
        line += 1
        if line > MOST_LINES or signs > MOST_SIGNS:
            left.append(row)
            break
        cells = "".join(
            [_cell(f"{letter}{line}", value, look) for (letter, look), value in zip(columns, row, strict=True)]
        )
        signs += len(cells)
        yield f'<row r="{line}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _beginning(headings: Sequence[Heading]) -> str:
    """What stands before the rows: a first row that stays in sight, and how wide the columns are and how they look."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{heading.width}" style="{heading.look:d}" customWidth="1"/>'
        for number, heading in enumerate(headings, 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def _cell(at: str, value: SheetValue, look: Look) -> str:
    """A cell at A1, B1 and so on; an empty one is none."""
    if isinstance(value, str):
        return _text(at, value, look)
    if value is None:
        return ""
    if isinstance(value, date):
        return _day(at, value)
    return f'<c r="{at}"><v>{value + 0}</v></c>'  # so that a flag too is a number


def _day(at: str, value: date) -> str:
    """A day, or a moment by the clock on the wall; days before spreadsheets can count are texts."""
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell has no time zone
    if moment < _FIRST_SURE_DAY:
        return _text(at, value.isoformat(), Look.PLAIN)
    look = Look.MOMENT if isinstance(value, datetime) else Look.DAY
    return f'<c r="{at}" s="{look:d}"><v>{(moment - _DAY_NOUGHT) / _ONE_DAY!r}</v></c>'


def _text(at: str, text: str, look: Look) -> str:
    """A text, and one that stays it when somebody goes into the cell and out again."""
    plain = _clean(text)
    if not plain:
        return ""
    guarded = look + plain.startswith(_GUARDED)
    return f'<c r="{at}" s="{guarded}" t="inlineStr"><is><t xml:space="preserve">{escape(plain)}</t></is></c>'


def _clean(text: str) -> str:
    """The text as a cell holds it: without signs that no XML may hold, and never longer than a cell takes."""
    plain = _NOT_XML.sub("", text)[:LONGEST_CELL]
    return _LOOKS_ESCAPED.sub("_x005F_", plain).replace("\r", "_x000D_")
