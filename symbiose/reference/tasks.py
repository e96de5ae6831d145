"""Templates of circular tasks, everyday skills, and what work demands of a body and of a day, as dated rows.

The lists and the hours are our own proposals and say so. The ten waste fractions are compulsory for firms since 31
December 2022 (second-hand); which ten they are is unverified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from symbiose.engine.law.basis import Basis
from symbiose.engine.tasks import Demand, Hours, Measure, Yardstick
from symbiose.reference.dated import reuse_jobs
from symbiose.reference.rows import Certainty, in_force, read_rows, sourced, told, validity


@dataclass(frozen=True, slots=True)
class Skill:
    """Something that a person can and that work may take; `group` is what it is shown under."""

    code: str
    group: str  # "hands" | "food" | "tools" | "outdoors" | "driving" | "people" | "office" | "language"
    name: Mapping[str, str]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class WorkDemand:
    """What a task demands; `contradicts` are the accommodations that it cannot go with."""

    code: str
    name: Mapping[str, str]
    contradicts: frozenset[str]
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty

    @property
    def demand(self) -> Demand:
        """The demand as the engine takes it."""
        return Demand(self.code, self.contradicts)


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """A task that can be made into hours. `hours` are for each tonne or each round, as `measure` says.

    `fraction` is one of the ten (`engine.resources.fractions.Fraction`) or empty, `streams` and `task` are families of
    the resource graph. `times_per_week` is how often it is usually done; `example_tonnes` a year stands in where nobody
    said a volume, and is None of a task that is reckoned by its rounds. `yardstick` names a row of `reuse_jobs`.
    """

    code: str
    name: Mapping[str, str]
    meaning: Mapping[str, str]
    fraction: str
    streams: tuple[str, ...]
    task: str
    measure: Measure
    times_per_week: float
    example_tonnes: float | None
    hours: Hours
    skills: tuple[str, ...]
    demands: tuple[str, ...]
    yardstick: str
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    certainty: Certainty

    @property
    def basis(self) -> Basis:
        """Where its hours come from and how sure they are, as the engine takes it."""
        return Basis(self.source, self.certainty)

    @property
    def example_amount(self) -> float:
        """Tonnes a year or rounds a week to begin with, where nobody said how much there is."""
        return self.times_per_week if self.example_tonnes is None else self.example_tonnes


def skills(on: date) -> Mapping[str, Skill]:
    """The skills of a date by code, in the order in which they are shown."""
    return {row.code: row for row in in_force(_skills(), on)}


def work_demands(on: date) -> Mapping[str, WorkDemand]:
    """What work may demand on a date, by code, in the order in which it is shown."""
    return {row.code: row for row in in_force(_demands(), on)}


def task_templates(on: date) -> Mapping[str, TaskTemplate]:
    """The templates of a date by code, in the order in which they are shown."""
    return {row.code: row for row in in_force(_templates(), on)}


def reuse_yardstick(name: str, on: date) -> Yardstick:
    """What others reported of jobs in reuse: "average", "textile" or "electrical". Raises KeyError for another name."""
    rows = reuse_jobs(on)
    row = rows[name]
    return Yardstick(
        row.value, rows["hours_a_job_year"].value, Basis({"da": row.source, "en": row.source}, row.certainty)
    )


@lru_cache(maxsize=1)
def _skills() -> tuple[Skill, ...]:
    return tuple(
        Skill(
            row["code"],
            row["group"],
            told(row, "name"),
            *validity(row),
            sourced(row),
            Certainty(row["certainty"]),
        )
        for row in read_rows("skills.csv")
    )


@lru_cache(maxsize=1)
def _demands() -> tuple[WorkDemand, ...]:
    return tuple(
        WorkDemand(
            row["code"],
            told(row, "name"),
            frozenset(filter(None, row["contradicts"].split("|"))),
            *validity(row),
            sourced(row),
            Certainty(row["certainty"]),
        )
        for row in read_rows("demands.csv")
    )


@lru_cache(maxsize=1)
def _templates() -> tuple[TaskTemplate, ...]:
    return tuple(_template(row) for row in read_rows("task_templates.csv"))


def _template(row: Mapping[str, str]) -> TaskTemplate:
    first, last = validity(row)
    return TaskTemplate(
        code=row["code"],
        name=told(row, "name"),
        meaning=told(row, "meaning"),
        fraction=row["fraction"],
        streams=_listed(row["streams"]),
        task=row["task"],
        measure=Measure(row["measure"]),
        times_per_week=float(row["times_per_week"]),
        example_tonnes=float(row["example_tonnes"]) if row["example_tonnes"] else None,
        hours=Hours(float(row["hours_low"]), float(row["hours_central"]), float(row["hours_high"])),
        skills=_listed(row["skills"]),
        demands=_listed(row["demands"]),
        yardstick=row["yardstick"],
        valid_from=first,
        valid_to=last,
        source=sourced(row),
        certainty=Certainty(row["certainty"]),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
