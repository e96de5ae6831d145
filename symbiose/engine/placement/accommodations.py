"""The closed list of what a place can offer and a person may ask for, each by code with its name in two languages."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "accommodations.csv"


@dataclass(frozen=True, slots=True)
class Accommodation:
    """A property of a place. What a person asks for belongs to the person and says nothing about why."""

    code: str
    name_da: str
    name_en: str


@lru_cache(maxsize=1)
def accommodations() -> Mapping[str, Accommodation]:
    """All accommodations by code, in the order in which they are shown."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Accommodation(row["code"], row["da"], row["en"]) for row in csv.DictReader(file)}
