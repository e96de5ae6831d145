from __future__ import annotations

import pytest

from symbiose.engine.resources.fractions import Fraction, fraction_of
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Family, Graph, Kind, Reach


def family(code: str, parent: str | None = None) -> Family:
    return Family(code, Kind.MATERIAL, code, code, "kg", Reach.VAN, parent)


GRAPH = Graph(
    {one.code: one for one in (family("cloth"), family("coat", "cloth"), family("carpet", "cloth"), family("brick"))},
    (),
    {},
    (),
    "",
    {"cloth": "textile", "carpet": ""},
)


@pytest.mark.parametrize(
    ("code", "fraction"),
    [("cloth", "textile"), ("coat", "textile"), ("carpet", ""), ("brick", "")],
    ids=["its own", "its parent's", "apart from its parent", "none"],
)
def test_fraction_of_a_family_is_its_own_or_that_of_the_nearest_parent(code, fraction):
    assert fraction_of(GRAPH, code) == fraction


def test_fraction_of_an_unknown_family_is_refused():
    with pytest.raises(KeyError):
        fraction_of(GRAPH, "unicorn")


@pytest.mark.parametrize(
    ("code", "fraction"),
    [
        ("bread_surplus", "food"),
        ("shredded_paper", "paper"),
        ("cardboard_tubes", "cardboard"),
        ("jars_bottles", "glass"),
        ("aluminium_scrap", "metal"),
        ("plastic_film", "plastic"),
        ("plastic_pvc", ""),
        ("clothes_used", "textile"),
        ("carpet", ""),
        ("refuse_derived_fuel", "residual"),
        ("batteries", "hazardous"),
        ("wood", ""),
        ("bricks_reused", ""),
        ("task_packing", ""),
    ],
)
def test_shipped_families_go_into_the_fraction_of_their_material(code, fraction):
    assert fraction_of(load_graph(), code) == fraction


def test_every_hazardous_family_with_a_fraction_is_in_the_hazardous_one():
    graph = load_graph()

    elsewhere = {code: fraction_of(graph, code) for code, one in graph.families.items() if one.hazard}

    assert {fraction for fraction in elsewhere.values() if fraction} == {Fraction.HAZARDOUS}
