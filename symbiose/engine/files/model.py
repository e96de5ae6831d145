"""Rows of the folder format, and what was found while reading them."""

from __future__ import annotations

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
ORGANISATION_COLUMNS = ("id", "name", "cvr", "type", "place", "nace", "employees", "social_enterprise", "registered")

RowT = TypeVar("RowT")


class Severity(StrEnum):
    """An error keeps its row, or the whole file where `line` is 0, from loading; a note does not."""

    ERROR = "error"
    NOTE = "note"


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
    """Rows that loaded, what was found, and how the file was written. Unknown columns are kept in each row's `extra`."""

    rows: tuple[RowT, ...]
    findings: tuple[Finding, ...]
    unknown_columns: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""

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
    """One row of `organisations.csv`. `nace` is two to six digits without dots, with DB07 or DB25 before if said."""

    id: str
    name: str
    cvr: str = ""
    type: str = ""
    place: str = ""
    nace: str = ""
    employees: int | None = None
    social_enterprise: bool | None = None
    registered: bool | None = None
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
