"""What falls due by itself: a late input is reminded of once and told to others once; nothing stays with one who is gone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions, municipality
from symbiose.common.actor import Actor
from symbiose.engine.law.working_days import add_working_days
from symbiose.frontdesk.actions.shared_tasks.telling import (
    ask_department,
    follow_address,
    links_of,
    owner_and_deputy,
    tell_people,
)
from symbiose.frontdesk.models import SharedPart, SharedTask
from symbiose.frontdesk.models.shared_tasks import PartState, SharedState
from symbiose.frontdesk.periods import settled
from symbiose.frontdesk.routing import NobodyAtEntrance, desk, main_entrance
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Membership
from symbiose.organisations.queries import holding, representatives

AT_ONCE = 200  # what one minute takes on; the rest waits for the next


@transaction.atomic
def tend_shared_tasks(*, now: datetime, by: Actor) -> int:
    """Follow addresses, remind, tell others, and give what lost its owner to another; how many things were done."""
    day = timezone.localdate(now)
    return (
        _follow_addresses(by=by)
        + _remind(day, now, by=by)
        + _escalate(day, now, by=by)
        + _leave_nothing_behind(day, by=by)
    )


def _waiting() -> QuerySet[SharedPart]:
    return SharedPart.objects.filter(state=PartState.ASKED, task__state=SharedState.OPEN).order_by("due_on", "pk")


def _held(rows: QuerySet[SharedPart]) -> list[SharedPart]:
    """These parts as they are when it is their turn; the task is held first, as by whoever gives an input to it."""
    found = list(rows.values_list("pk", "task_id")[:AT_ONCE])
    list(SharedTask.objects.select_for_update().filter(pk__in={task for _pk, task in found}).order_by("pk"))
    now = rows.filter(pk__in=[pk for pk, _task in found]).select_for_update(of=("self",))
    return list(now.select_related("task", "department"))


def _follow_addresses(*, by: Actor) -> int:
    """A department whose address was put right, by whichever way, is written to there, and no longer where it was."""
    elsewhere = links_of(OuterRef("pk")).exclude(email=OuterRef("department__contact_email"))
    moved = _held(SharedPart.objects.filter(Exists(elsewhere), task__state=SharedState.OPEN).order_by("pk"))
    for part in moved:
        follow_address(part, by=by)
    return len(moved)


def _remind(day: date, now: datetime, *, by: Actor) -> int:
    """The department itself, the day after."""
    due = _held(_waiting().filter(due_on__lt=day, reminded_at__isnull=True))
    for part in due:
        actions.change(part, by=by, verb="frontdesk.remind_input", reminded_at=now)
        ask_department(part, by=by, late=True)
    return len(due)


def _escalate(day: date, now: datetime, *, by: Actor) -> int:
    """The owner, who stands in, and one other adviser, some working days later."""
    days = settled("shared_task.escalate_days", on=day)
    since = add_working_days(day, -days, closed=municipality.closing_days())
    due = _held(_waiting().filter(due_on__lt=since, escalated_at__isnull=True))
    other = _one_present(day) if due else None
    for part in due:
        actions.change(part, by=by, verb="frontdesk.escalate_input", escalated_at=now)
        with translation.override("da"):
            values = {
                "department": part.department.name,
                "title": part.task.title,
                "day": formats.date_format(part.due_on, "j. F"),
            }
            sentence = _("Late: no input from %(department)s to “%(title)s”. It was due %(day)s.") % values
            hears = owner_and_deputy(part.task) | ({other} if other else set())
            tell_people(part.task, hears, sentence, by=by, about=part)
    return len(due)


def _one_present(day: date) -> int | None:
    """The adviser who has been longest at the entrance of those who are there; None where nobody is."""
    try:
        at = desk(main_entrance(), external=False, on=day)
    except NobodyAtEntrance:
        return None
    present = sorted((at.standing[one] for one in at.present), key=lambda member: member.pk)
    return present[0].user_id if present else None


def _leave_nothing_behind(day: date, *, by: Actor) -> int:
    """Open tasks whose owner no longer works here go to another of the asking department, else to the entrance."""
    here = Q(organisation_id=OuterRef("asked_by_id")) | Q(role=MembershipRole.ADVISER)
    works = Membership.objects.filter(holding(day), here, user_id=OuterRef("owner_id"), user__is_active=True)
    rows = SharedTask.objects.filter(~Exists(works), state=SharedState.OPEN).select_for_update().order_by("pk")
    done = 0
    for task in rows[:AT_ONCE]:
        other = representatives(task.asked_by_id).values_list("pk", flat=True).first() or _one_present(day)
        if other is None:
            continue
        with translation.override("da"):
            given = actions.change(
                task,
                by=by,
                verb="frontdesk.hand_over_shared",
                reason=_("The owner no longer works here."),
                owner_id=other,
            )
            sentence = _("A shared task is yours: %(title)s") % {"title": task.title}
            tell_people(given, [other], sentence, by=by, about=given)
        done += 1
    return done
