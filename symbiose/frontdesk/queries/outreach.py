"""Who may be called, who was spoken with last, who has taken a firm, and who wants no call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.models import Call, CallRound, CallStop, Prospect, Rhythm
from symbiose.frontdesk.outreach_enums import LIVE, RoundState
from symbiose.frontdesk.outreach_limits import limits
from symbiose.organisations.enums import ContactKind, FactKind, MembershipRole, OrganisationKind
from symbiose.organisations.models import Contact, Membership, Organisation, OrganisationFact
from symbiose.organisations.queries import (
    active,
    contacts_of,
    contacts_visible_to,
    found,
    holding,
    standing_lines,
    works_outside,
)

CALL = Call._meta.label_lower
ROUND = CallRound._meta.label_lower
REACHING = (ContactKind.CALL, ContactKind.VISIT, ContactKind.MEETING, ContactKind.MAIL)  # a note reaches nobody
CALLED_ON = (OrganisationKind.COMPANY, OrganisationKind.ASSOCIATION, OrganisationKind.SCHOOL)


def callable_firms() -> QuerySet[Organisation]:
    """Established companies, associations and schools; social enterprises are whom they may find as partners."""
    social = OrganisationFact.objects.filter(
        holding(), organisation=OuterRef("pk"), kind=FactKind.SOCIAL_ENTERPRISE, holds=True
    )
    return active().filter(~Exists(social), kind__in=CALLED_ON)


def spoken() -> QuerySet[Contact]:
    """Lines of the contact log by which somebody of the municipality reached a firm.

    What an external entrance spoke of with a firm stays there, the fact that it did included.
    """
    outside = works_outside().filter(organisation=OuterRef("spoken_for"))
    return standing_lines(Contact.objects.filter(~Exists(outside), kind__in=REACHING, organisation__isnull=False))


def latest_spoken(organisation_ids: Iterable[int]) -> dict[int, Contact]:
    """The last time that each of these firms was reached; two questions for any number."""
    newest = spoken().filter(organisation=OuterRef("pk")).order_by("-happened_at", "-pk").values("pk")[:1]
    rows = Organisation.objects.filter(pk__in=list(organisation_ids)).annotate(newest=Subquery(newest))
    ids = [pk for pk in rows.values_list("newest", flat=True) if pk]
    lines = Contact.objects.filter(pk__in=ids).select_related("user", "spoken_for")
    return {line.organisation_id: line for line in lines if line.organisation_id}


def quiet_since(on: date | None = None) -> date:
    """Who was reached after this day is left in peace, unless somebody knowingly calls."""
    return (on or timezone.localdate()) - timedelta(days=limits(on).quiet_days)


def quiet_from(on: date | None = None) -> datetime:
    """The first moment from which a contact keeps a firm in peace today."""
    return timezone.make_aware(datetime.combine(quiet_since(on) + timedelta(days=1), time.min))


def spoken_lately(organisation: Organisation, *, on: date) -> Contact | None:
    """The last contact within the quiet period, whoever it was by."""
    rows = spoken().filter(organisation=organisation, happened_at__gte=quiet_from(on))
    return rows.select_related("user", "spoken_for").order_by("-happened_at", "-pk").first()


def may_read_line(actor: Actor, line: Contact) -> bool:
    """Who, when and how is for all who call; what was said is for the entrance, and for whom the line is by.

    Of a call on a firm others read what it was about too, unless it is confidential.
    """
    if actor.is_adviser:
        return contacts_visible_to(actor).filter(pk=line.pk).exists() if line.confidential else True
    if line.confidential:
        return False
    return line.spoken_for_id == actor.organisation_id or line.thread_label == CALL


def with_callers(rows: QuerySet[Call], on: date) -> QuerySet[Call]:
    """With whether the one who calls is `gone` from where the call belongs, and whether `nobody` works there any more."""
    there = Membership.objects.filter(holding(on), organisation_id=OuterRef("department_id"), user__is_active=True)
    entrance = Membership.objects.filter(holding(on), role=MembershipRole.ADVISER, user__is_active=True)
    here = Exists(there.filter(user_id=OuterRef("user_id"))) | Exists(entrance.filter(user_id=OuterRef("user_id")))
    return rows.annotate(gone=~here, nobody=~Exists(there))


def live_calls() -> QuerySet[Call]:
    """Firms that are kept for somebody now."""
    return Call.objects.filter(state__in=LIVE)


def live_call(organisation_id: int) -> Call | None:
    """The one call that keeps a firm, if any."""
    return live_calls().filter(organisation_id=organisation_id).select_related("user", "department").first()


def standing_stops(on: date | None = None) -> QuerySet[CallStop]:
    """Noes that hold on a day."""
    day = on or timezone.localdate()
    return CallStop.objects.filter(Q(until__isnull=True) | Q(until__gte=day), lifted_at__isnull=True)


def stop_of(organisation_id: int, *, on: date | None = None) -> CallStop | None:
    """The no that holds for a firm, if any."""
    return standing_stops(on).filter(organisation_id=organisation_id).select_related("user", "department").first()


def no_talks() -> QuerySet[Rhythm]:
    """Enterprises that told the entrance that they want no talks."""
    return Rhythm.objects.exclude(none_reason="")


def holds_longer(stop: CallStop, until: date | None) -> bool:
    """Whether a no that is not lifted still holds today, and longer than another that ends on a day, or never."""
    still = stop.until is None or stop.until >= timezone.localdate()
    return still and until is not None and (stop.until is None or stop.until > until)


def prospects() -> QuerySet[Prospect]:
    """Firms with a reason to be called, those that want no call left out."""
    stopped = standing_stops().filter(organisation=OuterRef("pk"))
    return Prospect.objects.filter(~Exists(stopped), reason_count__gt=0)


def stopped_prospects() -> QuerySet[Prospect]:
    """Firms that want no call now."""
    return Prospect.objects.filter(Exists(standing_stops().filter(organisation=OuterRef("pk"))))


def free_now(rows: QuerySet[Prospect]) -> QuerySet[Prospect]:
    """Those whom nobody has taken, nobody has reached within the quiet period, and who have not said no to all talks."""
    taken = live_calls().filter(organisation=OuterRef("pk"))
    unwanted = no_talks().filter(organisation=OuterRef("pk"))
    quiet = Q(last_contact_at__gte=quiet_from())
    return rows.filter(~Exists(taken), ~Exists(unwanted)).exclude(quiet)


def prospects_found(rows: QuerySet[Prospect], text: str) -> QuerySet[Prospect]:
    """Those whose firm is found by name, what it does, town, company number or trade code."""
    return rows.filter(organisation__in=found(Organisation.objects.all(), text).values("pk"))


def calls_visible_to(actor: Actor) -> QuerySet[Call]:
    """The entrance sees all, a department its own; of others' it reads who and when where it looks at the firm."""
    if actor.is_adviser:
        return Call.objects.all()
    if actor.role is Role.FIRM and actor.membership_id is not None:
        return Call.objects.filter(department_id=actor.organisation_id)
    return Call.objects.none()


def rounds_visible_to(actor: Actor) -> QuerySet[CallRound]:
    """Like calls."""
    if actor.is_adviser:
        return CallRound.objects.all()
    if actor.role is Role.FIRM and actor.membership_id is not None:
        return CallRound.objects.filter(department_id=actor.organisation_id)
    return CallRound.objects.none()


def calls_found(rows: QuerySet[Call], text: str) -> QuerySet[Call]:
    """Those of firms found by name, what they do, town, company number or trade code."""
    return rows.filter(organisation__in=found(Organisation.objects.all(), text).values("pk"))


def all_reasons() -> Iterable[list[dict[str, Any]]]:
    """The reasons of every firm, for a file of many rows."""
    return Prospect.objects.filter(reason_count__gt=0).values_list("reasons", flat=True).iterator()


def counted_at() -> datetime | None:
    """When the reasons that are oldest on the list were worked out; None before the first time."""
    found: datetime | None = Prospect.objects.aggregate(first=Min("computed_at"))["first"]
    return found


def with_rounds(rows: QuerySet[CallRound]) -> QuerySet[CallRound]:
    """Read along what a row of the list shows; its firms are counted apart, so that a round stays one row."""
    calls = Call.objects.filter(round=OuterRef("pk")).order_by().values("round")
    how_many = Coalesce(Subquery(calls.annotate(number=Count("pk")).values("number")), 0)
    return rows.select_related("department", "owner").annotate(how_many=how_many)


def own_rounds(actor: Actor) -> QuerySet[CallRound]:
    """Open rounds on which the actor may take a firm, those of one's own place first to be offered."""
    return (
        rounds_visible_to(actor)
        .filter(state=RoundState.OPEN, department_id=actor.organisation_id)
        .order_by("name", "pk")
    )


def lines_of(call: Call) -> QuerySet[Contact]:
    """What stands in the contact log of a call, its attempts too."""
    return contacts_of([call])
