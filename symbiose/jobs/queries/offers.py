"""Proposals of placement as pages and verbs read them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from symbiose.common.actor import Actor
from symbiose.jobs.enums import LIVING, SEEN_BY_WORKPLACE, STANDING, CandidateState, OfferState
from symbiose.jobs.models import Candidate, Offer
from symbiose.jobs.queries.placement_room import room_of
from symbiose.jobs.queries.rows import at_work, held
from symbiose.notices.models import AnswerLink

LABEL = Offer._meta.label_lower


def with_parts(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """The rows with person, position and organisation read along."""
    return rows.select_related("candidate", "position__organisation", "position__workplace__unit")


def offers_of(candidate: Candidate) -> QuerySet[Offer]:
    """What stands open for one person or led to the work they have, the main proposal first."""
    become = Q(state=OfferState.AGREED, placement__state__in=LIVING)
    rows = Offer.objects.filter(Q(state__in=STANDING) | held() | become, candidate=candidate)
    return with_parts(rows).order_by("rank", "pk")


def begun_of(candidate_id: int) -> Offer | None:
    """The proposal that the person is asked about, or that waits for the workplace; one at a time."""
    return Offer.objects.filter(held(), candidate_id=candidate_id).order_by("pk").first()


def has_room(offer: Offer) -> bool:
    """Whether the position has a place and hours left beside those who have one, and those whose both yeses are there."""
    room = room_of(offer.position, without=offer)
    return room.seats > 0 and room.hours >= offer.hours


def without_option() -> QuerySet[Candidate]:
    """People who wait and for whom the last run found nothing, those who waited longest first."""
    rows = Candidate.objects.filter(state=CandidateState.WAITING, outlook__has_option=False)
    moving = Offer.objects.filter(held(), candidate=OuterRef("pk"))
    return rows.filter(~Exists(moving), ~at_work()).order_by("waiting_since", "code")


def link_of(offer: Offer) -> AnswerLink | None:
    """The open personal link of the workplace, where one was given."""
    rows = AnswerLink.objects.filter(subject_label=LABEL, subject_id=offer.pk, withdrawn_at__isnull=True)
    return rows.order_by("-pk").first()


def shown_once(actor: Actor, number: str) -> bool:
    """Whether a workplace was asked about this proposal and it is over, so that its page says no more than that."""
    rows = Offer.objects.filter(number=number, employer_asked_at__isnull=False)
    theirs = rows.filter(position__organisation_id=actor.party_id) if actor.party_id else rows.none()
    return theirs.exclude(state__in=SEEN_BY_WORKPLACE).exists()
