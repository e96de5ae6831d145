"""Photos of a listing: added, described, put in order, removed and brought back, erased when the listing is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from symbiose.common.actions import change, create, record
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.common.whole import whole
from symbiose.files.actions import erase_upload, keep_upload, picture_digest, read_photo, store_photo
from symbiose.files.models import Purpose, Upload
from symbiose.files.rules import RULES
from symbiose.listings.hiding import tells_who
from symbiose.listings.models import Listing, ListingPhoto
from symbiose.listings.permissions import may_add_photos, may_change
from symbiose.listings.queries import photos_to_erase, photos_to_keep, standing

MOST_PHOTOS = 5


class TooManyPhotos(Exception):
    """A listing has at most five photos."""


@whole()
def add_photos(
    listing: Listing, *, files: Iterable[UploadedFile[Any]], by: Actor, description: str = ""
) -> list[ListingPhoto]:
    """Add photos at the end, all or none; nothing is stored before all of them may be.

    Raises NotAllowed for others than the owner and for an adviser without how the owner agreed, ValidationError for
    what is no picture, and TooManyPhotos past the fifth.
    """
    now = _locked_for_more(listing, by=by)
    known = _digests(now)
    made = {picture_digest(one): one for one in map(read_photo, files)}
    fresh = [picture for digest, picture in made.items() if digest not in known]
    if len(known) + len(fresh) > MOST_PHOTOS:
        raise TooManyPhotos
    return _added(now, [store_photo(picture, by=by) for picture in fresh], by=by, description=description)


@whole()
def attach_photos(
    listing: Listing, *, uploads: Iterable[Upload], by: Actor, description: str = ""
) -> list[ListingPhoto]:
    """Put received pictures on a listing. One that is there already is not added again; only one's own are taken.

    Raises as `add_photos` does.
    """
    now = _locked_for_more(listing, by=by)
    known = _digests(now)
    fresh = []
    for upload in uploads:
        if upload.purpose != Purpose.PHOTO or upload.uploaded_by != by.user_id:
            raise NotAllowed("listings.photo_added")
        if upload.digest in known:
            erase_upload(upload, by=by)
            continue
        known.add(upload.digest)
        fresh.append(upload)
    if len(known) > MOST_PHOTOS:
        raise TooManyPhotos
    return _added(now, fresh, by=by, description=description)


def _added(listing: Listing, uploads: Sequence[Upload], *, by: Actor, description: str) -> list[ListingPhoto]:
    """Stored pictures onto the listing, after those that stand there."""
    first = standing().filter(listing=listing).count() + 1
    added = []
    for place, upload in enumerate(uploads, first):
        keep_upload(upload, until=timezone.localdate() + timedelta(days=RULES[Purpose.PHOTO].days), by=by)
        photo = ListingPhoto(listing=listing, upload=upload, position=place, description=description)
        added.append(create(photo, by=by, verb="listings.photo_added"))
    if added:
        record(listing, by=by, verb="listings.photo_added", changes={"photos": [None, len(added)]})
    return added


def _digests(listing: Listing) -> set[str]:
    """What stands on the listing, told apart by what it holds."""
    return set(standing().filter(listing=listing).values_list("upload__digest", flat=True))


def _locked(listing: Listing, *, by: Actor) -> Listing:
    now = Listing.objects.select_for_update().get(pk=listing.pk)
    if not may_change(by, now):
        raise NotAllowed("listings.photos")
    return now


def _locked_for_more(listing: Listing, *, by: Actor) -> Listing:
    now = _locked(listing, by=by)
    if not may_add_photos(by, now):
        raise NotAllowed("consent")
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
    """Bring a removed photo back, as the last; words under it that tell a name that is hidden by now stay behind.

    Raises TooManyPhotos where five others stand, NotAllowed once erased.
    """
    listing = _locked(photo.listing, by=by)
    now = ListingPhoto.objects.select_related("upload").get(pk=photo.pk)
    if now.removed_at is None:
        return now
    if not now.upload.file:
        raise NotAllowed("listings.photo_restored")
    place = standing().filter(listing=listing).count() + 1
    if place > MOST_PHOTOS:
        raise TooManyPhotos
    told = listing.anonymous and tells_who(now.description, listing.organisation)
    words = "" if told else now.description
    restored = change(now, by=by, verb="listings.photo_restored", removed_at=None, position=place, description=words)
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
