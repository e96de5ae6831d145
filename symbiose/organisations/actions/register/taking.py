"""Write an extract of the company register: everything that was said yes to or nothing, and one row of the trail."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.plans import PlanChanged, record_import
from symbiose.common.states import NotAllowed
from symbiose.organisations.actions.keeping import index_organisation
from symbiose.organisations.actions.meeting import year_of
from symbiose.organisations.actions.register.planned import PlannedFirm
from symbiose.organisations.actions.register.planning import RegisterPlan, may_be_carried_out, plan_register
from symbiose.organisations.actions.register.reading import RegisterSource
from symbiose.organisations.actions.years import joint_source
from symbiose.organisations.enums import RegisterField
from symbiose.organisations.models import Organisation, OrganisationYear, ProductionUnit, RegisterFact
from symbiose.organisations.permissions import may_close, may_keep
from symbiose.organisations.queries import import_key
from symbiose.organisations.queries.register import GONE, newest

VERB = "organisations.import_register"


@dataclass(frozen=True, slots=True)
class Yes:
    """What the reader said yes to: the plan that was shown, the register's word by key, and companies by number."""

    fingerprint: str
    take: Collection[str] = ()
    add: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """Where the rows come from and what they do not say: the source in words, the day, the version of trade codes."""

    rows: RegisterSource
    source: str
    on: date
    trade_code_version: str


@transaction.atomic
def import_register(extract: Extract, *, yes: Yes, upload: models.Model, by: Actor) -> RegisterPlan:
    """Write the plan whose fingerprint the reader saw, with what was taken and added. The same once more writes nothing.

    Raises NotAllowed for others than advisers, and PlanChanged where the plan is another now or holds faults.
    """
    if not may_keep(by):
        raise NotAllowed(VERB)
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_register(extract.rows, trade_code_version=extract.trade_code_version, on=extract.on)
    if plan.fingerprint != yes.fingerprint or not may_be_carried_out(plan):
        raise PlanChanged(plan)
    for row in plan.rows:
        _say_yes(row, yes)
    rows = plan.written
    if not rows:
        return plan
    told: dict[str, Any] = {}
    _add([row for row in rows if row.what == "new"])
    for row in sorted(
        rows, key=lambda row: row.organisation.pk
    ):  # as every import does, so that two never wait for each other
        told[import_key(row.organisation.pk)] = _write(row, plan, extract)
        index_organisation(row.organisation)
    written = [row.organisation for row in rows]
    record_import(upload, written, verb=VERB, rows=told, plan=plan, by=by, reason=extract.source)
    return plan


def _say_yes(row: PlannedFirm, yes: Yes) -> None:
    """Turn what was ticked of a row into what is written."""
    if row.offered and row.number in yes.add:
        row.what, row.taken = "new", list(row.said)
    chosen = [one.field for one in row.asked if one.key in yes.take]
    if chosen:
        row.what = "changed"
        row.taken += chosen
        row.kept = [name for name in row.kept if name not in chosen]


def _add(rows: Sequence[PlannedFirm]) -> None:
    Organisation.objects.bulk_create([row.organisation for row in rows], batch_size=200)


def _write(row: PlannedFirm, plan: RegisterPlan, extract: Extract) -> dict[str, Any]:
    """Everything of one row; what it made another, as the trail keeps it."""
    organisation = row.organisation
    values: dict[str, Any] = {}
    for name in row.taken:
        values |= row.said[name].values if name != RegisterField.HEADCOUNT else {}
    told = {name: [None if row.what == "new" else getattr(organisation, name), value] for name, value in values.items()}
    if row.what == "changed" and values:
        _change(organisation, values, plan)
    if RegisterField.HEADCOUNT in row.taken:
        told |= _count(row, extract)
    told |= _keep_facts(row, extract)
    units = [ProductionUnit(organisation=organisation, p_number=one, name=organisation.name) for one in row.units]
    ProductionUnit.objects.bulk_create(units)
    return told | ({"p_numbers": [None, ", ".join(row.units)]} if row.units else {})


def _change(organisation: Organisation, values: dict[str, Any], plan: RegisterPlan) -> None:
    written = Organisation.objects.filter(pk=organisation.pk, version=organisation.version).update(
        **values, version=organisation.version + 1, changed_at=timezone.now()
    )
    if not written:
        raise PlanChanged(plan)
    for name, value in values.items():
        setattr(organisation, name, value)


def _count(row: PlannedFirm, extract: Extract) -> dict[str, Any]:
    """The number of employees of the year of the extract; other figures of the year keep their source."""
    figures = dict(row.said[RegisterField.HEADCOUNT].values)
    known = year_of(row.known, extract.on.year)
    if known is None:
        OrganisationYear.objects.create(
            organisation=row.organisation, year=extract.on.year, source=extract.source, **figures
        )
        return {"headcount": [None, figures["headcount"]]}
    OrganisationYear.objects.filter(pk=known.pk).update(
        **figures,
        source=joint_source(known, figures, extract.source),
        version=known.version + 1,
        changed_at=timezone.now(),
    )
    return {"headcount": [known.headcount, figures["headcount"]]}


def _keep_facts(row: PlannedFirm, extract: Extract) -> dict[str, Any]:
    """What the register says with its source and day: taken, or beside the municipality's own word."""
    before = newest(row.known.register_facts.all()) if row.known else {}
    told: dict[str, Any] = {}
    for name in [*row.taken, *row.kept]:
        text, last, taken = row.said[name].text, before.get(name), name in row.taken
        if not row.said[name].values:
            told[name.value] = [last.value if last else None, text]
        values = {"value": text, "source": extract.source, "taken": taken, "settled": False}
        RegisterFact.objects.update_or_create(
            organisation=row.organisation, field=name.value, told_on=extract.on, defaults=values
        )
    return told


@transaction.atomic
def leave_open(organisation: Organisation, *, reason: str, by: Actor) -> None:
    """It stays open although the register says that it has closed. A repeat changes nothing. Raises NotAllowed."""
    if not may_close(by, organisation) or not reason.strip():
        raise NotAllowed("organisations.leave_open")
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    last = newest(held.register_facts.filter(field=RegisterField.STATUS)).get(RegisterField.STATUS)
    if last is None or last.value not in GONE or last.settled:
        return
    RegisterFact.objects.filter(pk=last.pk).update(settled=True, version=last.version + 1, changed_at=timezone.now())
    actions.record(held, by=by, verb="organisations.leave_open", reason=reason.strip())
