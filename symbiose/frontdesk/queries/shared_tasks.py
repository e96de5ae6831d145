"""Shared tasks as lists and pages read them: who sees which, how many departments have given, what waits for whom."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from symbiose.common.actor import Actor, Role
from symbiose.common.search import found_ids
from symbiose.frontdesk.models.shared_tasks import PartState, SharedPart, SharedState, SharedTask
from symbiose.organisations.enums import OrganisationKind
from symbiose.organisations.models import Absence, Organisation
from symbiose.organisations.queries import holding

SHARED = SharedTask._meta.label_lower
AT_LEAST = 2  # departments that must have given before a task is shared


def acts_for_department(actor: Actor) -> bool:
    """Signed in for a department; one question."""
    if actor.role is not Role.FIRM or actor.membership_id is None or actor.organisation_id is None:
        return False
    return Organisation.objects.filter(pk=actor.organisation_id, kind=OrganisationKind.DEPARTMENT).exists()


def shared_visible_to(actor: Actor) -> QuerySet[SharedTask]:
    """Advisers see all; a department those that it asked for and those that it is invited to, as long as it is."""
    if actor.is_adviser:
        return SharedTask.objects.all()
    if actor.role is not Role.FIRM or actor.membership_id is None:
        return SharedTask.objects.none()
    own = Q(asked_by_id=actor.organisation_id, asked_by__kind=OrganisationKind.DEPARTMENT)
    invited = SharedPart.objects.filter(
        task=OuterRef("pk"), department_id=actor.organisation_id, department__kind=OrganisationKind.DEPARTMENT
    ).exclude(state=PartState.WITHDRAWN)
    return SharedTask.objects.filter(own | Q(Exists(invited)))


def _departments(condition: Q) -> Coalesce:
    """How many departments there are among a task's parts; two records of one and the same department are one."""
    rows = SharedPart.objects.filter(condition, task=OuterRef("pk")).order_by().values("task")
    who = Coalesce("department__merged_into_id", "department_id")
    counted = rows.annotate(number=Count(who, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def counted(rows: QuerySet[SharedTask]) -> QuerySet[SharedTask]:
    """With how many departments were asked and how many have given."""
    return rows.annotate(
        asked_number=_departments(~Q(state=PartState.WITHDRAWN)), given_number=_departments(Q(state=PartState.GIVEN))
    )


def with_shared_rows(rows: QuerySet[SharedTask]) -> QuerySet[SharedTask]:
    """Read along what a row of the list and the page show."""
    return counted(rows).select_related("owner", "asked_by", "case").prefetch_related("parts__department")


def really_shared(rows: QuerySet[SharedTask]) -> QuerySet[SharedTask]:
    """Those with inputs from two departments or more."""
    return rows.annotate(given_by_departments=_departments(Q(state=PartState.GIVEN))).filter(
        given_by_departments__gte=AT_LEAST
    )


def is_shared(task: SharedTask) -> bool:
    """Whether two departments or more have given to it."""
    return really_shared(SharedTask.objects.filter(pk=task.pk)).exists()


def late_shared(rows: QuerySet[SharedTask], *, on: date) -> QuerySet[SharedTask]:
    """Open ones whose deadline is past, or that wait for an input whose day is past."""
    waits = SharedPart.objects.filter(task=OuterRef("pk"), state=PartState.ASKED, due_on__lt=on)
    return rows.filter(Q(due_on__lt=on) | Q(Exists(waits)), state=SharedState.OPEN)


def waits_for(rows: QuerySet[SharedTask], organisation_id: int | None) -> QuerySet[SharedTask]:
    """Open ones that wait for an input of a department."""
    waits = SharedPart.objects.filter(task=OuterRef("pk"), state=PartState.ASKED, department_id=organisation_id)
    return rows.filter(Exists(waits), state=SharedState.OPEN)


def cared_for_by(user_id: int | None, *, on: date) -> Q:
    """Owned by somebody, or by one who is away and whom they stand in for."""
    stands_in = Absence.objects.filter(holding(on), deputy_id=user_id, user_id=OuterRef("owner_id"))
    return Q(owner_id=user_id) | Q(Exists(stands_in))


def shared_found(rows: QuerySet[SharedTask], query: str) -> QuerySet[SharedTask]:
    """Those found by title, words or a department's name."""
    return rows.filter(pk__in=found_ids(SHARED, query))
