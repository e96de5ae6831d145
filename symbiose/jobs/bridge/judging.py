"""Some pairs of person and position as of now, each condition by itself, beside what is proposed to others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from symbiose.engine.placement.model import Candidate, Policy, Position
from symbiose.engine.placement.pair import judge
from symbiose.engine.placement.plan import Placed
from symbiose.engine.placement.propose import planned
from symbiose.engine.placement.room import Room, room_of
from symbiose.jobs.bridge.finding import sound_rows
from symbiose.jobs.bridge.rows import ById
from symbiose.jobs.bridge.saying import Stored, conditions
from symbiose.jobs.queries.runs import Rows


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair as of now: whether it fits, hours a week and minutes there, the person's tier, and every condition."""

    person: int
    position: int
    fits: bool
    hours: float
    minutes: int | None
    tier: int
    conditions: list[Stored]


class _Beside:
    """What a plan leaves to each person: all that is proposed to others keeps its room, their own takes none from them."""

    def __init__(self, ids: ById, plan: list[Placed]) -> None:
        self._ids, self._plan = ids, plan
        self._own = {placed.candidate: placed for placed in plan}
        self._room = room_of(planned(ids.problem, plan))
        self._at_work = room_of(ids.problem).placed

    def room_for(self, one: Candidate, job: Position) -> Room:
        """The room of a position as this person finds it; what is proposed to them elsewhere changes nothing there."""
        own = self._own.get(one.id)
        if own is None:
            return self._room
        at = self._ids.positions.get(own.position)
        if at is None or at.unit != job.unit:
            return replace(self._room, placed=self._room.placed - {one.id} | self._at_work & {one.id})
        return room_of(planned(self._ids.problem, [placed for placed in self._plan if placed.candidate != one.id]))


def judge_some(
    rows: Rows, plan: Iterable[Placed], pairs: Iterable[tuple[int, int]], *, policy: Policy
) -> Iterator[Judged]:
    """Every condition of some pairs of ids (person, position) as of now, beside what is proposed to others."""
    ids, _passed_over = sound_rows(rows, policy)
    beside = _Beside(ids, list(plan))
    for person, position in pairs:
        one, job = ids.people.get(str(person)), ids.positions.get(str(position))
        if one is None or job is None:
            continue
        room = beside.room_for(one, job)
        pair = judge(one, job, problem=ids.problem, policy=policy, room=room)
        said = conditions(pair, one, job, ids=ids, room=room)
        yield Judged(person, position, pair.feasible, pair.hours, pair.minutes, policy.tier(one.waiting_weeks), said)
