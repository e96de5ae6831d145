"""Independent validator of an exchange: recomputes what a result promises and imports nothing that made it.

It stands on the problem, the graph and the policy alone, and is written a second time on purpose: where this and the
solver disagree, one of them is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.exchange.model import Candidate, Flow, Listing, Loop, Policy, Problem, Result, Side
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Family, Graph, Kind, UseEdge
from symbiose.engine.units import UNITS, Per, Unit

TOLERANCE = 1e-6  # of a quantity, and in points
_KM = 0.1  # distances are told to a tenth
_DETOUR = 1.3
_EARTH_KM = 6371.0088
_TIMES = {None: 1, Per.ONCE: 1, Per.WEEK: 52, Per.MONTH: 12, Per.YEAR: 1}
_SHORTEST = 2
_HOURS_MATTER = (Kind.EQUIPMENT, Kind.SPACE, Kind.TRANSPORT, Kind.COMPETENCE)


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that a result breaks: a code, the ids that it concerns, and what was found."""

    code: str
    ids: tuple[str, ...]
    found: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
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


def check(problem: Problem, result: Result, *, graph: Graph, policy: Policy) -> tuple[Violation, ...]:
    """Every promise that the result breaks; empty where it keeps them all."""
    listings = {listing.id: listing for listing in problem.listings}
    strangers = [one for one in result.candidates if one.have not in listings or one.need not in listings]
    if strangers:
        return tuple(Violation("unknown_listing", (one.have, one.need)) for one in strangers)
    uses = uses_of(graph)
    pairs, found = {}, []
    for candidate in result.candidates:
        if candidate.need_family not in uses.get(candidate.have_family, {}):
            found.append(Violation("no_use", (candidate.have, candidate.need)))
            continue
        pair = _pair(candidate, listings, graph, uses[candidate.have_family][candidate.need_family])
        pairs[pair.ids] = pair
        found += _check_pair(pair, problem, graph, policy)
    if found:
        return tuple(found)
    foreign = [flow for flow in _all_flows(result) if pairs.get(_ids(flow)) is None]
    if foreign:
        return tuple(Violation("flow_without_candidate", _ids(flow)) for flow in foreign)
    return (
        *_check_flows(result, pairs),
        *_check_limits(result, pairs),
        *_check_value(result, pairs, policy),
        *_check_loops(result, listings, pairs, policy),
    )


def priced_bound(result: Result, problem: Problem, *, graph: Graph, policy: Policy) -> float:
    """What no plan of the candidates can exceed, from the result's prices alone, in one pass.

    For any prices not below 0: all prices, and for each link what it is worth above the price of what it takes.
    """
    listings, uses = {listing.id: listing for listing in problem.listings}, uses_of(graph)
    bound = sum(max(0.0, price) for price in result.prices.values())
    for candidate in result.candidates:
        if not candidate.stopped:
            pair = _pair(candidate, listings, graph, uses[candidate.have_family][candidate.need_family])
            paid = sum(
                max(0.0, result.prices.get(name, 0.0)) * take for name, take in zip(pair.ids, pair.takes, strict=True)
            )
            bound += max(0.0, candidate.points * pair.gain - policy.fixed_link - paid)
    return bound


def _pair(candidate: Candidate, listings: Mapping[str, Listing], graph: Graph, edge: UseEdge | None) -> _Pair:
    have, need = listings[candidate.have], listings[candidate.need]
    units = _units(candidate, have, need, graph, edge)
    supply, wanted = _a_year(have), _a_year(need)
    supply = None if supply is None or units is None else supply / units
    return _Pair(candidate, have, need, edge, units, supply, wanted)


def _a_year(listing: Listing) -> float | None:
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


def _check_pair(pair: _Pair, problem: Problem, graph: Graph, policy: Policy) -> Iterator[Violation]:
    """Conditions of one candidate."""
    have, need, candidate = pair.have, pair.need, pair.candidate
    if (have.side, need.side) != (Side.HAVE, Side.NEED):
        yield Violation("wrong_side", pair.ids)
    if have.organisation == need.organisation:
        yield Violation("own_organisation", pair.ids)
    if pair.ids in problem.refused:
        yield Violation("refused", pair.ids)
    starts = [day for day in (have.valid_from, need.valid_from, problem.today) if day]
    if any(day < max(starts) for day in (have.valid_to, need.valid_to) if day):
        yield Violation("not_valid_together", pair.ids)
    asked = {*(pair.edge.conditions if pair.edge else ()), *(code for code, said in need.conditions.items() if said)}
    denied = sorted(code for code in asked if have.conditions.get(code) is False)
    if denied:
        yield Violation("condition_denied", pair.ids, "|".join(denied))
    yield from _check_terms(pair, graph)
    if _hazardous(pair, graph) and not candidate.stopped:
        yield Violation("hazard_not_stopped", pair.ids)
    yield from _check_distance(pair, graph, policy)
    if abs(sum(part.points for part in candidate.parts) - candidate.points) > TOLERANCE:
        yield Violation("points_are_not_their_sum", pair.ids)


def _check_terms(pair: _Pair, graph: Graph) -> Iterator[Violation]:
    """Hours and price."""
    have, need = pair.have, pair.need
    kind = have.kind or graph.families[pair.candidate.have_family].kind
    if kind in _HOURS_MATTER and have.windows and need.windows and not have.windows & need.windows:
        yield Violation("no_common_hours", pair.ids)
    if pair.units and have.price is not None and need.price is not None:
        ask = have.price * pair.units
        if ask > need.price + TOLERANCE * max(1.0, abs(need.price)):
            yield Violation("too_dear", pair.ids, f"{ask} > {need.price}")


def _hazardous(pair: _Pair, graph: Graph) -> bool:
    """Something hazardous about the pair whose authority step is not recorded."""
    own = {code.family for code in pair.have.codes if code.confirmed}
    own |= {pair.candidate.have_family, pair.candidate.need_family}
    has = bool(pair.have.hazard) or any(graph.families[code].hazard for code in own & graph.families.keys())
    return (has and not pair.have.hazard_step_recorded) or (
        bool(pair.need.hazard) and not pair.need.hazard_step_recorded
    )


def _check_distance(pair: _Pair, graph: Graph, policy: Policy) -> Iterator[Violation]:
    one, other, told = pair.have.place, pair.need.place, pair.candidate.km
    if one is None or other is None:
        if told is not None:
            yield Violation("distance_of_unknown_place", pair.ids)
        return
    # The chord through the globe: another way to the same distance.
    points = [
        (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        for lat, lon in ((math.radians(place.lat), math.radians(place.lon)) for place in (one, other))
    ]
    km = 2 * _EARTH_KM * math.asin(min(1.0, math.dist(*points) / 2)) * _DETOUR
    if told is None or abs(km - told) > _KM:
        yield Violation("wrong_distance", pair.ids, f"{told} for {km:.1f}")
    if km > policy.reach_km[graph.families[pair.candidate.have_family].reach] + _KM:
        yield Violation("too_far", pair.ids, f"{km:.1f}")


def _all_flows(result: Result) -> tuple[Flow, ...]:
    return (*result.flows, *(flow for loop in result.loops for flow in loop.flows))


def _ids(flow: Flow) -> tuple[str, str]:
    return flow.candidate.have, flow.candidate.need


def _check_flows(result: Result, pairs: Mapping[tuple[str, str], _Pair]) -> Iterator[Violation]:
    """Every flow alone: not stopped, within its candidate, and at least the smallest lot."""
    for flow in _all_flows(result):
        pair = pairs[_ids(flow)]
        if pair.candidate.stopped:
            yield Violation("stopped_flow", pair.ids)
        if not 0 < flow.share <= 1:
            yield Violation("share_out_of_range", pair.ids, str(flow.share))
        most = min((limit for limit in (pair.supply, pair.wanted) if limit is not None), default=None)
        if pair.units is None or most is None:
            if flow.quantity is not None:
                yield Violation("quantity_of_unknown", pair.ids)
            continue
        told = _told(flow)
        if abs(told - most * flow.share) > TOLERANCE * max(1.0, most):
            yield Violation("wrong_quantity", pair.ids, f"{told} for {most * flow.share}")
        lot = _lot(pair)
        if told < lot * (1 - TOLERANCE) - TOLERANCE:
            yield Violation("below_lot", pair.ids, f"{told} < {lot}")


def _told(flow: Flow) -> float:
    """The flow's quantity a year."""
    return (flow.quantity or 0.0) * _TIMES[flow.per]


def _lot(pair: _Pair) -> float:
    """Smallest flow a year in the need's unit: lots are for a time, and a single time stands for all."""
    said = [listing for listing in (pair.have, pair.need) if listing.quantity is not None]
    once = any(listing.per in (None, Per.ONCE) for listing in said)
    return max(
        listing.minimum_lot * _TIMES[None if once else listing.per] / units
        for listing, units in ((pair.have, pair.units or 1.0), (pair.need, 1.0))
    )


def _check_limits(result: Result, pairs: Mapping[tuple[str, str], _Pair]) -> Iterator[Violation]:
    """No listing gives or gets more than it has or lacks; what is taken whole is taken once."""
    seen: set[tuple[str, str]] = set()
    taken: dict[str, float] = {}
    for flow in result.flows:
        pair = pairs[_ids(flow)]
        if pair.ids in seen:
            yield Violation("flow_twice", pair.ids)
        seen.add(pair.ids)
        for name, take, whole in zip(pair.ids, pair.takes, pair.whole, strict=True):
            taken[name] = taken.get(name, 0.0) + (1.0 if whole else take * flow.share)
    for name, share in sorted(taken.items()):
        if share > 1 + TOLERANCE:
            yield Violation("more_than_there_is", (name,), f"{share}")


def _check_value(result: Result, pairs: Mapping[tuple[str, str], _Pair], policy: Policy) -> Iterator[Violation]:
    value = sum(
        flow.candidate.points * pairs[_ids(flow)].gain * flow.share - policy.fixed_link for flow in result.flows
    )
    slack = TOLERANCE * max(1.0, abs(value))
    if abs(value - result.value) > slack:
        yield Violation("wrong_value", (), f"{result.value} for {value}")
    if result.bound < result.value - slack:
        yield Violation("bound_below_value", (), f"{result.bound} < {result.value}")


def _check_loops(
    result: Result, listings: Mapping[str, Listing], pairs: Mapping[tuple[str, str], _Pair], policy: Policy
) -> Iterator[Violation]:
    """Loops are simple and closed, and nobody is in two of them."""
    seen: set[str] = set()
    total = 0.0
    for loop in result.loops:
        names = loop.organisations
        yield from _check_ring(loop, listings, policy)
        if seen.intersection(names):
            yield Violation("in_two_loops", tuple(sorted(seen.intersection(names))))
        seen.update(names)
        points = sum(pairs[_ids(flow)].candidate.points for flow in loop.flows) + policy.loop_member * len(names)
        if abs(points - loop.points) > TOLERANCE * max(1.0, abs(points)):
            yield Violation("wrong_loop_points", names, f"{loop.points} for {points}")
        total += points
    if abs(total - result.loop_value) > TOLERANCE * max(1.0, abs(total)):
        yield Violation("wrong_loop_value", (), f"{result.loop_value} for {total}")
    if result.loop_bound < result.loop_value - TOLERANCE * max(1.0, abs(total)):
        yield Violation("loop_bound_below_value", (), f"{result.loop_bound} < {result.loop_value}")


def _check_ring(loop: Loop, listings: Mapping[str, Listing], policy: Policy) -> Iterator[Violation]:
    names = loop.organisations
    if not _SHORTEST <= len(names) <= policy.loop_length:
        yield Violation("loop_length", names)
    if len(set(names)) != len(names):
        yield Violation("loop_not_simple", names)
    if not names or names[0] != min(names):
        yield Violation("loop_start", names)
    givers = tuple(listings[flow.candidate.have].organisation for flow in loop.flows)
    takers = tuple(listings[flow.candidate.need].organisation for flow in loop.flows)
    if givers != names or takers != (*names[1:], *names[:1]):
        yield Violation("loop_not_closed", names)
