"""Import organisations from a file: everything or nothing, in one transaction and one row of the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import Link
from symbiose.organisations.actions.keeping import INDEXED, index_organisation
from symbiose.organisations.actions.meeting import last_fact, year_of
from symbiose.organisations.actions.planning import Plan, PlannedRow, plan_import
from symbiose.organisations.models import Organisation, OrganisationFact, OrganisationYear
from symbiose.organisations.queries import IMPORTED, LABEL, import_key


class PlanChanged(Exception):
    """The file, or what is known here, is no longer what the reader said yes to; `args[0]` is the plan as it is now."""


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
) -> Plan:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    `source` stands as the source of facts that the file says; `upload` is the file that the chain leads back to.
    """
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_import(data, trade_code_version=trade_code_version, headcount_year=headcount_year)
    if plan.fingerprint != fingerprint or not plan.ready:
        raise PlanChanged(plan)
    new = [row for row in plan.rows if row.what == "new"]
    changed = [row for row in plan.rows if row.what == "changed"]
    _add(new)
    for row in changed:
        _change(row, plan)
    _state(new + changed, source)
    _count(new + changed, source)
    for row in new + changed:
        if row.what == "new" or set(INDEXED) & set(row.values):
            index_organisation(_organisation(row))
    _record(new, changed, upload, by)
    return plan


def _organisation(row: PlannedRow) -> Organisation:
    if row.known is None:
        raise TypeError(row.line)
    return row.known


def _add(rows: list[PlannedRow]) -> None:
    added = Organisation.objects.bulk_create([Organisation(**row.values) for row in rows], batch_size=200)
    for row, organisation in zip(rows, added, strict=True):
        row.known = organisation


def _change(row: PlannedRow, plan: Plan) -> None:
    """A row of the file onto its organisation, unless somebody changed it since the plan was read."""
    known = _organisation(row)
    written = Organisation.objects.filter(pk=known.pk, version=known.version).update(
        **row.values, version=known.version + 1, changed_at=timezone.now()
    )
    if not written:
        raise PlanChanged(plan)
    for name, value in row.values.items():
        setattr(known, name, value)


def _state(rows: list[PlannedRow], source: str) -> None:
    """Facts of all rows hold, or do not hold, from today; what was stated without an end ended yesterday."""
    today = timezone.localdate()
    new = []
    for row, kind, said in [(one, kind, said) for one in rows for kind, said in one.facts.items()]:
        last = last_fact(row.known, kind)
        if last is not None and last.valid_from == today:
            _write(last, holds=said, source=source, valid_to=None)
            continue
        if last is not None and (last.valid_to is None or last.valid_to >= today):
            _write(last, valid_to=today - timedelta(days=1))
        new.append(OrganisationFact(organisation=row.known, kind=kind, holds=said, valid_from=today, source=source))
    OrganisationFact.objects.bulk_create(new, batch_size=200)


def _count(rows: list[PlannedRow], source: str) -> None:
    """The number of employees of the file's year; what else is known of that year stands."""
    new = []
    for row in rows:
        if row.headcount is None:
            continue
        year, number = row.headcount
        known = year_of(row.known, year)
        if known is None:
            new.append(OrganisationYear(organisation=row.known, year=year, headcount=number, source=source))
        else:
            OrganisationYear.objects.filter(pk=known.pk).update(
                headcount=number, source=source, version=F("version") + 1, changed_at=timezone.now()
            )
    OrganisationYear.objects.bulk_create(new, batch_size=200)


def _write(fact: OrganisationFact, **values: Any) -> None:
    OrganisationFact.objects.filter(pk=fact.pk).update(**values, version=F("version") + 1, changed_at=timezone.now())


def _record(new: list[PlannedRow], changed: list[PlannedRow], upload: models.Model, by: Actor) -> None:
    """One row of the trail for the whole file, and a step of the chain to each organisation that it wrote."""
    rows: dict[str, Any] = {}
    links = []
    for row in [*new, *changed]:
        known = _organisation(row)
        told = {name: [actions.plain(row.before.get(name)), actions.plain(value)] for name, value in row.values.items()}
        if row.headcount:
            before = year_of(row.known, row.headcount[0])
            told["headcount"] = [before and before.headcount, row.headcount[1]]
        rows[import_key(known.pk)] = told | {kind: [None, said] for kind, said in row.facts.items()}
        links.append(
            Link(
                from_label=upload._meta.label_lower,
                from_id=upload.pk,
                to_label=LABEL,
                to_id=known.pk,
                kind=IMPORTED,
            )
        )
    Link.objects.bulk_create(links, batch_size=500, ignore_conflicts=True)
    summary = {"added": [None, len(new)], "changed": [None, len(changed)], "rows": rows}
    actions.record(upload, by=by, verb="organisations.import", changes=summary)
