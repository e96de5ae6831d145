"""Who may write, see and change a listing."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.listings.models import Listing
from symbiose.listings.queries import is_own
from symbiose.organisations.models import Organisation


def may_write(actor: Actor) -> bool:
    """Firms write for themselves, advisers for anybody with their consent; the public does not write."""
    return actor.is_adviser or (actor.role == Role.FIRM and actor.party_id is not None)


def may_add(actor: Actor, organisation: Organisation) -> bool:
    """A listing is added for one's own organisation, or by an adviser who says how consent was given."""
    if actor.role == Role.SYSTEM or actor.organisation_id == organisation.pk:
        return may_write(actor)
    return actor.is_adviser and actor.on_behalf_of == organisation.pk and bool(actor.consent.strip())


def may_change(actor: Actor, listing: Listing) -> bool:
    """The owner, and any adviser."""
    return is_own(actor, listing)


def is_system(actor: Actor, _listing: Listing) -> bool:
    """Only the clock hides what was not confirmed in time."""
    return actor.role == Role.SYSTEM


def may_import(actor: Actor) -> bool:
    """Whoever may write one listing may bring many in a file; a firm only its own."""
    return may_write(actor)
