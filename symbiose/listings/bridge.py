"""The door to the engine: texts into proposals for a form, rows into the engine's listings, families by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from symbiose.engine import windows
from symbiose.engine.exchange import model as engine
from symbiose.engine.files import LISTING_COLUMNS, ListingRow, Read, Sheet, read_listings, to_listing
from symbiose.engine.geography import Place
from symbiose.engine.resources.graph import ancestors, load_graph
from symbiose.engine.resources.model import Family, ItemReading, Kind, Reading, Span
from symbiose.engine.resources.reading import read_text, sure
from symbiose.engine.resources.words import fold
from symbiose.engine.units import Per, convert
from symbiose.listings.models import Listing
from symbiose.reference import find_place

FILE_COLUMNS = LISTING_COLUMNS
MOST_CHIPS = 4
MOST_FOUND = 8
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A family that a text may mean: its code, name, confidence 0–1 and the writer's own words that led there."""

    code: str
    name: str
    confidence: float
    words: str


@dataclass(frozen=True, slots=True)
class ItemRead:
    """One thing of a text, ready for a form. `windows` is the text form in Danish; `hazard_words` the writer's own."""

    text: str
    side: str
    families: tuple[Proposed, ...]
    sure: bool
    quantity: Decimal | None
    unit: str
    per: str
    estimated: bool
    windows: str
    conditions: dict[str, bool]
    hazard_words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: which thing it led to (0 for none), and whether the thing's number stands after it."""

    text: str
    item: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class TextRead:
    """A whole text: its things and the text in pieces, with the words that were used marked."""

    items: tuple[ItemRead, ...]
    pieces: tuple[Piece, ...]
    unread: bool


def read(text: str) -> TextRead:
    """Read a text; one that names nothing known, or has no words, is one thing without families."""
    reading = read_text(text, graph=load_graph())
    items = tuple(_item(reading, item) for item in reading.items)
    return TextRead(items or (_nothing(text),), tuple(_pieces(reading)), unread=reading.unread)


def _nothing(text: str) -> ItemRead:
    return ItemRead(text.strip(), "", (), False, None, "", "", False, "", {}, "")


def _item(reading: Reading, item: ItemReading) -> ItemRead:
    said = item.quantity
    best = family(item.families[0].family) if item.families else None
    amount = None if said is None or said.amount is None else Decimal(str(round(said.amount, 3)))
    return ItemRead(
        text=reading.text.strip() if len(reading.items) == 1 else _own_sentences(reading.text, item),
        side=item.side or "",
        families=tuple(
            Proposed(one.family, family_name(one.family), one.confidence, _words(reading.text, one.spans))
            for one in item.families[:MOST_CHIPS]
        ),
        sure=sure(item),
        quantity=amount,
        unit=(said.unit if said else None) or (best.unit if best and amount is not None else ""),
        per=(said.per or Per.ONCE).value if said and amount is not None else "",
        estimated=bool(said and said.estimated),
        windows=windows.format_windows(item.windows),
        conditions=dict(item.conditions),
        hazard_words=_words(reading.text, item.hazard_spans)[:300],
    )


def _words(text: str, spans: Iterable[Span]) -> str:
    """The writer's own words, each once, parted by a bar."""
    return "|".join(dict.fromkeys(text[span.start : span.end].lower() for span in spans))


def _all_spans(item: ItemReading) -> list[Span]:
    families = [span for one in item.families for span in one.spans]
    quantity = list(item.quantity.spans) if item.quantity else []
    return [*families, *quantity, *item.window_spans, *item.condition_spans, *item.hazard_spans]


def _own_sentences(text: str, item: ItemReading) -> str:
    """The sentences that speak of one thing, where a text names several."""
    spans = [*_all_spans(item), item.span]
    own = [
        found[0].strip()
        for found in SENTENCE.finditer(text)
        if any(span.start < found.end() and found.start() < span.end for span in spans)
    ]
    return " ".join(own) or text.strip()


def _pieces(reading: Reading) -> Iterable[Piece]:
    """The text cut where marks begin and end; a thing's number follows the last word that named it."""
    marks = [0] * len(reading.text)
    ends: dict[int, int] = {}
    for number, item in enumerate(reading.items, 1):
        for span in _all_spans(item):
            marks[span.start : span.end] = [number] * (span.end - span.start)
        named = [span.end for one in item.families[:1] for span in one.spans]
        if named and len(reading.items) > 1:
            ends[max(named)] = number
    start = 0
    for at in range(1, len(marks) + 1):
        if at == len(marks) or marks[at] != marks[start] or at in ends:
            yield Piece(reading.text[start:at], marks[start], numbered=at in ends)
            start = at


def family(code: str) -> Family | None:
    """A family of the graph, or None where the graph no longer has it."""
    return load_graph().families.get(code)


def family_codes() -> list[str]:
    """Every family of the graph by its code."""
    return list(load_graph().families)


def family_name(code: str) -> str:
    """The family's name in the reader's language, with a capital; the code itself where the graph has no such family."""
    found = family(code)
    if found is None:
        return code
    name = found.name_en if (get_language() or "da").startswith("en") else found.name_da
    return name[:1].upper() + name[1:]


def search_families(text: str) -> list[str]:
    """Codes of families that a word may mean, best first: what the text reads as, then names, then synonyms."""
    asked = " ".join(fold(word) for word in text.split())
    if not asked:
        return []
    graph = load_graph()
    read_as = [one.family for item in read_text(text, graph=graph).items for one in item.families]
    names = {code: f"{fold(one.name_da)} {fold(one.name_en)}" for code, one in graph.families.items()}
    begins = [code for code, name in names.items() if name.startswith(asked) or f" {asked}" in name]
    holds = [code for code, name in names.items() if asked in name]
    known = [one.family for one in graph.synonyms if asked in fold(one.words)]
    return list(dict.fromkeys([*read_as, *begins, *holds, *known]))[:MOST_FOUND]


def broader(code: str) -> str | None:
    """The nearest parent of a family, or None at the top."""
    return next(iter(ancestors(load_graph(), code)), None) if family(code) else None


def with_kinds_of(code: str) -> list[str]:
    """A family and everything that is a kind of it."""
    graph = load_graph()
    return [one for one in graph.families if one == code or code in ancestors(graph, one)]


def is_hazardous(codes: Iterable[str]) -> bool:
    """True where any of the families is marked hazardous in the graph."""
    return any(found.hazard for code in codes if (found := family(code)))


def unit_fits(unit: str, code: str) -> bool:
    """True where a quantity in this unit can be compared with the family's own unit."""
    found = family(code)
    if found is None:
        return True
    return convert(1.0, unit, found.unit, kg_per_m3=found.kg_per_m3, kg_per_piece=found.kg_per_piece) is not None


def graph_digest() -> str:
    """Which version of the graph a text was read with."""
    return load_graph().digest


def week(text: str) -> tuple[tuple[int, int, int], ...]:
    """Runs of a windows text as (day 0–6, first half hour, last half hour excluded)."""
    return windows.spans(windows.parse_windows(text))


def plain_windows(text: str) -> str:
    """A windows text in its one written form. Raises `engine.windows.WindowError` naming the part that is wrong."""
    return windows.format_windows(windows.parse_windows(text))


def to_engine(listings: Sequence[Listing]) -> tuple[engine.Listing, ...]:
    """Rows as the engine's listings, ids as text. Prefetch `codes`, or it is one query per row.

    A stopped listing is hazardous and without a recorded step, so that the engine proposes no flow of it; one that an
    authority let go carries the step.
    """
    return tuple(_to_engine(row) for row in listings)


def _to_engine(row: Listing) -> engine.Listing:
    return engine.Listing(
        id=str(row.pk),
        organisation=str(row.organisation_id),
        side=engine.Side(row.side),
        kind=Kind(row.kind) if row.kind else None,
        text=row.text,
        codes=tuple(
            engine.Code(code.family, code.confidence, code.confirmed) for code in row.codes.all() if family(code.family)
        ),
        quantity=None if row.quantity is None else float(row.quantity),
        unit=row.unit or None,
        per=Per(row.per) if row.per else None,
        estimated=row.estimated,
        place=_place(row),
        windows=windows.parse_windows(row.windows),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        hazard=True if row.stopped else row.hazard,
        hazard_step_recorded=row.step_recorded,
        waste=engine.Waste(row.waste),
        conditions=row.conditions,
        price=None if row.price is None else float(row.price),
    )


def _place(row: Listing) -> Place | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Place(row.latitude, row.longitude, row.place)


def read_file(data: bytes | Sheet) -> Read[ListingRow]:
    """Rows and findings of a file of listings, CSV or a workbook."""
    return read_listings(data, graph=load_graph(), find_place=find_place)


def fields_of(row: ListingRow) -> tuple[dict[str, Any], list[tuple[str, float, bool]]]:
    """A row of a file as fields, and families as (code, confidence, confirmed); what it leaves out is read."""
    one = to_listing(row, graph=load_graph(), find_place=find_place, read_text=read_text)
    first = family(one.codes[0].family) if one.codes else None
    unit = one.unit or (first.unit if first else "piece")
    counted = one.quantity is not None and one.quantity > 0
    fields = {
        "side": one.side.value,
        "kind": (one.kind or (first.kind if first else None) or ""),
        "text": one.text,
        "quantity": Decimal(str(round(one.quantity or 0, 3))) if counted else None,
        "unit": unit if counted else "",
        "per": (one.per or Per.ONCE).value if counted else "",
        "estimated": one.estimated and counted,
        "windows": windows.format_windows(one.windows),
        "hazard": one.hazard,
        "hazard_words": "|".join(item.hazard_words for item in read(one.text).items if item.hazard_words)[:300],
        "conditions": dict(one.conditions),
        "price": None if one.price is None else Decimal(str(round(one.price, 2))),
        **{name: day for name in ("valid_from", "valid_to") if (day := getattr(one, name)) is not None},
    }
    fields["kind"] = str(fields["kind"])
    return fields, [(code.family, code.confidence, code.confirmed) for code in one.codes]


def said_by(row: ListingRow) -> set[str]:
    """The fields that a row of a file says itself."""
    columns = ("kind", "unit", "per", "windows", "hazard", "price", "valid_from", "valid_to")
    said = {name for name in columns if getattr(row, name) not in (None, "", 0)}
    placed = {"postcode", "town", "latitude", "longitude"} if row.place else set()
    return {"side", "text", *said, *placed, *({"quantity"} if row.quantity is not None else set())}
