"""Who may see and change positions, people, proposals of placement and placements.

People are read by job consultants alone: advisers at the entrance see positions and numbers, a firm sees its own
positions and, after the person's yes, a code and hours.
"""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.jobs.enums import OfferState
from symbiose.jobs.models import Candidate, Offer, Placement, Position
from symbiose.listings.models import Listing


def is_system(actor: Actor, _subject: object = None) -> bool:
    """What falls due by itself."""
    return actor.role is Role.SYSTEM


def reads_people(actor: Actor) -> bool:
    """The consultant's role: the only one that reads what people said of themselves."""
    return actor.role is Role.CONSULTANT


def acts_for_people(actor: Actor, _subject: object = None) -> bool:
    """Consultants stand in for each other, and each reading is logged; the system does what falls due."""
    return actor.role in {Role.CONSULTANT, Role.SYSTEM}


def is_person(actor: Actor, candidate: Candidate) -> bool:
    """The person, in by a slip."""
    return actor.role is Role.PERSON and actor.candidate_id == candidate.pk


def may_tell_of_person(actor: Actor, candidate: Candidate) -> bool:
    """The person, and the consultant with the person at the table."""
    return is_person(actor, candidate) or acts_for_people(actor)


def may_see_positions(actor: Actor) -> bool:
    """The whole list of positions."""
    return actor.is_adviser or actor.role is Role.CONSULTANT


def is_workplace(actor: Actor, position: Position) -> bool:
    """Acts for the organisation that has the position, in a membership or by a personal link."""
    return actor.role is Role.FIRM and actor.party_id == position.organisation_id


def may_keep_position(actor: Actor, position: Position) -> bool:
    """A firm keeps its own positions; consultants and advisers do it on its behalf, with how consent was given."""
    return may_see_positions(actor) or is_workplace(actor, position)


def may_carve(actor: Actor) -> bool:
    """Whoever may keep a position of some organisation."""
    return may_see_positions(actor) or (actor.role is Role.FIRM and actor.party_id is not None)


def may_carve_from(actor: Actor, listing: Listing) -> bool:
    """Whoever may know whose the listing is: its owner, the entrance, and consultants where the owner does not hide it."""
    own = actor.party_id == listing.organisation_id
    return own or actor.is_adviser or (actor.role is Role.CONSULTANT and not listing.anonymous)


def may_ask_person(actor: Actor, _offer: Offer) -> bool:
    """The consultant asks; nobody else knows who it is."""
    return acts_for_people(actor)


def may_answer_as_person(actor: Actor, offer: Offer) -> bool:
    """The person, or the consultant who writes down what the person said."""
    return may_tell_of_person(actor, offer.candidate)


def may_answer_as_workplace(actor: Actor, offer: Offer) -> bool:
    """The workplace, once the person said yes; a consultant writes down what it said."""
    return acts_for_people(actor) or is_workplace(actor, offer.position)


def may_say_no_as_person(actor: Actor, offer: Offer) -> bool:
    """Until the first day is agreed, also after both said yes; then it is the placement that ends."""
    return may_answer_as_person(actor, offer) and not _is_placed(offer)


def may_say_no_as_workplace(actor: Actor, offer: Offer) -> bool:
    """As the person may, and as late."""
    return may_answer_as_workplace(actor, offer) and not _is_placed(offer)


def _is_placed(offer: Offer) -> bool:
    return offer.state == OfferState.AGREED and Placement.objects.filter(offer=offer).exists()


def is_party_of(actor: Actor, placement: Placement) -> bool:
    """The person, the workplace and the consultants."""
    own = placement.candidate_id is not None and actor.candidate_id == placement.candidate_id
    return acts_for_people(actor) or (actor.role is Role.PERSON and own) or is_workplace(actor, placement.position)


def may_keep_placement(actor: Actor, placement: Placement) -> bool:
    """Terms, curve, talks, pauses and the end are the consultant's to write, as agreed with both; of an erased person nobody's."""
    return placement.candidate_id is not None and acts_for_people(actor)


def may_set_policy(actor: Actor) -> bool:
    """Who is covered first is a choice of the municipality's leaders."""
    return actor.role is Role.LEADER


def may_see_policy(actor: Actor) -> bool:
    """Those who set it, and those who work by it."""
    return may_see_curve(actor) or actor.is_adviser


def may_see_curve(actor: Actor) -> bool:
    """How those who wait fare by it: for those who set it, and for consultants, who know them."""
    return may_set_policy(actor) or actor.role is Role.CONSULTANT
