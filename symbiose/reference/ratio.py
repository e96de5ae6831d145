"""The numbers of the ratio rule, and the readings of which job forms count in it, as dated rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.ratio_rule import CountingRule, RatioRule
from symbiose.reference.dated import ratio_rule_rows
from symbiose.reference.rows import in_force, read_rows, sourced, told, validity


@dataclass(frozen=True, slots=True)
class _Reading:
    rule: CountingRule
    chosen: bool
    valid_from: date
    valid_to: date | None


def ratio_rule(on: date) -> RatioRule:
    """The ratio rule of a date."""
    rows = ratio_rule_rows(on)
    basis = rows["per_first"]
    return RatioRule(
        per_first=int(rows["per_first"].value),
        first=int(rows["first"].value),
        per_next=int(rows["per_next"].value),
        least=int(rows["least"].value),
        basis=Basis({"da": basis.source, "en": basis.source}, basis.certainty),
    )


def counting_rules(on: date) -> Mapping[str, CountingRule]:
    """The readings of which job forms count on a date, by code. The sources disagree, so that each is unverified."""
    return {row.rule.code: row.rule for row in in_force(_readings(), on)}


def counting_rule(on: date, code: str = "") -> CountingRule:
    """The reading that a municipality chose by its code, else the one that our rows choose for a date.

    Raises KeyError for a code that is no reading on the date.
    """
    if code:
        return counting_rules(on)[code]
    return next(row.rule for row in in_force(_readings(), on) if row.chosen)


@lru_cache(maxsize=1)
def _readings() -> tuple[_Reading, ...]:
    return tuple(_reading(row) for row in read_rows("ratio_counting.csv"))


def _reading(row: Mapping[str, str]) -> _Reading:
    rule = CountingRule(
        code=row["code"],
        name=told(row, "name"),
        forms={
            **dict.fromkeys(row["counts"].split("|"), True),
            **dict.fromkeys(row["counts_not"].split("|"), False),
        },
        basis=Basis(sourced(row), row["certainty"]),
    )
    return _Reading(rule, row["chosen"] == "yes", *validity(row))
