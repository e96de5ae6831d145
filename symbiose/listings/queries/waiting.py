"""What runs out, and what waits on the start page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.actor import Actor
from symbiose.common.registry import Waiting
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing
from symbiose.listings.queries.rows import own

REMIND_DAYS = 14
MOST_WAITING = 50


def expiring(actor: Actor) -> QuerySet[Listing]:
    """One's listings that run out soon, or ran out a short while ago, the most urgent first."""
    today = timezone.localdate()
    near = (today - timedelta(days=REMIND_DAYS), today + timedelta(days=REMIND_DAYS))
    return (
        own(actor)
        .filter(state__in=[ListingState.SHOWN, ListingState.HIDDEN], valid_to__range=near)
        .order_by("valid_to", "pk")
    )


def not_reminded(*, on: date) -> QuerySet[Listing]:
    """Shown listings that run out within two weeks, whose owner was not asked yet."""
    near = (on, on + timedelta(days=REMIND_DAYS))
    return Listing.objects.filter(state=ListingState.SHOWN, valid_to__range=near, reminded_at__isnull=True)


def waiting(actor: Actor) -> list[Waiting]:
    """Lines of the start page: what will be hidden unless somebody says that it still holds."""
    today = timezone.localdate()
    ids = list(expiring(actor).values_list("pk", flat=True)[:MOST_WAITING])  # first which, then what they say
    rows = expiring(actor).filter(pk__in=ids).select_related("organisation") if ids else []
    return [_waiting(row, actor, (row.valid_to - today).days) for row in rows]


def _waiting(row: Listing, actor: Actor, days: int) -> Waiting:
    when = (
        ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
        if days >= 0
        else _("hidden %(date)s") % {"date": formats.date_format(row.valid_to, "DATE_FORMAT")}
    )
    return Waiting(
        section="expiring",
        title=f"{row.organisation.name}: {row.title}" if actor.is_adviser else row.title,
        url=reverse("listings:detail", args=[row.pk]),
        why=_("The listing is hidden when nobody says that it still holds."),
        when=when,
        button=_("Renew for them") if actor.is_adviser else _("Renew"),
        button_url=reverse("listings:refresh", args=[row.pk]),
        late=days < 0,
        order=timezone.make_aware(datetime.combine(row.valid_to, time.min)),
    )
