"""Import positions from a file: everything or nothing, in one transaction and one row of the trail."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from symbiose.common import search
from symbiose.common.actor import Actor
from symbiose.common.numbering import next_numbers
from symbiose.common.plans import Plan, record_import, require_same, told_changes
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.carving import ROW, may_carve_for
from symbiose.jobs.actions.people_files import write_over
from symbiose.jobs.actions.placement_fit import lock_positions
from symbiose.jobs.actions.position_plans import PlannedPosition, plan_positions
from symbiose.jobs.actions.workplaces import tell_workplace, workplace_for
from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Position, Workplace
from symbiose.jobs.queries.ratio import counted_now
from symbiose.jobs.queries.rows import POSITION

VERB = "jobs.import_positions"


@transaction.atomic
def import_positions(
    data: bytes, *, fingerprint: str, upload: Any, by: Actor, consent: str = "", opened: bool = False
) -> Plan[PlannedPosition]:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    New positions are drafts, or open at once where they lie at a known place. `consent` says how organisations other
    than the actor's own agreed. The file is the source of what it tells of workplaces.
    """
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_positions(data, by=by)
    require_same(plan, fingerprint)
    lock_positions(row.position.pk for row in plan.written if row.what == "changed")
    places: dict[tuple[int, int | None], Workplace] = {}
    for row in plan.written:
        _tell_place(row, places, by=_acting(row, by, consent), source=upload.name)
    _add([row for row in plan.written if row.what == "new"], places, by=by, consent=consent, opened=opened)
    for row in plan.written:
        if row.what == "changed":
            write_over(row.position, row.values, plan)
    written: list[models.Model] = [row.position for row in plan.written]
    texts = (
        (one.pk, one.title, f"{one.number} {one.about} {one.organisation.name} {one.postcode}")
        for one in (row.position for row in plan.written)
    )
    search.index_all(POSITION, texts)
    told = {f"s{row.position.pk}": told_changes(Position, row) for row in plan.written}
    record_import(upload, written, verb=VERB, rows=told, plan=plan, by=by)
    return plan


def _acting(row: PlannedPosition, by: Actor, consent: str) -> Actor:
    if row.organisation is None:
        raise TypeError(row.line)
    acting = by if by.organisation_id == row.organisation.pk else by.acting_for(row.organisation.pk, consent=consent)
    if not may_carve_for(acting, row.organisation):
        raise NotAllowed(VERB)
    return acting


def _tell_place(
    row: PlannedPosition, places: dict[tuple[int, int | None], Workplace], *, by: Actor, source: str
) -> None:
    """The row's workplace, with what the file tells of it; rows of one place agree, or the file was refused."""
    if row.organisation is None:
        raise TypeError(row.line)
    key = (row.organisation.pk, row.unit.pk if row.unit else None)
    place = places.get(key) or workplace_for(row.organisation, by=by, unit=row.unit)
    today = timezone.localdate()
    figures = {name: value for name, value in row.figures.items() if name != "subsidised_now"}
    if "subsidised_now" in row.figures:
        here = counted_now(place, by=by, on=today)  # the file counts whoever has begun, those placed from here too
        figures["subsidised_elsewhere"] = max(0, row.figures["subsidised_now"] - here)
    places[key] = tell_workplace(place, by=by, told_on=today, source=source, **figures).workplace


def _add(
    rows: list[PlannedPosition],
    places: dict[tuple[int, int | None], Workplace],
    *,
    by: Actor,
    consent: str,
    opened: bool,
) -> None:
    made = []
    for row, number in zip(rows, next_numbers(Position, row=ROW, count=len(rows)), strict=True):
        acting = _acting(row, by, consent)
        organisation = row.organisation
        new = Position(organisation=organisation, number=number, **row.values)
        new.workplace = places[(new.organisation_id, row.unit.pk if row.unit else None)]
        new.on_behalf = acting.on_behalf_of is not None
        new.consent = acting.consent if new.on_behalf else ""
        new.example = new.organisation.example
        if opened and new.postcode:
            new.state, new.opened_on = PositionState.OPEN, timezone.localdate()
        row.known = new
        made.append(new)
    Position.objects.bulk_create(made, batch_size=100)
