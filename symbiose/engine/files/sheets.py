"""An XLSX workbook out, as a stream: every text a text, whatever sign it begins with; numbers and days as such.

There are no formulas, so a text can never become one. The bytes depend on what is written alone, not on the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import RawIOBase
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from typing_extensions import Buffer  # the standard library has it from Python 3.12

SheetValue = str | int | float | Decimal | date | None
LONGEST_CELL = 32_767  # the most signs that a spreadsheet takes in one cell
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  calendar days
_FIRST_SURE_DAY = date(1900, 3, 1)  # spreadsheets count a 29 February 1900 that never was
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN, _HEADING, _DAY, _MOMENT, _TEXT, _WRAPPED = range(6)
_NAME = re.compile(r"[\[\]:*?/\\]")
_PIECE = 32 * 1024
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


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


class _Pipe(RawIOBase):
    """A file that keeps what is written until it is taken, so that a long workbook streams."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self.waiting = 0

    def write(self, data: Buffer) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self.waiting += len(piece)
        return len(piece)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces, self.waiting = [], 0
        return taken


def workbook_pieces(sheets: Sequence[SheetOut]) -> Iterator[bytes]:
    """The bytes of an XLSX workbook, piece by piece as rows come; no more than a piece is held at a time."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, text in _frame(sheets):
            archive.writestr(_entry(name), _DECLARED + text)
        for number, sheet in enumerate(sheets, 1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                for text in _sheet(sheet):
                    part.write(text.encode())
                    if pipe.waiting >= _PIECE:
                        yield pipe.take()
    yield pipe.take()


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """The bytes of an XLSX workbook."""
    return b"".join(workbook_pieces(sheets))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _frame(sheets: Sequence[SheetOut]) -> Iterator[tuple[str, str]]:
    """The parts that hold the sheets together."""
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{one}.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for one in numbers
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>{parts}</Types>'
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    targets = [("worksheet", f"worksheets/sheet{one}.xml") for one in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    named = "".join(
        f'<sheet name={quoteattr(_NAME.sub(" ", _clean(sheet.name))[:31])} sheetId="{one}" r:id="rId{one}"/>'
        for one, sheet in zip(numbers, sheets, strict=True)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'
    yield "xl/styles.xml", _STYLES


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


_FORMATS = (
    (0, 0, ""),
    (0, 1, ""),
    (14, 0, ""),
    (22, 0, ""),
    (49, 0, ""),
    (0, 0, '<alignment wrapText="1" vertical="top"/>'),
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_FORMATS)}">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyAlignment="1">{inside}</xf>'
        for number, font, inside in _FORMATS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _sheet(sheet: SheetOut) -> Iterator[str]:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{one.width}" style="{_style(one)}" customWidth="1"/>'
        for number, one in enumerate(sheet.headings, 1)
    )
    yield (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    yield _row([_string(one.name, _HEADING) for one in sheet.headings])
    styles = [_style(one) for one in sheet.headings]
    for row in sheet.rows:
        yield _row([_cell(value, style) for value, style in zip(row, styles, strict=True)])
    yield "</sheetData></worksheet>"


def _style(heading: Heading) -> int:
    if heading.wrapped:
        return _WRAPPED
    return _TEXT if heading.text else _PLAIN


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _cell(value: SheetValue, style: int) -> str:
    if value is None or value == "":
        return f'<c s="{style}"/>' if style else "<c/>"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, str):
        return _string(value, style)
    return f'<c t="n"><v>{value!r}</v></c>' if not isinstance(value, Decimal) else f'<c t="n"><v>{value:f}</v></c>'


def _day(value: date) -> str:
    """A day, or a moment by the clock on the wall; days before spreadsheets can count are texts."""
    if value < _FIRST_SURE_DAY if not isinstance(value, datetime) else value.date() < _FIRST_SURE_DAY:
        return _string(value.isoformat(), _PLAIN)
    if not isinstance(value, datetime):
        return f'<c s="{_DAY}"><v>{(datetime(value.year, value.month, value.day) - _FIRST_DAY).days}</v></c>'  # noqa: DTZ001
    apart = value.replace(tzinfo=None) - _FIRST_DAY
    return f'<c s="{_MOMENT}"><v>{apart.days + apart.seconds / 86400!r}</v></c>'


def _string(text: str, style: int) -> str:
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(_clean(text))}</t></is></c>'


def _clean(text: str) -> str:
    """The text as a cell holds it: without signs that no XML may hold, and never longer than a cell takes."""
    plain = _NOT_XML.sub("", text)[:LONGEST_CELL]
    return _LOOKS_ESCAPED.sub("_x005F_", plain).replace("\r", "_x000D_")
