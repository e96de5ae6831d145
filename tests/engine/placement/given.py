"""Short ways to say people and positions, so that a test shows only what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from symbiose.engine.geography import Place
from symbiose.engine.placement.model import (
    Candidate,
    Existing,
    Mode,
    Pattern,
    Policy,
    Position,
    Problem,
    Use,
    Way,
    Workplace,
)
from symbiose.engine.placement.pair import Pair, judge
from symbiose.engine.reason import Reason
from symbiose.engine.windows import parse_shifts, parse_windows
from symbiose.reference import placement_policy

STANDARD_POLICY = placement_policy(date(2026, 11, 24))
HOME = Place(56.17, 9.55, "8600")
WORK = Place(56.17, 9.63, "8680")  # 6.4 km by road as an estimate, 26 minutes by bike
AWAY = Place(55.4, 10.4, "5000")
EVERY_MORNING = "mon 08:00-12:00; tue 08:00-12:00; wed 08:00-12:00; thu 08:00-12:00; fri 08:00-12:00"


def candidate(name: str = "c", windows: str | int = EVERY_MORNING, **more: Any) -> Candidate:
    said = {"hours": 8.0, "place": HOME, "transport": Mode.BIKE, "max_travel": 30, **more}
    bits = parse_windows(windows) if isinstance(windows, str) else windows
    return Candidate(id=name, windows=bits, **said)


def position(
    name: str = "p", windows: str | tuple[int, ...] = EVERY_MORNING, pattern: str = "", **more: Any
) -> Position:
    use, _, least = pattern.partition(":")
    said = {
        "organisation": "firm",
        "unit": "unit",
        "hours": 10.0,
        "min_hours": 4.0,
        "place": WORK,
        "pattern": Pattern(Use(use), int(least or 0)) if pattern else Pattern(),
        **more,
    }
    return Position(id=name, windows=parse_shifts(windows) if isinstance(windows, str) else windows, **said)


def workplace(unit: str = "unit", **more: Any) -> Workplace:
    return Workplace(unit=unit, organisation="firm", **{"mentor_hours": 5.0, **more})


def running(person: str = "other", job: str = "p", hours: float = 4.0, **more: Any) -> Existing:
    return Existing(person, job, hours, **more)


def problem(*rows: Candidate | Position | Workplace | Existing, **more: Any) -> Problem:
    """A problem of these rows; a unit that no row describes has five mentor hours and no limit."""
    of = {
        kind: tuple(row for row in rows if isinstance(row, kind)) for kind in (Candidate, Position, Workplace, Existing)
    }
    said = {row.unit for row in of[Workplace]}
    rest = sorted({row.unit for row in of[Position]} - said)
    return Problem(of[Candidate], of[Position], (*of[Workplace], *map(workplace, rest)), of[Existing], **more)


def policy(**more: Any) -> Policy:
    return replace(STANDARD_POLICY, **more)


def pair(person: Candidate, job: Position, *rows: Workplace | Existing, **more: Any) -> Pair:
    return judge(person, job, problem=problem(person, job, *rows, **more), policy=STANDARD_POLICY)


def table(minutes: int = 20, mode: Mode = Mode.BIKE, **more: Any) -> dict[tuple[str, str, Mode], Way]:
    """A table of travel from home to work and nothing else."""
    return {(HOME.name, WORK.name, mode): Way(minutes, **more)}


def failed(found: Pair) -> dict[str, dict[str, Any]]:
    """Values of the conditions that fail, by code."""
    return {one.code: dict(one.values) for one in found.unmet}


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]
