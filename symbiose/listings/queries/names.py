"""Whose listing it is, for those who may know."""

from __future__ import annotations

from django.db.models import Q

from symbiose.common.actor import Actor, Role
from symbiose.listings.models import Listing


def is_own(actor: Actor, listing: Listing) -> bool:
    """The actor stands for the listing's organisation, or at the entrance for everybody."""
    return actor.is_adviser or (actor.role == Role.FIRM and actor.party_id == listing.organisation_id)


def shows_name(actor: Actor, listing: Listing) -> bool:
    """An anonymous listing shows its owner only to the owner and to advisers."""
    return not listing.anonymous or is_own(actor, listing)


def party_name(actor: Actor, listing: Listing) -> str:
    """The owner's name, or an empty text where it is hidden: the only way by which pages and files read it."""
    return listing.organisation.name if shows_name(actor, listing) else ""


def name_open_to(actor: Actor) -> Q:
    """Listings of which the actor may know who the owner is."""
    if actor.is_adviser:
        return Q()
    mine = Q(organisation_id=actor.party_id) if actor.role == Role.FIRM and actor.party_id else Q(pk__in=[])
    return Q(anonymous=False) | mine
