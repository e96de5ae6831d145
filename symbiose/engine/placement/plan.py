"""What a run proposes: placements with a certificate, and how each tier fares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symbiose.engine.placement.model import Fault


@dataclass(frozen=True, slots=True)
class Placed:
    """A person in a position, with hours a week and what the pair is worth in points."""

    candidate: str
    position: str
    hours: float
    points: float


@dataclass(frozen=True, slots=True)
class Tier:
    """Those who waited at least so many weeks and are in no earlier tier.

    `waiting` in all, `covered` by the plan, `guaranteed` to be covered, `reached` where nothing else counts, and `most`
    that no plan exceeds.
    """

    least_weeks: float
    waiting: int
    covered: int
    guaranteed: int
    reached: int
    most: int


@dataclass(frozen=True, slots=True)
class Result:
    """Placements by candidate, with a certificate: value ≤ bound, for plans of the pairs that were weighed.

    `prices` in points by kind (seat, half_hour, mentor_quarter, place, tier) and id, for one of each, and `shares` by kind
    (person, tier) and id, which say how contested the places are that fit: from either anybody can compute a bound for all
    pairs, without the solver. `left_out` counts pairs that fit but were outdone by others of the same person before the
    plan was made. `open_to` is how many positions were weighed for each person.
    """

    placements: tuple[Placed, ...]
    value: float
    bound: float
    tiers: tuple[Tier, ...]
    digest: str
    faults: tuple[Fault, ...] = ()
    prices: Mapping[tuple[str, str], float] = field(default_factory=dict)
    left_out: int = 0
    open_to: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """Share of the bound that may still be missing, 0 where the plan is proven best."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)

    def summary(self) -> str:
        """One line for a log."""
        waiting = sum(tier.waiting for tier in self.tiers)
        return f"{len(self.placements)} of {waiting} placed, value {self.value:.1f} of at most {self.bound:.1f}"
