"""A shared task is started, put right and handed over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.links import STARTED
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.shared_tasks.parts import add_part
from symbiose.frontdesk.actions.shared_tasks.telling import find_shared_by, tell_people
from symbiose.frontdesk.models import Case, SharedTask
from symbiose.frontdesk.queries import cases_visible_to
from symbiose.frontdesk.sharing import SHARED_TASK, may_start
from symbiose.organisations.models import Organisation
from symbiose.people.models import User


def locked_shared(task: SharedTask) -> SharedTask:
    """The task as it is now; nobody else moves it until this transaction ends."""
    return SharedTask.objects.select_for_update(of=("self",)).select_related("case").get(pk=task.pk)


@transaction.atomic
def start_shared_task(
    *,
    title: str,
    text: str,
    due_on: date,
    owner: User,
    by: Actor,
    case: Case | None = None,
    departments: Iterable[tuple[Organisation, str]] = (),
    example: bool = False,
) -> SharedTask:
    """One task for several departments, each asked from its own field. Raises NotAllowed, NotADepartment."""
    if not may_start(by) or by.organisation_id is None:
        raise NotAllowed("frontdesk.start_shared")
    if case is not None and not cases_visible_to(by).filter(pk=case.pk).exists():
        raise NotAllowed("frontdesk.start_shared")
    new = SharedTask(
        title=title,
        text=text,
        due_on=due_on,
        owner=owner,
        case=case,
        asked_by_id=by.organisation_id,
        example=example,
    )
    made = actions.create(new, by=by, verb="frontdesk.start_shared")
    for department, field in departments:
        add_part(made, department, field=field, due_on=due_on, by=by)
    if case is not None:
        actions.link(case, made, kind=STARTED)
    find_shared_by(made)
    _tell_new_owner(made, by=by)
    return made


@transaction.atomic
def change_shared(task: SharedTask, *, by: Actor, version: int | None = None, **fields: Any) -> SharedTask:
    """Put title, what is asked or the deadline right. Inputs that are still awaited get the new deadline.

    Raises NotAllowed, and Conflict where somebody changed it since `version`.
    """
    held = locked_shared(task)
    SHARED_TASK.require("change", state=held.state, actor=by, subject=held)
    before = held.due_on
    changed = actions.change(held, by=by, verb="frontdesk.change_shared", version=version, **fields)
    if changed.due_on != before:
        for part in changed.parts.filter(state="asked", due_on=before):
            actions.change(
                part,
                by=by,
                verb="frontdesk.move_input_day",
                due_on=changed.due_on,
                reminded_at=None,
                escalated_at=None,
            )
    find_shared_by(changed)
    return changed


@transaction.atomic
def hand_over_shared(task: SharedTask, *, to: User, note: str, by: Actor) -> SharedTask:
    """Another owns it from now on, and the note says why. A repeat changes nothing. Raises NotAllowed."""
    held = locked_shared(task)
    if held.owner_id == to.pk:
        return held
    SHARED_TASK.require("hand_over", state=held.state, actor=by, subject=held, reason=note)
    given = actions.change(held, by=by, verb="frontdesk.hand_over_shared", reason=note, owner=to)
    _tell_new_owner(given, by=by)
    return given


def _tell_new_owner(task: SharedTask, *, by: Actor) -> None:
    with translation.override("da"):
        sentence = _("A shared task is yours: %(title)s") % {"title": task.title}
        tell_people(task, [task.owner_id], sentence, by=by, about=task)
