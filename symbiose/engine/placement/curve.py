"""What fairness costs: the plan's points and who is covered, for each tolerance that might be chosen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symbiose.engine.placement.compiled import at_once
from symbiose.engine.placement.model import Policy, Problem, Stop
from symbiose.engine.placement.plan import Result, Tier
from symbiose.engine.placement.solve import plan_of, prepare

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
    known: Result | None = None,
) -> tuple[Choice, ...]:
    """A choice for each tolerance, strictest first, and last the plan without a guarantee; all else as the policy says.

    Every search begins with the plan of the tolerance before, so that a looser one costs no more where that plan holds, and
    little time. `known` is the plan by the policy's own tolerance: it stands in the curve, and looser ones begin with it.
    """
    asked = (*sorted({*tolerances} - {NO_GUARANTEE}), NO_GUARANTEE)
    ready, limit = prepare(problem, policy), stop or Stop()

    def plans(chain: tuple[Sequence[float], Result | None]) -> list[Result]:
        """One after the other, each from the one before."""
        found: list[Result] = []
        for one in chain[0]:
            before = found[-1] if found else chain[1]
            rules = replace(policy, tolerance=one)
            found.append(plan_of(ready, policy=rules, stop=limit, seed=seed, warm=before))
        return found

    if known is None:
        results = plans((asked, None))
    else:
        at = bisect_left(asked, policy.tolerance)
        looser = asked[at + (policy.tolerance in asked) :]
        first, last = at_once(plans, ((asked[:at], None), (looser, known)))
        results = [*first, *([known] if policy.tolerance in asked else []), *last]
    free = results[-1].value
    return tuple(
        Choice(tolerance, result.value, result.bound, round(free - result.value, 3), result.tiers)
        for tolerance, result in zip(asked, results, strict=True)
    )
