"""The resource graph and a reading of a text, as frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from symbiose.engine.units import Per


class Kind(StrEnum):
    """Kinds of listing."""

    MATERIAL = "material"
    ENERGY_WATER = "energy_water"
    EQUIPMENT = "equipment"
    SPACE = "space"
    TRANSPORT = "transport"
    COMPETENCE = "competence"
    TASK = "task"
    SERVICE = "service"
    PRODUCT = "product"


class Reach(StrEnum):
    """How a thing travels, which decides how far it is worth moving it (kilometres: `exchange.Policy.reach_km`)."""

    PIPE = "pipe"  # steam, hot water, gas without a grid
    VAN = "van"  # pallets, textiles, equipment
    LORRY = "lorry"  # bulk, metal, timber
    PERSON = "person"  # people travel: tasks, competence, space
    NATION = "nation"  # worth a long haul, or sent through a grid


@dataclass(frozen=True, slots=True)
class Family:
    """One resource family. `conditions` hold for every listing of it unless the text says otherwise."""

    code: str
    kind: Kind
    name_da: str
    name_en: str
    unit: str
    reach: Reach
    parent: str | None = None
    kg_per_m3: float | None = None
    kg_per_piece: float | None = None
    waste_codes: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    nace_makes: tuple[str, ...] = ()
    nace_uses: tuple[str, ...] = ()
    hazard: bool = False
    hazard_source: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Synonym:
    """An everyday word or phrase for a family. `when` lists context words of which one must stand in the text."""

    family: str
    language: str
    words: str
    when: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A quality that a use may require: clean, dry, food grade. `yes`/`no` are phrases that assert or deny it."""

    code: str
    name_da: str
    name_en: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseEdge:
    """Residue `source` can serve as `target`. `share` is the units of target that a unit of source gives (kg per kg)."""

    source: str
    target: str
    conditions: tuple[str, ...]
    share: float
    basis: str  # "source" | "reasoning"
    reference: str
    certainty: str  # "certain" | "likely" | "unverified"


@dataclass(frozen=True, slots=True)
class Graph:
    """Families by code, synonyms, conditions and use-edges, with the version digest of the files they came from.

    `fractions` name the sorting fraction of a family and of its children, "" where it belongs to none.
    """

    families: Mapping[str, Family]
    synonyms: tuple[Synonym, ...]
    conditions: Mapping[str, Condition]
    edges: tuple[UseEdge, ...]
    digest: str
    fractions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end (end excluded) of the text as it was written."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FamilyReading:
    """A proposed family with confidence 0–1 and the words that led there."""

    family: str
    confidence: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A quantity found in the text; `estimated` where the text says about/roughly."""

    amount: float | None
    unit: str | None
    per: Per | None
    estimated: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ItemReading:
    """One thing that the text names: its families best first, and what is said about it.

    `windows` are half-hour bits of the week (see `engine.windows`), 0 where none is said.
    `conditions` map a condition's code to True (said) or False (denied).
    `hazard_words` are the spans that name something hazardous.
    """

    span: Span
    side: str | None  # "have" | "need" | None
    families: tuple[FamilyReading, ...]
    quantity: QuantityReading | None
    windows: int
    window_spans: tuple[Span, ...]
    conditions: Mapping[str, bool]
    condition_spans: tuple[Span, ...]
    hazard_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read into one or more items; `unread` is True where no family was found at all."""

    text: str
    items: tuple[ItemReading, ...]
    unread: bool
