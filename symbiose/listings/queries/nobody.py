"""Listings that nobody has shown an interest in yet. Rooms above know about interest; they register how to leave it out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.common.registry import Waiting
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing
from symbiose.listings.queries.rows import open_today, own
from symbiose.listings.queries.waiting import MOST_WAITING, REMIND_DAYS
from symbiose.reference import listing_policy

NotAsked = Callable[[QuerySet[Listing]], QuerySet[Listing]]
WITHOUT: list[NotAsked] = []


def register_without(narrow: NotAsked) -> None:
    """Say how listings are left out about which somebody has been asked."""
    if narrow not in WITHOUT:
        WITHOUT.append(narrow)


def nobody_yet(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """The rows about which nobody was asked yet."""
    for narrow in WITHOUT:
        rows = narrow(rows)
    return rows


def after_days(on: date) -> int:
    """How long a listing is shown before its owner is asked, by the policy of the day."""
    return int(listing_policy(on)["nobody_yet.days"].value)


def has_waited(listing: Listing) -> bool:
    """Whether a shown listing has stood so long that its owner is asked whether to keep it."""
    since = timezone.now() - timedelta(days=after_days(timezone.localdate()))
    return listing.shown_at is not None and listing.shown_at <= since


def nobody_to_ask(*, on: date) -> QuerySet[Listing]:
    """What has been shown for long without anybody, whose owner was not asked since; not what runs out soon anyway."""
    since = timezone.now() - timedelta(days=after_days(on))
    rows = Listing.objects.filter(
        Q(asked_nobody_at__isnull=True) | Q(asked_nobody_at__lt=F("shown_at")),
        state=ListingState.SHOWN,
        shown_at__lte=since,
        valid_to__gt=on + timedelta(days=REMIND_DAYS),
    )
    return nobody_yet(rows)


def nobody_waiting(actor: Actor) -> list[Waiting]:
    """Lines of the start page: what its owner was asked about and has not answered; an adviser's own for others."""
    asked = Listing.objects.filter(asked_nobody_at__isnull=False)  # few, and an index of their own holds them
    rows = own(actor).filter(open_today(), pk__in=asked.values("pk"))
    rows = rows.filter(Q(kept_at__isnull=True) | Q(kept_at__lt=F("asked_nobody_at")))
    if actor.is_adviser:
        rows = rows.filter(on_behalf=True)
    found = nobody_yet(rows).select_related("organisation").order_by("shown_at", "pk")[:MOST_WAITING]
    return [_line(row, actor) for row in found]


def _line(row: Listing, actor: Actor) -> Waiting:
    shown = formats.date_format(timezone.localtime(row.shown_at), "DATE_FORMAT")
    return Waiting(
        section="waiting",
        title=f"{row.organisation.name}: {row.title}" if actor.is_adviser else row.title,
        url=reverse("listings:detail", args=[row.pk]),
        why=_("Nobody has come forward yet. Keep it, change it, or remove it?"),
        when=_("shown since %(day)s") % {"day": shown},
        button=_("Keep or remove"),
        button_url=reverse("listings:nobody", args=[row.pk]),
        order=row.shown_at,
    )
