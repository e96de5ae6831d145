"""Cells of a sheet, typed as the spreadsheet stores them, into the text that the format's readers take.

A spreadsheet loses leading zeros, turns texts into dates and dates into numbers. What is certain is put right with a
note; what is not is named.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, NamedTuple

from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from symbiose.engine.files.cells import CellError
from symbiose.engine.files.model import AMOUNT_COLUMNS, DATE_COLUMNS, NUMBER_COLUMNS, PARTIAL_DATE_COLUMNS
from symbiose.engine.law.cpr_pattern import find_cpr_like

_QUOTED = re.compile(r'"[^"]*"|\\.')
_LAST_SERIAL = 2_958_465  # 31 December 9999
_DIGITS = {"cvr": (range(1, 8), 8), "place": (range(3, 4), 4), "nace": ((1, 5), 0)}
_CPR_DIGITS = 10


class Kind(StrEnum):
    """What a cell holds; NO_VALUE is a formula that was never worked out."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    FLAG = "flag"
    ERROR = "error"
    NO_VALUE = "no_value"


class SheetCell(NamedTuple):
    """A cell: numbers as a number, days and times of day in ISO form, everything else as text."""

    kind: Kind
    value: str | float


def typed_cell(value: Any, cell: Any, *, formula: bool) -> SheetCell | None:
    """A cell as the library read it, or None where nothing is written; `formula` where one stands behind the value.

    Raises ValueError or OverflowError for a number that is none.
    """
    if value is None or value == "":
        # A formula that gives an empty text is stored as a text, one that was never worked out as nothing.
        return SheetCell(Kind.NO_VALUE, "") if formula and cell.data_type != "str" else None
    if cell.data_type == "e":
        return SheetCell(Kind.ERROR, str(value))
    if isinstance(value, bool):
        return SheetCell(Kind.FLAG, "yes" if value else "no")
    if isinstance(value, int | float):
        if not isfinite(float(value)):
            raise ValueError(value)
        return SheetCell(Kind.PERCENT if "%" in _QUOTED.sub("", cell.number_format) else Kind.NUMBER, value)
    if isinstance(value, str):
        return SheetCell(Kind.TEXT, unescape(value).encode(errors="replace").decode())
    return SheetCell(Kind.DATE, _moment(value))


def _moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return value.isoformat("minutes") if isinstance(value, time) else value.isoformat()


def cell_text(cell: SheetCell, column: str, *, known: bool, number_field: bool) -> tuple[str, str]:
    """The text of a cell as a reader of this column takes it, and the code of what is worth telling about it.

    Raises CellError where the cell does not hold what its writer meant. `known` is a column of the format.
    """
    kind, value = cell
    if kind is Kind.NO_VALUE or kind is Kind.ERROR:
        return _worked_out(cell, known=known), ""
    if kind is Kind.DATE and column in NUMBER_COLUMNS | AMOUNT_COLUMNS:
        raise CellError("date_for_number", value=value)
    if kind is Kind.PERCENT:
        return f"{_comma(round(float(value) * 100, 10))} %", ""
    if kind is not Kind.NUMBER:
        return str(value), ""
    text, note = _number_text(float(value), column)
    if not number_field and len(text) == _CPR_DIGITS - 1 and text.isdigit() and find_cpr_like(f"0{text}"):
        raise CellError("cpr_like")
    return text, note


def _worked_out(cell: SheetCell, *, known: bool) -> str:
    if not known:
        return str(cell.value)
    if cell.kind is Kind.ERROR:
        raise CellError("error_cell", value=cell.value)
    raise CellError("formula_without_value")


def _number_text(value: float, column: str) -> tuple[str, str]:
    """A number as its column writes it: with a decimal comma, a day for a day's number, lost zeros put back."""
    whole = value == int(value)
    if whole and 1 <= value <= _LAST_SERIAL and _is_serial(int(value), column):
        return _moment(from_excel(value)), "number_read_as_date"
    if column == "nace" and not whole:
        return str(value), ""  # 16.23 is a code and not a number
    text = _comma(value)
    if whole and column in _DIGITS:
        lengths, full = _DIGITS[column]
        if len(text) in lengths:
            return text.zfill(full or len(text) + 1), "zeros_put_back"
    return text, ""


def _is_serial(number: int, column: str) -> bool:
    """A number in a column of days; four digits are a year where a year alone may stand."""
    return column in DATE_COLUMNS or (column in PARTIAL_DATE_COLUMNS and number > date.max.year)


def _comma(value: float) -> str:
    return format(Decimal(repr(value)), "f").removesuffix(".0").replace(".", ",")
