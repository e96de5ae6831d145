"""What stands in one's calendar: next steps and visits that are one's own, and the deadlines of one's tasks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common import municipality
from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.enums import CaseState, NextKind
from symbiose.frontdesk.models import CalendarFeed, Case, CaseTask
from symbiose.frontdesk.queries.rows import cases_visible_to
from symbiose.organisations.enums import MembershipRole, OrganisationState
from symbiose.organisations.models import Membership
from symbiose.organisations.queries import holding

SALT = "symbiose.calendar"
ROLES = {MembershipRole.ADVISER.value: Role.ADVISER, MembershipRole.ENTRANCE.value: Role.ENTRANCE}
MOST = 500
BACK = timedelta(days=60)  # what is long past is looked up in the case, not in a calendar
HOUR, MOMENT = 60, 15  # minutes that a calendar shows: of a visit or a meeting, and of a call or a letter


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a calendar: no person's name, no words of the case; `at` is None for a whole day."""

    uid: str
    title: str
    on: date
    at: time | None
    minutes: int
    place: str
    url: str
    stamp: datetime
    sequence: int


def token(feed: CalendarFeed) -> str:
    """The secret part of the address, signed."""
    return signing.Signer(salt=SALT, sep=".").sign(feed.key.hex)


def address(feed: CalendarFeed) -> str:
    """The whole address, as a calendar program takes it."""
    return settings.BASE_URL + reverse("calendar:feed", args=[token(feed)])


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The actor's own address where there is one that is read."""
    return CalendarFeed.objects.filter(user_id=actor.person_id, active=True).first()


def reader(text: str) -> Actor | None:
    """Who stands behind an address and still works at an entrance today; None for everything else."""
    try:
        key = uuid.UUID(hex=signing.Signer(salt=SALT, sep=".").unsign(text))
    except (signing.BadSignature, ValueError):
        return None
    held = Membership.objects.filter(
        holding(), role__in=ROLES, user__calendar_feed__key=key, user__calendar_feed__active=True, user__is_active=True
    ).exclude(organisation__state=OrganisationState.MERGED)
    member = held.select_related("user", "organisation").order_by("role", "pk").first()
    if member is None:
        return None
    return Actor(
        role=ROLES[member.role],
        user_id=member.user_id,
        name=member.user.name,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        organisation_name=member.organisation.name,
    )


def entries(actor: Actor) -> list[Entry]:
    """All of the actor's, the earliest first; what was called off or done is not among them."""
    since = timezone.localdate() - BACK
    seen = cases_visible_to(actor).filter(state=CaseState.OPEN)
    steps = seen.filter(next_owner_id=actor.user_id, next_on__gte=since).select_related("organisation")
    tasks = CaseTask.objects.filter(
        owner_user_id=actor.user_id, done_at__isnull=True, due_on__gte=since, case__in=seen
    ).select_related("case__organisation")
    here = _slug()
    with translation.override("da"):
        found = [entry_of(case, here) for case in steps.order_by("next_on", "pk")[:MOST]]
        found += [_task(task, here) for task in tasks.order_by("due_on", "pk")[:MOST]]
    return sorted(found, key=lambda entry: (entry.on, entry.at or time.max, entry.uid))


def _slug() -> str:
    here = municipality.current()
    return f"{here.slug}.symbiose" if here else "symbiose"


def entry_of(case: Case, here: str = "") -> Entry:
    """The next step of a case. Its line is the same line however often it is moved."""
    kind, firm = capfirst(str(case.get_next_kind_display())), case.organisation
    meets = case.next_kind in {NextKind.VISIT, NextKind.MEETING}
    return Entry(
        uid=f"case-{case.pk}@{here or _slug()}",
        title=f"{kind}: {firm.name}" if firm else kind,
        on=case.next_on or timezone.localdate(),
        at=case.next_at,
        minutes=HOUR if meets else MOMENT,
        place=firm.place if firm and meets else "",
        url=settings.BASE_URL + reverse("cases:detail", args=[case.number]),
        stamp=case.changed_at,
        sequence=case.version,
    )


def _task(task: CaseTask, here: str) -> Entry:
    firm = task.case.organisation
    return Entry(
        uid=f"task-{task.pk}@{here}",
        title=_("Deadline of a task: %(firm)s") % {"firm": firm.name} if firm else _("Deadline of a task"),
        on=task.due_on,
        at=None,
        minutes=0,
        place="",
        url=settings.BASE_URL + reverse("cases:detail", args=[task.case.number]),
        stamp=task.changed_at,
        sequence=task.version,
    )
