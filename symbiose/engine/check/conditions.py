"""The conditions of one candidate, judged a second time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from symbiose.engine.check.measure import Pair
from symbiose.engine.exchange.model import Policy, Problem, Side
from symbiose.engine.resources.model import Graph, Kind

TOLERANCE = 1e-6  # of a quantity, and in points
_KM = 0.1  # distances are told to a tenth
_DETOUR = 1.3
_EARTH_KM = 6371.0088
_HOURS_MATTER = (Kind.EQUIPMENT, Kind.SPACE, Kind.TRANSPORT, Kind.COMPETENCE)


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that a result breaks: a code, the ids that it concerns, and what was found."""

    code: str
    ids: tuple[str, ...]
    found: str = ""


def check_pair(pair: Pair, problem: Problem, graph: Graph, policy: Policy) -> Iterator[Violation]:
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
    if candidate.parts and not abs(sum(part.points for part in candidate.parts) - candidate.points) <= TOLERANCE:
        yield Violation("points_are_not_their_sum", pair.ids)


def _check_terms(pair: Pair, graph: Graph) -> Iterator[Violation]:
    """Hours and price."""
    have, need = pair.have, pair.need
    kind = have.kind or graph.families[pair.candidate.have_family].kind
    if kind in _HOURS_MATTER and have.windows and need.windows and not have.windows & need.windows:
        yield Violation("no_common_hours", pair.ids)
    if pair.units and have.price is not None and need.price is not None:
        ask = have.price * pair.units
        if ask > need.price + TOLERANCE * max(1.0, abs(need.price)):
            yield Violation("too_dear", pair.ids, f"{ask} > {need.price}")


def _hazardous(pair: Pair, graph: Graph) -> bool:
    """Something hazardous about the pair whose authority step is not recorded."""
    own = {code.family for code in pair.have.codes if code.confirmed}
    own |= {pair.candidate.have_family, pair.candidate.need_family}
    has = bool(pair.have.hazard) or any(graph.families[code].hazard for code in own & graph.families.keys())
    return (has and not pair.have.hazard_step_recorded) or (
        bool(pair.need.hazard) and not pair.need.hazard_step_recorded
    )


def _check_distance(pair: Pair, graph: Graph, policy: Policy) -> Iterator[Violation]:
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
    if told is None or not abs(km - told) <= _KM:
        yield Violation("wrong_distance", pair.ids, f"{told} for {km:.1f}")
    if km > policy.reach_km[graph.families[pair.candidate.have_family].reach] + _KM:
        yield Violation("too_far", pair.ids, f"{km:.1f}")
