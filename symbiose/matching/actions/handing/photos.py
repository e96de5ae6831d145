"""Pictures of a handover: added by either side, looked at and made anew, and erased when somebody takes one away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.files.actions import erase_upload, keep_upload, receive_photo
from symbiose.files.models import Purpose, Upload
from symbiose.files.rules import RULES
from symbiose.matching.models import Handover, HandoverPhoto
from symbiose.matching.permissions import may_tell_side

MOST_PHOTOS = 5


class TooManyPictures(Exception):
    """One side has at most five pictures of a handover."""


def add_pictures(
    handover: Handover, *, side: str, files: Iterable[UploadedFile[Any]], by: Actor
) -> list[HandoverPhoto]:
    """Add pictures of one side, all or none; one that is there already is not added again.

    Raises NotAllowed for others than the side and advisers, ValidationError for what is no picture, and
    TooManyPictures past the fifth; then no file is left behind either.
    """
    received: list[Upload] = []
    try:
        with transaction.atomic():
            return _add(handover, side, files, received, by=by)
    except Exception:
        for upload in received:
            upload.file.storage.delete(str(upload.file.name))
        raise


def _add(
    handover: Handover, side: str, files: Iterable[UploadedFile[Any]], received: list[Upload], *, by: Actor
) -> list[HandoverPhoto]:
    """Put each picture on the handover; `received` is told of every file as it is stored."""
    now = Handover.objects.select_for_update().get(pk=handover.pk)
    if not may_tell_side(by, handover.exchange, side):
        raise NotAllowed("matching.handover_photo")
    standing = HandoverPhoto.objects.filter(handover=now, side=side).exclude(upload__file="").select_related("upload")
    known = {photo.upload.digest for photo in standing}
    added = []
    for file in files:
        upload = receive_photo(file, by=by)
        received.append(upload)
        if upload.digest in known:
            erase_upload(upload, by=by)
            continue
        if len(known) >= MOST_PHOTOS:
            raise TooManyPictures
        known.add(upload.digest)
        keep_upload(upload, until=timezone.localdate() + timedelta(days=RULES[Purpose.PHOTO].days), by=by)
        photo = HandoverPhoto(handover=now, side=side, upload=upload)
        added.append(actions.create(photo, by=by, verb="matching.handover_photo"))
    return added


@transaction.atomic
def remove_picture(photo: HandoverPhoto, *, by: Actor) -> HandoverPhoto:
    """Erase a picture's file; its row stays. A second time changes nothing. Raises NotAllowed for the other side."""
    if not may_tell_side(by, photo.handover.exchange, photo.side):
        raise NotAllowed("matching.handover_photo_removed")
    erased = erase_upload(photo.upload, by=by)
    if erased.version != photo.upload.version:
        actions.record(photo, by=by, verb="matching.handover_photo_removed")
    return photo
