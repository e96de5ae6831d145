"""How many of those who wait could fill each position: numbers only, never who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.model import Policy, Problem


def fitting(problem: Problem, *, policy: Policy, placed: Collection[str] = ()) -> Mapping[str, int]:
    """By position: how many candidates fit it by every condition, those left out who have a place or are proposed for one.

    Every position of the problem is in it. `problem` must be without faulty rows (`placement.faults.sound`).
    """
    waiting = tuple(one for one in problem.candidates if one.id not in placed)
    whole = replace(problem, candidates=waiting)
    columns = columns_of(whole)
    pairs = find_pairs(whole, replace(policy, keep=max(1, len(whole.positions))), columns)
    jobs = columns.jobs.rows
    count = Counter(jobs[row].id for row in pairs.job.tolist())
    return {one.id: count[one.id] for one in problem.positions}
