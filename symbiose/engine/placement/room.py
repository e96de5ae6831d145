"""What is left beside the placements that run: seats and hours of a position, mentor hours and places of a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.placement.hours import halves
from symbiose.engine.placement.model import Candidate, Position, Problem, Workplace
from symbiose.engine.placement.reasons import met, unmet
from symbiose.engine.reason import Reason

_QUARTERS = 4


def quarters(hours: float) -> int:
    """Mentor hours in quarters."""
    return round(hours * _QUARTERS)


@dataclass(frozen=True, slots=True)
class Room:
    """Seats, half hours, and quarters of mentor hours that are left, by position and by unit; `placed` have a place.

    Places under the ratio rule are left by unit; None where no limit is known.
    """

    seats: Mapping[str, int]
    half_hours: Mapping[str, int]
    mentor: Mapping[str, int]
    places: Mapping[str, int | None]
    units: Mapping[str, Workplace]
    placed: frozenset[str]


def room_of(problem: Problem) -> Room:
    """What the placements that run leave of the problem."""
    seats: dict[str, int] = defaultdict(int)
    hours: dict[str, int] = defaultdict(int)
    mentor: dict[str, int] = defaultdict(int)
    unit_of = {position.id: position.unit for position in problem.positions}
    for one in problem.existing:
        seats[one.position] += 1
        hours[one.position] += halves(one.hours)
        if one.position in unit_of:
            mentor[unit_of[one.position]] += quarters(one.mentor_hours)
    units = {workplace.unit: workplace for workplace in problem.workplaces}
    return Room(
        seats={one.id: max(0, one.seats - seats[one.id]) for one in problem.positions},
        half_hours={one.id: max(0, all_halves(one) - hours[one.id]) for one in problem.positions},
        mentor={unit: max(0, quarters(one.mentor_hours) - mentor[unit]) for unit, one in units.items()},
        places={unit: places_left(one) for unit, one in units.items()},
        units=units,
        placed=frozenset(one.candidate for one in problem.existing if one.main),
    )


def all_halves(position: Position) -> int:
    """Half hours of all persons of a position together."""
    return halves(position.hours) * position.seats if position.total_hours is None else halves(position.total_hours)


def places_left(workplace: Workplace) -> int | None:
    """Places that the ratio rule leaves, or None where no limit is known."""
    if workplace.most_subsidised is None:
        return None
    return max(0, workplace.most_subsidised - workplace.subsidised_now)


def room_for(candidate: Candidate, position: Position, room: Room) -> Iterator[Reason]:
    """Each kind of room: which is lacking and by how much, or how many seats are left."""
    lacking = [*_lacking(candidate, position, room)]
    yield from lacking or (met("room_left", seats=room.seats[position.id]),)


def _lacking(candidate: Candidate, position: Position, room: Room) -> Iterator[Reason]:
    if candidate.id in room.placed:
        yield unmet("has_place")
    if room.seats[position.id] < 1:
        yield unmet("seats_full", seats=position.seats)
    left, asked = room.half_hours[position.id] / 2, position.min_hours
    if left < asked:
        yield unmet("hours_taken", hours=left, asked_hours=asked, short_hours=asked - left)
    mentor = room.mentor[position.unit] / _QUARTERS
    if candidate.mentor_hours > mentor:
        short = candidate.mentor_hours - mentor
        yield unmet("mentor_short", hours=mentor, asked_hours=candidate.mentor_hours, short_hours=short)
    if position.subsidised and room.places[position.unit] == 0:
        unit = room.units[position.unit]
        yield unmet("ratio_full", most=unit.most_subsidised, now=unit.subsidised_now)
