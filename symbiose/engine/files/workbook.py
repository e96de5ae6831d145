"""An XLSX workbook in: its sheets as typed cells, read as a stream, believing nothing that the file says of itself.

No formula is worked out, no macro run, no link followed; only the parts that hold text, styles and cells are opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  it is a class, whatever its name

from symbiose.engine.files.sheet_cells import Kind, SheetCell, Styles, read_number
from symbiose.engine.reason import Value

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the box of old spreadsheets, and of those under a password
MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 64 * MEGABYTE
MOST_PARTS = 1000
MOST_RATIO = 250  # what people write shrinks to a tenth or twentieth; beyond this something is meant to fill a disk
SMALL = MEGABYTE  # a part below this is let be, however well it shrinks
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LAST_LINE = 1_048_576
_PIECE = 64 * 1024
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


class WorkbookError(ValueError):
    """A file that is no workbook to be read: the code of its finding and the values of the sentence."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


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
    if data.startswith(OLE):
        raise WorkbookError("locked_spreadsheet" if _LOCKED in data else "old_spreadsheet")
    if len(data) > MOST_BYTES:
        raise WorkbookError("large_spreadsheet", most=MOST_BYTES // MEGABYTE)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return tuple(_Book(archive).sheets())
    except WorkbookError:
        raise
    except (BadZipFile, expat.ExpatError, ZlibError, KeyError, ValueError, IndexError, EOFError, OSError, RuntimeError):
        raise WorkbookError("broken_spreadsheet") from None


class _Book:
    """An open archive whose sizes were checked: names of sheets, shared texts, styles."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._parts = _checked(archive.infolist())
        self._strings: Sequence[str] = ()
        self._styles = Styles()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets that hold cells, one after the other."""
        root = _main_part(self._elements("_rels/.rels", "Relationship"))
        targets = {
            one.get("Id", ""): normpath(join(root.rpartition("/")[0], one.get("Target", ""))).lstrip("/")
            for one in self._elements(_relations_of(root), "Relationship")
        }
        named: list[tuple[str, str]] = []
        from_1904 = False
        for one in self._elements(root, "sheet", "workbookPr"):
            if one.tag == "workbookPr":
                from_1904 = one.get("date1904", "0") in {"1", "true"}
            else:
                relation = one.get(_RELATION) or one.get(_STRICT_RELATION) or ""
                named.append((one.get("name", ""), targets[relation]))
        beside = root.rpartition("/")[0]
        self._styles = self._read_styles(join(beside, "styles.xml"), from_1904=from_1904)
        self._strings = [_text_of(one) for one in self._elements(join(beside, "sharedStrings.xml"), "si")]
        for name, part in named:
            if "chartsheets/" not in part and "dialogsheets/" not in part:
                yield self._sheet(name, part)

    def _elements(self, part: str, *names: str) -> Iterator[Element]:
        """Elements of these names in a part, each whole; nothing where the part is missing."""
        if part in self._parts:
            with self._archive.open(self._parts[part]) as file:
                yield from _whole(file, names)

    def _read_styles(self, part: str, *, from_1904: bool) -> Styles:
        """Number formats of cells. Only those of `cellXfs` count; others share the element's name."""
        styles = Styles(from_1904=from_1904)
        for one in self._elements(part, "numFmt", "cellXfs"):
            if one.tag == "numFmt":
                styles.name(int(one.get("numFmtId", "0")), one.get("formatCode", ""))
            else:
                for cell in one:
                    styles.add(int(cell.get("numFmtId", "0")))
        return styles

    def _sheet(self, name: str, part: str) -> Sheet:
        rows: list[tuple[int, tuple[SheetCell | None, ...]]] = []
        line, merged = 0, False
        for element in self._elements(part, "row", "mergeCell"):
            if element.tag == "mergeCell":
                merged = True
                continue
            line = int(element.get("r") or line + 1)
            cells = self._row(element)
            if any(cells):
                rows.append((line, cells))
            if len(rows) > MOST_ROWS or not 0 < line <= LAST_LINE:
                raise WorkbookError("too_many_lines", sheet=name, most=MOST_ROWS)
        return Sheet(name, tuple(rows), merged)

    def _row(self, row: Element) -> tuple[SheetCell | None, ...]:
        cells: list[SheetCell | None] = []
        column = 0
        for element in row:
            found = _LETTERS.match(element.get("r", ""))
            column = _number_of(found[0]) if found else column + 1
            cell = self._cell(element)
            if cell is None:
                continue
            if column > MOST_COLUMNS:
                raise WorkbookError("too_many_columns", most=MOST_COLUMNS)
            cells.extend([None] * (column - len(cells)))
            cells[column - 1] = cell
        return tuple(cells)

    def _cell(self, element: Element) -> SheetCell | None:
        """One cell, or None where nothing is written."""
        kind = element.get("t", "n")
        parts = {child.tag: child for child in element}
        if kind == "inlineStr":
            written = _text_of(parts["is"]) if "is" in parts else ""
        else:
            written = (parts["v"].text or "") if "v" in parts else ""
        if not written:
            unworked = "f" in parts and not (kind == "str" and "v" in parts)
            return SheetCell(Kind.NO_VALUE, "") if unworked else None
        if kind == "s":
            written = self._strings[int(written)]
            return SheetCell(Kind.TEXT, written) if written else None
        if kind in {"str", "inlineStr"}:
            return SheetCell(Kind.TEXT, _unescaped(written))
        if kind == "b":
            return SheetCell(Kind.FLAG, "yes" if written in {"1", "true"} else "no")
        if kind == "e":
            return SheetCell(Kind.ERROR, written)
        if kind == "d":
            return SheetCell(Kind.DATE, written.removesuffix("Z").removesuffix("T00:00:00"))
        return read_number(
            float(written), self._styles.of(int(element.get("s", "0"))), from_1904=self._styles.from_1904
        )


def _checked(parts: Sequence[ZipInfo]) -> dict[str, ZipInfo]:
    """The parts by name, once their sizes are known to be those of a spreadsheet that people made."""
    if len(parts) > MOST_PARTS:
        raise WorkbookError("unsafe_spreadsheet")
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("locked_spreadsheet")
    if any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts):
        raise WorkbookError("unsafe_spreadsheet")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WorkbookError("large_spreadsheet", most=MOST_BYTES // MEGABYTE)
    return {part.filename.lstrip("/"): part for part in parts}


class _Gatherer:
    """What the parser tells, as whole elements of some names; the rest is let go at once."""

    def __init__(self, names: Sequence[str]) -> None:
        self.done: list[Element] = []
        self._names = names
        self._builder = TreeBuilder()
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if self._depth or name in self._names:
            self._depth += 1
            self._builder.start(name, attributes)

    def end(self, tag: str) -> None:
        if not self._depth:
            return
        self._builder.end(tag.rpartition(" ")[2])
        self._depth -= 1
        if not self._depth:
            self.done.append(self._builder.close())
            self._builder = TreeBuilder()

    def data(self, text: str) -> None:
        if self._depth:
            self._builder.data(text)

    def refuse(self, *_told: object) -> None:
        """A document type, and with it every entity, is what no spreadsheet has."""
        raise WorkbookError("unsafe_spreadsheet")


def _whole(file: IO[bytes], names: Sequence[str]) -> Iterator[Element]:
    """Whole elements of these names as the stream ends them, under their names without namespace."""
    found = _Gatherer(names)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = found.refuse
    while piece := file.read(_PIECE):
        parser.Parse(piece, False)
        yield from found.done
        found.done.clear()
    parser.Parse(b"", True)
    yield from found.done


def _main_part(relations: Iterator[Element]) -> str:
    """Where the workbook itself stands."""
    for one in relations:
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    raise WorkbookError("other_archive")


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return join(folder, "_rels", f"{name}.rels")


def _text_of(element: Element) -> str:
    """The text of a string, in one piece or several; how it is to be read aloud is left out."""
    pieces: list[str] = []
    for child in element:
        if child.tag == "t":
            pieces.append(child.text or "")
        elif child.tag == "r":
            pieces.append(_text_of(child))
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _number_of(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
