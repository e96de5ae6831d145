"""The states of a listing and who may move it between them; page, verb and test read this table."""

from __future__ import annotations

from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.common.states import StateTable, transition
from symbiose.listings.enums import ListingState, StepState
from symbiose.listings.models import Listing
from symbiose.listings.permissions import (
    is_system,
    may_assign_step,
    may_bring_back,
    may_change,
    may_record_step,
    may_undo_step,
)

DRAFT, SHOWN = ListingState.DRAFT.value, ListingState.SHOWN.value
HIDDEN, WITHDRAWN = ListingState.HIDDEN.value, ListingState.WITHDRAWN.value


def _still_valid(listing: Listing) -> bool:
    return listing.valid_to >= timezone.localdate()


def may_show(actor: Actor, listing: Listing) -> bool:
    """A draft is shown while its dates hold."""
    return may_change(actor, listing) and _still_valid(listing)


def may_restore(actor: Actor, listing: Listing) -> bool:
    """A withdrawal is undone while the listing would still be shown."""
    return may_bring_back(actor, listing) and listing.shown_at is not None and _still_valid(listing)


def may_reopen(actor: Actor, listing: Listing) -> bool:
    """What was never shown, or has run out since, comes back as a draft."""
    return may_bring_back(actor, listing) and not may_restore(actor, listing)


STATES = StateTable(
    (
        transition("listings.show", [DRAFT], SHOWN, may_show),
        transition("listings.withdraw", [DRAFT, SHOWN, HIDDEN], WITHDRAWN, may_change, may_be_withdrawn=True),
        transition("listings.restore", [WITHDRAWN], SHOWN, may_restore),
        transition("listings.reopen", [WITHDRAWN], DRAFT, may_reopen),
        transition("listings.refresh", [SHOWN, HIDDEN], SHOWN, may_change),
        transition("listings.hide", [SHOWN], HIDDEN, is_system),
    )
)

STEP = StateTable(
    (
        transition("assign", [StepState.OPEN], StepState.OPEN, may_assign_step),
        transition("record", [StepState.OPEN], StepState.RECORDED, may_record_step, may_be_withdrawn=True),
        transition("undo", [StepState.RECORDED], StepState.OPEN, may_undo_step, needs_reason=True),
    )
)
