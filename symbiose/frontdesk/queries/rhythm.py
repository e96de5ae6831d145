"""The continuing dialogue as lists and pages read it: who was last spoken with when, and whether that is too long ago."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from symbiose.engine.law.months import months_after
from symbiose.frontdesk.models import Rhythm, TopicTouched
from symbiose.frontdesk.periods import settled
from symbiose.organisations.enums import ContactKind, MembershipRole, OrganisationKind, OrganisationState
from symbiose.organisations.models import Absence, Contact, Membership, Organisation
from symbiose.organisations.queries import holding, standing_lines, works_outside

TALKS = (ContactKind.CALL, ContactKind.VISIT, ContactKind.MEETING)  # a letter or a note is not a talk
SPOKEN_WITH = (OrganisationKind.COMPANY, OrganisationKind.SOCIAL_ENTERPRISE)
# Associations and schools too may be social enterprises, and are spoken with once they are said to be one.
MAY_BE_ONE = (*SPOKEN_WITH, OrganisationKind.ASSOCIATION, OrganisationKind.SCHOOL)


def oldest_kept(today: date, months: int) -> date:
    """The earliest day of a talk that is not older than its rhythm today: everything before it is."""
    day = months_after(today, -months)
    while months_after(day, months) < today:
        day += timedelta(days=1)
    return day


def midnight(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def talks(today: date) -> QuerySet[Contact]:
    """Talks on the municipality's side until today that count."""
    return standing_lines(talks_told(today))


def talks_told(today: date) -> QuerySet[Contact]:
    """Talks on the municipality's side until today, withdrawn ones too; what is written down for a later day has not happened."""
    outside = list(works_outside().order_by().values_list("organisation_id", flat=True).distinct())
    rows = Contact.objects.filter(kind__in=TALKS, happened_at__lt=midnight(today + timedelta(days=1)))
    return rows.exclude(spoken_for_id__in=outside) if outside else rows


def enterprises(today: date) -> QuerySet[Organisation]:
    """Social enterprises, and companies that somebody spoke with or that a rhythm was agreed with; none that has closed.

    Each with the flags `older` and `missed`.
    """
    rows = Organisation.objects.filter(
        state=OrganisationState.ACTIVE, kind__in=MAY_BE_ONE, rhythm__isnull=False
    ).select_related("rhythm__owner")
    return rows.annotate(
        older=Case(When(is_older(today), then=Value(1)), default=Value(0)),
        missed=Case(When(is_missed(today), then=Value(1)), default=Value(0)),
    )


def rhythm_of(row: Organisation) -> Rhythm:
    """What was agreed with it, read along with a row of `enterprises`."""
    found: Rhythm = cast(Any, row).rhythm  # the way back from the rhythm
    return found


def is_older(today: date) -> Q:
    """Longer ago than its rhythm; of those with none of their own, than the municipality's usual as it is today."""
    known = Rhythm.objects.filter(months__isnull=False).order_by().values_list("months", flat=True).distinct()
    usual = oldest_kept(today, settled("dialogue.months", on=today))
    limits = [When(rhythm__months=one, then=Value(oldest_kept(today, one))) for one in known if one]
    limit = Case(*limits, default=Value(usual), output_field=DateField())
    return Q(rhythm__none_reason="", rhythm__since_on__lt=limit)


def is_missed(today: date) -> Q:
    """A day was agreed, it is past, and nobody spoke with them on it or after it."""
    silent = Q(rhythm__talked_on__isnull=True) | Q(rhythm__talked_on__lt=F("rhythm__next_on"))
    return Q(rhythm__next_on__lt=today) & silent


def flagged_only(rows: Any) -> Any:
    """Of `enterprises`, those older than their rhythm, and those whose agreed day went by."""
    return rows.filter(Q(older=1) | Q(missed=1))


def kept_by(user_id: int | None, today: date) -> Q:
    """Whose dialogue somebody keeps, or stands in for the one who does."""
    for_others = Absence.objects.filter(holding(today), deputy_id=user_id).values("user_id")
    return Q(rhythm__owner_id=user_id) | Q(rhythm__owner_id__in=for_others)


def kept_by_nobody(today: date) -> Q:
    """No owner, or one who is no longer at the entrance, which keeps the dialogue."""
    entrance = Membership.objects.filter(holding(today), role=MembershipRole.ADVISER, user__is_active=True)
    works = entrance.values("user_id")
    return Q(rhythm__owner__isnull=True) | ~Q(rhythm__owner_id__in=works)


def last_talks(rows: Iterable[Organisation], today: date) -> dict[int, Contact]:
    """The last talk with each of these, by organisation: one question for all of them."""
    wanted = Q(pk__in=[])
    for row in rows:
        day = rhythm_of(row).talked_on
        if day is not None:
            wanted |= Q(organisation_id=row.pk, happened_at__gte=midnight(day))
    found = talks(today).filter(wanted).select_related("user", "spoken_for").order_by("happened_at", "pk")
    return {line.organisation_id: line for line in found if line.organisation_id is not None}


def touched_since(day: date, ids: Iterable[int] | None = None) -> set[tuple[int, str]]:
    """Which topics were touched with which organisations since a day, of these or of all: one question."""
    rows = TopicTouched.objects.filter(contact__happened_at__gte=midnight(day), contact__withdrawn_at__isnull=True)
    if ids is not None:
        rows = rows.filter(contact__organisation_id__in=list(ids))
    found = rows.order_by().values_list("contact__organisation_id", "topic").distinct()
    return {(pk, topic) for pk, topic in found if pk is not None}


def untouched(rows: QuerySet[Organisation], topics: Iterable[str], today: date) -> QuerySet[Organisation]:
    """Those with whom none of these topics was touched lately."""
    since = midnight(months_after(today, -settled("dialogue.topic_months", on=today)))
    for topic in topics:
        touched = TopicTouched.objects.filter(
            contact__organisation=OuterRef("pk"),
            contact__happened_at__gte=since,
            contact__withdrawn_at__isnull=True,
            topic=topic,
        )
        rows = rows.filter(~Exists(touched))
    return rows


def lines_of(talks_said: Iterable[Contact]) -> dict[int, dict[str, str]]:
    """The topics that these talks touched, each with its line."""
    found: dict[int, dict[str, str]] = {}
    for row in TopicTouched.objects.filter(contact__in=list(talks_said)):
        found.setdefault(row.contact_id, {})[row.topic] = row.line
    return found


def last_touched(organisation: Organisation) -> dict[str, TopicTouched]:
    """The latest talk that touched each topic."""
    rows = TopicTouched.objects.filter(contact__organisation=organisation, contact__withdrawn_at__isnull=True)
    rows = rows.select_related("contact")
    return {row.topic: row for row in rows.order_by("contact__happened_at", "pk")}
