"""The one door to special-category data: what people ask for at work, and terms of placements. Each reading is logged.

Nothing else in the house reads these tables; a test watches every statement of every page.
"""

from __future__ import annotations

from collections.abc import Iterable

from symbiose.common.actor import Actor, Role
from symbiose.common.reading import log_reading
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    CandidateContact,
    Offer,
    OfferBasis,
    Outlook,
    Placement,
    PlacementTerms,
)

# What was read, as the log says it.
CONDITIONS, BASIS, OUTLOOK, TERMS, CONTACT = "conditions", "basis", "outlook", "terms", "contact"


class NotForYou(PermissionError):
    """The role does not read what people asked for."""


def reads_terms(actor: Actor) -> bool:
    """Whether the role reads what other people asked for and their terms."""
    return actor.role in {Role.CONSULTANT, Role.SYSTEM}


def _may_read(actor: Actor, candidate_id: int | None) -> None:
    own = actor.role is Role.PERSON and actor.candidate_id == candidate_id
    if not (own or reads_terms(actor)):
        raise NotForYou


def conditions_of(
    candidates: Iterable[Candidate], *, by: Actor, purpose: str, asked_by: Actor | None = None
) -> dict[int, CandidateConditions]:
    """What each of these people asks for, by the candidate's id. Raises NotForYou.

    `asked_by` is whom the log names where the system reads for somebody who sees numbers alone.
    """
    asked = list(candidates)
    for one in asked:
        _may_read(by, one.pk)
    log_reading(asked, by=asked_by or by, what=CONDITIONS, purpose=purpose)
    return {row.candidate_id: row for row in CandidateConditions.objects.filter(candidate__in=asked)}


def basis_of(offers: Iterable[Offer], *, by: Actor, purpose: str) -> dict[int, OfferBasis]:
    """Every condition of these offers, by the offer's id. Raises NotForYou."""
    asked = list(offers)
    for one in asked:
        _may_read(by, one.candidate_id)
    log_reading({one.candidate_id: one.candidate for one in asked}.values(), by=by, what=BASIS, purpose=purpose)
    return {row.offer_id: row for row in OfferBasis.objects.filter(offer__in=asked)}


def outlook_of(candidate: Candidate, *, by: Actor, purpose: str) -> Outlook | None:
    """Why not other positions, and what would open one. Raises NotForYou."""
    _may_read(by, candidate.pk)
    log_reading([candidate], by=by, what=OUTLOOK, purpose=purpose)
    return Outlook.objects.filter(candidate=candidate).select_related("run").first()


def outlooks_of(candidates: Iterable[Candidate], *, by: Actor, purpose: str) -> dict[int, Outlook]:
    """What would open a position for many people, by the candidate's id, without all that stands in the way. Raises NotForYou."""
    asked = list(candidates)
    for one in asked:
        _may_read(by, one.pk)
    log_reading(asked, by=by, what=OUTLOOK, purpose=purpose)
    rows = Outlook.objects.filter(candidate__in=asked).defer("refusals")
    return {row.candidate_id: row for row in rows}


def terms_of(
    placements: Iterable[Placement], *, by: Actor, purpose: str, asked_by: Actor | None = None
) -> dict[int, PlacementTerms]:
    """Form and pay of these placements, by the placement's id; `asked_by` as for conditions. Raises NotForYou."""
    asked = list(placements)
    for one in asked:
        _may_read(by, one.candidate_id)
    people = {one.candidate_id: one.candidate for one in asked if one.candidate is not None}
    log_reading(people.values(), by=asked_by or by, what=TERMS, purpose=purpose)
    return {row.placement_id: row for row in PlacementTerms.objects.filter(placement__in=asked)}


def contact_of(candidate: Candidate, *, by: Actor, purpose: str) -> CandidateContact | None:
    """How a person is reached, still sealed. Raises NotForYou."""
    _may_read(by, candidate.pk)
    log_reading([candidate], by=by, what=CONTACT, purpose=purpose)
    return CandidateContact.objects.filter(candidate=candidate).first()
