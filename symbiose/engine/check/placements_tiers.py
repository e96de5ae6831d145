"""How the tiers of those who wait are told by a plan, counted a second time."""

from __future__ import annotations

import math
from collections.abc import Iterator

from symbiose.engine.check.conditions import Violation
from symbiose.engine.placement.model import Policy, Problem
from symbiose.engine.placement.plan import Result

_PART = 1e-6  # of a person, by rounding


def check_tiers(problem: Problem, result: Result, policy: Policy) -> Iterator[Violation]:
    """Every tier of the policy is told, with those who wait in it, and covered as far as it was guaranteed."""
    told = tuple(tier.least_weeks for tier in result.tiers)
    if told != (*policy.tiers, 0.0):
        yield Violation("wrong_tiers", tuple(f"{weeks:g}" for weeks in told))
    weeks = {row.id: row.waiting_weeks for row in problem.candidates}
    aside = {one.candidate for one in problem.existing if one.main} | {
        one.id for one in result.faults if one.kind == "candidate"
    }
    upper = math.inf
    for tier in result.tiers:
        waiting = sum(tier.least_weeks <= weeks[one] < upper for one in weeks.keys() - aside)
        covered = sum(tier.least_weeks <= weeks[one.candidate] < upper for one in result.placements)
        upper = tier.least_weeks
        name = (f"{tier.least_weeks:g}",)
        if waiting != tier.waiting:
            yield Violation("wrong_waiting", name, f"{tier.waiting} for {waiting}")
        if not max(covered, tier.reached) <= tier.most <= tier.waiting:
            yield Violation("wrong_most", name, f"{tier.most}")
        if covered != tier.covered:
            yield Violation("wrong_coverage", name, f"{tier.covered} for {covered}")
        if covered < tier.guaranteed:
            yield Violation("guarantee_broken", name, f"{covered} < {tier.guaranteed}")
        if tier.least_weeks and tier.guaranteed < (1 - policy.tolerance) * tier.reached - _PART:
            yield Violation("guarantee_too_low", name, f"{tier.guaranteed} of {tier.reached}")
