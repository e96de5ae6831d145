"""The bound of exact knapsacks computed a second time, from a result's shares alone and over all pairs that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symbiose.engine.check.placements import Named, counts, fits_beside, points_of, room_left
from symbiose.engine.placement.model import Candidate, Policy, Position, Problem
from symbiose.engine.placement.plan import Result

_Setting = tuple[Problem, Result, Policy]
_Item = tuple[int, int, float]  # half hours, mentor quarters, worth
_Sets = dict[tuple[int, int], float]  # the most by persons or places, and quarters, that are taken


def knapsack_bound(problem: Problem, result: Result, *, policy: Policy) -> float:
    """What no plan that keeps the guarantees can exceed, for any shares not below 0.

    The shares of all who wait, less the price of what is guaranteed, and for each workplace the most that any set of people
    is worth there who fit it together, each above their share.
    """
    left = room_left(problem)
    running = {one.candidate for one in problem.existing if one.main}
    waiting = [one for one in problem.candidates if one.id not in running]
    bound = sum(_share(result, "person", one.id) for one in waiting)
    bound -= sum(_share(result, "tier", f"{tier.least_weeks:g}") * tier.guaranteed for tier in result.tiers)
    for unit in sorted({job.unit for job in problem.positions}):
        sets: _Sets = {(0, 0): 0.0}
        for job in (one for one in problem.positions if one.unit == unit):
            items = _items(job, waiting, left, (problem, result, policy))
            sets = _joined(sets, _sets_of(job, items, left), job, left)
        bound += max(sets.values())
    return bound


def _items(job: Position, waiting: Iterable[Candidate], left: Named, of: _Setting) -> Iterator[_Item]:
    """Those who are worth more at a position than their share."""
    problem, result, policy = of
    for person in waiting:
        hours = fits_beside(person, job, left, problem=problem, policy=policy)
        if hours:
            tier = next(one for one in result.tiers if person.waiting_weeks >= one.least_weeks)
            worth = points_of(person, job, hours, problem=problem, policy=policy)
            worth += _share(result, "tier", f"{tier.least_weeks:g}") - _share(result, "person", person.id)
            yield round(hours * 2), round(person.mentor_hours * 4), max(0.0, worth)


def _share(result: Result, kind: str, name: str) -> float:
    return max(0.0, result.shares.get((kind, name), 0.0))


def _sets_of(job: Position, items: Iterable[_Item], left: Named) -> _Sets:
    """The most that sets of people reach at one position, by how many they are and the quarters they take."""
    best: dict[tuple[int, int, int], float] = {(0, 0, 0): 0.0}
    for half_hours, quarters, worth in items:
        for (persons, hours, support), reached in [*best.items()]:
            key = (persons + 1, hours + half_hours, support + quarters)
            fits = key[0] <= left["seat", job.id] and key[1] <= left["half_hour", job.id]
            if fits and key[2] <= left["mentor_quarter", job.unit]:
                best[key] = max(best.get(key, 0.0), reached + worth)
    sets: _Sets = {}
    for (persons, _, support), reached in best.items():
        sets[persons, support] = max(sets.get((persons, support), 0.0), reached)
    return sets


def _joined(sets: _Sets, more: _Sets, job: Position, left: Named) -> _Sets:
    """Sets of a workplace with those of one more of its positions."""
    joined: _Sets = {}
    for (places, quarters), reached in sets.items():
        for (persons, support), worth in more.items():
            key = (places + persons * counts(job, left), quarters + support)
            if key[1] <= left["mentor_quarter", job.unit] and key[0] <= left.get(("place", job.unit), key[0]):
                joined[key] = max(joined.get(key, 0.0), reached + worth)
    return joined
