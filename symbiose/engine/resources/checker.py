"""Judges a resource graph: everything that must hold before people may rely on it, one finding per breach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from symbiose.engine.resources.fractions import Fraction
from symbiose.engine.resources.graph import BASES, CERTAINTIES, ancestors
from symbiose.engine.resources.model import Graph, Synonym
from symbiose.engine.units import UNITS


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach: the rule's code, the family, words or edge (`source>target`) it concerns, and what is wrong."""

    rule: str
    subject: str
    detail: str


_Check = Callable[[Graph, Mapping[str, bool]], Iterator[Finding]]


def check_graph(graph: Graph, waste_codes: Mapping[str, bool]) -> tuple[Finding, ...]:
    """All breaches, rule by rule in the order of `CHECKS`, then in the order of the files.

    `waste_codes` is the European List of Waste: code "NN NN NN" to whether it is a hazardous entry.
    """
    return tuple(finding for check in CHECKS for finding in check(graph, waste_codes))


def _unknown_codes(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family in graph.families.values():
        if family.parent is not None and family.parent not in graph.families:
            yield Finding("unknown_code", family.code, f"parent {family.parent!r} is no family")
    for synonym in graph.synonyms:
        if synonym.family not in graph.families:
            yield Finding("unknown_code", synonym.words, f"synonym of {synonym.family!r}, which is no family")
    for edge in graph.edges:
        for code in (edge.source, edge.target):
            if code not in graph.families:
                yield Finding("unknown_code", f"{edge.source}>{edge.target}", f"{code!r} is no family")
        for code in edge.conditions:
            if code not in graph.conditions:
                yield Finding("unknown_code", f"{edge.source}>{edge.target}", f"{code!r} is no condition")


def _parent_cycles(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family in graph.families.values():
        line = (family.code, *ancestors(graph, family.code))
        if graph.families[line[-1]].parent in line:
            yield Finding("parent_cycle", family.code, f"its parents lead back: {' > '.join(line)}")


def _kinds_of_parents(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family in graph.families.values():
        parent = graph.families.get(family.parent or "")
        if parent is not None and parent.kind != family.kind:
            yield Finding("parent_kind", family.code, f"is {family.kind}, its parent {parent.code!r} is {parent.kind}")


def _units(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family in graph.families.values():
        if family.unit not in UNITS:
            yield Finding("unknown_unit", family.code, f"{family.unit!r} is no unit")


def _waste(graph: Graph, waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family in graph.families.values():
        unknown = [code for code in family.waste_codes if code not in waste_codes]
        for code in unknown:
            yield Finding("unknown_waste_code", family.code, f"{code!r} is not in the List of Waste")
        all_hazardous = bool(family.waste_codes) and all(waste_codes.get(code, False) for code in family.waste_codes)
        if all_hazardous and not family.hazard:
            yield Finding("hazard_unmarked", family.code, "all its waste codes are hazardous, the family is not")


def _hazards(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family in graph.families.values():
        if family.hazard and not family.hazard_source:
            yield Finding("hazard_without_source", family.code, "is marked hazardous without saying who says so")


def _names(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    named = {synonym.family for synonym in graph.synonyms if synonym.language == "da"}
    for code in graph.families:
        if code not in named:
            yield Finding("no_danish_synonym", code, "no Danish word leads here")


def _shared_words(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    """Words of two families need a rule: at most one of the families may do without context words."""
    by_words: dict[tuple[str, str], list[Synonym]] = {}
    for synonym in graph.synonyms:
        by_words.setdefault((synonym.language, synonym.words.casefold()), []).append(synonym)
    for (language, words), synonyms in by_words.items():
        without_rule = sorted({synonym.family for synonym in synonyms if not synonym.when})
        if len(without_rule) > 1:
            yield Finding("ambiguous_synonym", words, f"({language}) leads to {', '.join(without_rule)} without a rule")
        repeated = Counter((synonym.family, synonym.when) for synonym in synonyms)
        for (family, _), times in repeated.items():
            if times > 1:
                yield Finding("repeated_synonym", words, f"({language}) stands {times} times for {family}")


def _edges(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    times = Counter((edge.source, edge.target) for edge in graph.edges)
    for (source, target), count in times.items():
        if count > 1:
            yield Finding("repeated_edge", f"{source}>{target}", f"stands {count} times")
        if source == target:
            yield Finding("self_edge", f"{source}>{target}", "a family serves itself without an edge")
        elif source in graph.families and target in ancestors(graph, source):
            yield Finding("needless_edge", f"{source}>{target}", "the target is a parent of the source")


def _grounds(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for edge in graph.edges:
        if edge.basis not in BASES or edge.certainty not in CERTAINTIES or not edge.reference:
            detail = f"basis {edge.basis!r}, certainty {edge.certainty!r}, reference {edge.reference!r}"
            yield Finding("edge_without_grounds", f"{edge.source}>{edge.target}", detail)


def _conditions(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for condition in graph.conditions.values():
        if not condition.yes:
            yield Finding("condition_without_words", condition.code, "no phrase asserts it")
        for words in sorted(set(condition.yes) & set(condition.no)):
            yield Finding("condition_contradicts", condition.code, f"{words!r} both asserts and denies it")


def _fractions(graph: Graph, _waste_codes: Mapping[str, bool]) -> Iterator[Finding]:
    for family, fraction in graph.fractions.items():
        if family not in graph.families:
            yield Finding("unknown_code", family, "has a fraction and is no family")
        if fraction and fraction not in tuple(Fraction):
            yield Finding("unknown_fraction", family, f"{fraction!r} is none of the ten fractions")


CHECKS: tuple[_Check, ...] = (
    _unknown_codes,
    _parent_cycles,
    _kinds_of_parents,
    _units,
    _waste,
    _hazards,
    _names,
    _shared_words,
    _edges,
    _grounds,
    _conditions,
    _fractions,
)
