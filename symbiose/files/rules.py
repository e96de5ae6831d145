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


RULES: dict[str, Rule] = {
    Purpose.PHOTO: Rule(endings=frozenset({".jpg", ".jpeg", ".png", ".webp"}), largest=15 * MEGABYTE, days=730),
    Purpose.IMPORT: Rule(endings=frozenset({".csv", ".txt"}), largest=5 * MEGABYTE, days=30),
}
