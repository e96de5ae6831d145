"""A graph small enough to hold in the head, for the tests of reading."""

from __future__ import annotations

from symbiose.engine.resources.model import Condition, Family, Graph, Kind, Reach, Synonym


def _family(code: str, kind: Kind, name_da: str, name_en: str, unit: str = "kg", **more: object) -> Family:
    return Family(code, kind, name_da, name_en, unit, Reach.VAN, **more)


TINY_FAMILIES = (
    _family("wood", Kind.MATERIAL, "træ", "wood", kg_per_m3=400.0),
    _family("wood_offcuts", Kind.MATERIAL, "træafskær", "wood offcuts", parent="wood"),
    _family("metal", Kind.MATERIAL, "metal", "metal"),
    _family("metal_offcuts", Kind.MATERIAL, "metalafskær", "metal offcuts", parent="metal"),
    _family("pallets", Kind.MATERIAL, "paller", "pallets", "piece", kg_per_piece=22.0),
    _family("bags", Kind.MATERIAL, "poser", "bags", "piece"),
    _family("coffee", Kind.MATERIAL, "kaffegrums", "coffee grounds"),
    _family("solvent", Kind.MATERIAL, "opløsningsmiddel", "solvents", "l", hazard=True, hazard_source="test"),
    _family("heat", Kind.ENERGY_WATER, "overskudsvarme", "waste heat", "therm"),
    _family("trailer", Kind.TRANSPORT, "lukket trailer", "closed trailer", "hour"),
    _family("packing", Kind.TASK, "pakkeopgaver", "packing", "hour"),
)
TINY_SYNONYMS = (
    Synonym("wood", "da", "fyr", weight=0.5),
    Synonym("wood", "da", "eg", weight=0.5),
    Synonym("wood", "da", "gran", ("træ", "brædder og planker")),
    Synonym("wood_offcuts", "da", "afskær", ("træ", "fyr", "møbel")),
    Synonym("wood_offcuts", "da", "rester af træ"),
    Synonym("metal_offcuts", "da", "afskær", ("metal",)),
    Synonym("trailer", "da", "trailer"),
    Synonym("trailer", "en", "trailer"),
    Synonym("trailer", "da", "den der trailer"),
    Synonym("trailer", "da", "bil", weight=0.3),
    Synonym("pallets", "da", "palle"),
    Synonym("pallets", "da", "palle"),
    Synonym("pallets", "en", "skid"),
    Synonym("pallets", "en", "battery box"),
    Synonym("wood", "da", "møbel"),
    Synonym("wood", "da", "rive"),
    Synonym("bags", "da", "grøntsagspose"),
    Synonym("bags", "da", "grøntsager"),
    Synonym("bags", "da", "!"),
)
TINY_CONDITIONS = (
    Condition("dry", "tør", "dry", ("tør", "tørt", "under tag"), ("våd", "vådt")),
    Condition("untreated", "ubehandlet", "untreated", ("ubehandlet", "uden maling"), ("malet", "lakeret", "–")),
)
TINY = Graph(
    families={family.code: family for family in TINY_FAMILIES},
    synonyms=TINY_SYNONYMS,
    conditions={condition.code: condition for condition in TINY_CONDITIONS},
    edges=(),
    digest="tiny",
)
