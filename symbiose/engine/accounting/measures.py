"""The closed list of what is counted, in three columns that are never added together; from `measures.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "measures.csv"


class Column(StrEnum):
    """The three bottom lines, in the order in which pages show them."""

    PEOPLE = "people"
    PLANET = "planet"
    ECONOMY = "economy"


class Kind(StrEnum):
    """How a measure is counted over time."""

    FLOW = "flow"  # happens in a period; sums over periods
    STOCK = "stock"  # is there on a date; never summed over periods
    DISTINCT = "distinct"  # somebody counted once in a period, however many facts there are


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted. `persons` marks a count of people, for whom the rule of small numbers holds."""

    code: str
    column: Column
    kind: Kind
    unit: str
    persons: bool
    name_da: str
    name_en: str
    definition_da: str
    definition_en: str

    def name(self, language: str) -> str:
        """The name in Danish ("da") or English."""
        return self.name_da if language == "da" else self.name_en

    def definition(self, language: str) -> str:
        """What is counted, in Danish ("da") or English."""
        return self.definition_da if language == "da" else self.definition_en


@lru_cache(maxsize=1)
def measures() -> Mapping[str, Measure]:
    """All measures by code, in the order of the file, which is the order of pages."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: _measure(row) for row in csv.DictReader(file)})


def measure(code: str) -> Measure:
    """The measure with a code. Raises KeyError for what is not in the list."""
    return measures()[code]


def _measure(row: Mapping[str, str]) -> Measure:
    return Measure(
        code=row["code"],
        column=Column(row["column"]),
        kind=Kind(row["kind"]),
        unit=row["unit"],
        persons=row["persons"] == "1",
        name_da=row["name_da"],
        name_en=row["name_en"],
        definition_da=row["definition_da"],
        definition_en=row["definition_en"],
    )
