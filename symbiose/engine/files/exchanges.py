"""`exchanges.csv` in: what already goes from one organisation to another."""

from __future__ import annotations

from symbiose.engine.files import cells
from symbiose.engine.files.families import family_codes
from symbiose.engine.files.model import EXCHANGE_COLUMNS, EvidenceGrade, ExchangeRow, ExchangeStatus, Read
from symbiose.engine.files.rows import load_rows
from symbiose.engine.files.table import read_table
from symbiose.engine.files.workbook import Sheet
from symbiose.engine.resources.model import Graph
from symbiose.engine.units import Per

EXCHANGES_FILE = "exchanges.csv"
SOURCE_LENGTH = 300
_STILL_THERE = frozenset({ExchangeStatus.RUNNING, ExchangeStatus.PAUSED})


def read_exchanges(data: bytes | str | Sheet, *, graph: Graph) -> Read[ExchangeRow]:
    """Rows of an `exchanges.csv`, from its bytes or its text, or of the sheet of a workbook."""
    table = read_table(data, name="exchanges", columns=EXCHANGE_COLUMNS, required=("giver", "receiver", "text"))
    codes = family_codes(graph)
    comma = table.delimiter != ","

    def build(reader: cells.RowReader) -> ExchangeRow:
        per = reader.read("per", cells.code_of("per"), "")
        status = reader.read("status", cells.code_of("status"), "")
        evidence = reader.read("evidence", cells.code_of("evidence"), "")
        row = ExchangeRow(
            giver=reader.required("giver", cells.NAME_LENGTH),
            receiver=reader.required("receiver", cells.NAME_LENGTH),
            text=reader.required("text", cells.NAME_LENGTH),
            source=reader.optional("source", SOURCE_LENGTH),
            id=reader.optional("id", cells.ID_LENGTH),
            quantity=reader.number("quantity", comma=comma, code="bad_quantity", least=0, above=True),
            unit=reader.read("unit", cells.code_of("unit"), None),
            per=Per(per) if per else None,
            since=reader.read("since", cells.partial_date, None),
            until=reader.read("until", cells.partial_date, None),
            status=ExchangeStatus(status) if status else None,
            price=reader.number("price", comma=comma, code="bad_price", least=0),
            price_source=reader.optional("price_source", SOURCE_LENGTH),
            codes=reader.read("code", codes, ()),
            evidence=EvidenceGrade(evidence) if evidence else None,
            extra=reader.extra,
            line=reader.line,
        )
        _check(row, reader)
        return row

    return load_rows(table, build, file=EXCHANGES_FILE)


def _check(row: ExchangeRow, reader: cells.RowReader) -> None:
    """What the cells of a row must be to each other."""
    if row.quantity is not None and row.unit is None and not reader.told("unit"):
        reader.fault("unit", "unit_missing")
    if row.price is not None and not row.price_source and not reader.told("price_source"):
        reader.fault("price_source", "price_source_missing")
    if row.since and row.until and row.until.last < row.since.day:
        reader.fault("until", "ends_before_start", start=str(row.since), end=str(row.until))
    if row.until and row.status in _STILL_THERE:
        reader.fault("until", "ends_and_runs", end=str(row.until))
