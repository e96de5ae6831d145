"""Photos of a listing, and who may see them: a picture may tell whose it is."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing, ListingPhoto
from symbiose.listings.queries.names import is_own

GONE_DAYS = 30  # how long the photos of a listing that is gone wait, should it come back


def shows_photos(actor: Actor, listing: Listing) -> bool:
    """While the name is hidden the photos are too, unless the owner has looked at them and opened them."""
    return not listing.anonymous or listing.photos_open or is_own(actor, listing)


def standing() -> QuerySet[ListingPhoto]:
    """Photos that are neither removed nor erased, in their order."""
    return ListingPhoto.objects.filter(removed_at__isnull=True).exclude(upload__file="").order_by("position", "pk")


def with_photos(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """Read the photos along, for `photos_of`: one query however many rows there are."""
    return rows.prefetch_related(Prefetch("photos", queryset=standing(), to_attr="standing_photos"))


def photos_of(actor: Actor, listing: Listing) -> list[ListingPhoto]:
    """The photos of a listing that the actor may see."""
    if not shows_photos(actor, listing):
        return []
    known: list[ListingPhoto] | None = getattr(listing, "standing_photos", None)
    return list(standing().filter(listing=listing)) if known is None else known


def removed_photos(listing: Listing) -> QuerySet[ListingPhoto]:
    """Photos that were removed and can still be brought back, the latest first."""
    kept = ListingPhoto.objects.filter(listing=listing, removed_at__isnull=False).exclude(upload__file="")
    return kept.order_by("-removed_at", "-pk")


def photos_to_erase(*, on: date) -> QuerySet[ListingPhoto]:
    """Photos that were removed before today, and those of listings that are gone for good."""
    gone = Q(listing__state__in=[ListingState.HIDDEN, ListingState.WITHDRAWN, ListingState.DRAFT])
    since = on - timedelta(days=GONE_DAYS)
    old = gone & Q(listing__valid_to__lt=since) & Q(listing__changed_at__date__lt=since)
    removed = Q(removed_at__lt=timezone.now() - timedelta(days=1))
    return ListingPhoto.objects.filter(removed | old).exclude(upload__file="").order_by("pk")


def photos_to_keep(*, on: date) -> QuerySet[ListingPhoto]:
    """Photos of what is still shown, whose file would soon be erased."""
    soon = on + timedelta(days=GONE_DAYS)
    return standing().filter(listing__state=ListingState.SHOWN, upload__keep_until__lt=soon)
