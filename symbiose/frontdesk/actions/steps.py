"""What is done with a case day by day: the next step, what was said, who takes part, tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.answering import answered
from symbiose.frontdesk.actions.cases import NO_NEXT, locked_case
from symbiose.frontdesk.actions.numbering import find_case_by
from symbiose.frontdesk.actions.telling import tell
from symbiose.frontdesk.enums import NextKind
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.frontdesk.routing import desk
from symbiose.frontdesk.states import CASE, TASK, state_of_task
from symbiose.organisations.actions import log_contact
from symbiose.organisations.enums import ContactKind, Direction, OrganisationKind
from symbiose.organisations.models import Contact, Organisation
from symbiose.organisations.queries import representatives
from symbiose.people.models import User

SPOKE = frozenset({ContactKind.CALL, ContactKind.VISIT, ContactKind.MEETING})  # a note reaches nobody


class NotAtEntrance(Exception):
    """Somebody who does not work at the case's entrance today gets nothing of it; `args[0]` is that person."""


@transaction.atomic
def set_next_step(
    case: Case,
    *,
    kind: str,
    on: date,
    by: Actor,
    text: str = "",
    at: time | None = None,
    owner: User | None = None,
    version: int | None = None,
) -> Case:
    """What happens next, when, and who does it: the case's owner unless said. Raises NotAllowed, NotAtEntrance, Conflict."""
    held = locked_case(case)
    CASE.require("set_next_step", state=held.state, actor=by, subject=held)
    doer = owner or held.owner
    if doer.pk != held.owner_id:
        require_at_entrance(held, doer)
    changed = actions.change(
        held,
        by=by,
        verb="frontdesk.set_next_step",
        version=version,
        next_kind=NextKind(kind),
        next_text=text,
        next_on=on,
        next_at=at,
        next_owner=doer,
        reminded_at=None,
    )
    if doer.pk != held.owner_id:
        tell(changed, [doer.pk], _("A next step is yours: %(title)s") % {"title": held.title}, by=by)
    return changed


def require_at_entrance(case: Case, user: User) -> None:
    """Raise NotAtEntrance for one who does not work at the case's entrance today."""
    if user.pk not in desk(case.entrance, external=case.external, on=timezone.localdate()).standing:
        raise NotAtEntrance(user)


@transaction.atomic
def log_dialogue(
    case: Case,
    *,
    kind: str,
    text: str,
    by: Actor,
    direction: str = "",
    happened_at: datetime | None = None,
    person: str = "",
    confidential_reason: str = "",
    step_done: bool = False,
    answers: Sequence[Enquiry] | None = None,
) -> Contact:
    """Keep what was said or noted. Whoever spoke with them or wrote to them has given a first answer: it is in dialogue.

    What they wrote themselves, and what was said before the case came in, answers nothing. `answers` are the enquiries
    whose writers were spoken with, all that came before it unless said.
    `step_done` says that it was the next step, which is then open again. Raises NotAllowed.
    """
    held = locked_case(case)
    CASE.require("log_dialogue", state=held.state, actor=by, subject=held)
    line = log_contact(
        held.organisation,
        kind=kind,
        text=text,
        direction=direction,
        happened_at=happened_at,
        person=person,
        thread=held,
        confidential_reason=confidential_reason,
        by=by,
    )
    _after(held, line, step_done=step_done, answers=answers, by=by)
    return line


def _after(case: Case, line: Contact, *, step_done: bool, answers: Sequence[Enquiry] | None, by: Actor) -> None:
    wrote = line.kind == ContactKind.MAIL and line.direction == Direction.OUT
    only = None if answers is None else [one.pk for one in answers]
    values = answered(case, line.happened_at, only=only, by=by) if line.kind in SPOKE or wrote else {}
    if step_done:
        values |= NO_NEXT
    if values:
        actions.change(case, by=by, verb="frontdesk.log_dialogue", **values)


@transaction.atomic
def add_party(
    case: Case,
    *,
    by: Actor,
    organisation: Organisation | None = None,
    name: str = "",
    role: str = "",
    email: str = "",
    phone: str = "",
) -> CaseParty:
    """Somebody else takes part: an organisation, a person, or a person of an organisation. A repeat gives the same.

    A department that takes part sees the case from now on, and its members are told. Raises NotAllowed.
    """
    held = locked_case(case)
    CASE.require("add_party", state=held.state, actor=by, subject=held)
    known = held.parties.filter(organisation=organisation, name=name).first()
    if known is not None:
        return actions.change(known, by=by, verb="frontdesk.change_party", role=role, email=email, phone=phone)
    new = CaseParty(case=held, organisation=organisation, name=name, role=role, email=email, phone=phone)
    made = actions.create(new, by=by, verb="frontdesk.add_party")
    find_case_by(held)
    if organisation is not None and organisation.kind == OrganisationKind.DEPARTMENT:
        tell(held, _members(organisation), _("You take part in a case: %(title)s") % {"title": held.title}, by=by)
    return made


@transaction.atomic
def remove_party(party: CaseParty, *, by: Actor) -> None:
    """It was a mistake, or they take no part any more; a repeat changes nothing. Raises NotAllowed."""
    held = locked_case(party.case)
    CASE.require("add_party", state=held.state, actor=by, subject=held)
    known = held.parties.filter(pk=party.pk).first()
    if known is not None:
        actions.record(known, by=by, verb="frontdesk.remove_party")
        known.delete()
        find_case_by(held)


@transaction.atomic
def add_task(
    case: Case,
    *,
    what: str,
    due_on: date,
    by: Actor,
    user: User | None = None,
    organisation: Organisation | None = None,
) -> CaseTask:
    """Something to do by a day, for one person or for one department, who are told. Raises NotAllowed, NotAtEntrance."""
    held = locked_case(case)
    CASE.require("add_task", state=held.state, actor=by, subject=held)
    if user is not None:
        require_at_entrance(held, user)
    known = held.tasks.filter(what=what, due_on=due_on, owner_user=user, owner_organisation=organisation).first()
    if known is not None:
        return known
    new = CaseTask(case=held, what=what, due_on=due_on, owner_user=user, owner_organisation=organisation)
    made = actions.create(new, by=by, verb="frontdesk.add_task")
    people = [user.pk] if user else _members(organisation)
    tell(held, people, _("A task is yours: %(what)s") % {"what": what}, by=by)
    return made


def _members(organisation: Organisation | None) -> list[int]:
    """The people who act for an organisation; nobody's are none."""
    return list(representatives(organisation.pk).values_list("pk", flat=True)) if organisation else []


@transaction.atomic
def finish_task(task: CaseTask, *, result: str, by: Actor) -> CaseTask:
    """It is done, and what came of it; the case's owner is told. A repeat changes nothing. Raises NotAllowed."""
    now = CaseTask.objects.select_for_update().get(pk=task.pk)
    if now.done_at and now.result == result:
        return now
    TASK.require("finish", state=state_of_task(now), actor=by, subject=now, reason=result)
    done = actions.change(now, by=by, verb="frontdesk.finish_task", done_at=timezone.now(), result=result)
    tell(now.case, [now.case.owner_id], _("A task is done: %(what)s") % {"what": now.what}, by=by)
    return done


@transaction.atomic
def take_up_task(task: CaseTask, *, by: Actor) -> CaseTask:
    """It is not done after all. A repeat changes nothing. Raises NotAllowed."""
    now = CaseTask.objects.select_for_update().get(pk=task.pk)
    if now.done_at is None:
        return now
    TASK.require("take_up", state=state_of_task(now), actor=by, subject=now)
    return actions.change(now, by=by, verb="frontdesk.take_up_task", done_at=None, result="")
