"""What a candidate can move, measured a second time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symbiose.engine.exchange.model import Candidate, Flow, Listing
from symbiose.engine.resources.model import Family, Graph, UseEdge
from symbiose.engine.units import UNITS, Per, Unit

_TIMES = {None: 1, Per.ONCE: 1, Per.WEEK: 52, Per.MONTH: 12, Per.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate with its listings and what both have and lack, in units of the need a year (None: not said)."""

    candidate: Candidate
    have: Listing
    need: Listing
    edge: UseEdge | None
    units: float | None  # of the have in a unit of the need
    supply: float | None
    wanted: float | None

    @property
    def ids(self) -> tuple[str, str]:
        return self.have.id, self.need.id

    @property
    def gain(self) -> float:
        """Weight of the points where the pair moves all that it can."""
        if self.units is None or self.supply is None or self.wanted is None:
            return 1.0
        most = min(self.supply, self.wanted)
        return (most / self.supply + most / self.wanted) / 2

    @property
    def takes(self) -> tuple[float, float]:
        """Share of the have and of the need that is taken where the pair moves all that it can."""
        if self.units is None or self.supply is None or self.wanted is None:
            return 1.0, 1.0
        most = min(self.supply, self.wanted)
        return most / self.supply, most / self.wanted

    @property
    def whole(self) -> tuple[bool, bool]:
        """Whether any flow takes the have, and the need, whole."""
        unknown = self.units is None
        return unknown or self.supply is None, unknown or self.wanted is None


def make_pair(candidate: Candidate, listings: Mapping[str, Listing], graph: Graph, edge: UseEdge | None) -> Pair:
    have, need = listings[candidate.have], listings[candidate.need]
    units = _units(candidate, have, need, graph, edge)
    supply, wanted = a_year(have), a_year(need)
    supply = None if supply is None or units is None else supply / units
    return Pair(candidate, have, need, edge, units, supply, wanted)


def a_year(listing: Listing) -> float | None:
    return None if listing.quantity is None else listing.quantity * _TIMES[listing.per]


def _units(candidate: Candidate, have: Listing, need: Listing, graph: Graph, edge: UseEdge | None) -> float | None:
    """Units of the have that a unit of the need takes, through kilograms where the dimensions differ."""
    own, other = graph.families[candidate.have_family], graph.families[candidate.need_family]
    have_unit, need_unit = UNITS[have.unit or own.unit], UNITS[need.unit or other.unit]
    share = edge.share if edge else 1.0
    if have_unit.dimension == need_unit.dimension:
        return need_unit.factor / have_unit.factor / share
    lead, follow = (other, own) if edge else (own, other)
    need_kg, have_kg = _kg(need_unit, lead, follow), _kg(have_unit, own, other)
    if not need_kg or not have_kg:
        return None
    return need_kg / have_kg / share


def _kg(unit: Unit, first: Family, second: Family) -> float | None:
    """What a unit weighs, by the first family or else the second."""
    weights = {
        "mass": 1.0,
        "volume": first.kg_per_m3 or second.kg_per_m3,
        "count": first.kg_per_piece or second.kg_per_piece,
    }
    weight = weights.get(unit.dimension)
    return weight and weight * unit.factor


def told_a_year(flow: Flow) -> float:
    """The flow's quantity a year."""
    return (flow.quantity or 0.0) * _TIMES[flow.per]


def least_a_year(pair: Pair) -> float:
    """Smallest flow a year in the need's unit: lots are for a time, and a single time stands for all."""
    said = [listing for listing in (pair.have, pair.need) if listing.quantity is not None]
    once = any(listing.per in (None, Per.ONCE) for listing in said)
    return max(
        listing.minimum_lot * _TIMES[None if once else listing.per] / units
        for listing, units in ((pair.have, pair.units or 1.0), (pair.need, 1.0))
    )
