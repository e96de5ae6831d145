"""Every condition of one pair, one by one: what `placement.pair` tells in short, told in full with its amounts."""

from __future__ import annotations

from collections.abc import Iterator

from symbiose.engine.placement.hours import between, halves, offered
from symbiose.engine.placement.model import Candidate, Policy, Position, Problem, Use, Way
from symbiose.engine.placement.pair import judge
from symbiose.engine.placement.reasons import met, note
from symbiose.engine.placement.room import Room, quarters, room_of
from symbiose.engine.placement.travel import find_way
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.windows import format_windows

_IN_SHORT = frozenset({"accommodations_covered", "skills_had", "room_left"})
_TONES = (Tone.MET, Tone.UNMET, Tone.NOTE)


def every_condition(
    candidate: Candidate, position: Position, *, problem: Problem, policy: Policy, room: Room | None = None
) -> tuple[Reason, ...]:
    """All conditions of the pair, those that are met first, then those that fail, then what is good to know.

    For whoever may know what the person asks for: it names each of them.
    """
    left = room or room_of(problem)
    told = [
        one
        for one in judge(candidate, position, problem=problem, policy=policy, room=left).reasons
        if one.code not in _IN_SHORT
    ]
    codes = {one.code for one in told}
    found = [
        *_agreed(codes),
        *_abilities(candidate, position),
        *_times(candidate, position, codes, _way(candidate, position, problem, policy)),
        *_room(candidate, position, codes, left),
        *told,
    ]
    return tuple(sorted(found, key=lambda one: _TONES.index(one.tone)))


def _way(candidate: Candidate, position: Position, problem: Problem, policy: Policy) -> Way:
    """The way there and home; where none is known, one that closes no hour."""
    if candidate.place is None or position.place is None:
        return Way(0)
    return find_way(
        candidate.place, position.place, candidate.transport, table=problem.travel, speeds=policy.speeds
    ) or Way(0)


def _agreed(codes: set[str]) -> Iterator[Reason]:
    if not codes & {"person_never", "said_no"}:
        yield met("nobody_said_no")


def _abilities(candidate: Candidate, position: Position) -> Iterator[Reason]:
    if not candidate.accommodations:
        yield met("no_accommodations_asked")
    for code in sorted(candidate.accommodations & position.accommodations):
        yield met("accommodation_offered", accommodation=code)
    if not position.skills:
        yield met("no_skills_asked")
    for code in sorted(candidate.skills & position.skills):
        yield met("skill_had", skill=code)


def _times(candidate: Candidate, position: Position, codes: set[str], way: Way) -> Iterator[Reason]:
    """What of the hours holds, where `hours_fit` does not say it all."""
    if "person_hours_short" not in codes:
        yield met("person_hours_enough", can_hours=candidate.hours, asked_hours=position.min_hours)
    if "hours_fit" in codes:
        return
    free = candidate.windows & between(way.first_out, way.last_home)
    if position.pattern.use is not Use.FLEXIBLE:
        for shift in position.windows:
            if not shift & ~free:
                yield met("shift_free", windows=format_windows(shift, danish=False))
    elif not codes & {"common_hours_short", "travel_hours_short"}:
        hours = (free & offered(position)).bit_count() / 2
        yield met("windows_enough", hours=hours, asked_hours=halves(position.min_hours) / 2)


def _room(candidate: Candidate, position: Position, codes: set[str], room: Room) -> Iterator[Reason]:
    if "seats_full" not in codes:
        yield met("room_left", seats=room.seats[position.id])
    if "hours_taken" not in codes:
        yield met("hours_left", hours=room.half_hours[position.id] / 2, asked_hours=position.min_hours)
    if quarters(candidate.mentor_hours) and "mentor_short" not in codes:
        hours = room.mentor[position.unit] / 4
        yield met("mentor_enough", hours=hours, asked_hours=candidate.mentor_hours)
    unit = room.units[position.unit]
    if not position.form and unit.most_subsidised is not None:
        yield note("form_unknown")
    if position.subsidised and "ratio_full" not in codes:
        if unit.most_subsidised is None:
            yield note("ratio_unknown")
        else:
            yield met("ratio_room", most=unit.most_subsidised, now=unit.subsidised_now)
