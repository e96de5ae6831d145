"""What fairness costs: the plan's points and who is covered, for each tolerance that might be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symbiose.engine.placement.model import Policy, Problem, Stop
from symbiose.engine.placement.plan import Result, Tier
from symbiose.engine.placement.solve import solve

NO_GUARANTEE = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A tolerance with the plan that it gives. `cost` is the points less than without any guarantee."""

    tolerance: float
    points: float
    bound: float
    cost: float
    tiers: tuple[Tier, ...]


def curve(
    problem: Problem,
    tolerances: Iterable[float],
    *,
    policy: Policy,
    stop: Stop | None = None,
    seed: int = 0,
    known: Mapping[float, Result] | None = None,
) -> tuple[Choice, ...]:
    """A choice for each tolerance, strictest first, and last the plan without a guarantee; all else as the policy says.

    `known` are results by their tolerance, of the same problem, limits and seed, that need no solving again.
    """
    asked = (*sorted({*tolerances} - {NO_GUARANTEE}), NO_GUARANTEE)
    ready = known or {}
    results = [
        ready[one] if one in ready else solve(problem, policy=replace(policy, tolerance=one), stop=stop, seed=seed)
        for one in asked
    ]
    free = results[-1].value
    return tuple(
        Choice(tolerance, result.value, result.bound, round(free - result.value, 3), result.tiers)
        for tolerance, result in zip(asked, results, strict=True)
    )
