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
BEGINS: dict[str, tuple[bytes, ...]] = {".xlsx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")}


RULES: dict[str, Rule] = {
    Purpose.PHOTO: Rule(endings=frozenset({".jpg", ".jpeg", ".png", ".webp"}), largest=15 * MEGABYTE, days=730),
    Purpose.IMPORT: Rule(endings=frozenset({".csv", ".txt", ".xlsx"}), largest=5 * MEGABYTE, days=30),
}
