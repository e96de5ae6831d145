"""Rows of the people side of the format: who wants to work, hours to be worked, and the ways between the two.

A candidate is a code name with hours, times, place and what was asked for; no column says who somebody is or why they
ask, and none holds what they said no to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symbiose.engine.placement.model import Mode, Pattern

CANDIDATE_COLUMNS = (
    *("id", "hours", "windows", "place", "transport", "max_travel", "accommodations", "skills", "wishes"),
    *("waiting_weeks", "mentor_hours"),
)
POSITION_COLUMNS = (
    *("id", "organisation", "unit", "form", "hours", "min_hours", "seats", "windows", "pattern", "place"),
    *("accommodations", "skills", "tasks", "mentor_hours", "ordinary_employees", "subsidised_now"),
)
TRAVEL_COLUMNS = ("from", "to", "mode", "minutes", "first_out", "last_home")


@dataclass(frozen=True, slots=True)
class PeopleRules:
    """What holds on the day of reading: `most_hours` a week of one person by job form, "" for all others.

    `forms` are the job forms that may be written, by code, with their names by language ("da", "en").
    """

    most_hours: Mapping[str, float]
    forms: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One row of `candidates.csv`. Hours are a week's, `windows` half-hour bits, `max_travel` minutes one way.

    "", () and None mean not said; `place` is kept as it was written.
    """

    id: str
    hours: float
    windows: int
    transport: Mode
    max_travel: int
    place: str = ""
    accommodations: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    waiting_weeks: float | None = None
    mentor_hours: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One row of `positions.csv`: hours a week of one person, and figures of the production unit `unit`.

    `windows` are half-hour bits of each window as it was written. `mentor_hours` is what the unit has in all,
    `ordinary_employees` its full-time persons. "", () and None mean not said.
    """

    id: str
    organisation: str
    hours: float
    unit: str = ""
    form: str = ""
    min_hours: float | None = None
    seats: int | None = None
    windows: tuple[int, ...] = ()
    pattern: Pattern | None = None
    place: str = ""
    accommodations: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    mentor_hours: float | None = None
    ordinary_employees: float | None = None
    subsidised_now: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TravelRow:
    """One row of `travel.csv`: minutes one way, and the minutes after midnight between which work must lie."""

    start: str
    end: str
    mode: Mode
    minutes: int
    first_out: int | None = None
    last_home: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """What tells one row from another."""
        return f"{self.start} – {self.end}, {self.mode.value}"
