"""Who hears of a shared task: a line in the inbox, and for a department a letter with its personal link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.search import index
from symbiose.frontdesk.actions.telling import KIND
from symbiose.frontdesk.models.shared_tasks import PartState, SharedPart, SharedTask
from symbiose.frontdesk.queries.shared_tasks import SHARED
from symbiose.notices.actions import TooSoon, give_link, notify, send_link, withdraw_link
from symbiose.notices.models import AnswerLink
from symbiose.organisations.models import Absence
from symbiose.organisations.queries import holding, representatives

PURPOSE = "shared_task"
ADDRESS_CHANGED = "Afdelingens mailadresse er rettet."  # kept with the record, in Danish like every reason
LINK_LASTS = timedelta(days=60)  # after the deadline; a late input is welcome


def page_of_shared(task: SharedTask) -> str:
    """The address of its page."""
    return reverse("shared_tasks:detail", args=[task.pk])


def tell_people(task: SharedTask, user_ids: Iterable[int], sentence: str, *, by: Actor, about: models.Model) -> None:
    """Put a line in the inbox of each of these people, but not of the one who acts. In Danish, whoever caused it."""
    others = {one for one in user_ids if one != by.user_id}
    if others:
        notify(others, subject=about, text=sentence, url=page_of_shared(task), kind=KIND)


def owner_and_deputy(task: SharedTask) -> set[int]:
    """Who owns it, and who stands in where they are away today."""
    absences = Absence.objects.filter(holding(), user_id=task.owner_id, deputy__isnull=False)
    return {task.owner_id, *absences.values_list("deputy_id", flat=True)}


def tell_owner(task: SharedTask, sentence: str, *, by: Actor) -> None:
    """Something happened to it."""
    tell_people(task, owner_and_deputy(task), sentence, by=by, about=task)


def ask_department(part: SharedPart, *, by: Actor, late: bool = False) -> None:
    """Tell those who act for the department, and write to its address with a link that needs no account."""
    task, department = part.task, part.department
    people = list(representatives(department.pk).values_list("pk", flat=True))
    with translation.override("da"):
        values = {"title": task.title, "day": formats.date_format(part.due_on, "j. F Y")}
        said = (
            _("Your input is missing: %(title)s. It was due %(day)s.")
            if late
            else _("Your department is asked for its input: %(title)s. By %(day)s.")
        )
        tell_people(task, people, said % values, by=by, about=part)
        if department.contact_email:
            _write(part, said % values, by=by)


def follow_address(part: SharedPart, *, by: Actor) -> None:
    """The department reads its letters elsewhere now: the old link opens nothing more, and what waits is written anew."""
    close_links(part, by=by, reason=ADDRESS_CHANGED)
    if part.state != PartState.ASKED or not part.department.contact_email:
        return
    with translation.override("da"):
        values = {"title": part.task.title, "day": formats.date_format(part.due_on, "j. F Y")}
        _write(part, _("Your department is asked for its input: %(title)s. By %(day)s.") % values, by=by)


def _write(part: SharedPart, sentence: str, *, by: Actor) -> None:
    if links_of(part).exclude(email=part.department.contact_email).exists():
        close_links(part, by=by, reason=ADDRESS_CHANGED)
    link = give_link(
        PURPOSE,
        part,
        organisation_id=part.department_id,
        email=part.department.contact_email,
        valid_until=max(part.due_on, timezone.localdate()) + LINK_LASTS,
        by=by,
    )
    try:
        send_link(link, by=by, subject=_("A shared task waits for your input"), text=sentence)
    except TooSoon:
        return  # the same letter went out within ten minutes


def links_of(part: SharedPart | OuterRef) -> QuerySet[AnswerLink]:
    """The personal link that opens a part, where one does; a reference stands for the part of an outer query."""
    number = part.pk if isinstance(part, SharedPart) else part
    own = {"purpose": PURPOSE, "subject_label": SharedPart._meta.label_lower, "subject_id": number}
    return AnswerLink.objects.filter(withdrawn_at__isnull=True, **own)


def close_links(part: SharedPart, *, by: Actor, reason: str = "") -> None:
    """The department is no longer asked, or not there: its personal link opens nothing more."""
    for link in links_of(part):
        withdraw_link(link, by=by, reason=reason)


def find_shared_by(task: SharedTask) -> None:
    """Make it findable by its words and the departments in it."""
    names = " ".join(part.department.name for part in task.parts.select_related("department"))
    index(SHARED, task.pk, title=task.title, text=f"{task.text} {names}")
