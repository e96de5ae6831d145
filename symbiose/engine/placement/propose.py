"""For one person or one position beside a plan: the main proposal, two alternatives, and why not the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from symbiose.engine.placement.change import Change, smallest_change
from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.model import Existing, Policy, Problem
from symbiose.engine.placement.pair import Pair, judge
from symbiose.engine.placement.plan import Placed, Result
from symbiose.engine.placement.room import Room, room_of
from symbiose.engine.reason import Reason

_ALTERNATIVES = 2
_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed to a person, or for a position: the main pair and alternatives, best first.

    `why_not` are pairs that fit but for room and come before the main one, each with what the others of the plan take.
    `change` is the smallest change that would open a position, where none is open.
    """

    main: Pair | None
    alternatives: tuple[Pair, ...]
    why_not: tuple[tuple[Pair, tuple[Reason, ...]], ...]
    change: Change | None = None


def propose(problem: Problem, result: Result, candidate: str, *, policy: Policy) -> Proposal:
    """Proposals to one person, at once, beside what the plan proposes to all others; the person may be new or changed."""
    one = next(row for row in problem.candidates if row.id == candidate)
    own = {placed.position for placed in result.placements if placed.candidate == candidate}
    others = [placed for placed in result.placements if placed.candidate != candidate]
    alone = replace(problem, candidates=(one,))
    found = _proposal(alone, room_of(planned(problem, others)), policy, own)
    nothing = found.main is None and not found.why_not
    return replace(found, change=smallest_change(one, problem=alone, policy=policy)) if nothing else found


def propose_for(problem: Problem, result: Result, position: str, *, policy: Policy) -> Proposal:
    """People for one position, at once, among those to whom the plan proposes no other; the position may be new or changed."""
    job = next(row for row in problem.positions if row.id == position)
    elsewhere = [placed for placed in result.placements if placed.position != position]
    taken = {placed.candidate for placed in elsewhere}
    waiting = tuple(row for row in problem.candidates if row.id not in taken)
    alone = replace(problem, candidates=waiting, positions=(job,))
    return _proposal(alone, room_of(planned(problem, elsewhere)), policy, set())


def planned(problem: Problem, placements: Iterable[Placed]) -> Problem:
    """The problem as it would be if these placements ran."""
    mentor = {row.id: row.mentor_hours for row in problem.candidates}
    jobs = {row.id: row for row in problem.positions}
    told = [one for one in placements if one.candidate in mentor and one.position in jobs]
    more = Counter(jobs[one.position].unit for one in told if jobs[one.position].subsidised)
    return replace(
        problem,
        existing=(
            *problem.existing,
            *(Existing(one.candidate, one.position, one.hours, mentor[one.candidate]) for one in told),
        ),
        workplaces=tuple(
            replace(one, subsidised_now=one.subsidised_now + more[one.unit]) for one in problem.workplaces
        ),
    )


def _proposal(alone: Problem, room: Room, policy: Policy, own: set[str]) -> Proposal:
    """Pairs of a small problem in the room that is left, what the plan chose first and then the best."""
    columns = columns_of(alone)
    pairs = find_pairs(alone, policy, columns)
    people, jobs = columns.people.rows, columns.jobs.rows
    order = np.lexsort((pairs.job, pairs.person, -pairs.worth)).tolist()
    judged = [
        judge(people[pairs.person[row]], jobs[pairs.job[row]], problem=alone, policy=policy, room=room) for row in order
    ]
    fitting = sorted((one for one in judged if one.feasible), key=lambda one: one.position not in own)
    main = fitting[0] if fitting else None
    before = judged if main is None else judged[: judged.index(main)]
    closed = [one for one in before if not one.feasible]
    return Proposal(main, tuple(fitting[1 : 1 + _ALTERNATIVES]), tuple((one, one.unmet) for one in closed[:_OTHERS]))
