"""Who may write, see and change a listing."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.listings.models import Alert, AuthorityStep, Listing
from symbiose.listings.queries import is_own
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.permissions import may_act_for


def may_write(actor: Actor) -> bool:
    """Firms write for themselves, advisers for anybody with their consent; the public does not write."""
    return actor.is_adviser or (actor.role == Role.FIRM and actor.party_id is not None)


def is_asked_to_write(actor: Actor) -> bool:
    """Those who may write, and the public, who can sign in to do it; none who are here for other work."""
    return may_write(actor) or actor.role == Role.VISITOR


def may_add(actor: Actor, organisation: Organisation) -> bool:
    """A listing is added for one's own organisation, or by an adviser who says how consent was given; none after it closed."""
    if organisation.state != OrganisationState.ACTIVE:
        return False
    if actor.role == Role.SYSTEM or actor.organisation_id == organisation.pk:
        return may_write(actor)
    return actor.is_adviser and actor.on_behalf_of == organisation.pk and bool(actor.consent.strip())


def may_write_for(actor: Actor, organisation: Organisation) -> bool:
    """Who may begin a listing for an organisation: nobody once it has closed."""
    return may_act_for(actor, organisation) and organisation.state == OrganisationState.ACTIVE


def may_bring_back(actor: Actor, listing: Listing) -> bool:
    """What was withdrawn comes back while its organisation stands."""
    return is_own(actor, listing) and listing.organisation.state == OrganisationState.ACTIVE


def may_change(actor: Actor, listing: Listing) -> bool:
    """The owner, and any adviser."""
    return is_own(actor, listing)


def may_add_photos(actor: Actor, listing: Listing) -> bool:
    """The owner; an adviser on its behalf, with how it agreed that these pictures are shown."""
    return may_change(actor, listing) and (
        actor.role == Role.SYSTEM
        or actor.organisation_id == listing.organisation_id
        or (actor.on_behalf_of == listing.organisation_id and bool(actor.consent.strip()))
    )


def is_system(actor: Actor, _listing: Listing) -> bool:
    """Only the clock hides what was not confirmed in time."""
    return actor.role == Role.SYSTEM


def may_import(actor: Actor) -> bool:
    """Whoever may write one listing may bring many in a file; a firm only its own."""
    return may_write(actor)


def may_record_step(actor: Actor, step: AuthorityStep) -> bool:
    """The entrance records every answer; a firm those of its own listing that are its own task, which stop nothing."""
    own = step.owner_organisation_id is not None and actor.party_id == step.owner_organisation_id
    return actor.is_adviser or (actor.role == Role.FIRM and own)


def may_assign_step(actor: Actor, _step: AuthorityStep) -> bool:
    """Who has a task is settled at the entrance."""
    return actor.is_adviser


def may_undo_step(actor: Actor, _step: AuthorityStep) -> bool:
    """What was recorded is taken back at the entrance, with a reason."""
    return actor.is_adviser


def may_change_alert(actor: Actor, alert: Alert) -> bool:
    """The organisation that keeps the search, and any adviser."""
    return actor.is_adviser or (actor.role == Role.FIRM and actor.party_id == alert.organisation_id)
