"""How many hours of work a link takes: what is bought by the hour, else what somebody knows of its family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.resources.graph import ancestors
from symbiose.engine.resources.model import Graph
from symbiose.engine.symbiosis.edges import Edge
from symbiose.engine.symbiosis.model import Effort, Role
from symbiose.engine.units import convert


@dataclass(frozen=True, slots=True)
class Rate:
    """Hours of work for one unit of the need, and how it is known; `source` is "" where the buyer buys hours."""

    low: float
    central: float
    high: float
    source: str
    estimated: bool


def rate_of(edge: Edge, efforts: Mapping[str, Effort], graph: Graph) -> Rate | None:
    """The rate of the nearest family that somebody knows it of: the have's, what that is a kind of, then the need's."""
    if edge.role is Role.BUYER and edge.hours is not None:
        return Rate(edge.hours, edge.hours, edge.hours, "", estimated=False)
    for effort, units in _known(edge, efforts, graph):
        if units is not None:
            sure = effort.certainty == "certain"
            return Rate(effort.low * units, effort.central * units, effort.high * units, effort.source, not sure)
    return None


def _known(edge: Edge, efforts: Mapping[str, Effort], graph: Graph) -> Iterator[tuple[Effort, float | None]]:
    """Efforts of the pair's families, and their units to one unit of the need (None: cannot be compared)."""
    share = edge.moved.supply_share
    ends = [(edge.candidate.have_family, edge.moved.have_unit, share)] if share else []
    for family, unit, amount in (*ends, (edge.candidate.need_family, edge.moved.need_unit, 1.0)):
        weights = graph.families[family]
        for code in (family, *ancestors(graph, family)):
            if code in efforts:
                effort = efforts[code]
                yield (
                    effort,
                    convert(amount, unit, effort.unit, kg_per_m3=weights.kg_per_m3, kg_per_piece=weights.kg_per_piece),
                )
