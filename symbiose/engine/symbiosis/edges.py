"""Links that a hub could be joined by: the exchange's pairs with it, by the role of the other side, the best first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.exchange.amounts import Amounts, amounts
from symbiose.engine.exchange.model import Bare, Candidate, Listing
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Family, Kind
from symbiose.engine.symbiosis.model import Problem, Role
from symbiose.engine.symbiosis.room import GRAINS, Room, flow_resource, listing_resource
from symbiose.engine.units import convert

_INCOMING: Mapping[Kind, Role] = {
    **dict.fromkeys((Kind.MATERIAL, Kind.ENERGY_WATER, Kind.PRODUCT), Role.GIVER),
    Kind.SPACE: Role.SPACE,
    Kind.EQUIPMENT: Role.EQUIPMENT,
}
_OUTGOING = frozenset({Kind.PRODUCT, Kind.SERVICE, Kind.TASK, Kind.COMPETENCE, Kind.MATERIAL})
_WEIGHED = frozenset({Kind.MATERIAL, Kind.PRODUCT})
_WORK = frozenset({Kind.SERVICE, Kind.TASK, Kind.COMPETENCE})


@dataclass(frozen=True, slots=True)
class Edge:
    """A pair with a hub. `row` is its place among the candidates; `most` is what is left of it, a year in the need's unit.

    `most` is None where nobody said how much, and 0 where flows with others leave nothing. `kg` and `hours` are of one
    unit, None where it cannot be told; `weighed` is True for what is counted in kg at all, and `hours` stand only where
    work is bought by the hour. `turn` orders pairs of the same points, for each hub in its own way, so that hubs do not
    all begin with the same ones.
    """

    role: Role
    row: int
    candidate: Candidate
    have: Listing
    need: Listing
    moved: Amounts
    most: float | None
    weighed: bool
    kg: float | None
    hours: float | None
    carried: bool
    turn: str

    @property
    def other(self) -> Listing:
        """The listing of the party at the other end from the hub."""
        return self.need if self.role is Role.BUYER else self.have

    @property
    def estimated(self) -> bool:
        """Whether the amount rests on an estimate, an unsaid rhythm or a typical weight."""
        guessed = any(one.quantity is not None and (one.estimated or one.per is None) for one in (self.have, self.need))
        return guessed or self.moved.converted


Edges = Mapping[str, Mapping[Role, tuple[Edge, ...]]]


def edges_of(problem: Problem, room: Room) -> Edges:
    """Every link of every hub, most points first, then by id; nothing that only words join.

    Raises KeyError where a candidate or a flow names a listing that the problem does not have.
    """
    hubs = {one.organisation for one in problem.hubs}
    finder = _Finder(problem, room)
    found: dict[str, dict[Role, list[Edge]]] = {name: {} for name in sorted(hubs)}
    rows = problem.candidates.bare() if isinstance(problem.candidates, Bare) else iter(problem.candidates)
    for row, candidate in enumerate(rows):
        have, need = finder.listings[candidate.have], finder.listings[candidate.need]
        if not candidate.by_words:
            for hub, role in _ends(candidate, have, need, problem, hubs):
                found[hub].setdefault(role, []).append(finder.edge(role, row, candidate))
    return {
        hub: {role: tuple(sorted(edges, key=_place)) for role, edges in by_role.items()}
        for hub, by_role in found.items()
    }


def _place(edge: Edge) -> tuple[float, str]:
    return -edge.candidate.points, edge.turn


def _ends(
    candidate: Candidate, have: Listing, need: Listing, problem: Problem, hubs: set[str]
) -> Iterator[tuple[str, Role]]:
    """The hubs at the ends of a pair, and what the other side is to each."""
    kind = problem.graph.families[candidate.have_family].kind
    if need.organisation in hubs and kind in _INCOMING:
        yield need.organisation, _INCOMING[kind]
    if have.organisation in hubs and kind in _OUTGOING:
        yield have.organisation, Role.BUYER


class _Finder:
    """What every edge is measured against."""

    def __init__(self, problem: Problem, room: Room) -> None:
        self._problem, self._room, self._uses = problem, room, uses_of(problem.graph)
        self.listings = {one.id: one for one in problem.listings}
        self._flowing: dict[str, int] = {}
        for flow, grains in room.running.items():
            self._flowing[flow[1]] = self._flowing.get(flow[1], 0) + grains

    def edge(self, role: Role, row: int, candidate: Candidate) -> Edge:
        """The pair as a link, with what is left of it."""
        have, need = self.listings[candidate.have], self.listings[candidate.need]
        use = self._uses[candidate.have_family][candidate.need_family]
        graph = self._problem.graph
        families = graph.families[candidate.have_family], graph.families[candidate.need_family]
        moved = amounts(have, need, *families, use)
        units = moved.supply_share
        years = (moved.have_year / units if units and moved.have_year else None, moved.need_year if units else None)
        left = [self._left(one.id, candidate) for one in (have, need)]
        # What is taken whole cannot be taken where anything of it is gone.
        gone = any(share < 1 for share, year in zip(left, years, strict=True) if year is None)
        limits = [share * year for share, year in zip(left, years, strict=True) if year is not None]
        return Edge(
            role=role,
            row=row,
            candidate=candidate,
            have=have,
            need=need,
            moved=moved,
            most=0.0 if gone else min(limits, default=None),
            weighed=families[0].kind in _WEIGHED,
            kg=_kg(role, moved.need_unit, *families),
            hours=_hours(moved.need_unit, families[0]),
            carried=flow_resource(have.id, candidate) in self._room.running,
            turn=hashlib.sha256(repr((have.organisation, have.id, need.organisation, need.id)).encode()).hexdigest(),
        )

    def _left(self, listing: str, candidate: Candidate) -> float:
        """Share of a listing that flows with others leave."""
        own = self._room.running.get(flow_resource(listing, candidate), 0)
        return max(0, self._room.most[listing_resource(listing)] - self._flowing.get(listing, 0) + own) / GRAINS


def _kg(role: Role, unit: str, have: Family, need: Family) -> float | None:
    """What a unit weighs; of what a buyer gets the thing itself tells, else what it is used for."""
    if have.kind not in _WEIGHED:
        return None
    first, second = (have, need) if role is Role.BUYER else (need, have)
    return convert(
        1.0,
        unit,
        "kg",
        kg_per_m3=first.kg_per_m3 or second.kg_per_m3,
        kg_per_piece=first.kg_per_piece or second.kg_per_piece,
    )


def _hours(unit: str, have: Family) -> float | None:
    return convert(1.0, unit, "hour") if have.kind in _WORK else None
