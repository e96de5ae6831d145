"""A department is asked for its input, gives it or says no, and may think better of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.shared_tasks.telling import (
    ask_department,
    close_links,
    find_shared_by,
    tell_owner,
)
from symbiose.frontdesk.models import SharedPart, SharedTask
from symbiose.frontdesk.models.shared_tasks import PartState, SharedState
from symbiose.frontdesk.sharing import SHARED_PART, SHARED_TASK
from symbiose.organisations.enums import OrganisationKind, OrganisationState
from symbiose.organisations.models import Organisation

NOTHING_GIVEN: dict[str, Any] = {"text": "", "given_at": None, "given_by": "", "consent": "", "decline_reason": ""}


class NotADepartment(Exception):
    """Only departments that are still there can be asked; `args[0]` is the organisation."""


def add_part(task: SharedTask, department: Organisation, *, field: str, due_on: date, by: Actor) -> SharedPart:
    """The department's part; asked twice, the one that there is."""
    _require_standing(department)
    known = task.parts.filter(department=department).first()
    if known is not None:
        return known
    new = SharedPart(task=task, department=department, field=field, due_on=due_on)
    made = actions.create(new, by=by, verb="frontdesk.ask_department")
    ask_department(made, by=by)
    return made


def _require_standing(department: Organisation) -> None:
    """A department that has closed, or is gathered in another, is asked for nothing."""
    standing = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT, state=OrganisationState.ACTIVE)
    if not standing.filter(pk=department.pk).exists():
        raise NotADepartment(department)


@transaction.atomic
def invite(task: SharedTask, department: Organisation, *, field: str, due_on: date, by: Actor) -> SharedPart:
    """Ask one more department. A repeat gives the part that there is. Raises NotAllowed, NotADepartment."""
    held = SharedTask.objects.select_for_update().get(pk=task.pk)
    SHARED_TASK.require("invite", state=held.state, actor=by, subject=held)
    part = add_part(held, department, field=field, due_on=due_on, by=by)
    find_shared_by(held)
    return part


def locked_part(part: SharedPart, verb: str) -> SharedPart:
    """The part as it is now, with its task; both stand still until this transaction ends. An ended task takes nothing."""
    task = SharedTask.objects.select_for_update().get(pk=part.task_id)
    if task.state != SharedState.OPEN:
        raise NotAllowed(verb)
    held = SharedPart.objects.select_for_update(of=("self",)).select_related("department").get(pk=part.pk)
    held.task = task
    return held


@transaction.atomic
def give_input(part: SharedPart, *, text: str, field: str, by: Actor, version: int | None = None) -> SharedPart:
    """What the department says from its field; given again, it is put right. A repeat changes nothing.

    An adviser does it on the department's behalf, with how it was given. Raises NotAllowed, Conflict.
    """
    held = locked_part(part, "give")
    if (held.state, held.text, held.field) == (PartState.GIVEN, text, field):
        return held
    row = SHARED_PART.require("give", state=held.state, actor=by, subject=held)
    _require_said(held, by)
    given = actions.change(
        held,
        by=by,
        verb="frontdesk.give_input",
        version=version,
        state=row.target,
        text=text,
        field=field,
        given_at=held.given_at or timezone.now(),
        given_by=by.name,
        consent=by.consent,
        decline_reason="",
    )
    _tell(given, gettext_lazy("%(department)s has given its input: %(title)s"), by=by)
    return given


@transaction.atomic
def decline(part: SharedPart, *, reason: str, by: Actor) -> SharedPart:
    """The department has nothing to give here, and says why. A repeat changes nothing. Raises NotAllowed."""
    held = locked_part(part, "decline")
    if held.state == PartState.DECLINED and held.decline_reason == reason:
        return held
    row = SHARED_PART.require("decline", state=held.state, actor=by, subject=held, reason=reason)
    _require_said(held, by)
    said = actions.change(held, by=by, verb="frontdesk.decline_input", state=row.target, decline_reason=reason)
    _tell(said, gettext_lazy("%(department)s gives no input: %(title)s"), by=by)
    return said


def _require_said(part: SharedPart, by: Actor) -> None:
    """An adviser never speaks as a department: only on its behalf, with how it was said."""
    if by.role is Role.ADVISER and (by.on_behalf_of != part.department_id or not by.consent.strip()):
        raise NotAllowed("frontdesk.give_input")


def _tell(part: SharedPart, sentence: Any, *, by: Actor) -> None:
    with translation.override("da"):
        values = {"department": part.department.name, "title": part.task.title}
        tell_owner(part.task, str(sentence) % values, by=by)


@transaction.atomic
def ask_again(part: SharedPart, *, due_on: date, by: Actor) -> SharedPart:
    """Ask a department that said no, or was no longer asked, once more. A repeat changes nothing.

    Raises NotAllowed, NotADepartment.
    """
    held = locked_part(part, "ask_again")
    if held.state == PartState.ASKED:
        return held
    row = SHARED_PART.require("ask_again", state=held.state, actor=by, subject=held)
    _require_standing(held.department)
    asked = actions.change(
        held,
        by=by,
        verb="frontdesk.ask_department",
        state=row.target,
        due_on=due_on,
        reminded_at=None,
        escalated_at=None,
        **NOTHING_GIVEN,
    )
    ask_department(asked, by=by)
    return asked


@transaction.atomic
def withdraw(part: SharedPart, *, by: Actor) -> SharedPart:
    """The department is no longer asked; its personal link is closed. A repeat changes nothing. Raises NotAllowed."""
    held = locked_part(part, "withdraw")
    if held.state == PartState.WITHDRAWN:
        return held
    row = SHARED_PART.require("withdraw", state=held.state, actor=by, subject=held)
    gone = actions.change(held, by=by, verb="frontdesk.withdraw_department", state=row.target)
    close_links(gone, by=by)
    return gone


@transaction.atomic
def send_again(part: SharedPart, *, by: Actor) -> None:
    """Tell the department once more, and send its link again. Raises NotAllowed."""
    held = locked_part(part, "withdraw")
    SHARED_PART.require("withdraw", state=held.state, actor=by, subject=held)
    ask_department(held, by=by)
