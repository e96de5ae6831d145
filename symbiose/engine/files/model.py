"""Rows of the folder format, and what was found while reading them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from symbiose.engine.exchange.model import Side
from symbiose.engine.reason import Value
from symbiose.engine.resources.model import Kind
from symbiose.engine.units import Per

LISTING_COLUMNS = (
    *("id", "organisation", "side", "kind", "text", "quantity", "unit", "per"),
    *("place", "windows", "code", "hazard", "price", "valid_from", "valid_to"),
)
ORGANISATION_COLUMNS = (
    *("id", "name", "cvr", "type", "place", "nace", "employees", "social_enterprise", "registered"),
    *("contact_name", "contact_email", "contact_phone", "website", "description", "p_numbers"),
    *("employees_year", "turnover_dkk", "turnover_year", "balance_dkk"),
)
EXCHANGE_COLUMNS = (
    *("id", "giver", "receiver", "text", "quantity", "unit", "per", "since", "until", "status"),
    *("price", "price_source", "code", "evidence", "source"),
)
# What stands in these columns is a number, also where ten digits look like a number of another kind.
NUMBER_COLUMNS = frozenset(
    {"cvr", "quantity", "price", "employees", "p_numbers", "employees_year", "turnover_dkk", "turnover_year"}
    | {"balance_dkk"}
)
# Numbers of the people side: never so long, so that ten digits in them are looked at as anywhere else.
AMOUNT_COLUMNS = frozenset(
    {"hours", "min_hours", "seats", "max_travel", "minutes", "waiting_weeks", "mentor_hours", "ordinary_employees"}
    | {"subsidised_now"}
)
CONTROL_SIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
DATE_COLUMNS = frozenset({"valid_from", "valid_to"})
PARTIAL_DATE_COLUMNS = frozenset({"since", "until"})

RowT = TypeVar("RowT")


class Severity(StrEnum):
    """An error keeps its row, or the whole file where `line` is 0, from loading; a note does not."""

    ERROR = "error"
    NOTE = "note"


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that may be known to its year or its month alone; `day` is then the first day of it."""

    day: date
    precision: Precision

    @property
    def last(self) -> date:
        """The last day that is meant: 31 December of a year."""
        month = self.day.month if self.precision is not Precision.YEAR else 12
        if self.precision is Precision.DAY:
            return self.day
        return date(self.day.year, month, monthrange(self.day.year, month)[1])

    def __str__(self) -> str:
        """2019, 2019-03 or 2019-03-04."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]
        return self.day.isoformat()[:length]


class ExchangeStatus(StrEnum):
    """How an exchange stands; a historical one is told of and no longer runs."""

    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    HISTORICAL = "historical"


class EvidenceGrade(StrEnum):
    """How well a quantity is known, the best first."""

    WEIGHED = "weighed"
    DOCUMENTED = "documented"
    ESTIMATED = "estimated"
    DECLARED = "declared"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about a file: where it stands, its code in `findings.csv`, and the values of the sentence.

    `line` counts from 1 and is 0 where the whole file is meant; `column` is the format's own name of it.
    """

    line: int
    column: str
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    file: str = ""


@dataclass(frozen=True, slots=True)
class Read(Generic[RowT]):
    """Rows that loaded, what was found, and how the file was written. Unknown columns are kept in each row's `extra`.

    `headings` says for each column of the format how the file calls it, with the letter that a spreadsheet gives it.
    """

    rows: tuple[RowT, ...]
    findings: tuple[Finding, ...]
    unknown_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What kept a row or the file from loading."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One row of `listings.csv`. None, "" and 0 windows mean not said. `price` in DKK per `unit`."""

    id: str
    side: Side
    text: str
    organisation: str = ""
    kind: Kind | None = None
    quantity: float | None = None
    unit: str | None = None
    per: Per | None = None
    place: str = ""
    windows: int = 0
    codes: tuple[str, ...] = ()
    hazard: bool | None = None
    price: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One row of `organisations.csv`. `nace` is two to six digits without dots, with DB07 or DB25 before if said.

    Turnover and balance in DKK, both of the year `turnover_year`; `p_numbers` are production units of ten digits.
    """

    id: str
    name: str
    cvr: str = ""
    type: str = ""
    place: str = ""
    nace: str = ""
    employees: int | None = None
    social_enterprise: bool | None = None
    registered: bool | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    website: str = ""
    description: str = ""
    p_numbers: tuple[str, ...] = ()
    employees_year: int | None = None
    turnover_dkk: float | None = None
    turnover_year: int | None = None
    balance_dkk: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """One row of `exchanges.csv`: who gives what to whom, since when, and where that is known from.

    None and "" mean not said. `price` in DKK per `unit`; `codes` are resource families.
    """

    giver: str
    receiver: str
    text: str
    source: str
    id: str = ""
    quantity: float | None = None
    unit: str | None = None
    per: Per | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    status: ExchangeStatus | None = None
    price: float | None = None
    price_source: str = ""
    codes: tuple[str, ...] = ()
    evidence: EvidenceGrade | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


class FoundPlace(Protocol):
    """What a finder of places gives back: degrees north and east, and the name that people see."""

    @property
    def lat(self) -> float: ...

    @property
    def lon(self) -> float: ...

    @property
    def name(self) -> str: ...


FindPlace = Callable[[str], FoundPlace | None]
