"""The ten fractions in which waste is sorted, and which of them a resource would have gone into."""

from __future__ import annotations

from enum import StrEnum

from symbiose.engine.resources.graph import ancestors
from symbiose.engine.resources.model import Graph


class Fraction(StrEnum):
    """Codes of the ten fractions; their names and the rule that lays them down are reference data."""

    FOOD = "food"
    PAPER = "paper"
    CARDBOARD = "cardboard"
    GLASS = "glass"
    METAL = "metal"
    PLASTIC = "plastic"
    CARTONS = "cartons"
    TEXTILE = "textile"
    RESIDUAL = "residual"
    HAZARDOUS = "hazardous"


def fraction_of(graph: Graph, family: str) -> str:
    """The fraction that is written for the family, else for the nearest of its parents that has one.

    "" where the thing belongs to none of the ten, such as wood and bricks, and where it is not known: an empty cell
    ends the search, so that a family may stand apart from its parent. Raises KeyError for an unknown family.
    """
    line = (family, *ancestors(graph, family))
    return next((graph.fractions[code] for code in line if code in graph.fractions), "")
