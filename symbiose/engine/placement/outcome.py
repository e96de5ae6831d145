"""What came of each person in a plan: the position that it proposes, or why none and what would open one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from symbiose.engine.placement.change import smallest_change
from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.every import every_condition
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.model import Candidate, Policy, Position, Problem
from symbiose.engine.placement.pair import Pair, judge
from symbiose.engine.placement.plan import Result
from symbiose.engine.placement.propose import planned
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


@dataclass(frozen=True, slots=True)
class _Setting:
    """The problem with the room that runs leave, and with the room that the plan leaves too."""

    problem: Problem
    policy: Policy
    jobs: Mapping[str, Position]
    room: Room
    others: Room

    def judged(self, person: Candidate, job: Position, room: Room) -> Pair:
        return judge(person, job, problem=self.problem, policy=self.policy, room=room)


def outcomes(problem: Problem, result: Result, *, policy: Policy) -> Iterator[Outcome]:
    """Everybody who waits, in order of id, beside the plan; rows with a fault must be out of the problem already."""
    room, others = room_of(problem), room_of(planned(problem, result.placements))
    setting = _Setting(problem, policy, {one.id: one for one in problem.positions}, room, others)
    placed = {one.candidate: one.position for one in result.placements}
    waiting = [one for one in sorted(problem.candidates, key=lambda one: one.id) if one.id not in room.placed]
    fitting = _fitting((one for one in waiting if one.id not in placed), problem, policy)
    for person in waiting:
        if person.id in placed:
            pair = setting.judged(person, setting.jobs[placed[person.id]], room)
            yield _told(person, pair, setting, room)
        else:
            pair_or_none, left, said = _nearest(person, fitting.get(person.id, []), setting)
            yield _told(person, pair_or_none, setting, left, said)


def _fitting(people: Iterable[Candidate], problem: Problem, policy: Policy) -> Mapping[str, list[str]]:
    """Positions that fit each of some people but for the room that a plan takes, the best first."""
    alone = replace(problem, candidates=tuple(people))
    columns = columns_of(alone)
    pairs = find_pairs(alone, policy, columns)
    found: dict[str, list[str]] = {}
    for row in np.lexsort((pairs.job, -pairs.worth, pairs.person)).tolist():
        person, job = columns.people.rows[pairs.person[row]], columns.jobs.rows[pairs.job[row]]
        found.setdefault(person.id, []).append(job.id)
    return found


def _nearest(person: Candidate, fitting: list[str], setting: _Setting) -> tuple[Pair | None, Room, Reason]:
    """A position with room, else one that lacks nothing but room, else one that a change opens, else what lacks least."""
    judged = [setting.judged(person, setting.jobs[job], setting.others) for job in fitting]
    opened = next((one for one in judged if one.feasible), None)
    if opened is not None:
        return opened, setting.others, note("not_in_plan", points=opened.points)
    if judged:
        return judged[0], setting.others, note("taken_by_plan")
    every = {one.id: setting.judged(person, one, setting.room) for one in setting.problem.positions}
    if not every:
        return None, setting.room, note("no_positions")
    change = smallest_change(person, problem=setting.problem, policy=setting.policy)
    if change is None:
        nearest = min(every.values(), key=lambda one: (len(one.unmet), one.position))
        return nearest, setting.room, note("no_single_change")
    return every[change.position], setting.room, change.reason


def _told(person: Candidate, pair: Pair | None, setting: _Setting, room: Room, *said: Reason) -> Outcome:
    """What is told of a person; what is `said` last says why it is no proposal."""
    every: tuple[Reason, ...] = ()
    if pair is not None:
        job = setting.jobs[pair.position]
        every = every_condition(person, job, problem=setting.problem, policy=setting.policy, room=room)
    return Outcome(person.id, pair, proposed=not said, reasons=(*every, *said))
