"""Job forms, what is paid in them and how long they may last, as dated rows; and what nobody knows yet.

A form that has expired is still read on old records. The final codes of the reform were not found, and none is made up:
they become rows when they are known, and `open_questions` says until then that they are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from symbiose.engine.law.left_each_month import Effect, Pay
from symbiose.reference.rows import Certainty, in_force, newest, read_rows, sourced, told, validity


class DurationKind(StrEnum):
    """How a duration is meant; it is shown and never stops anybody."""

    LONGEST = "longest"
    EXTENDED = "extended"  # the longest with an extension
    AT_A_TIME = "at_a_time"  # granted for so long at a time


@dataclass(frozen=True, slots=True)
class PayBasis:
    """What a person is paid: whether a wage, and what becomes of the benefit. Texts by language."""

    code: str
    name: Mapping[str, str]
    meaning: Mapping[str, str]
    wage: bool
    effect: Effect
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty

    @property
    def pay(self) -> Pay:
        """What is paid, as the engine takes it."""
        return Pay(self.wage, self.effect)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration that a source names for a job form: so many weeks, months or years, with what it is said of."""

    form: str
    kind: DurationKind
    value: int
    unit: str  # "week" | "month" | "year"
    note: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class JobForm:
    """A kind of job. `pay_bases` are codes, the usual one first; `vitas` where it is applied for on the state's portal.

    `valid_from` is the day from which our source describes it, not the day on which it began.
    """

    code: str
    name: Mapping[str, str]
    meaning: Mapping[str, str]
    pay_bases: tuple[str, ...]
    vitas: bool
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something about a topic that nobody could tell us, as a sentence to show beside what rests on it."""

    code: str
    topic: str  # "job_forms" | "ratio_rule" | "benefit_rates"
    text: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


def job_forms(on: date) -> Mapping[str, JobForm]:
    """The job forms that may be chosen on a date, by code and in the order in which they are shown."""
    return {row.code: row for row in in_force(_job_forms(), on)}


def job_form(code: str, on: date) -> JobForm:
    """A job form as it was on a date, an expired one too: the row of that day, else the last before, else the first.

    Raises KeyError for a code that never was.
    """
    return newest(_job_forms(), on, name=lambda row: row.code)[code]


def pay_bases(on: date) -> Mapping[str, PayBasis]:
    """What a person may be paid on a date, by code."""
    return {row.code: row for row in in_force(_pay_bases(), on)}


def durations(form: str, on: date) -> tuple[Duration, ...]:
    """The durations that sources name for a job form on a date; none where none is named."""
    return tuple(row for row in in_force(_durations(), on) if row.form == form)


def open_questions(topic: str, on: date) -> tuple[OpenQuestion, ...]:
    """What is not known about a topic on a date."""
    return tuple(row for row in in_force(_open_questions(), on) if row.topic == topic)


@lru_cache(maxsize=1)
def _job_forms() -> tuple[JobForm, ...]:
    return tuple(
        JobForm(
            row["code"],
            told(row, "name"),
            told(row, "meaning"),
            tuple(row["pay_bases"].split("|")),
            row["vitas"] == "yes",
            *validity(row),
            sourced(row),
            Certainty(row["certainty"]),
        )
        for row in read_rows("job_forms.csv")
    )


@lru_cache(maxsize=1)
def _pay_bases() -> tuple[PayBasis, ...]:
    return tuple(
        PayBasis(
            row["code"],
            told(row, "name"),
            told(row, "meaning"),
            row["wage"] == "yes",
            Effect(row["benefit"]),
            *validity(row),
            sourced(row),
            Certainty(row["certainty"]),
        )
        for row in read_rows("pay_bases.csv")
    )


@lru_cache(maxsize=1)
def _durations() -> tuple[Duration, ...]:
    return tuple(
        Duration(
            row["form"],
            DurationKind(row["kind"]),
            int(row["value"]),
            row["unit"],
            told(row, "note"),
            *validity(row),
            sourced(row),
            Certainty(row["certainty"]),
        )
        for row in read_rows("job_form_durations.csv")
    )


@lru_cache(maxsize=1)
def _open_questions() -> tuple[OpenQuestion, ...]:
    return tuple(
        OpenQuestion(
            row["code"],
            row["topic"],
            told(row, "text"),
            *validity(row),
            sourced(row),
            Certainty(row["certainty"]),
        )
        for row in read_rows("open_questions.csv")
    )
