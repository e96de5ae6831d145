"""What of shared tasks waits for somebody, and a department's shared tasks on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Related, RelatedRow, Waiting
from symbiose.frontdesk.actions.shared_tasks.telling import page_of_shared
from symbiose.frontdesk.models import SharedPart, SharedTask
from symbiose.frontdesk.models.shared_tasks import PartState, SharedState
from symbiose.frontdesk.queries.shared_tasks import cared_for_by, counted, shared_visible_to
from symbiose.frontdesk.shared_shown import fact_of
from symbiose.frontdesk.shown import due_in_words
from symbiose.organisations.enums import OrganisationKind
from symbiose.organisations.models import Organisation

MOST = 20
MOST_RELATED = 5


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Inputs that one's department is asked for, and one's own tasks that are late or have all their answers."""
    if actor.membership_id is None or actor.role not in {Role.FIRM, Role.ADVISER}:
        return
    today = timezone.localdate()
    if actor.role is Role.FIRM:
        yield from _of_department(actor, today)
    yield from _of_owner(actor, today)


def _of_department(actor: Actor, today: date) -> Iterator[Waiting]:
    rows = SharedPart.objects.filter(
        department_id=actor.organisation_id,
        department__kind=OrganisationKind.DEPARTMENT,
        state=PartState.ASKED,
        task__state=SharedState.OPEN,
    )
    for part in rows.select_related("task__asked_by").order_by("due_on", "pk")[:MOST]:
        yield _line(
            part.task,
            why=_("%(name)s asks for your department's input.") % {"name": part.task.asked_by.name},
            day=part.due_on,
            today=today,
            button=_("Give input"),
            button_url=reverse("shared_tasks:give", args=[part.task_id, part.pk]),
        )


def _of_owner(actor: Actor, today: date) -> Iterator[Waiting]:
    """Those that nobody is asked about any more, and those whose day is past."""
    asked = SharedPart.objects.filter(task=OuterRef("pk"), state=PartState.ASKED)
    rows = SharedTask.objects.filter(cared_for_by(actor.user_id, on=today), state=SharedState.OPEN)
    rows = rows.annotate(waits=Exists(asked)).filter(Q(waits=False) | Q(due_on__lt=today))
    for task in counted(rows).order_by("due_on", "pk")[:MOST]:
        done = not task.waits  # type: ignore[attr-defined]  # asked along with the rows
        yield _line(
            task,
            why=_why_now(task, done=done),
            day=task.due_on,
            today=today,
            button=_("Say what it led to") if done else _("See who is missing"),
            button_url=reverse("shared_tasks:lead_on", args=[task.pk]) if done else page_of_shared(task),
        )


def _why_now(task: SharedTask, *, done: bool) -> str:
    """What its owner is told: all have answered, nobody is asked, or how many have given."""
    if not done:
        return fact_of(task) + "."
    if not task.asked_number:  # type: ignore[attr-defined]  # counted by the query
        return _("No department is asked any more. Ask another, or close the task.")
    return _("All have answered. What does it lead to?")


def _line(task: SharedTask, *, why: str, day: date, today: date, button: str, button_url: str) -> Waiting:
    due = due_in_words(day, today)
    return Waiting(
        section="waiting",
        title=task.title,
        url=page_of_shared(task),
        why=why,
        when=due.text,
        button=button,
        button_url=button_url,
        late=due.late,
        order=timezone.make_aware(datetime.combine(day, time.min)),
    )


def of_department(organisation: Organisation, actor: Actor) -> Related | None:
    """A department's shared tasks on its page, open ones first; None where there are none to see."""
    if organisation.kind != OrganisationKind.DEPARTMENT:
        return None
    part = SharedPart.objects.filter(task=OuterRef("pk"), department=organisation).exclude(state=PartState.WITHDRAWN)
    rows = counted(shared_visible_to(actor).filter(Q(asked_by=organisation) | Q(Exists(part))))
    first = list(rows.order_by("-state", "due_on", "pk")[: MOST_RELATED + 1])
    if not first:
        return None
    total = rows.count() if len(first) > MOST_RELATED else len(first)
    shown = [
        RelatedRow(task.title, page_of_shared(task), fact_of(task), capfirst(str(task.get_state_display())))
        for task in first[:MOST_RELATED]
    ]
    return Related(_("Shared tasks"), shown, total, reverse("shared_tasks:list"))
