"""Photos of a listing: added, described, put in order, removed and brought back, erased when the listing is gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from symbiose.common.actions import change, create, record
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.files.actions import erase_upload, keep_upload, receive_photo
from symbiose.files.models import Purpose, Upload
from symbiose.files.rules import RULES
from symbiose.listings.models import Listing, ListingPhoto
from symbiose.listings.permissions import may_change
from symbiose.listings.queries import photos_to_erase, photos_to_keep, standing

MOST_PHOTOS = 5


class TooManyPhotos(Exception):
    """A listing has at most five photos."""


@transaction.atomic
def add_photos(
    listing: Listing, *, files: Iterable[UploadedFile[Any]], by: Actor, description: str = ""
) -> list[ListingPhoto]:
    """Add photos at the end, all or none. Raises ValidationError, or TooManyPhotos past the fifth."""
    return attach_photos(
        listing, uploads=[receive_photo(file, by=by) for file in files], by=by, description=description
    )


@transaction.atomic
def attach_photos(
    listing: Listing, *, uploads: Iterable[Upload], by: Actor, description: str = ""
) -> list[ListingPhoto]:
    """Put received pictures on a listing. One that is there already is not added again; only one's own are taken."""
    now = _locked(listing, by=by)
    known = {photo.upload.digest: photo for photo in standing().filter(listing=now).select_related("upload")}
    added = []
    for upload in uploads:
        if upload.purpose != Purpose.PHOTO or upload.uploaded_by != by.user_id:
            raise NotAllowed("listings.photo_added")
        if upload.digest in known:
            erase_upload(upload, by=by)
            continue
        if len(known) >= MOST_PHOTOS:
            raise TooManyPhotos
        keep_upload(upload, until=timezone.localdate() + timedelta(days=RULES[Purpose.PHOTO].days), by=by)
        photo = ListingPhoto(listing=now, upload=upload, position=len(known) + 1, description=description)
        known[upload.digest] = create(photo, by=by, verb="listings.photo_added")
        added.append(photo)
    if added:
        record(now, by=by, verb="listings.photo_added", changes={"photos": [None, len(added)]})
    return added


def _locked(listing: Listing, *, by: Actor) -> Listing:
    now = Listing.objects.select_for_update().get(pk=listing.pk)
    if not may_change(by, now):
        raise NotAllowed("listings.photos")
    return now


@transaction.atomic
def describe_photo(photo: ListingPhoto, *, description: str, by: Actor) -> ListingPhoto:
    """Say what a photo shows, for those who cannot see it."""
    _locked(photo.listing, by=by)
    return change(photo, by=by, verb="listings.photo_described", description=description)


@transaction.atomic
def move_photo(photo: ListingPhoto, *, by: Actor) -> ListingPhoto:
    """Put a photo before the one that stands before it; the first stays first."""
    _locked(photo.listing, by=by)
    now = ListingPhoto.objects.get(pk=photo.pk)
    before = standing().filter(listing=now.listing, position__lt=now.position).last()
    if before is None or now.removed_at is not None:
        return now
    place, earlier = now.position, before.position
    now = change(now, by=by, verb="listings.photo_moved", position=0)  # no two stand on one place, not even on the way
    change(before, by=by, verb="listings.photo_moved", position=place)
    return change(now, by=by, verb="listings.photo_moved", position=earlier)


@transaction.atomic
def remove_photo(photo: ListingPhoto, *, by: Actor) -> ListingPhoto:
    """Take a photo away; it can be brought back until its file is erased, a day later. A second time changes nothing."""
    listing = _locked(photo.listing, by=by)
    now = ListingPhoto.objects.get(pk=photo.pk)
    if now.removed_at is not None:
        return now
    removed = change(now, by=by, verb="listings.photo_removed", removed_at=timezone.now())
    for later in list(standing().filter(listing=listing, position__gt=now.position)):
        change(later, by=by, verb="listings.photo_moved", position=later.position - 1)
    record(listing, by=by, verb="listings.photo_removed", changes={"photos": [1, None]})
    return removed


@transaction.atomic
def restore_photo(photo: ListingPhoto, *, by: Actor) -> ListingPhoto:
    """Bring a removed photo back, as the last. Raises TooManyPhotos where five others stand, NotAllowed once erased."""
    listing = _locked(photo.listing, by=by)
    now = ListingPhoto.objects.select_related("upload").get(pk=photo.pk)
    if now.removed_at is None:
        return now
    if not now.upload.file:
        raise NotAllowed("listings.photo_restored")
    place = standing().filter(listing=listing).count() + 1
    if place > MOST_PHOTOS:
        raise TooManyPhotos
    restored = change(now, by=by, verb="listings.photo_restored", removed_at=None, position=place)
    record(listing, by=by, verb="listings.photo_restored", changes={"photos": [None, 1]})
    return restored


@transaction.atomic
def tidy_photos(*, on: date, by: Actor) -> int:
    """Erase what was removed a day ago or belongs to listings that are gone; keep longer what is still shown. How many."""
    for photo in photos_to_keep(on=on).select_related("upload"):
        keep_upload(photo.upload, until=on + timedelta(days=RULES[Purpose.PHOTO].days), by=by)
    due = list(photos_to_erase(on=on).select_related("upload"))
    for photo in due:
        erase_upload(photo.upload, by=by)
        change(photo, by=by, verb="listings.photo_erased", removed_at=photo.removed_at or timezone.now())
    return len(due)
