"""A listing taken down on the telephone: for an organisation that is known, or for a new one, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.listings.actions.listing import FamilyGiven, add_listings
from symbiose.listings.models import Listing
from symbiose.organisations.actions import add_organisation
from symbiose.organisations.models import Organisation

Items = Sequence[tuple[dict[str, Any], Sequence[FamilyGiven]]]


@transaction.atomic
def take_down(
    organisation: Organisation | None, *, by: Actor, items: Items, consent: str, new: dict[str, Any] | None = None
) -> list[Listing]:
    """Add and show what somebody said on the telephone. Without an organisation the new one is added from `new`."""
    if not by.is_adviser or not consent.strip():
        raise NotAllowed("listings.take_down")
    owner = organisation or add_organisation(by=by, **(new or {}))
    acting = by if by.organisation_id == owner.pk else by.acting_for(owner.pk, consent=consent.strip())
    return add_listings(owner, by=acting, items=items, show=True)
