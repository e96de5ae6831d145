from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import symbiose.reference
from symbiose.engine.resources.checker import CHECKS, Finding, check_graph
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.model import Condition, Family, Graph, Kind, Reach, Synonym, UseEdge

WASTE = {"17 02 01": False, "17 02 04": True}
WOOD = Family("wood", Kind.MATERIAL, "træ", "wood", "kg", Reach.VAN, waste_codes=("17 02 01",))
BOARD = Family("board", Kind.MATERIAL, "plade", "board", "kg", Reach.VAN, parent="wood")
FUEL = Family("fuel", Kind.MATERIAL, "brændsel", "fuel", "kg", Reach.VAN)
SYNONYMS = tuple(Synonym(family.code, "da", family.name_da) for family in (WOOD, BOARD, FUEL))
DRY = Condition("dry", "tør", "dry", ("tør",), ("våd",))
EDGE = UseEdge("wood", "fuel", ("dry",), 1.0, "reasoning", "Træ brænder.", "certain")
SOUND = Graph({one.code: one for one in (WOOD, BOARD, FUEL)}, SYNONYMS, {"dry": DRY}, (EDGE,), "")


def with_family(family: Family) -> Graph:
    return replace(SOUND, families={**SOUND.families, family.code: family})


def with_synonyms(*synonyms: Synonym) -> Graph:
    return replace(SOUND, synonyms=SYNONYMS + synonyms)


def with_edges(*edges: UseEdge) -> Graph:
    return replace(SOUND, edges=edges)


def test_a_sound_graph_has_no_findings():
    assert check_graph(SOUND, WASTE) == ()


def test_words_of_two_families_are_sound_with_a_rule_on_all_but_one():
    graph = with_synonyms(
        Synonym("wood", "da", "rest"),
        Synonym("board", "da", "Rest", ("plade",)),
        Synonym("fuel", "en", "rest"),
    )

    assert check_graph(graph, WASTE) == ()


def test_a_family_with_one_harmless_waste_code_need_not_be_hazardous():
    mixed = replace(WOOD, waste_codes=("17 02 01", "17 02 04"))

    assert check_graph(with_family(mixed), WASTE) == ()


@pytest.mark.parametrize(
    ("graph", "finding"),
    [
        (
            with_family(replace(BOARD, parent="nowhere")),
            Finding("unknown_code", "board", "parent 'nowhere' is no family"),
        ),
        (
            with_synonyms(Synonym("nowhere", "da", "ord")),
            Finding("unknown_code", "ord", "synonym of 'nowhere', which is no family"),
        ),
        (
            with_edges(replace(EDGE, source="nowhere")),
            Finding("unknown_code", "nowhere>fuel", "'nowhere' is no family"),
        ),
        (
            with_edges(replace(EDGE, target="nowhere")),
            Finding("unknown_code", "wood>nowhere", "'nowhere' is no family"),
        ),
        (
            with_edges(replace(EDGE, conditions=("pretty",))),
            Finding("unknown_code", "wood>fuel", "'pretty' is no condition"),
        ),
        (
            with_family(replace(FUEL, parent="fuel")),
            Finding("parent_cycle", "fuel", "its parents lead back: fuel"),
        ),
        (
            with_family(replace(BOARD, kind=Kind.PRODUCT)),
            Finding("parent_kind", "board", "is product, its parent 'wood' is material"),
        ),
        (
            with_family(replace(FUEL, unit="barrel")),
            Finding("unknown_unit", "fuel", "'barrel' is no unit"),
        ),
        (
            with_family(replace(WOOD, waste_codes=("99 99 99",))),
            Finding("unknown_waste_code", "wood", "'99 99 99' is not in the List of Waste"),
        ),
        (
            with_family(replace(WOOD, waste_codes=("17 02 04",))),
            Finding("hazard_unmarked", "wood", "all its waste codes are hazardous, the family is not"),
        ),
        (
            with_family(replace(FUEL, hazard=True)),
            Finding("hazard_without_source", "fuel", "is marked hazardous without saying who says so"),
        ),
        (
            replace(SOUND, synonyms=(*SYNONYMS[:2], Synonym("fuel", "en", "fuel"))),
            Finding("no_danish_synonym", "fuel", "no Danish word leads here"),
        ),
        (
            with_synonyms(Synonym("fuel", "da", "Træ")),
            Finding("ambiguous_synonym", "træ", "(da) leads to fuel, wood without a rule"),
        ),
        (
            with_synonyms(Synonym("wood", "da", "træ")),
            Finding("repeated_synonym", "træ", "(da) stands 2 times for wood"),
        ),
        (
            with_edges(EDGE, replace(EDGE, share=0.5)),
            Finding("repeated_edge", "wood>fuel", "stands 2 times"),
        ),
        (
            with_edges(replace(EDGE, target="wood")),
            Finding("self_edge", "wood>wood", "a family serves itself without an edge"),
        ),
        (
            with_edges(replace(EDGE, source="board", target="wood")),
            Finding("needless_edge", "board>wood", "the target is a parent of the source"),
        ),
        (
            with_edges(replace(EDGE, reference="")),
            Finding("edge_without_grounds", "wood>fuel", "basis 'reasoning', certainty 'certain', reference ''"),
        ),
        (
            with_edges(replace(EDGE, basis="rumour")),
            Finding(
                "edge_without_grounds", "wood>fuel", "basis 'rumour', certainty 'certain', reference 'Træ brænder.'"
            ),
        ),
        (
            with_edges(replace(EDGE, certainty="perhaps")),
            Finding(
                "edge_without_grounds", "wood>fuel", "basis 'reasoning', certainty 'perhaps', reference 'Træ brænder.'"
            ),
        ),
        (
            replace(SOUND, conditions={"dry": replace(DRY, yes=())}),
            Finding("condition_without_words", "dry", "no phrase asserts it"),
        ),
        (
            replace(SOUND, conditions={"dry": replace(DRY, no=("tør",))}),
            Finding("condition_contradicts", "dry", "'tør' both asserts and denies it"),
        ),
        (
            replace(SOUND, fractions={"wood": "", "straw": "food"}),
            Finding("unknown_code", "straw", "has a fraction and is no family"),
        ),
        (
            replace(SOUND, fractions={"wood": "timber"}),
            Finding("unknown_fraction", "wood", "'timber' is none of the ten fractions"),
        ),
    ],
)
def test_a_single_breach_gives_a_single_finding(graph, finding):
    assert check_graph(graph, WASTE) == (finding,)


def test_a_cycle_is_found_at_every_family_on_it():
    graph = with_family(replace(WOOD, parent="board"))

    assert check_graph(graph, WASTE) == (
        Finding("parent_cycle", "wood", "its parents lead back: wood > board"),
        Finding("parent_cycle", "board", "its parents lead back: board > wood"),
    )


def test_findings_stand_in_the_order_of_the_rules():
    graph = replace(with_family(replace(FUEL, unit="barrel", hazard=True)), edges=(EDGE, EDGE))

    rules = [finding.rule for finding in check_graph(graph, WASTE)]

    assert rules == ["unknown_unit", "hazard_without_source", "repeated_edge"]
    assert len(CHECKS) == 12


def test_the_shipped_graph_has_no_findings():
    list_of_waste = Path(symbiose.reference.__file__).with_name("waste_codes.csv")
    with list_of_waste.open(encoding="utf-8", newline="") as file:
        waste_codes = {row["code"]: row["hazardous"] == "1" for row in csv.DictReader(file)}

    assert len(waste_codes) == 842
    assert check_graph(load_graph(), waste_codes) == ()
