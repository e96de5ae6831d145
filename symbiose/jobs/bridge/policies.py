"""The policy that the engine takes: what the leaders set, or where they set nothing the dated reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date

from symbiose.engine.placement.model import Policy, Weights
from symbiose.jobs.queries.fairness import policy_in_force
from symbiose.reference import placement_policy

WEIGHTS = tuple(one.name for one in fields(Weights))  # the closed list: nothing else can be weighed


def policy_on(on: date) -> Policy:
    """The policy of a day."""
    row = policy_in_force(on)
    if row is None:
        return placement_policy(on)
    return policy_with(
        on, version=row.version_name, tiers=row.tiers, tolerance=float(row.tolerance), weights=row.weights
    )


def policy_with(
    on: date, *, version: str, tiers: Sequence[float], tolerance: float, weights: Mapping[str, float]
) -> Policy:
    """The reference of a day with the four choices of the municipality in it; names that are no weight count for nothing."""
    base = placement_policy(on)
    known = asdict(base.weights) | {name: float(weights[name]) for name in WEIGHTS if name in weights}
    return replace(
        base,
        version=version,
        tiers=tuple(sorted((float(one) for one in tiers), reverse=True)),
        tolerance=tolerance,
        weights=Weights(**known),
    )
