"""How many of those who wait could fill each position: a number for each, never who."""

from __future__ import annotations

from collections.abc import Mapping

from symbiose.engine.placement.faults import sound
from symbiose.engine.symbiosis.people import fitting
from symbiose.jobs.bridge import policy_on
from symbiose.jobs.bridge.rows import problem_of
from symbiose.jobs.queries.runs import Rows


def crowds(rows: Rows) -> Mapping[str, int]:
    """By the position's number, how many who have no place and are asked about none fit it by every condition."""
    policy = policy_on(rows.on)
    problem, _faults = sound(problem_of(rows).problem, policy)
    placed = {one.candidate for one in problem.existing if one.main}
    numbers = {str(row.pk): row.number for row in rows.positions}
    return {numbers[pk]: count for pk, count in fitting(problem, policy=policy, placed=placed).items()}
