"""Nobody has come forward yet: the owner is asked once whether to keep the listing, and keeps, changes or removes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.listings.actions.listing import change_listing, refresh_listing
from symbiose.listings.models import Listing
from symbiose.listings.queries import nobody_to_ask
from symbiose.notices import links
from symbiose.notices.actions import give_link, notify, queue_mail
from symbiose.organisations.queries import representatives

PURPOSE = "nobody"
LINK_DAYS = 30
MOST_AT_ONCE = 200  # the clock comes again in a minute


@transaction.atomic
def ask_nobody_yet(*, on: date, by: Actor) -> int:
    """Ask the owners of what has been shown for long without anybody, once; how many listings were asked about."""
    rows = nobody_to_ask(on=on).select_related("organisation").select_for_update(of=("self",))
    due = list(rows.order_by("organisation_id", "pk")[:MOST_AT_ONCE])
    for _owner, own in groupby(due, key=lambda row: row.organisation_id):
        _ask(
            [change(row, by=by, verb="listings.ask_nobody", asked_nobody_at=timezone.now()) for row in own],
            on=on,
            by=by,
        )
    return len(due)


def _ask(listings: Sequence[Listing], *, on: date, by: Actor) -> None:
    """One line of the inbox per listing, and one letter with a link to each. In Danish, whoever caused it."""
    owner = listings[0].organisation
    people = list(representatives(owner.pk).values_list("pk", flat=True))
    with translation.override("da"):
        for listing in listings:
            text = _("Nobody has come forward yet: keep or remove “%(title)s”?") % {"title": listing.title}
            notify(
                people, subject=listing, text=text, url=reverse("listings:nobody", args=[listing.pk]), kind="listing"
            )
        if not owner.contact_email:
            return
        told = [f"{row.title}, {_shown_since(row)}:\n{_address(row, on=on, by=by)}" for row in listings]
        intro = _("Nobody has come forward yet. Shall it stay? You can keep it, change the text or remove it.")
        queue_mail(
            to=owner.contact_email,
            subject=_("Nobody yet: keep or remove your listing?"),
            body="\n\n".join([intro, *told, _("You need no account.")]),
            once_key=f"nobody:{listings[0].pk}:{listings[0].shown_at}",
            about=listings[0],
            organisation_id=owner.pk,
        )


def _shown_since(listing: Listing) -> str:
    day = formats.date_format(timezone.localtime(listing.shown_at), "DATE_FORMAT")
    return _("shown since %(day)s") % {"day": day}


def _address(listing: Listing, *, on: date, by: Actor) -> str:
    owner = listing.organisation
    until = on + timedelta(days=LINK_DAYS)
    link = give_link(PURPOSE, listing, organisation_id=owner.pk, email=owner.contact_email, valid_until=until, by=by)
    return links.address(link)


@transaction.atomic
def keep_listing(listing: Listing, *, by: Actor, **changed: Any) -> Listing:
    """Keep it although nobody came yet: renewed, and with another text where the owner gives one."""
    if changed:
        listing = change_listing(listing, by=by, **changed)
    refreshed = refresh_listing(listing, by=by)
    if refreshed.kept_at and refreshed.asked_nobody_at and refreshed.kept_at >= refreshed.asked_nobody_at:
        return refreshed  # it was kept already
    return change(refreshed, by=by, verb="listings.keep", kept_at=timezone.now())
