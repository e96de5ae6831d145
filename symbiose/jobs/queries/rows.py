"""Which positions, people, offers and placements an actor may see; every list and page begins here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from symbiose.common.actor import Actor, Role
from symbiose.jobs.enums import HELD, LIVING, SEEN_BY_WORKPLACE, CandidateState
from symbiose.jobs.models import Candidate, Offer, Placement, Position

POSITION, CANDIDATE = "jobs.position", "jobs.candidate"
OFFER, PLACEMENT = "jobs.offer", "jobs.placement"


def positions_visible_to(actor: Actor) -> QuerySet[Position]:
    """The entrance and consultants see all; a firm its own; a draft is seen by those alone."""
    if actor.is_adviser or actor.role is Role.CONSULTANT:
        return Position.objects.all()
    if actor.role is Role.FIRM and actor.party_id is not None:
        return Position.objects.filter(organisation_id=actor.party_id)
    return Position.objects.none()


def candidates_visible_to(actor: Actor) -> QuerySet[Candidate]:
    """Consultants, and the person."""
    if actor.role is Role.CONSULTANT:
        return Candidate.objects.exclude(state=CandidateState.ERASED)
    if actor.role is Role.PERSON and actor.candidate_id is not None:
        return Candidate.objects.filter(pk=actor.candidate_id)
    return Candidate.objects.none()


def offers_visible_to(actor: Actor) -> QuerySet[Offer]:
    """Consultants all; the person those that were asked; a workplace those that the person said yes to and that were shown."""
    if actor.role is Role.CONSULTANT:
        return Offer.objects.exclude(candidate__state=CandidateState.ERASED)
    if actor.role is Role.PERSON and actor.candidate_id is not None:
        return Offer.objects.filter(candidate_id=actor.candidate_id, person_asked_at__isnull=False)
    if actor.role is Role.FIRM and actor.party_id is not None:
        return Offer.objects.filter(
            position__organisation_id=actor.party_id, state__in=SEEN_BY_WORKPLACE, person_answer="yes"
        ).exclude(candidate__state=CandidateState.ERASED)
    return Offer.objects.none()


def held() -> Q:
    """Proposals that somebody was asked about, or that both said yes to, and that no placement came of yet.

    A proposal stays agreed when its placement has come and gone; whoever waits again then has none that moves.
    """
    return Q(state__in=HELD, placement__isnull=True)


def at_work(person: str = "pk") -> Exists:
    """Whether somebody has a main placement that is agreed, running or paused; `person` is where the row names them."""
    return Exists(Placement.objects.filter(candidate=OuterRef(person), main=True, state__in=LIVING))


def placements_visible_to(actor: Actor) -> QuerySet[Placement]:
    """Consultants all; the person their own; a workplace those in its positions."""
    if actor.role is Role.CONSULTANT:
        return Placement.objects.all()
    if actor.role is Role.PERSON and actor.candidate_id is not None:
        return Placement.objects.filter(candidate_id=actor.candidate_id)
    if actor.role is Role.FIRM and actor.party_id is not None:
        return Placement.objects.filter(position__organisation_id=actor.party_id)
    return Placement.objects.none()
