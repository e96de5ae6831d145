"""Import organisations from a file: everything or nothing, in one transaction and one row of the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.common.plans import Plan, PlanChanged, record_import, require_same, told_changes
from symbiose.organisations.actions.keeping import INDEXED, index_organisation
from symbiose.organisations.actions.meeting import last_fact, year_of
from symbiose.organisations.actions.planned import PlannedOrganisation
from symbiose.organisations.actions.planning import plan_import
from symbiose.organisations.actions.years import joint_source
from symbiose.organisations.models import Organisation, OrganisationFact, OrganisationYear, ProductionUnit
from symbiose.organisations.queries import import_key


@transaction.atomic
def import_organisations(
    data: bytes,
    *,
    trade_code_version: str,
    headcount_year: int,
    fingerprint: str,
    source: str,
    upload: models.Model,
    by: Actor,
) -> Plan[PlannedOrganisation]:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    `source` stands as the source of facts that the file says; `upload` is the file that the chain leads back to.
    """
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_import(data, trade_code_version=trade_code_version, headcount_year=headcount_year)
    require_same(plan, fingerprint)
    told = write_organisations(plan, source=source, on=timezone.localdate())
    written = [row.organisation for row in plan.written]
    record_import(upload, written, verb="organisations.import", rows=told, plan=plan, by=by)
    return plan


def write_organisations(plan: Plan[PlannedOrganisation], *, source: str, on: date) -> dict[str, Any]:
    """Write a plan that may be carried out, in the caller's transaction; what it wrote by key, for the trail.

    `source` stands behind every fact and figure; facts hold from the day `on`. Raises PlanChanged where somebody
    changed an organisation since the plan was read.
    """
    rows = plan.written
    _add([row for row in rows if row.what == "new"])
    for row in rows:
        if row.what == "changed":
            _change(row, plan)
    _state(rows, source, on)
    _count(rows, source)
    units = [
        ProductionUnit(organisation=row.organisation, p_number=number, name=row.organisation.name)
        for row in rows
        for number in row.units
    ]
    ProductionUnit.objects.bulk_create(units, batch_size=200)
    for row in rows:
        if row.what == "new" or row.units or set(INDEXED) & set(row.values):
            index_organisation(row.organisation)
    return {import_key(row.organisation.pk): _told(row) for row in rows}


def _add(rows: Sequence[PlannedOrganisation]) -> None:
    Organisation.objects.bulk_create([row.organisation for row in rows], batch_size=200)


def _change(row: PlannedOrganisation, plan: Plan[PlannedOrganisation]) -> None:
    """A row of the file onto its organisation, unless somebody changed it since the plan was read."""
    known = row.organisation
    written = Organisation.objects.filter(pk=known.pk, version=known.version).update(
        **row.values, version=known.version + 1, changed_at=timezone.now()
    )
    if not written:
        raise PlanChanged(plan)
    for name, value in row.values.items():
        setattr(known, name, value)


def _state(rows: Sequence[PlannedOrganisation], source: str, on: date) -> None:
    """Facts of all rows hold, or do not hold, from a day; what was stated without an end ended the day before."""
    new = []
    for row, kind, said in [(one, kind, said) for one in rows for kind, said in one.facts.items()]:
        last = last_fact(row.known, kind)
        if last is not None and last.valid_from == on:
            _write(last, holds=said, source=source, valid_to=None)
            continue
        if last is not None and (last.valid_to is None or last.valid_to >= on):
            _write(last, valid_to=on - timedelta(days=1))
        new.append(OrganisationFact(organisation=row.organisation, kind=kind, holds=said, valid_from=on, source=source))
    OrganisationFact.objects.bulk_create(new, batch_size=200)


def _count(rows: Sequence[PlannedOrganisation], source: str) -> None:
    """The figures of the file's years; what else is known of a year stands, with its own source."""
    new = []
    for row, year, figures in [(one, year, figures) for one in rows for year, figures in one.years.items()]:
        known = year_of(row.known, year)
        if known is None:
            new.append(OrganisationYear(organisation=row.organisation, year=year, source=source, **figures))
        else:
            both = joint_source(known, figures, source)
            OrganisationYear.objects.filter(pk=known.pk).update(
                **figures, source=both, version=F("version") + 1, changed_at=timezone.now()
            )
    OrganisationYear.objects.bulk_create(new, batch_size=200)


def _write(fact: OrganisationFact, **values: Any) -> None:
    OrganisationFact.objects.filter(pk=fact.pk).update(**values, version=F("version") + 1, changed_at=timezone.now())


def _told(row: PlannedOrganisation) -> dict[str, Any]:
    """What a row wrote, as the trail keeps it."""
    told = told_changes(Organisation, row) | {kind: [None, said] for kind, said in row.facts.items()}
    for year, figures in row.years.items():
        before = year_of(row.known, year)
        for name, value in figures.items():
            told[name] = [_plain(getattr(before, name, None)), _plain(value)]
    return told | ({"p_numbers": [None, ", ".join(row.units)]} if row.units else {})


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
