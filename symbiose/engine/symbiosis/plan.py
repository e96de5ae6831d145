"""What symbioses come to: bundles with what every party gains, refusals with why, and the certificate of the choice.

Amounts are a year's in the unit of the need, hours are a week's in steps of half an hour, money is DKK a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from symbiose.engine.accounting.measures import Column
from symbiose.engine.exchange.model import Candidate, Part
from symbiose.engine.placement.model import Fault
from symbiose.engine.reason import Reason
from symbiose.engine.symbiosis.model import Measure, Role
from symbiose.engine.units import Per


@dataclass(frozen=True, slots=True)
class Gain:
    """What a party gains in one column, or loses where `quantity` is below 0; None where nobody knows.

    Hours are a week's, positions are there, everything else is a year's.
    """

    column: Column
    measure: Measure
    quantity: float | None
    unit: str
    estimated: bool
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation with all that it does in the bundle, or those who wait for hours ("" and the role `PEOPLE`)."""

    organisation: str
    roles: tuple[Role, ...]
    gains: tuple[Gain, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of the exchange in the bundle: `quantity` in `unit` `per` rhythm as a flow tells it, `year` in the same unit.

    Both are None where nobody said how much. `role` is that of the party at the other end from the hub. `carried` is True
    where a flow already runs between the two.
    """

    role: Role
    candidate: Candidate
    quantity: float | None
    year: float | None
    unit: str
    per: Per
    estimated: bool
    carried: bool


class Crowd(StrEnum):
    """How many of those who wait could fill the hours."""

    UNKNOWN = "unknown"
    NOBODY = "nobody"
    FEW = "few"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Work:
    """Hours a week at the hub: of a position that exists, or of `positions` that are proposed (`position` is "").

    `low` and `high` are the range that the effort gives, or the hours themselves. `source` is the effort's, "" where the
    position's own hours count. `seats` are taken of the position. `count` is told only where the crowd is many.
    """

    position: str
    hours: float
    low: float
    high: float
    positions: int
    seats: int
    source: str
    estimated: bool
    crowd: Crowd
    count: int | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A symbiosis that every party gains by.

    `key` is the same for the same pairs, run after run, whatever the position and the size. `gains` are those of the bundle,
    each counted once and no column added to another. `points` are the sum of `parts`.
    """

    key: str
    hub: str
    size: float
    links: tuple[Link, ...]
    work: Work
    parties: tuple[Party, ...]
    gains: tuple[Gain, ...]
    parts: tuple[Part, ...]
    points: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A bundle that is near and is not proposed: what failed, and which proposed bundles took what it would need.

    `work` is None where no hours could be found for it.
    """

    key: str
    hub: str
    links: tuple[Link, ...]
    work: Work | None
    parties: tuple[Party, ...]
    reasons: tuple[Reason, ...]
    taken_by: tuple[str, ...] = ()


Resource = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Bundles that can all run together, with a certificate: value ≤ bound, for the bundles that were weighed.

    `bundles` are proposed, `options` were kept and not chosen; both by key and size. `prices` in points are for one of
    each resource (`engine.check.bundles` says which), so that anybody can compute a bound in one pass. `left_out` counts
    by name what a limit of the search left out.
    """

    bundles: tuple[Bundle, ...]
    options: tuple[Bundle, ...]
    refusals: tuple[Refusal, ...]
    value: float
    bound: float
    digest: str
    faults: tuple[Fault, ...] = ()
    prices: Mapping[Resource, float] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """Share of the bound that may still be missing, 0 where the choice is proven best."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)

    def summary(self) -> str:
        """One line for a log."""
        return (
            f"{len(self.bundles)} of {len(self.bundles) + len(self.options)} bundles, {len(self.refusals)} refusals, "
            f"value {self.value:.1f} of at most {self.bound:.1f}"
        )
