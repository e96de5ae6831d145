"""Steps to clarify with an authority before a material may go, as dated rows with source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from symbiose.reference.rows import Certainty, in_force, read_rows, sourced, told, validity


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step. `opens_for` is a waste status, `hazard`, or empty where a person opens it; `working_days` until its deadline."""

    code: str
    opens_for: str
    stops: bool
    working_days: int
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    authority: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


def step_kinds(on: date) -> Mapping[str, StepKind]:
    """The kinds of step that hold on a date, by code. Before the first row, the first holds."""
    return {row.code: row for row in in_force(map(_kind, read_rows("authority_steps.csv")), on)}


def _kind(row: Mapping[str, str]) -> StepKind:
    first, last = validity(row)
    return StepKind(
        code=row["code"],
        opens_for=row["opens_for"],
        stops=row["stops"] == "yes",
        working_days=int(row["working_days"]),
        title=told(row, "title"),
        meaning=told(row, "meaning"),
        authority=told(row, "authority"),
        valid_from=first,
        valid_to=last,
        source=sourced(row),
        certainty=Certainty(row["certainty"]),
    )
