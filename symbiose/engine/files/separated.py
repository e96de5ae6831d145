"""A separated text, as people export it, into rows of cells: encoding, separator, quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from symbiose.engine.files.model import CONTROL_SIGN, Finding

_DELIMITERS = (",", ";", "\t")
_OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"<")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Windows' own western set holds Latin-1 and puts signs where Latin-1 has control codes; five places stay empty.
_WESTERN = {code: sign for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", errors="ignore"))}
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_MOST_BROKEN_QUOTES = 50


class FileFaultError(ValueError):
    """A file that cannot be read at all."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def separated_rows(data: bytes | str) -> tuple[Iterator[tuple[int, list[str] | None]], str, str]:
    """Rows with the line on which each begins, None where its quotes do not close; then encoding and separator."""
    text, encoding = _decode(data)
    text, first_line, delimiter = _delimiter(text)
    return _rows(text, delimiter, first_line), encoding, delimiter


def _decode(data: bytes | str) -> tuple[str, str]:
    text, encoding = (data.removeprefix("\ufeff"), "text") if isinstance(data, str) else _decode_bytes(data)
    if not text.strip():
        raise FileFaultError(Finding(0, "", "empty_file"))
    if CONTROL_SIGN.search(text.lstrip().partition("\n")[0]):
        raise FileFaultError(Finding(0, "", "not_text"))
    return text, encoding


def _decode_bytes(data: bytes) -> tuple[str, str]:
    if data.startswith(_OTHER_FORMATS):
        raise FileFaultError(Finding(0, "", "not_text"))
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
