"""What may be uploaded, per purpose: endings, size, and how long the file is kept."""

from __future__ import annotations

from dataclasses import dataclass

from symbiose.files.models import Purpose

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rule:
    """Endings with dot, the largest size in bytes, days kept."""

    endings: frozenset[str]
    largest: int
    days: int


# What a file begins with whose ending says so; an old or a locked spreadsheet is told apart when it is read.
ZIPPED = (b"PK\x03\x04",)
BEGINS: dict[str, tuple[bytes, ...]] = {
    ".xlsx": (*ZIPPED, b"\xd0\xcf\x11\xe0"),
    ".docx": ZIPPED,
    ".odt": ZIPPED,
    ".ods": ZIPPED,
    ".pdf": (b"%PDF-",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG",),
    ".webp": (b"RIFF",),
}


PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})

RULES: dict[str, Rule] = {
    Purpose.PHOTO: Rule(endings=PICTURES, largest=15 * MEGABYTE, days=730),
    Purpose.IMPORT: Rule(endings=frozenset({".csv", ".txt", ".xlsx", ".json"}), largest=5 * MEGABYTE, days=30),
    Purpose.LETTER: Rule(
        endings=PICTURES | {".pdf", ".docx", ".xlsx", ".odt", ".ods", ".csv", ".txt"},
        largest=10 * MEGABYTE,
        days=730,
    ),
}
