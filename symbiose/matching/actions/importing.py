"""Import exchanges, and an opening stock of several sheets: everything or nothing, one row of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.plans import (
    OPENING,
    Plan,
    PlanChanged,
    PlannedRow,
    joined,
    record_import,
    require_same,
    sentence_of,
    told_changes,
)
from symbiose.common.states import NotAllowed
from symbiose.engine.files import Finding, Sheet, find_sheet
from symbiose.listings.actions import PlannedListing, plan_listings, write_listings
from symbiose.matching import bridge
from symbiose.matching.actions.exchanges.declaring import next_question
from symbiose.matching.actions.exchanges.numbering import find_by, next_numbers
from symbiose.matching.actions.exchanges.telling import tell_changed
from symbiose.matching.actions.planned import PlannedExchange
from symbiose.matching.actions.planning import plan_exchanges
from symbiose.matching.actions.recounting import count_anew, told_why
from symbiose.matching.exchanges.history import import_key
from symbiose.matching.models import Exchange
from symbiose.matching.permissions import may_declare
from symbiose.organisations.actions import PlannedOrganisation, plan_import, write_organisations
from symbiose.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class OpeningStock:
    """The plans of the sheets of one workbook, and all of them as one."""

    organisations: Plan[PlannedOrganisation]
    listings: Plan[PlannedListing]
    exchanges: Plan[PlannedExchange]
    whole: Plan[PlannedRow]

    def on_behalf(self) -> bool:
        """True where a listing is written, for which its owner must have agreed."""
        return bool(self.listings.writes)


def plan_opening(data: bytes, *, source: str, on: date, trade_code_version: str, by: Actor) -> OpeningStock:
    """What a workbook with contacts, listings and exchanges would do; a CSV is taken as exchanges.

    All of it held on the day `on` and is known from `source` where a row does not say otherwise.
    """
    sheets = bridge.workbook_sheets(data)
    if isinstance(sheets, Finding):
        return _nothing(sentence_of(sheets))
    found = {name: find_sheet(sheets, name) for name in ("organisations", "listings", "exchanges")}
    parts: dict[str, bytes | Sheet] = {
        name: sheet for name, sheet in found.items() if sheet is not None and len(sheet.rows) > 1
    }
    if not sheets:
        parts = {"exchanges": data}
    elif not parts and any(found.values()):
        return _nothing(sentence_of(Finding(0, "", "no_rows")))
    elif not parts:
        names = ", ".join(sheet.name for sheet in sheets)
        return _nothing(
            _("The spreadsheet has these sheets: %(names)s. Call them Organisationer, Opslag or Udvekslinger.")
            % {"names": names}
        )
    none: Plan[Any] = Plan()
    organisations = (
        plan_import(parts["organisations"], trade_code_version=trade_code_version, headcount_year=on.year, on=on)
        if "organisations" in parts
        else none
    )
    beside = _called(organisations)
    listings = plan_listings(parts["listings"], by=by, beside=beside) if "listings" in parts else none
    exchanges = (
        plan_exchanges(parts["exchanges"], source=source, on=on, beside=beside) if "exchanges" in parts else none
    )
    plans: Mapping[str, Plan[Any]] = {"organisations": organisations, "listings": listings, "exchanges": exchanges}
    named = {_name(found[kind]): plan for kind, plan in plans.items() if kind in parts}
    return OpeningStock(organisations, listings, exchanges, joined(named))


def _name(sheet: Sheet | None) -> str:
    return sheet.name if sheet is not None else ""


def _nothing(fault: str) -> OpeningStock:
    return OpeningStock(Plan(), Plan(), Plan(), Plan(faults=(fault,)))


def _called(plan: Plan[PlannedOrganisation]) -> dict[str, Organisation]:
    """Organisations of the workbook by what its other sheets may call them: its own id, company number, name."""
    readable = [row for row in plan.rows if row.known is not None or row.fresh is not None]
    found: dict[str, Organisation] = {}
    doubtful: set[str] = set()
    for row in readable:
        for name in {row.organisation.name, row.organisation.company_number} - {""}:
            doubtful |= {name.casefold()} if name.casefold() in found else set()
            found[name.casefold()] = row.organisation
    for name in doubtful:
        del found[name]
    return found | {row.key.casefold(): row.organisation for row in readable}


@transaction.atomic
def import_opening(
    data: bytes,
    *,
    fingerprint: str,
    source: str,
    on: date,
    trade_code_version: str,
    upload: models.Model,
    by: Actor,
    consent: str = "",
) -> OpeningStock:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    `consent` says how the owners of the listings agreed. Raises NotAllowed for others than advisers.
    """
    if not may_declare(by):
        raise NotAllowed(OPENING)
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    stock = plan_opening(data, source=source, on=on, trade_code_version=trade_code_version, by=by)
    require_same(stock.whole, fingerprint)
    told = write_organisations(stock.organisations, source=source, on=on)
    told |= write_listings(stock.listings, by=by, consent=consent)
    told |= write_exchanges(stock.exchanges, by=by, reason=source)
    written: list[models.Model] = [row.organisation for row in stock.organisations.written]
    written += [row.listing for row in stock.listings.written]
    written += [row.exchange for row in stock.exchanges.written]
    record_import(upload, written, verb=OPENING, rows=told, plan=stock.whole, by=by, reason=source)
    return stock


def write_exchanges(plan: Plan[PlannedExchange], *, by: Actor, reason: str) -> dict[str, Any]:
    """Write a plan that may be carried out, in the caller's transaction; what it wrote by key, for the trail."""
    new = [row for row in plan.written if row.what == "new"]
    made = [
        Exchange(
            **row.values,
            number=number,
            giver=row.giver,
            receiver=row.receiver,
            declared=True,
            asking=False,
            example=any(one is not None and one.example for one in (row.giver, row.receiver)),
        )
        for row, number in zip(new, next_numbers(timezone.localdate(), len(new)), strict=True)
    ]
    for row, exchange in zip(new, Exchange.objects.bulk_create(made, batch_size=100), strict=True):
        row.known = exchange
    for row in plan.written:
        if row.what == "changed":
            _change(row, plan, by=by, reason=reason)
        find_by(row.exchange)
    return {import_key(row.exchange.pk): told_changes(Exchange, row) for row in plan.written}


def _change(row: PlannedExchange, plan: Plan[PlannedExchange], *, by: Actor, reason: str) -> None:
    """A row of the file onto its exchange, unless somebody changed it since the plan was read; what follows from it too."""
    known, before = row.exchange, copy(row.exchange)
    values = row.values | next_question(known, row.values)
    written = Exchange.objects.filter(pk=known.pk, version=known.version).update(
        **values, version=known.version + 1, changed_at=timezone.now()
    )
    if not written:
        raise PlanChanged(plan)
    for name, value in values.items():
        setattr(known, name, value)
    why = told_why(before, known, old=row.old, reason=reason)
    count_anew(before, known, by=by, reason=why, old=row.old)
    tell_changed(before, known, by=by)
