"""Single cells: numbers, dates, codes. Each reader gives the value or raises CellError with a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from symbiose.engine.files.model import Finding, FindPlace, PartialDate, Precision, Severity
from symbiose.engine.files.words import plain_word, word_codes, word_list
from symbiose.engine.law.company_number import NumberError, check_company_number
from symbiose.engine.law.trade_code import TradeCodeError, read_trade_code
from symbiose.engine.reason import Value
from symbiose.engine.windows import EndsFirstError, WindowError, parse_windows

ID_LENGTH = 80
NAME_LENGTH = 200
PHONE_LENGTH = 30
TEXT_LENGTH = 4000
MOST = 1e11
MOST_DKK = 1e13
_ValueT = TypeVar("_ValueT")
_SPACES = re.compile(r"\s")
_NUMBER = re.compile(r"[+-]?(?:\d+(?P<rest>(?:[.,]\d+)*)|[.,]\d+)", re.ASCII)
_POINT_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_COMMA_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_COUNT = re.compile(r"\d+|\d{1,3}(?:(?:\.|\s)\d{3})+", re.ASCII)  # 1.5 is one and a half, and no fifteen
_MOST_DIGITS = 7  # ten million of anything that is counted here are too many
_YEAR = re.compile(r"(?:19|20)\d{2}", re.ASCII)
_MONTH_LAST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[-./](?P<year>\d{4})", re.ASCII)
_P_DIGITS = 10
_DANISH_DATE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", re.ASCII)


class CellError(ValueError):
    """A cell that cannot be read: the code of its finding and the values of the sentence."""

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    line: int
    cells: Mapping[str, str]
    extra: Mapping[str, str]
    findings: list[Finding] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        """True while no cell kept the row from loading."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)

    def text(self, column: str) -> str:
        """The cell as written, "" where the column is missing."""
        return self.cells.get(column, "")

    def read(self, column: str, reader: Callable[[str], _ValueT], empty: _ValueT) -> _ValueT:
        """The value of a cell, or `empty` where nothing is written or it cannot be read."""
        written = self.text(column)
        if not written:
            return empty
        try:
            return reader(written)
        except CellError as error:
            self.fault(column, error.code, **error.values)
            return empty

    def required(self, column: str, longest: int) -> str:
        """The text of a cell that must be filled."""
        written = self.text(column)
        if not written and not self.told(column):
            self.fault(column, "empty_cell")
        return self.optional(column, longest)

    def told(self, column: str) -> bool:
        """True where something is wrong with the cell already."""
        return any(one.column == column and one.severity is Severity.ERROR for one in self.findings)

    def optional(self, column: str, longest: int) -> str:
        """The text of a cell that may be empty."""
        written = self.text(column)
        if len(written) > longest:
            self.fault(column, "too_long", length=len(written), most=longest)
        return written

    def number(
        self, column: str, *, comma: bool, code: str, least: float, above: bool = False, most: float = MOST
    ) -> float | None:
        """A number from `least` (or above it) to below `most`; `comma` is True where a comma is the decimal sign."""
        value = self.read(column, lambda text: _number(text, comma=comma), None)
        if value is None:
            return None
        if not least <= value < most or (above and value == least):
            self.fault(column, code, value=self.text(column))
            return None
        if not comma and _EITHER.fullmatch(_SPACES.sub("", self.text(column))):
            self.note(column, "number_read_as", written=self.text(column), value=f"{value:.15g}")
        return value

    def fault(self, column: str, code: str, **values: Value) -> None:
        """Something keeps this row from loading."""
        self.findings.append(Finding(self.line, column, code, values))

    def note(self, column: str, code: str, **values: Value) -> None:
        """Something worth telling about a row that loads."""
        self.findings.append(Finding(self.line, column, code, values, Severity.NOTE))


def _number(text: str, *, comma: bool) -> float:
    bare = _SPACES.sub("", text)
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise CellError("not_a_number", value=text)
    signs = re.findall(r"[.,]", found["rest"] or "")
    grouped_by_points = _POINT_GROUPS.fullmatch(bare) and (comma or len(signs) > 1)
    if grouped_by_points:
        return float(bare.replace(".", "").replace(",", "."))
    if len(signs) > 1 and _COMMA_GROUPS.fullmatch(bare):
        return float(bare.replace(",", ""))
    if len(signs) > 1:
        raise CellError("not_a_number", value=text)
    return float(bare.replace(",", "."))


def whole_number(text: str) -> int:
    """A whole number from 0, below ten million, thousands parted by a point or a space at will."""
    bare = re.sub(r"[\s.]", "", text)
    if not _COUNT.fullmatch(text) or len(bare) > _MOST_DIGITS:
        raise CellError("not_a_count", value=text)
    return int(bare)


def day(text: str) -> date:
    """A date written 2026-11-24, 24-11-2026, 24.11.2026 or 24/11/2026."""
    danish = _DANISH_DATE.fullmatch(text)
    try:
        return date(int(danish[3]), int(danish[2]), int(danish[1])) if danish else date.fromisoformat(text)
    except ValueError:
        raise CellError("not_a_date", value=text) from None


def partial_date(text: str) -> PartialDate:
    """A date as in `day`, or a year or a month alone: 2019, 2019-03, 03-2019 or 03/2019."""
    if _YEAR.fullmatch(text):
        return PartialDate(date(int(text), 1, 1), Precision.YEAR)
    month = _MONTH_LAST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if month is None:
        return PartialDate(day(text), Precision.DAY)
    try:
        return PartialDate(date(int(month["year"]), int(month["month"]), 1), Precision.MONTH)
    except ValueError:
        raise CellError("not_a_date", value=text) from None


def year(text: str) -> int:
    """A calendar year that figures may be from."""
    if not _YEAR.fullmatch(text):
        raise CellError("not_a_year", value=text)
    return int(text)


def production_units(text: str) -> tuple[str, ...]:
    """Production unit numbers of ten digits, each once, parted by anything that is no digit."""
    found = tuple(dict.fromkeys(re.findall(r"\d+", text, re.ASCII)))
    wrong = next((one for one in found if len(one) != _P_DIGITS), None if found else text)
    if wrong is not None:
        raise CellError("bad_p_number", value=wrong)
    return found


def code_of(list_name: str) -> Callable[[str], str]:
    """A reader of the codes of a word list, which also takes the everyday words for them."""

    def reader(text: str) -> str:
        code = word_list(list_name).get(plain_word(text))
        if code is None:
            raise CellError(f"unknown_{list_name}", value=text, known=", ".join(word_codes(list_name)))
        return code

    return reader


def flag(text: str) -> bool:
    """Yes or no."""
    return code_of("flag")(text) == "yes"


def windows(text: str) -> int:
    """Half-hour bits of the week."""
    try:
        return parse_windows(text)
    except EndsFirstError as error:
        raise CellError("window_ends_first", value=str(error.args[0])) from None
    except WindowError as error:
        raise CellError("bad_windows", value=str(error.args[0])) from None


def company_number(text: str) -> str:
    """The eight digits of a company number."""
    try:
        return check_company_number(text)
    except NumberError as error:
        raise CellError(f"cvr_{error.code}", value=text) from None


def trade_code(text: str) -> str:
    """Digits of a trade code, with its version before them where it is said: ``162300`` or ``DB25 162300``."""
    try:
        code = read_trade_code(text)
    except TradeCodeError:
        raise CellError("bad_trade_code", value=text) from None
    return f"{code.version} {code.digits}" if code.version else code.digits


def place(find_place: FindPlace) -> Callable[[str], str]:
    """A reader of places that keeps the text as written."""

    def reader(text: str) -> str:
        if find_place(text) is None:
            raise CellError("unknown_place", value=text)
        return text

    return reader
