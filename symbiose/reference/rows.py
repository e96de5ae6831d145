"""Rows of a shipped data file, and how sure a row is."""

from __future__ import annotations

import csv
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent


class Certainty(StrEnum):
    """How a value is known."""

    CERTAIN = "certain"  # a named source states it
    COMPUTED = "computed"  # computed from a named source
    SECOND_HAND = "second_hand"  # reported by others
    ASSUMPTION = "assumption"  # our own, to be adjusted where it is used
    UNVERIFIED = "unverified"


def read_rows(name: str) -> list[dict[str, str]]:
    """All rows of the data file `name`, columns by header."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
