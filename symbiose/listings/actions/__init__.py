"""The verbs of listings."""

from symbiose.listings.actions.importing import PlanChanged, import_listings
from symbiose.listings.actions.listing import (
    VALID_DAYS,
    FamilyGiven,
    add_listing,
    add_listings,
    change_listing,
    hide_expired,
    refresh_listing,
    reopen_listing,
    restore_listing,
    show_listing,
    withdraw_listing,
)
from symbiose.listings.actions.planning import ListingPlan, PlannedListing, plan_listings
from symbiose.listings.actions.reminding import remind_expiring

__all__ = [
    "VALID_DAYS",
    "FamilyGiven",
    "ListingPlan",
    "PlanChanged",
    "PlannedListing",
    "add_listing",
    "add_listings",
    "change_listing",
    "hide_expired",
    "import_listings",
    "plan_listings",
    "refresh_listing",
    "remind_expiring",
    "reopen_listing",
    "restore_listing",
    "show_listing",
    "withdraw_listing",
]
