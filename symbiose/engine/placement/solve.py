"""Placement solved: pairs, guarantees of the tiers, and the plan that is worth most beside them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement.columns import Columns, Mask, columns_of
from symbiose.engine.placement.fair import Fair, guaranteed
from symbiose.engine.placement.faults import sound
from symbiose.engine.placement.find import Pairs, find_pairs
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import Links, make_links
from symbiose.engine.placement.model import Fault, Policy, Problem, Stop
from symbiose.engine.placement.plan import Placed, Result, Tier
from symbiose.engine.placement.search import Plan, search
from symbiose.engine.placement.value import THOUSAND


@dataclass(frozen=True, slots=True)
class Prepared:
    """A problem without its faulty rows, with its pairs: the same for any tolerance, limits and seed."""

    problem: Problem
    whole: Problem
    faults: tuple[Fault, ...]
    columns: Columns
    pairs: Pairs
    links: Links


def prepare(problem: Problem, policy: Policy) -> Prepared:
    """What every plan of a problem needs, found once."""
    whole, faults = sound(problem, policy)
    columns = columns_of(whole)
    pairs = find_pairs(whole, policy, columns)
    return Prepared(problem, whole, faults, columns, pairs, make_links(pairs, columns, policy))


def solve(
    problem: Problem, *, policy: Policy, stop: Stop | None = None, seed: int = 0, warm: Result | None = None
) -> Result:
    """Proposals of placement for everybody who waits.

    Placements that run keep their room and are never moved. Faulty rows take no part and are named. The same input and
    seed give the same result, whatever the order of the rows. `warm` is the plan of a problem much like this one: where it
    still fits, the search begins with it, and is never worse.
    """
    limit = stop or Stop()
    clock = Clock(limit.seconds)
    return plan_of(prepare(problem, policy), policy=policy, stop=limit, seed=seed, warm=warm, clock=clock)


def plan_of(
    ready: Prepared, *, policy: Policy, stop: Stop, seed: int, warm: Result | None, clock: Clock | None = None
) -> Result:
    """As `solve`, for a problem that was prepared by the same policy but for its tolerance."""
    clock = clock or Clock(stop.seconds)
    columns, pairs, links = ready.columns, ready.pairs, ready.links
    stood = _stood(links, columns, warm)
    fair = guaranteed(links, policy, stop, seed, warm=stood, clock=clock)
    plan = search(fair.links, stop, seed, start=fair.start, warm=stood, clock=clock)
    placements = tuple(_placed(links, plan, pairs, columns))
    people = columns.people.rows
    open_to = Counter(people[row].id for row in pairs.person.tolist())
    return Result(
        placements=placements,
        value=plan.value / THOUSAND,
        bound=plan.bound / THOUSAND,
        tiers=_tiers(ready.whole, policy, fair, placements),
        digest=_digest(ready.problem, policy, placements),
        faults=ready.faults,
        prices=dict(_prices(fair.links, plan, columns, policy)),
        left_out=pairs.left_out,
        open_to={one.id: open_to[one.id] for one in people},
        shares=dict(_shares(plan, columns, policy)),
    )


def _stood(links: Links, columns: Columns, warm: Result | None) -> Mask:
    """Links of the placements of a plan that stood."""
    if warm is None:
        return np.zeros(len(links), np.bool_)
    pairs = {(one.candidate, one.position) for one in warm.placements}
    people, jobs = columns.people.rows, columns.jobs.rows
    rows = zip(links.person.tolist(), links.job.tolist(), strict=True)
    return np.fromiter(((people[person].id, jobs[job].id) in pairs for person, job in rows), np.bool_, len(links))


def _placed(links: Links, plan: Plan, pairs: Pairs, columns: Columns) -> Iterator[Placed]:
    """Chosen links, told by person; links and pairs worth something stand in the same order."""
    rows = np.flatnonzero(pairs.worth > 0)[plan.chosen]
    columns_told = (pairs.person[rows], pairs.job[rows], pairs.half_hours[rows], pairs.worth[rows])
    for person, job, half_hours, worth in zip(*(column.tolist() for column in columns_told), strict=True):
        yield Placed(columns.people.rows[person].id, columns.jobs.rows[job].id, half_hours / 2, worth / THOUSAND)


def _tiers(problem: Problem, policy: Policy, fair: Fair, placements: tuple[Placed, ...]) -> tuple[Tier, ...]:
    """Every tier, with those who have a placement that runs left out; the last is guaranteed nothing."""
    placed = {one.candidate for one in placements}
    running = {one.candidate for one in problem.existing if one.main}
    waiting = [one for one in problem.candidates if one.id not in running]
    every = Counter(policy.tier(one.waiting_weeks) for one in waiting)
    covered = Counter(policy.tier(one.waiting_weeks) for one in waiting if one.id in placed)
    told = [
        Tier(weeks, every[at], covered[at], one.least, one.reached, one.most)
        for at, (weeks, one) in enumerate(zip(policy.tiers, fair.tiers, strict=True))
    ]
    last = len(policy.tiers)
    return (*told, Tier(0.0, every[last], covered[last], 0, covered[last], every[last]))


def _prices(links: Links, plan: Plan, columns: Columns, policy: Policy) -> Iterator[tuple[tuple[str, str], float]]:
    jobs = [row.id for row in columns.jobs.rows]
    names = [
        *(("seat", job) for job in jobs),
        *(("half_hour", job) for job in jobs),
        *(("mentor_quarter", unit) for unit in columns.units.ids),
        *(("place", unit) for unit in columns.units.ids),
        *(("tier", f"{weeks:g}") for weeks in (*policy.tiers, 0.0)),
    ]
    for name, price in zip(names, plan.prices.tolist(), strict=True):
        if price:
            yield name, price / THOUSAND


def _shares(plan: Plan, columns: Columns, policy: Policy) -> Iterator[tuple[tuple[str, str], float]]:
    people = [("person", one.id) for one in columns.people.rows]
    tiers = [("tier", f"{weeks:g}") for weeks in (*policy.tiers, 0.0)]
    for names, shares in ((people, plan.shares), (tiers, plan.tiers)):
        for name, share in zip(names, shares.tolist(), strict=False):  # who is open to nothing may have none
            if share:
                yield name, share / THOUSAND


def _digest(problem: Problem, policy: Policy, placements: tuple[Placed, ...]) -> str:
    """SHA-256 of who and what took part, by which policy, and of what is proposed."""
    people, jobs = (sorted(row.id for row in rows) for rows in (problem.candidates, problem.positions))
    told = repr((policy.version, people, jobs, [(one.candidate, one.position, one.hours) for one in placements]))
    return hashlib.sha256(told.encode()).hexdigest()
