"""What came of each person in a plan: the position that it proposes, or why none and what would open one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symbiose.engine.placement.every import every_condition
from symbiose.engine.placement.model import Candidate, Policy, Problem
from symbiose.engine.placement.pair import Pair, judge
from symbiose.engine.placement.plan import Result
from symbiose.engine.placement.propose import Proposal, planned, propose
from symbiose.engine.placement.reasons import note
from symbiose.engine.placement.room import Room, room_of
from symbiose.engine.reason import Reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person: the pair that is told, whether the plan proposes it, and every condition of it.

    Without a proposal the pair is the one nearest to being open, and the last reason says what would open it; None where
    there is no position at all.
    """

    candidate: str
    pair: Pair | None
    proposed: bool
    reasons: tuple[Reason, ...]


def outcomes(problem: Problem, result: Result, *, policy: Policy) -> Iterator[Outcome]:
    """Everybody who waits, in order of id, beside the plan; rows with a fault must be out of the problem already."""
    room = room_of(problem)
    jobs = {one.id: one for one in problem.positions}
    placed = {one.candidate: one.position for one in result.placements}
    for person in sorted(problem.candidates, key=lambda one: one.id):
        if person.id in placed:
            job = jobs[placed[person.id]]
            pair = judge(person, job, problem=problem, policy=policy, room=room)
            reasons = every_condition(person, job, problem=problem, policy=policy, room=room)
            yield Outcome(person.id, pair, proposed=True, reasons=reasons)
        elif person.id not in room.placed:
            yield _without(person, problem, result, policy)


def _without(person: Candidate, problem: Problem, result: Result, policy: Policy) -> Outcome:
    others = room_of(planned(problem, result.placements))
    pair, room, said = _nearest(person, propose(problem, result, person.id, policy=policy), problem, policy, others)
    if pair is None:
        return Outcome(person.id, None, proposed=False, reasons=(said,))
    job = next(one for one in problem.positions if one.id == pair.position)
    every = every_condition(person, job, problem=problem, policy=policy, room=room)
    return Outcome(person.id, pair, proposed=False, reasons=(*every, said))


def _nearest(
    person: Candidate, found: Proposal, problem: Problem, policy: Policy, others: Room
) -> tuple[Pair | None, Room, Reason]:
    """A position with room, else one that lacks nothing but room, else one that a change opens, else what lacks least."""
    if found.main is not None:
        return found.main, others, note("not_in_plan", points=found.main.points)
    if found.why_not:
        pair, _ = found.why_not[0]
        return pair, others, note("taken_by_plan")
    room = room_of(problem)
    every = [judge(person, one, problem=problem, policy=policy, room=room) for one in problem.positions]
    if not every:
        return None, room, note("no_positions")
    if found.change is None:
        return min(every, key=lambda one: (len(one.unmet), one.position)), room, note("no_single_change")
    opened = found.change.position
    return next(one for one in every if one.position == opened), room, found.change.reason
