"""Steps to clarify with an authority before a material may go, as dated rows with source and certainty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from symbiose.reference.rows import Certainty, read_rows


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
    rows = [_kind(row) for row in read_rows("authority_steps.csv")]
    day = max(on, min(row.valid_from for row in rows))
    return {row.code: row for row in rows if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)}


def _kind(row: Mapping[str, str]) -> StepKind:
    def told(name: str) -> Mapping[str, str]:
        return {language: row[f"{name}_{language}"] for language in ("da", "en")}

    return StepKind(
        code=row["code"],
        opens_for=row["opens_for"],
        stops=row["stops"] == "yes",
        working_days=int(row["working_days"]),
        title=told("title"),
        meaning=told("meaning"),
        authority=told("authority"),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source={"da": row["source_da"], "en": row["source"]},
        certainty=Certainty(row["certainty"]),
    )
