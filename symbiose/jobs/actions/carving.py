"""Carving positions from tasks, and changing what was carved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from symbiose.common import links, search
from symbiose.common.actions import change, create, link
from symbiose.common.actor import Actor, Role
from symbiose.common.numbering import add_numbered
from symbiose.common.states import NotAllowed
from symbiose.engine.tasks import in_half_hours
from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Position, PositionTask, Workplace
from symbiose.jobs.permissions import may_carve, may_keep_position
from symbiose.jobs.position_limits import LEAST_HOURS, MOST_TOTAL, Refused, faults_of, most_hours
from symbiose.jobs.queries.rows import POSITION
from symbiose.listings.models import Listing
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.reference import task_templates

ROW = "S-"
COPIED = (
    *("title", "about", "hours", "min_hours", "seats", "total_hours", "windows", "use", "least_shifts", "postcode"),
    *("accommodations", "skills", "tasks", "demands", "form", "pay_basis", "wage_low", "wage_high"),
)
TASK_FIELDS = (
    *("template", "title", "volume", "unit", "per_week", "hours_low", "hours_central", "hours_high"),
    *("estimated", "source"),
)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TaskGiven:
    """A task that a position is made of: hours a week as a range with its source; template and amount where it has one."""

    title: str
    hours_low: Decimal
    hours_central: Decimal
    hours_high: Decimal
    source: str
    template: str = ""
    volume: Decimal | None = None
    unit: str = ""
    per_week: Decimal | None = None
    estimated: bool = True

    def row(self, position: Position) -> PositionTask:
        """The task as a record of a position."""
        return PositionTask(position=position, **{name: getattr(self, name) for name in TASK_FIELDS})


def proposed_hours(tasks: Sequence[TaskGiven | PositionTask]) -> Decimal:
    """The sum of the tasks' hours in half hours, at least the least that a position can have; a proposal, no more."""
    total = Decimal(str(in_half_hours(float(sum(one.hours_central for one in tasks)))))
    return min(max(total, LEAST_HOURS), MOST_TOTAL)


def may_carve_for(actor: Actor, organisation: Organisation) -> bool:
    """A firm for itself; advisers and consultants on behalf, with how consent was given. None after it closed."""
    if not may_carve(actor) or organisation.state != OrganisationState.ACTIVE:
        return False
    if actor.role in {Role.FIRM, Role.SYSTEM}:
        return actor.role is Role.SYSTEM or actor.party_id == organisation.pk
    return actor.organisation_id == organisation.pk or (
        actor.on_behalf_of == organisation.pk and bool(actor.consent.strip())
    )


@transaction.atomic
def carve_position(
    workplace: Workplace,
    *,
    by: Actor,
    made_of: Sequence[TaskGiven],
    listing: Listing | None = None,
    earlier: models.Model | None = None,
    **values: Any,
) -> Position:
    """A draft of a position made of tasks. What is not said follows from them: hours, skills, demands, place.

    `listing` and `earlier` are what it was carved from, as steps of the chain. Raises NotAllowed, and Refused.
    """
    organisation = workplace.organisation
    if not may_carve_for(by, organisation):
        raise NotAllowed("jobs.carve_position")
    new = Position(organisation=organisation, workplace=workplace, listing=listing, example=organisation.example)
    for name, value in {**_first(workplace, made_of), **values}.items():
        setattr(new, name, value)
    _require_fit(new)
    new.on_behalf = by.on_behalf_of is not None
    new.consent = by.consent if new.on_behalf else ""
    made = add_numbered(new, row=ROW, by=by, verb="jobs.carve_position")
    for task in made_of:
        create(task.row(made), by=by, verb="jobs.add_task")
    for one in {(step._meta.label_lower, step.pk): step for step in (listing, earlier) if step is not None}.values():
        link(one, made, kind=links.STARTED)
    index_position(made)
    return made


def _first(workplace: Workplace, tasks: Sequence[TaskGiven]) -> dict[str, Any]:
    """What follows from tasks and workplace where nobody said otherwise."""
    on = timezone.localdate()
    total = proposed_hours(tasks)
    known = task_templates(on)
    used = [known[one.template] for one in tasks if one.template in known]
    return {
        "total_hours": total,
        "hours": min(total, most_hours("", on)[0]),
        "min_hours": LEAST_HOURS,
        "postcode": (workplace.unit.postcode if workplace.unit else "") or workplace.organisation.postcode,
        "skills": list(dict.fromkeys(code for one in used for code in one.skills)),
        "demands": list(dict.fromkeys(code for one in used for code in one.demands)),
        "tasks": list(dict.fromkeys(one.task for one in used)),
    }


def _require_fit(position: Position, **values: Any) -> None:
    """Raise Refused where a position cannot be so, with these values instead of what it has."""
    known = {field.name: getattr(position, field.name) for field in Position._meta.concrete_fields}
    faults = faults_of(known | values, timezone.localdate())
    if faults:
        raise Refused(faults)


def index_position(position: Position) -> None:
    """What a position is found by."""
    text = f"{position.number} {position.about} {position.organisation.name} {position.postcode}"
    search.index(POSITION, position.pk, title=position.title, text=text)


@transaction.atomic
def change_position(position: Position, *, by: Actor, version: int | None = None, **values: Any) -> Position:
    """Change what a position is, also while it is open. Raises NotAllowed, Refused, and Conflict."""
    now = Position.objects.select_for_update().get(pk=position.pk)
    if not may_keep_position(by, now) or now.state == PositionState.CLOSED:
        raise NotAllowed("jobs.change_position")
    _require_fit(now, **values)
    changed = change(now, by=by, verb="jobs.change_position", version=version, **values)
    index_position(changed)
    return changed


@transaction.atomic
def copy_position(position: Position, *, by: Actor) -> Position:
    """A draft with the same tasks, hours, times and offers, for one more of its kind. Raises NotAllowed."""
    tasks = [TaskGiven(**{name: getattr(one, name) for name in TASK_FIELDS}) for one in position.parts.all()]
    values = {name: getattr(position, name) for name in COPIED}
    made = carve_position(position.workplace, by=by, made_of=tasks, listing=position.listing, **values)
    link(position, made, kind=links.STARTED)
    return made


@transaction.atomic
def add_task(position: Position, *, by: Actor, task: TaskGiven) -> PositionTask:
    """One more task of a position; its hours are proposed, and change nothing that somebody decided. Raises NotAllowed."""
    now = _locked_for_tasks(position, by)
    made = create(task.row(now), by=by, verb="jobs.add_task")
    known = task_templates(timezone.localdate()).get(task.template)
    values: dict[str, Any] = {}
    if known is not None:
        values = {
            "skills": list(dict.fromkeys([*now.skills, *known.skills])),
            "demands": list(dict.fromkeys([*now.demands, *known.demands])),
            "tasks": list(dict.fromkeys([*now.tasks, known.task])),
        }
    change(now, by=by, verb="jobs.task_added", beside={"task": [None, task.title]}, **values)
    return made


@transaction.atomic
def remove_task(position: Position, task: PositionTask, *, by: Actor) -> None:
    """Take a task out of a position. Raises NotAllowed."""
    now = _locked_for_tasks(position, by)
    change(now, by=by, verb="jobs.task_removed", beside={"task": [task.title, None]})
    task.delete()


def _locked_for_tasks(position: Position, by: Actor) -> Position:
    now = Position.objects.select_for_update().get(pk=position.pk)
    if not may_keep_position(by, now) or now.state == PositionState.CLOSED:
        raise NotAllowed("jobs.task_added")
    return now
