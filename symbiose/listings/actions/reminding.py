"""Before a listing is hidden, its owner is asked whether it still holds: in the inbox, and by letter with personal links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.listings.models import Listing
from symbiose.listings.queries import REMIND_DAYS, not_reminded
from symbiose.notices import links
from symbiose.notices.actions import give_link, notify, queue_mail
from symbiose.organisations.queries import representatives

PURPOSE = "refresh"
SHARE = 4  # a listing of a few days is asked about in the last quarter of them
ANSWER_DAYS = 14  # how long after the last day the link still brings it back


def reminds_on(listing: Listing) -> date:
    """The day from which the owner is asked: two weeks before the last day, later where it holds for a short time."""
    days = (listing.valid_to - listing.valid_from).days
    return listing.valid_to - timedelta(days=min(REMIND_DAYS, days // SHARE))


@transaction.atomic
def remind_expiring(*, on: date, by: Actor) -> int:
    """Ask the owners of what runs out soon, once for each last day; how many listings were asked about."""
    rows = not_reminded(on=on).select_related("organisation").select_for_update(of=("self",))
    due = [row for row in rows.order_by("organisation_id", "pk") if reminds_on(row) <= on]
    for _owner, own in groupby(due, key=lambda row: row.organisation_id):
        _ask([change(row, by=by, verb="listings.remind", reminded_at=timezone.now()) for row in own], by=by)
    return len(due)


def _ask(listings: Sequence[Listing], *, by: Actor) -> None:
    """One line of the inbox per listing, and one letter with a link to each. In Danish, whoever caused it."""
    owner = listings[0].organisation
    people = list(representatives(owner.pk).values_list("pk", flat=True))
    with translation.override("da"):
        for listing in listings:
            text = _("Does it still hold? “%(title)s” can be seen until %(day)s.") % _said(listing)
            notify(
                people, subject=listing, text=text, url=reverse("listings:refresh", args=[listing.pk]), kind="listing"
            )
        if not owner.contact_email:
            return
        told = [_("%(title)s, until %(day)s:") % _said(row) + "\n" + _address(row, by=by) for row in listings]
        intro = _("Does it still hold? Nobody sees a listing after its last day, unless you say that it still holds.")
        queue_mail(
            to=owner.contact_email,
            subject=_("Does your listing still hold?"),
            body="\n\n".join([intro, *told, _("You need no account.")]),
            once_key=f"expiring:{listings[0].pk}:{listings[0].valid_to}",
            about=listings[0],
            organisation_id=owner.pk,
        )


def _said(listing: Listing) -> dict[str, str]:
    return {"title": listing.title, "day": formats.date_format(listing.valid_to, "DATE_FORMAT")}


def _address(listing: Listing, *, by: Actor) -> str:
    until = listing.valid_to + timedelta(days=ANSWER_DAYS)
    owner = listing.organisation
    link = give_link(PURPOSE, listing, organisation_id=owner.pk, email=owner.contact_email, valid_until=until, by=by)
    return links.address(link)
