"""Requests for access as pages and verbs read them: whose, which organisation may be meant, what waits."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common import search
from symbiose.common.actor import Actor, Role
from symbiose.common.registry import Waiting
from symbiose.notices.models import AnswerLink
from symbiose.organisations.enums import AccessState, OrganisationState
from symbiose.organisations.models import AccessRequest, Membership, Organisation
from symbiose.organisations.queries.page import members
from symbiose.organisations.queries.rows import LABEL, directory, holding

RECEIPT, INVITATION = "access_receipt", "access_invitation"
REQUEST = "organisations.accessrequest"
UNDER_WAY = (AccessState.ASKED, AccessState.INVITED)
SETTLED = (AccessState.OPEN, AccessState.REFUSED, AccessState.WITHDRAWN)
MOST_WAITING = 50
MOST_FOUND = 8
LONGEST_SEARCH = 80


def links_of(request: AccessRequest, *purposes: str) -> list[AnswerLink]:
    """The personal links of a request, the newest first."""
    rows = AnswerLink.objects.filter(subject_label=REQUEST, subject_id=request.pk, purpose__in=purposes)
    return list(rows.order_by("-pk"))


def link_leads_to(link_id: int | None, request: AccessRequest, purpose: str) -> bool:
    """Whether an open link of that purpose belongs to the request."""
    if link_id is None:
        return False
    rows = AnswerLink.objects.filter(pk=link_id, withdrawn_at__isnull=True, purpose=purpose)
    return rows.filter(subject_label=REQUEST, subject_id=request.pk).exists()


def open_from(email: str) -> QuerySet[AccessRequest]:
    """The requests of an address that wait for an answer or for its yes."""
    return AccessRequest.objects.filter(email=email, state__in=UNDER_WAY).order_by("pk")


def not_taken_up(*, before: date) -> QuerySet[AccessRequest]:
    """Invitations that were written down before a day and wait still."""
    return AccessRequest.objects.filter(state=AccessState.INVITED, changed_at__date__lt=before).order_by("pk")


def to_be_erased(*, before: date) -> QuerySet[AccessRequest]:
    """Those that were settled before a day, with access or without, and still say whose they were."""
    rows = AccessRequest.objects.filter(state__in=SETTLED)
    return rows.filter(settled_at__date__lt=before, erased_at__isnull=True).order_by("pk")


def requests() -> QuerySet[AccessRequest]:
    """All that can still be read; what is erased is only counted."""
    return AccessRequest.objects.filter(erased_at__isnull=True).select_related("organisation")


def erased() -> int:
    """How many are erased."""
    return AccessRequest.objects.filter(erased_at__isnull=False).count()


def named(rows: QuerySet[AccessRequest], text: str) -> QuerySet[AccessRequest]:
    """Those whose name, address or organisation holds the words."""
    return rows.filter(
        Q(name__icontains=text)
        | Q(email__icontains=text)
        | Q(organisation_text__icontains=text)
        | Q(organisation__name__icontains=text)
    )


def listed_publicly(text: str) -> list[Organisation]:
    """What the public directory finds by name or company number, and nothing else."""
    words = text.strip()[:LONGEST_SEARCH]
    return (
        list(directory().filter(pk__in=search.found_ids(LABEL, words)).order_by("name", "pk")[:MOST_FOUND])
        if words
        else []
    )


def perhaps_meant(request: AccessRequest, text: str = "") -> list[Organisation]:
    """Organisations that a request may mean: the one with its company number first, then those found by name."""
    words = text.strip()[:LONGEST_SEARCH] or request.organisation_text
    standing = Organisation.objects.filter(state=OrganisationState.ACTIVE)
    number = request.company_number if not text else ""
    same = list(standing.filter(company_number=number)) if number else []
    found = standing.filter(pk__in=search.found_ids(LABEL, words)) if words else standing.none()
    return [*same, *found.exclude(pk__in=[one.pk for one in same]).order_by("name", "pk")][:MOST_FOUND]


def acting_elsewhere(request: AccessRequest) -> list[Membership]:
    """For which organisations somebody with this address acts today."""
    rows = Membership.objects.filter(holding(), user__email__iexact=request.email)
    return list(rows.select_related("organisation", "user").order_by("pk"))


def people(organisation: Organisation) -> tuple[list[Membership], list[AccessRequest]]:
    """Who acts and acted for an organisation, and who is invited and has not said yes.

    Each of the first knows how it was proven, in `access`; None where that is unknown.
    """
    rows = members(organisation)
    known = AccessRequest.objects.filter(
        Q(membership__in=[row.pk for row in rows]) | Q(organisation=organisation, state=AccessState.INVITED)
    )
    proofs = list(known.order_by("pk"))
    by_member = {proof.membership_id: proof for proof in proofs if proof.membership_id}
    for row in rows:
        row.access = by_member.get(row.pk)  # type: ignore[attr-defined]  # carried to the page, not stored
    return rows, [proof for proof in proofs if proof.state == AccessState.INVITED]


def meant_name(request: AccessRequest) -> str:
    """The organisation's name, or what was written where nobody has found out yet which one is meant."""
    return request.organisation.name if request.organisation else request.organisation_text or request.company_number


def written_name(request: AccessRequest) -> str:
    """The organisation as the one who asked knows it; what the entrance found out is not theirs to see yet."""
    written = request.organisation_text or request.company_number
    return written or (request.organisation.name if request.organisation else "")


def waiting(actor: Actor) -> list[Waiting]:
    """Lines of an adviser's start page: people who asked for access and wait for an answer."""
    if actor.role is not Role.ADVISER:
        return []
    rows = requests().filter(state=AccessState.ASKED).order_by("answer_by", "pk")[:MOST_WAITING]
    today = timezone.localdate()
    return [_waiting(row, today) for row in rows]


def _waiting(row: AccessRequest, today: date) -> Waiting:
    day = row.answer_by or today
    return Waiting(
        section="waiting",
        title=f"{row.name}: {meant_name(row)}",
        url=reverse("organisations:access", args=[row.pk]),
        why=_("%(person)s asks to act for %(organisation)s. Nobody has written down yet how we know that it is so.")
        % {"person": row.name, "organisation": meant_name(row)},
        when=_("answer by %(day)s") % {"day": formats.date_format(day, "j. F")},
        button=_("Look and answer"),
        button_url=reverse("organisations:access", args=[row.pk]),
        late=day < today,
        order=timezone.make_aware(datetime.combine(day, time.max)),
    )
