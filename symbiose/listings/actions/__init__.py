"""The verbs of listings."""

from symbiose.listings.actions.alerts import firm_of, keep_alert, start_alert, stop_alert, tell_alerts
from symbiose.listings.actions.behalf import take_down
from symbiose.listings.actions.importing import import_listings, write_listings
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
from symbiose.listings.actions.nobody import ask_nobody_yet, keep_listing
from symbiose.listings.actions.photos import (
    MOST_PHOTOS,
    TooManyPhotos,
    add_photos,
    attach_photos,
    describe_photo,
    move_photo,
    remove_photo,
    restore_photo,
    tidy_photos,
)
from symbiose.listings.actions.planning import PlannedListing, on_behalf, plan_listings
from symbiose.listings.actions.reminding import remind_expiring
from symbiose.listings.actions.steps import (
    assign_step,
    expire_steps,
    open_step,
    open_steps,
    record_step,
    record_steps,
    stop_after,
    undo_step,
)

__all__ = [
    "MOST_PHOTOS",
    "VALID_DAYS",
    "FamilyGiven",
    "PlannedListing",
    "TooManyPhotos",
    "add_listing",
    "add_listings",
    "add_photos",
    "ask_nobody_yet",
    "assign_step",
    "attach_photos",
    "change_listing",
    "describe_photo",
    "expire_steps",
    "firm_of",
    "hide_expired",
    "import_listings",
    "keep_alert",
    "keep_listing",
    "move_photo",
    "on_behalf",
    "open_step",
    "open_steps",
    "plan_listings",
    "record_step",
    "record_steps",
    "refresh_listing",
    "remind_expiring",
    "remove_photo",
    "reopen_listing",
    "restore_listing",
    "restore_photo",
    "show_listing",
    "start_alert",
    "stop_after",
    "stop_alert",
    "take_down",
    "tell_alerts",
    "tidy_photos",
    "undo_step",
    "withdraw_listing",
    "write_listings",
]
