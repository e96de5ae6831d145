"""One person and one position: every condition, met or not, and what the pair is worth by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement.hours import fit, halves
from symbiose.engine.placement.model import Candidate, Policy, Position, Problem, Way
from symbiose.engine.placement.reasons import met, note, unmet
from symbiose.engine.placement.room import Room, room_for, room_of
from symbiose.engine.placement.travel import find_way
from symbiose.engine.placement.value import PARTS, THOUSAND, quantities, wished, worth
from symbiose.engine.reason import Reason, Tone


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a pair's points, recomputable by hand: the policy's weight times `quantity`."""

    code: str
    quantity: float
    points: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and a position with every condition. `hours` a week, inside `windows`; 0 where the pair cannot be."""

    candidate: str
    position: str
    hours: float
    windows: int
    minutes: int | None
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]

    @property
    def feasible(self) -> bool:
        """True where no condition fails."""
        return not self.unmet

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """The conditions that fail, each by its own reason."""
        return tuple(one for one in self.reasons if one.tone is Tone.UNMET)

    @property
    def points(self) -> float:
        """Sum of the parts."""
        return round(sum(part.points for part in self.parts), 3)


def judge(
    candidate: Candidate, position: Position, *, problem: Problem, policy: Policy, room: Room | None = None
) -> Pair:
    """Every condition of a pair beside the placements that run, and its points where all are met."""
    left = room or room_of(problem)
    reasons: list[Reason] = [*_said_no(candidate, position, problem)]
    way = None
    if candidate.place is None:
        reasons.append(unmet("home_unknown"))
    if position.place is None:
        reasons.append(unmet("position_place_unknown"))
    if candidate.place is not None and position.place is not None:
        way = find_way(candidate.place, position.place, candidate.transport, table=problem.travel, speeds=policy.speeds)
        reasons += _travel(candidate, way)
    reasons += _abilities(candidate, position)
    most = min(halves(position.hours), max(left.half_hours[position.id], halves(position.min_hours)))
    times = fit(candidate, position, way or Way(0), most)
    reasons += [*times.reasons, *room_for(candidate, position, left)]
    feasible = all(one.tone is not Tone.UNMET for one in reasons)
    return Pair(
        candidate=candidate.id,
        position=position.id,
        hours=times.half_hours / 2 if feasible else 0.0,
        windows=times.windows if feasible else 0,
        minutes=None if way is None or way.near else way.minutes,
        reasons=tuple(reasons),
        parts=_parts(candidate, position, way, times.half_hours, policy) if feasible and way else (),
    )


def _said_no(candidate: Candidate, position: Position, problem: Problem) -> Iterator[Reason]:
    for code in sorted(candidate.never & {position.id, position.organisation, *position.tasks}):
        yield unmet("person_never", never=code)
    if (candidate.id, position.id) in problem.refused:
        yield unmet("said_no")


def _travel(candidate: Candidate, way: Way | None) -> Iterator[Reason]:
    mode, limit = candidate.transport.value, candidate.max_travel
    if way is None:
        yield unmet("no_way", transport=mode)
        return
    minutes = way.minutes
    if minutes > limit:
        yield unmet("travel_long", minutes=minutes, limit_minutes=limit, short_minutes=minutes - limit, transport=mode)
    elif way.near:
        yield met("travel_near", limit_minutes=limit, transport=mode)
        return
    else:
        yield met("travel_fits", minutes=minutes, limit_minutes=limit, transport=mode)
    if way.estimated:
        yield note("travel_estimated", minutes=minutes)


def _abilities(candidate: Candidate, position: Position) -> Iterator[Reason]:
    lacking = sorted(candidate.accommodations - position.accommodations)
    for code in lacking:
        yield unmet("accommodation_missing", accommodation=code)
    if candidate.accommodations and not lacking:
        yield met("accommodations_covered")
    wanting = sorted(position.skills - candidate.skills)
    for code in wanting:
        yield unmet("skill_missing", skill=code)
    if position.skills and not wanting:
        yield met("skills_had")
    if position.form and candidate.forms and position.form not in candidate.forms:
        yield unmet("form_not_possible", form=position.form)


def _parts(candidate: Candidate, position: Position, way: Way, half_hours: int, policy: Policy) -> tuple[Part, ...]:
    found = quantities(
        half_hours=half_hours,
        can_half_hours=halves(candidate.hours),
        wished_share=wished(candidate, position),
        weeks=candidate.waiting_weeks,
        known=float(position.unit in candidate.knows),
        minutes=way.minutes,
    )
    points = worth(policy.weights, {name: np.float64(value) for name, value in found.items()})
    return tuple(Part(name, float(found[name]), int(points[name]) / THOUSAND) for name in PARTS)
