"""Rows of a shipped data file, how sure a row is, and which rows hold on a date."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

HERE = Path(__file__).parent


class Certainty(StrEnum):
    """How a value is known."""

    CERTAIN = "certain"  # a named source states it
    COMPUTED = "computed"  # computed from a named source
    SECOND_HAND = "second_hand"  # reported by others
    ASSUMPTION = "assumption"  # our own, to be adjusted where it is used
    UNVERIFIED = "unverified"


class Dated(Protocol):
    """Whatever holds from a date to a date, both included; an open end is None."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def read_rows(name: str) -> list[dict[str, str]]:
    """All rows of the data file `name`, columns by header."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def validity(row: Mapping[str, str]) -> tuple[date, date | None]:
    """First and last day of a row; None where its end is open."""
    return date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"]) if row["valid_to"] else None


def told(row: Mapping[str, str], name: str) -> Mapping[str, str]:
    """What stands in the columns ``name_da`` and ``name_en``, by language."""
    return {language: row[f"{name}_{language}"] for language in ("da", "en")}


def sourced(row: Mapping[str, str]) -> Mapping[str, str]:
    """Where a row is from, by language: the columns ``source_da`` and ``source``."""
    return {"da": row["source_da"], "en": row["source"]}


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """The rows that hold on a date, in their order. Before the first row, the first holds."""
    known = list(rows)
    day = max(on, min(row.valid_from for row in known))
    return [row for row in known if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)]


def newest(rows: Iterable[Row], on: date, *, name: Callable[[Row], str]) -> dict[str, Row]:
    """By name the row that began last by a date, also where its end is over; before the first row, the first."""
    known = list(rows)
    in_order = sorted(known, key=lambda row: row.valid_from)
    found = {name(row): row for row in reversed(in_order)}
    found |= {name(row): row for row in in_order if row.valid_from <= on}
    return {name(row): found[name(row)] for row in known}
