"""What the links of a bundle move and take, measured a second time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from symbiose.engine.check.measure import Pair, make_pair
from symbiose.engine.exchange.model import Bare, Candidate, Flow, Listing
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Family, Kind
from symbiose.engine.symbiosis.model import Effort, Problem, Role
from symbiose.engine.symbiosis.plan import Bundle, Link
from symbiose.engine.units import UNITS

GRAINS = 1_000_000  # in a listing
_ROLES = {
    Kind.MATERIAL: Role.GIVER,
    Kind.ENERGY_WATER: Role.GIVER,
    Kind.PRODUCT: Role.GIVER,
    Kind.SPACE: Role.SPACE,
    Kind.EQUIPMENT: Role.EQUIPMENT,
}
_SOLD = (Kind.PRODUCT, Kind.SERVICE, Kind.TASK, Kind.COMPETENCE, Kind.MATERIAL)
_BY_HOUR = (Kind.SERVICE, Kind.TASK, Kind.COMPETENCE)
_WEIGHED = (Kind.MATERIAL, Kind.PRODUCT)


@dataclass(frozen=True, slots=True)
class Case:
    """A problem with its rows by name."""

    problem: Problem
    listings: Mapping[str, Listing]
    candidates: Mapping[tuple[str, str], Candidate]

    def family(self, code: str) -> Family:
        return self.problem.graph.families[code]

    def pair(self, candidate: Candidate) -> Pair:
        uses = uses_of(self.problem.graph)
        edge = uses[candidate.have_family][candidate.need_family]
        return make_pair(candidate, self.listings, self.problem.graph, edge)

    def role(self, link: Link, hub: str) -> Role | None:
        """What the other side of a link is to a hub; None where it is nothing."""
        kind = self.family(link.candidate.have_family).kind
        if self.listings[link.candidate.need].organisation == hub:
            return _ROLES.get(kind)
        if self.listings[link.candidate.have].organisation == hub and kind in _SOLD:
            return Role.BUYER
        return None

    def other(self, link: Link) -> Listing:
        """The listing of the other side."""
        return self.listings[link.candidate.need if link.role is Role.BUYER else link.candidate.have]


def make_case(problem: Problem) -> Case:
    """The rows by name; candidates without parts and reasons, which nothing here stands on."""
    figures = problem.candidates.bare() if isinstance(problem.candidates, Bare) else iter(problem.candidates)
    return Case(
        problem,
        {one.id: one for one in problem.listings},
        {(one.have, one.need): one for one in figures},
    )


def taken(case: Case, candidate: Candidate, year: float) -> dict[str, float]:
    """Grains of both listings that so much a year takes, by id: all of a listing that says no quantity."""
    pair = case.pair(candidate)
    have, need = pair.have.id, pair.need.id
    if pair.units is None:
        return {have: GRAINS, need: GRAINS}
    return {
        have: GRAINS * year / pair.supply if pair.supply else GRAINS,
        need: GRAINS * year / pair.wanted if pair.wanted else GRAINS,
    }


def flowing(case: Case, flow: Flow) -> dict[str, float]:
    """Grains that a flow takes."""
    pair = case.pair(flow.candidate)
    limits = [one for one in (pair.supply, pair.wanted) if one is not None]
    return taken(case, flow.candidate, flow.share * min(limits, default=0.0))


def kg_of(case: Case, link: Link) -> float | None:
    """What one unit of a link weighs; None where it cannot be told."""
    have, need = case.family(link.candidate.have_family), case.family(link.candidate.need_family)
    lead, follow = (have, need) if link.role is Role.BUYER else (need, have)
    unit = UNITS[link.unit]
    weights = {
        "mass": 1.0,
        "volume": lead.kg_per_m3 or follow.kg_per_m3,
        "count": lead.kg_per_piece or follow.kg_per_piece,
    }
    weight = weights.get(unit.dimension)
    return None if weight is None else weight * unit.factor


def is_weighed(case: Case, link: Link) -> bool:
    """Whether what goes over a link is counted in kg at all."""
    return case.family(link.candidate.have_family).kind in _WEIGHED


def key_of(bundle: Bundle) -> str:
    """What a no is remembered by: the hub and its pairs, whatever the bundle calls itself."""
    pairs = sorted(f"{link.candidate.have}>{link.candidate.need}" for link in bundle.links)
    return hashlib.sha256(repr((bundle.hub, pairs)).encode()).hexdigest()


def link_of(bundle: Bundle, role: Role) -> Link | None:
    """The link of a role."""
    return next((one for one in bundle.links if one.role is role), None)


def hours_expected(case: Case, bundle: Bundle) -> tuple[float, str] | None:
    """Hours a week that the links take by what somebody knows of them, and its source; None where nobody knows."""
    efforts = {one.family: one for one in case.problem.efforts}
    buyer, giver = link_of(bundle, Role.BUYER), link_of(bundle, Role.GIVER)
    if buyer is not None and buyer.year is not None and _by_hour(case, buyer):
        return buyer.year * UNITS[buyer.unit].factor / 52, ""
    for link in (giver, buyer):
        known = None if link is None or link.year is None else _by_effort(case, link, efforts)
        if known is not None:
            return known
    return None


def _by_hour(case: Case, link: Link) -> bool:
    return case.family(link.candidate.have_family).kind in _BY_HOUR and UNITS[link.unit].dimension == "time"


def _by_effort(case: Case, link: Link, efforts: Mapping[str, Effort]) -> tuple[float, str] | None:
    pair = case.pair(link.candidate)
    have = case.listings[link.candidate.have]
    unit, year = have.unit or case.family(link.candidate.have_family).unit, link.year or 0.0
    ends = (
        (link.candidate.have_family, unit, year * (pair.units or 0.0)),
        (link.candidate.need_family, link.unit, year),
    )
    for family, unit, amount in ends:
        code: str | None = family
        while code is not None:
            if code in efforts:
                units = _in_unit(case.family(family), unit, efforts[code].unit)
                if units is not None:
                    return amount * units * efforts[code].central / 52, efforts[code].source
            code = case.family(code).parent
    return None


def _in_unit(family: Family, unit: str, target: str) -> float | None:
    one, other = UNITS[unit], UNITS[target]
    if one.dimension == other.dimension:
        return one.factor / other.factor
    weights = {"mass": 1.0, "volume": family.kg_per_m3, "count": family.kg_per_piece}
    kg, per_kg = weights.get(one.dimension), weights.get(other.dimension)
    return None if not kg or not per_kg else one.factor * kg / (other.factor * per_kg)
