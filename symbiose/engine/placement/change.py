"""For somebody whom no position fits: the smallest single change that would open one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from symbiose.engine.placement.hours import MINUTES, between, offered
from symbiose.engine.placement.model import Candidate, Policy, Position, Problem, Use, Way
from symbiose.engine.placement.pair import Pair, judge
from symbiose.engine.placement.reasons import note
from symbiose.engine.placement.room import Room, room_of
from symbiose.engine.placement.travel import find_way
from symbiose.engine.reason import Reason

_ROOM = frozenset({"seats_full", "hours_taken", "mentor_short", "ratio_full"})
_HOUR = 60 // MINUTES


@dataclass(frozen=True, slots=True)
class Change:
    """A change that would open a position, how large a step it is by the policy, and the reason that says it."""

    position: str
    step: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Try:
    """A change of one kind, `size` of its units large, with the two as they would then be."""

    kind: str
    size: float
    reason: Reason
    candidate: Candidate
    position: Position


def smallest_change(candidate: Candidate, *, problem: Problem, policy: Policy) -> Change | None:
    """The smallest step that alone opens a position; None where no single change does, or a position is open already.

    Each change is tried before it is named. What somebody said no to is never opened.
    """
    room = room_of(problem)
    found: list[Change] = []
    for position in problem.positions:
        pair = judge(candidate, position, problem=problem, policy=policy, room=room)
        if pair.feasible:
            return None
        if len(pair.unmet) == 1:
            found += _opening(pair, candidate, position, (problem, policy, room))
    return min(found, key=lambda one: (one.step, one.position), default=None)


def _opening(
    pair: Pair, candidate: Candidate, position: Position, setting: tuple[Problem, Policy, Room]
) -> Iterator[Change]:
    """Changes that meet the one condition that fails."""
    problem, policy, room = setting
    if pair.unmet[0].code in _ROOM:
        yield Change(position.id, policy.change["room"], note("change_room", position=position.id))
    for one in (*_of_pair(pair, candidate, position), *_of_week(pair, candidate, position, problem, policy)):
        if judge(one.candidate, one.position, problem=problem, policy=policy, room=room).feasible:
            yield Change(position.id, policy.change[one.kind] * one.size, one.reason)


def _of_pair(pair: Pair, candidate: Candidate, position: Position) -> Iterator[_Try]:
    """One more thing offered, learnt, travelled or worked."""
    failed, at = pair.unmet[0], position.id
    if failed.code == "accommodation_missing":
        code = str(failed.values["accommodation"])
        other = replace(position, accommodations=position.accommodations | {code})
        yield _Try("accommodation", 1, note("change_accommodation", accommodation=code, position=at), candidate, other)
    if failed.code == "skill_missing":
        code = str(failed.values["skill"])
        able = replace(candidate, skills=candidate.skills | {code})
        yield _Try("skill", 1, note("change_skill", skill=code, position=at), able, position)
    if failed.code == "travel_long":
        short, limit = float(str(failed.values["short_minutes"])), int(str(failed.values["minutes"]))
        said = note("change_travel", short_minutes=int(short), limit_minutes=limit, position=at)
        yield _Try("travel_minute", short, said, replace(candidate, max_travel=limit), position)
    if failed.code == "person_hours_short":
        short, hours = float(str(failed.values["short_hours"])), float(str(failed.values["asked_hours"]))
        said = note("change_hours", short_hours=short, position=at)
        yield _Try("hour", short, said, replace(candidate, hours=hours), position)


def _of_week(pair: Pair, candidate: Candidate, position: Position, problem: Problem, policy: Policy) -> Iterator[_Try]:
    """Half hours more in the person's week: what one shift lacks, or what the hours in common lack."""
    if pair.unmet[0].code not in {"common_hours_short", "shifts_short", *_SHIFT} or not candidate.place:
        return
    home, work = candidate.place, position.place
    way = work and find_way(home, work, candidate.transport, table=problem.travel, speeds=policy.speeds)
    for more in _more_slots(pair, candidate, position, way or Way(0)):
        minutes = more.bit_count() * MINUTES
        said = note("change_time", short_minutes=minutes, position=position.id)
        yield _Try(
            "hour", more.bit_count() / _HOUR, said, replace(candidate, windows=candidate.windows | more), position
        )


_SHIFT = ("shift_starts_early", "shift_ends_late", "shift_not_free")


def _more_slots(pair: Pair, candidate: Candidate, position: Position, way: Way) -> Iterator[int]:
    if position.pattern.use is Use.FLEXIBLE:
        short = round(float(str(pair.unmet[0].values["short_hours"])) * _HOUR)
        free = offered(position) & between(way.first_out, way.last_home) & ~candidate.windows
        yield sum(islice(_bits(free), short))
        return
    for shift in position.windows:
        lacking = shift & ~candidate.windows
        if lacking:
            yield lacking


def _bits(free: int) -> Iterator[int]:
    while free:
        lowest = free & -free
        yield lowest
        free ^= lowest
