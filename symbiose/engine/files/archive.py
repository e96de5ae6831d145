"""What stands before the library that reads workbooks: the box they come in, looked through before it is believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  it is a class, whatever its name

from symbiose.engine.reason import Value

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the box of old spreadsheets, and of those under a password
MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 64 * MEGABYTE
MOST_WHOLE = 8 * MEGABYTE  # of a part that the library reads in one piece: styles, names, relations
MOST_PARTS = 1000
MOST_RATIO = 250  # what people write shrinks to a tenth or twentieth; beyond this something is meant to fill a disk
SMALL = MEGABYTE  # a part below this is let be, however well it shrinks
_TYPES = "[Content_Types].xml"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WHOLE = re.compile(r"[^/]*|docProps/.*|.*\.rels|xl/(?!sharedStrings\.)[^/]*")
_PIECE = 64 * 1024
_OVERLAP = 64  # longer than every mark, so that none is lost between two pieces
_UNSAFE, _MERGED, _FORMULA, _STRICT = (
    re.compile(rb"<!DOCTYPE|\0"),  # a NUL is what no UTF-8 text has: a mark in UTF-16 would be overlooked
    re.compile(rb"mergeCell ref="),
    re.compile(rb"[<:]f[\s/>]"),
    re.compile(rb"purl\.oclc\.org/ooxml/spreadsheetml"),
)


class WorkbookError(ValueError):
    """A file that is no workbook to be read: the code of its finding and the values of the sentence."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Contents:
    """What was seen on the way: the parts where cells are joined, and whether there may be a formula anywhere."""

    merged: frozenset[str]
    formulas: bool


def look_through(data: bytes) -> Contents:
    """Reads every part once, in pieces, so that sizes are known and sums are right before anything is parsed.

    Raises WorkbookError where the file is no workbook, is locked, means harm, or is too large.
    """
    if data.startswith(OLE):
        raise WorkbookError("locked_spreadsheet" if _LOCKED in data else "old_spreadsheet")
    if len(data) > MOST_BYTES:
        raise WorkbookError("large_spreadsheet", most=MOST_BYTES // MEGABYTE)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _looked_through(archive)
    except (BadZipFile, ZlibError, ValueError, IndexError, EOFError, OSError, RuntimeError) as error:
        if isinstance(error, WorkbookError):
            raise
        raise WorkbookError("broken_spreadsheet") from None


def _looked_through(archive: ZipFile) -> Contents:
    parts = archive.infolist()
    _check_sizes(parts)
    if _TYPES not in archive.namelist() or b"spreadsheetml" not in archive.read(_TYPES):
        raise WorkbookError("other_archive")
    merged, formulas = set(), False
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                marks = _marks(file)
            if _UNSAFE in marks:
                raise WorkbookError("unsafe_spreadsheet")
            if _STRICT in marks:
                raise WorkbookError("strict_spreadsheet")
            formulas |= _FORMULA in marks
            if _MERGED in marks:
                merged.add(part.filename)
    return Contents(frozenset(merged), formulas)


def _check_sizes(parts: Sequence[ZipInfo]) -> None:
    """Refuses what no people made. No part is ever unpacked further than it says here of its own size."""
    if len(parts) > MOST_PARTS:
        raise WorkbookError("unsafe_spreadsheet")
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("locked_spreadsheet")
    if any(part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size for part in parts):
        raise WorkbookError("unsafe_spreadsheet")
    whole = max((part.file_size for part in parts if _WHOLE.fullmatch(part.filename)), default=0)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or whole > MOST_WHOLE:
        raise WorkbookError("large_spreadsheet", most=MOST_BYTES // MEGABYTE)


def _marks(file: IO[bytes]) -> set[re.Pattern[bytes]]:
    found: set[re.Pattern[bytes]] = set()
    held = b""
    while piece := file.read(_PIECE):
        held = held[-_OVERLAP:] + piece
        found.update(mark for mark in (_UNSAFE, _MERGED, _FORMULA, _STRICT) if mark not in found and mark.search(held))
    return found
