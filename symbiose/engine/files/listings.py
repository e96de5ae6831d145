"""`listings.csv` in, and a row of it as the engine's listing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symbiose.engine.exchange.model import Code, Listing, Side
from symbiose.engine.files import cells
from symbiose.engine.files.families import family_codes
from symbiose.engine.files.model import LISTING_COLUMNS, FindPlace, ListingRow, Read
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table
from symbiose.engine.files.workbook import Sheet
from symbiose.engine.geography import Place
from symbiose.engine.resources.model import Graph, ItemReading, Kind, Reading
from symbiose.engine.units import Per

LISTINGS_FILE = "listings.csv"
MOST_READ_CODES = 4
_CLOSE_TO_BEST = 0.5


def read_listings(data: bytes | str | Sheet, *, graph: Graph, find_place: FindPlace) -> Read[ListingRow]:
    """Rows of a `listings.csv`, from its bytes or its text, or of the sheet of a workbook. Codes may be written as a family's code or its name."""
    table = read_table(data, name="listings", columns=LISTING_COLUMNS, required=("id", "side", "text"))
    codes = family_codes(graph)
    place = cells.place(find_place)
    comma = table.delimiter != ","

    def build(reader: cells.RowReader) -> ListingRow:
        reader.required("side", cells.TEXT_LENGTH)
        side = reader.read("side", cells.code_of("side"), "")
        kind = reader.read("kind", cells.code_of("kind"), "")
        per = reader.read("per", cells.code_of("per"), "")
        row = ListingRow(
            id=reader.required("id", cells.ID_LENGTH),
            side=Side(side or "have"),  # a row without a side does not load
            text=reader.required("text", cells.TEXT_LENGTH),
            organisation=reader.optional("organisation", cells.NAME_LENGTH),
            kind=Kind(kind) if kind else None,
            quantity=reader.number("quantity", comma=comma, code="bad_quantity", least=0, above=True),
            unit=reader.read("unit", cells.code_of("unit"), None),
            per=Per(per) if per else None,
            place=reader.read("place", place, ""),
            windows=reader.read("windows", cells.windows, 0),
            codes=reader.read("code", codes, ()),
            hazard=reader.read("hazard", cells.flag, None),
            price=reader.number("price", comma=comma, code="bad_price", least=0),
            valid_from=reader.read("valid_from", cells.day, None),
            valid_to=reader.read("valid_to", cells.day, None),
            extra=reader.extra,
            line=reader.line,
        )
        if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            reader.fault("valid_to", "ends_before_start", start=str(row.valid_from), end=str(row.valid_to))
        return row

    return load_rows(table, build, file=LISTINGS_FILE)


def to_listing(row: ListingRow, *, graph: Graph, find_place: FindPlace, read_text: Callable[..., Reading]) -> Listing:
    """The row as the engine takes it; what the columns leave out is read from the text, its codes unconfirmed.

    A listing without an organisation counts as an organisation of its own.
    """
    items = _items(row, read_text(row.text, graph=graph))
    first = items[0].quantity if items else None
    same = first is not None and row.quantity in (None, first.amount)
    place = find_place(row.place) if row.place else None
    windows = 0
    for item in items:
        windows |= item.windows
    return Listing(
        id=row.id,
        organisation=row.organisation or row.id,
        side=row.side,
        kind=row.kind,
        text=row.text,
        codes=tuple(Code(code) for code in row.codes) or _read_codes(items),
        quantity=first.amount if first and row.quantity is None else row.quantity,
        unit=row.unit or (first.unit if first and same else None),
        per=row.per or (first.per if first else None),
        estimated=first is not None and same and first.estimated,
        place=Place(place.lat, place.lon, place.name) if place else None,
        windows=row.windows or windows,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        hazard=True if row.hazard is None and any(item.hazard_spans for item in items) else row.hazard,
        conditions=_conditions(items),
        price=row.price,
    )


def _items(row: ListingRow, reading: Reading) -> tuple[ItemReading, ...]:
    """Things that the text names on the row's own side, else all of them; the one with a code of the row first."""
    on_side = [item for item in reading.items if item.side in (None, row.side.value)]
    return tuple(
        sorted(on_side or reading.items, key=lambda item: all(one.family not in row.codes for one in item.families))
    )


def _read_codes(items: tuple[ItemReading, ...]) -> tuple[Code, ...]:
    """The likeliest families of every thing named, most certain first."""
    found: dict[str, float] = {}
    for item in items:
        for one in item.families:
            if one.confidence >= _CLOSE_TO_BEST * item.families[0].confidence:
                found[one.family] = max(found.get(one.family, 0.0), one.confidence)
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Code(family, confidence, confirmed=False) for family, confidence in ranked[:MOST_READ_CODES])


def _conditions(items: tuple[ItemReading, ...]) -> Mapping[str, bool]:
    said: dict[str, bool] = {}
    for item in items:
        said = {**item.conditions, **said}
    return said
