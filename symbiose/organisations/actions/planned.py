"""A row of a file about an organisation: what it says, as it would be stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from symbiose.common.plans import PlannedRow
from symbiose.engine.files import OrganisationRow
from symbiose.organisations.actions.values import read_company_number, read_headcount_year, read_place, read_trade
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation

FACT_COLUMNS = {"social_enterprise": FactKind.SOCIAL_ENTERPRISE, "registered": FactKind.REGISTERED}


@dataclass(slots=True)
class PlannedOrganisation(PlannedRow):
    """A row about an organisation: `known` is the one that is here, `fresh` the one that would be added."""

    key: str = ""  # the file's own id
    known: Organisation | None = None
    fresh: Organisation | None = None
    facts: dict[str, bool] = field(default_factory=dict)
    years: dict[int, dict[str, Any]] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)

    @property
    def told(self) -> tuple[Any, ...]:
        known = self.known and (self.known.pk, self.known.version)
        return (self.sheet, self.line, self.what, self.values, known, self.facts, self.years, self.units)

    @property
    def organisation(self) -> Organisation:
        """The organisation that the row is about, saved or yet to be."""
        found = self.known or self.fresh
        if found is None:
            raise TypeError(self.line)
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """What the file itself does not say: version of trade codes, year of headcounts, and the day its facts hold from."""

    trade_code_version: str
    headcount_year: int
    on: date


def planned_row(row: OrganisationRow, given: Given) -> PlannedOrganisation:
    """The row's values as they would be stored; what cannot be stored is a finding."""
    planned = PlannedOrganisation(row.line, row.name, values={"name": row.name}, key=row.id)
    if row.type:
        planned.values["kind"] = row.type
    _figures(planned, row, given)
    planned.facts = {
        kind.value: said for column, kind in FACT_COLUMNS.items() if (said := getattr(row, column)) is not None
    }
    planned.units = list(row.p_numbers)
    planned.values |= {
        name: getattr(row, name) for name in ("contact_name", "contact_phone", "description") if getattr(row, name)
    }
    for column, read in (("cvr", _number), ("place", read_place), ("contact_email", _email), ("website", _website)):
        _store(planned, column, getattr(row, column), read)
    _store(planned, "nace", row.nace, lambda text: _trade(text, given.trade_code_version))
    return planned


def _store(planned: PlannedOrganisation, column: str, text: str, read: Callable[[str], dict[str, Any]]) -> None:
    """A cell that says something, as fields; what cannot be stored is a finding at its column."""
    if not text:
        return
    try:
        planned.values |= read(text)
    except ValidationError as error:
        planned.refuse(error.messages[0], column=column)


def _number(text: str) -> dict[str, Any]:
    return {"company_number": read_company_number(text)}


def _trade(text: str, version: str) -> dict[str, Any]:
    code, own_version = read_trade(text, version)
    return {"trade_code": code, "trade_code_version": own_version}


def _email(text: str) -> dict[str, Any]:
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(_("This is not an e-mail address. Write it like name@firm.dk.")) from None
    return {"contact_email": text}


def _website(text: str) -> dict[str, Any]:
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise ValidationError(_("This is not a web address. Write it like www.firm.dk.")) from None
    return {"website": address}


def _figures(planned: PlannedOrganisation, row: OrganisationRow, given: Given) -> None:
    """What the row says of calendar years."""
    if row.employees is not None:
        planned.years.setdefault(row.employees_year or given.headcount_year, {})["headcount"] = row.employees
    for name, amount in (("turnover", row.turnover_dkk), ("balance", row.balance_dkk)):
        if amount is not None and row.turnover_year is not None:
            planned.years.setdefault(row.turnover_year, {})[name] = Decimal(str(round(amount, 2)))
    try:
        for year in planned.years:
            read_headcount_year(year)
    except ValidationError as error:
        planned.refuse(error.messages[0])
