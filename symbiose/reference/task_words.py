"""Kinds of tasks in words that anybody reads at once, as dated rows: what a person is asked whether they would like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from symbiose.reference.rows import Certainty, in_force, read_rows, sourced, told, validity


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A family of tasks of the resource graph as something that one does. Texts by language."""

    code: str
    name: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


def task_words(on: date) -> Mapping[str, TaskWords]:
    """The words of a date by the family's code."""
    return {row.code: row for row in in_force(_rows(), on)}


@lru_cache(maxsize=1)
def _rows() -> tuple[TaskWords, ...]:
    return tuple(
        TaskWords(row["code"], told(row, "name"), *validity(row), sourced(row), Certainty(row["certainty"]))
        for row in read_rows("task_words.csv")
    )
