"""Receiving a picture: its size first, then what it holds; only the picture made anew is stored."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.files.actions.uploads import store_upload
from symbiose.files.models import Purpose, Upload
from symbiose.files.pictures import plain_jpeg
from symbiose.files.rules import RULES

NAME = "photo.jpg"  # what people call their pictures may name people


def receive_photo(file: UploadedFile[Any], *, by: Actor, days: int = 0) -> Upload:
    """Store a picture as a JPEG of at most 1600 pixels, upright, without place, time, camera or name.

    `days` is how long it waits to be put to use; without it the rule of its purpose holds.
    Raises ValidationError with one sentence where it is no picture, too large, broken, or moving.
    """
    return store_photo(read_photo(file), by=by, days=days)


def read_photo(file: UploadedFile[Any]) -> bytes:
    """The picture that would be stored; nothing is written. Raises ValidationError as `receive_photo` does."""
    return plain_jpeg(_content(file))


def store_photo(made: bytes, *, by: Actor, days: int = 0) -> Upload:
    """Store a picture that `read_photo` made; `days` as for `receive_photo`."""
    upload = Upload(
        purpose=Purpose.PHOTO,
        file=ContentFile(made, name=f"{uuid.uuid4().hex}.jpg"),
        name=NAME,
        size=len(made),
        digest=picture_digest(made),
        uploaded_by=by.user_id,
        keep_until=timezone.localdate() + timedelta(days=days or RULES[Purpose.PHOTO].days),
    )
    return store_upload(upload, by=by)


def picture_digest(made: bytes) -> str:
    """What tells one picture from another, whatever it is called."""
    return hashlib.sha256(made).hexdigest()


def _content(file: UploadedFile[Any]) -> bytes:
    """The bytes, once their number is known to be bearable."""
    largest = RULES[Purpose.PHOTO].largest
    if not file.size:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    if file.size > largest:
        raise ValidationError(
            _("The picture is %(size)s. At most %(largest)s can be received: choose a smaller one.")
            % {"size": filesizeformat(file.size), "largest": filesizeformat(largest)},
            code="large",
        )
    file.seek(0)
    content: bytes = file.read()
    return content
