"""Files of exchanges and texts, read by the engine."""

from __future__ import annotations

from symbiose.engine.files import (
    ExchangeRow,
    Finding,
    Read,
    Sheet,
    WorkbookError,
    is_workbook,
    read_exchanges,
    read_workbook,
)
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.resources.reading import read_text, sure


def read_exchange_file(data: bytes | Sheet) -> Read[ExchangeRow]:
    """Rows and findings of a file of exchanges, CSV or a workbook."""
    return read_exchanges(data, graph=load_graph())


def workbook_sheets(data: bytes) -> tuple[Sheet, ...] | Finding:
    """The sheets of a workbook, none for a file that is no workbook; what is wrong where it cannot be read."""
    if not is_workbook(data):
        return ()
    try:
        return read_workbook(data)
    except WorkbookError as error:
        return Finding(0, "", error.code, error.values)


def sure_family(text: str) -> str:
    """The family of a text that names one thing beyond doubt, else empty."""
    reading = read_text(text, graph=load_graph())
    return reading.items[0].families[0].family if len(reading.items) == 1 and sure(reading.items[0]) else ""
