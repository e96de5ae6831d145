"""What of shared tasks follows a department that is gathered in another, and what ends when one closes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.shared_tasks.telling import close_links
from symbiose.frontdesk.models import SharedPart, SharedTask
from symbiose.frontdesk.models.shared_tasks import PartState, SharedState
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import Mover, register_mover, register_owners

PART = SharedPart._meta.label_lower
GATHERED = "Afdelingen er samlet med en, der også er spurgt."  # kept with the record, in Danish like every reason


def register() -> None:
    """Parts and tasks follow their department; a part that both had in one task stays, and counts as one department."""
    parts = field_mover(
        SharedPart, field="department_id", plural=_("inputs to shared tasks"), clashing=_both_in_one_task
    )
    register_mover(replace(parts, move=partial(_move_parts, parts)))
    asked = field_mover(SharedTask, field="asked_by_id", plural=_("shared tasks"))
    register_mover(replace(asked, label=SharedTask._meta.label_lower))
    register_owners(PART, _departments)
    register_closer(PART, _ask_no_more)


def _move_parts(parts: Mover, from_id: int, to_id: int, *, by: Actor) -> Sequence[int]:
    """Where both were asked, the one that goes on answers for both, and the other is asked no more."""
    twice = SharedPart.objects.filter(pk__in=_both_in_one_task(from_id, to_id), state=PartState.ASKED)
    answers = SharedPart.objects.filter(department_id=to_id).exclude(state=PartState.WITHDRAWN)
    for part in twice.filter(task__state=SharedState.OPEN, task_id__in=answers.values("task_id")).order_by("pk"):
        gone = change(part, by=by, verb="frontdesk.withdraw_department", reason=GATHERED, state=PartState.WITHDRAWN)
        close_links(gone, by=by)
    return parts.move(from_id, to_id, by=by) if parts.move else []


def _both_in_one_task(from_id: int, to_id: int) -> list[int]:
    there = SharedPart.objects.filter(department_id=to_id).values("task_id")
    return list(SharedPart.objects.filter(department_id=from_id, task_id__in=there).values_list("pk", flat=True))


def _departments(ids: Iterable[int]) -> dict[int, set[int]]:
    rows = SharedPart.objects.filter(pk__in=list(ids)).values_list("pk", "department_id")
    return {pk: {department_id} for pk, department_id in rows}


def _ask_no_more(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """A department that has closed is asked for nothing more; what it gave stands."""
    rows = SharedPart.objects.filter(department_id=organisation_id, state=PartState.ASKED, task__state=SharedState.OPEN)
    for part in rows.order_by("pk"):
        gone = change(part, by=by, verb="frontdesk.withdraw_department", reason=reason, state=PartState.WITHDRAWN)
        close_links(gone, by=by)
    return len(rows)
