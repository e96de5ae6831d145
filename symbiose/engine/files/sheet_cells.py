"""Cells of a sheet, typed as the spreadsheet stores them, into the text that the format's readers take.

A spreadsheet loses leading zeros, turns texts into dates and dates into numbers. What is certain is put right with a
note; what is not is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import NamedTuple

from symbiose.engine.files.cells import CellError
from symbiose.engine.files.model import DATE_COLUMNS, NUMBER_COLUMNS, PARTIAL_DATE_COLUMNS
from symbiose.engine.law.cpr_pattern import find_cpr_like

_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  calendar days
_LEAP_FAULT = 60  # day 60 is 29 February 1900, which never was: earlier days count one less
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


@dataclass(slots=True)
class Styles:
    """What the number formats of a workbook mean, by the style that a cell names."""

    from_1904: bool = False
    _named: dict[int, str] = field(default_factory=dict)
    _kinds: list[Kind] = field(default_factory=list)

    def name(self, number: int, code: str) -> None:
        """A number format of the workbook's own."""
        self._named[number] = code

    def add(self, number: int) -> None:
        """The next style, by its number format."""
        bare = _NOT_CODE.sub("", self._named.get(number, "")).partition(";")[0]
        if number in _PERCENT_FORMATS or "%" in bare:
            self._kinds.append(Kind.PERCENT)
        elif number in _DATE_FORMATS or _DATE_SIGNS.search(bare):
            self._kinds.append(Kind.DATE)
        else:
            self._kinds.append(Kind.NUMBER)

    def of(self, style: int) -> Kind:
        """How a number in a cell of this style is meant."""
        return self._kinds[style] if 0 <= style < len(self._kinds) else Kind.NUMBER


def read_number(value: float, kind: Kind, *, from_1904: bool) -> SheetCell:
    """A stored number as what its style means: a day, a time, a percentage or the number itself."""
    if not isfinite(value):
        raise ValueError(value)
    if kind is not Kind.DATE or not 0 <= value <= _LAST_SERIAL:
        return SheetCell(Kind.NUMBER if kind is Kind.DATE else kind, value)
    if value < 1:
        return SheetCell(Kind.DATE, (_FIRST_DAY + timedelta(seconds=round(value * 86400))).strftime("%H:%M"))
    return SheetCell(Kind.DATE, _moment(value, from_1904=from_1904))


def _moment(serial: float, *, from_1904: bool) -> str:
    begin = _FIRST_DAY_1904 if from_1904 else _FIRST_DAY
    shift = 1 if not from_1904 and serial < _LEAP_FAULT else 0
    moment = begin + timedelta(days=int(serial) + shift, seconds=round(serial % 1 * 86400))
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ", "minutes")


def cell_text(cell: SheetCell, column: str, *, known: bool, number_field: bool) -> tuple[str, str]:
    """The text of a cell as a reader of this column takes it, and the code of what is worth telling about it.

    Raises CellError where the cell does not hold what its writer meant. `known` is a column of the format.
    """
    kind, value = cell
    if kind is Kind.NO_VALUE or kind is Kind.ERROR:
        return _worked_out(cell, known=known), ""
    if kind is Kind.DATE and column in NUMBER_COLUMNS:
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
        return _moment(value, from_1904=False), "number_read_as_date"
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
