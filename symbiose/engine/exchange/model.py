"""Problem, policy and result of an exchange, as frozen data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol, runtime_checkable

from symbiose.engine.geography import Place
from symbiose.engine.reason import Reason
from symbiose.engine.resources.model import Kind, Reach
from symbiose.engine.units import Per


class Side(StrEnum):
    """Somebody has it, or somebody needs it."""

    HAVE = "have"
    NEED = "need"


class Waste(StrEnum):
    """Status under waste law as the owner states it; unknown opens a task to clarify."""

    NOT_RELEVANT = ""
    BY_PRODUCT = "by_product"
    WASTE = "waste"
    END_OF_WASTE = "end_of_waste"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Code:
    """A resource family of a listing, with the reading's confidence 0–1; a person's choice is confirmed."""

    family: str
    confidence: float = 1.0
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """One thing an organisation has or lacks.

    `quantity` in `unit` `per` rhythm; None means not said. `windows` are half-hour bits, 0 means any time.
    `conditions` map a condition's code to True (said) or False (denied); silence is unknown.
    `price` in DKK per `unit`: asked by the owner of a have, ceiling of a need; None means not said.
    `hazard` is True, False or None (not said: the family decides).
    """

    id: str
    organisation: str
    side: Side
    kind: Kind | None
    text: str
    codes: tuple[Code, ...]
    quantity: float | None = None
    unit: str | None = None
    per: Per | None = None
    estimated: bool = False
    minimum_lot: float = 0.0
    place: Place | None = None
    windows: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    hazard: bool | None = None
    hazard_step_recorded: bool = False
    waste: Waste = Waste.NOT_RELEVANT
    conditions: Mapping[str, bool] = field(default_factory=dict)
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """All listings on a date, and the pairs of organisations or listings that said no (never proposed again)."""

    listings: tuple[Listing, ...]
    today: date
    refused: frozenset[tuple[str, str]] = frozenset()  # (have listing id, need listing id)


@dataclass(frozen=True, slots=True)
class Policy:
    """Named, dated weights in points; points order proposals and are never a reported result.

    `same_family`, less `narrower_family` for each level between, or `use_edge`, less `uncertain_use` (in full for an
    unverified use, half for a likely one), is given in the share that both readings are certain: confidence times
    confidence, 1 where a person confirmed, less `other_kind` (0–1) of it for each unconfirmed reading of another kind
    than its listing states. `likeness` is given for texts of the same words, in part for less. `per_km`,
    `estimated` (each) and `fixed_link` (each link that runs) are taken away. `reach_km` names every `Reach`.
    Each have gets up to `by_words` needs that only their words join, `words_least` (0–1) alike or more.
    """

    version: str
    reach_km: Mapping[Reach, float]
    same_family: float
    use_edge: float
    per_km: float
    estimated: float
    fixed_link: float
    loop_member: float
    loop_length: int = 4
    keep_per_have: int = 20
    uncertain_use: float = 0.0
    narrower_family: float = 0.0
    other_kind: float = 0.0
    likeness: float = 0.0
    words_least: float = 1.0
    by_words: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a candidate's points, recomputable by hand from `quantity` in `unit`."""

    code: str
    quantity: float
    unit: str
    points: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A have and a need that fit, with every part of the points and every reason.

    `most` is the largest yearly flow in the need's own unit; None where neither says a quantity or the two units
    cannot be compared. `supply_share` is how much of the have, in its unit, one unit of the need takes; 0 where the
    units cannot be compared.
    `stopped` is True where an authority step must be recorded first. `by_words` is True where only the words of the
    texts join them: the families are then the likeliest readings or "", and no plan takes the pair up.
    """

    have: str
    need: str
    have_family: str
    need_family: str
    by_use: bool
    km: float | None
    most: float | None
    supply_share: float
    parts: tuple[Part, ...]
    points: float
    reasons: tuple[Reason, ...]
    stopped: bool
    by_words: bool = False


@runtime_checkable
class Bare(Protocol):
    """Candidates that can also be told without parts and reasons, which is far quicker where there are many."""

    def bare(self) -> Iterator[Candidate]: ...


@dataclass(frozen=True, slots=True)
class Flow:
    """How much of a candidate runs: `quantity` in the need's unit and rhythm; None where neither side said.

    `per` is ONCE where either side is a single occasion, and `quantity` is then the whole amount.
    `share` is the part of the candidate's `most` that runs, 0–1. `estimated` is True where the quantity rests on an
    estimated amount, an unsaid rhythm or a typical weight.
    """

    candidate: Candidate
    quantity: float | None
    unit: str
    per: Per
    estimated: bool
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Loop:
    """Flows that close a ring of two to four organisations, first organisation first by id."""

    organisations: tuple[str, ...]
    flows: tuple[Flow, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Work limits, not seconds, so that the same input gives the same result on any machine.

    `rounds` of improvement and `nodes` of each exact search.
    """

    rounds: int = 200
    nodes: int = 100_000


@dataclass(frozen=True, slots=True)
class Result:
    """What the engine proposes, with a certificate: value ≤ bound, verified by `engine.check` without the solver.

    `prices` in points for the whole of a listing, by listing id: from them anybody can compute a bound in one pass
    (`engine.check.priced_bound`). Bounds hold for plans made of these candidates. `left_out` counts by name what a limit
    of the search left out: pairs that fit but were outdone, pairs whose words were not weighed, rings not weighed.
    """

    candidates: Sequence[Candidate]
    flows: Sequence[Flow]
    loops: tuple[Loop, ...]
    value: float
    bound: float
    loop_value: float
    loop_bound: float
    digest: str
    prices: Mapping[str, float] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def figures(self) -> Iterable[Candidate]:
        """The candidates in order, without parts and reasons where they can be told so: a million are read in one pass."""
        return self.candidates.bare() if isinstance(self.candidates, Bare) else self.candidates

    @property
    def gap(self) -> float:
        """Share of the bound that may still be missing, 0 where the plan is proven best."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)

    def summary(self) -> str:
        """One line for a log."""
        return (
            f"{len(self.candidates)} candidates, {len(self.flows)} flows, {len(self.loops)} loops, "
            f"value {self.value:.1f} of at most {self.bound:.1f}"
        )
