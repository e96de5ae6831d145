"""Receiving a file: its rules first, nothing stored where one is broken."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, timedelta
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.whole import if_rolled_back, whole
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.files.models import Purpose, Upload
from symbiose.files.pictures import plain_jpeg
from symbiose.files.rules import BEGINS, PICTURES, RULES


def check_upload(file: UploadedFile[Any], purpose: str) -> None:
    """Raise ValidationError with one sentence where the file breaks a rule of its purpose, or is a picture that nobody can read."""
    _read(file, purpose)


def _read(file: UploadedFile[Any], purpose: str) -> tuple[bytes, str]:
    """What would be stored and under which name; a picture with a letter is made anew, without place, time and camera."""
    _check_rules(file, purpose)
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    name = PurePath(file.name or "")
    if purpose == Purpose.LETTER and name.suffix.lower() in PICTURES:
        return plain_jpeg(content), name.with_suffix(".jpg").name
    return content, name.name


def _check_rules(file: UploadedFile[Any], purpose: str) -> None:
    rule = RULES[purpose]
    name = file.name or ""
    if PurePath(name).suffix.lower() not in rule.endings:
        raise ValidationError(
            _("This kind of file cannot be read here. Save it as %(endings)s and try again.")
            % {"endings": ", ".join(sorted(rule.endings))},
            code="ending",
        )
    if not _begins_as_it_says(file):
        raise ValidationError(_not_as_it_says(PurePath(name).suffix.lower()), code="kind")
    if find_cpr_like(name):
        raise ValidationError(_("The file's name looks like a CPR number. Give it another name."), code="cpr")
    if not file.size:
        raise ValidationError(_("The file is empty. Choose another one."), code="empty")
    if file.size > rule.largest:
        raise ValidationError(
            _("The file is %(size)s. At most %(largest)s can be received: divide it into several.")
            % {"size": filesizeformat(file.size), "largest": filesizeformat(rule.largest)},
            code="large",
        )


def _begins_as_it_says(file: UploadedFile[Any]) -> bool:
    """False where the first bytes are not those of what the ending names; an empty file has its own sentence."""
    signs = BEGINS.get(PurePath(file.name or "").suffix.lower())
    if signs is None or not file.size:
        return True
    first = bytes(file.read(8))
    file.seek(0)
    return first.startswith(signs)


def _not_as_it_says(ending: str) -> str:
    if ending == ".xlsx":
        return _("The file's name ends in .xlsx, but it is not a spreadsheet. Open it and save it as .xlsx.")
    return _("The file's name ends in %(ending)s, but its content is something else. Open it and save it again.") % {
        "ending": ending
    }


@transaction.atomic
def erase_upload(upload: Upload, *, by: Actor) -> Upload:
    """Erase a file now; its row stays, so that history still leads somewhere. A second time changes nothing."""
    now = Upload.objects.select_for_update().get(pk=upload.pk)
    stored, storage = str(now.file.name or ""), now.file.storage
    if not stored:
        return now
    erased = actions.change(now, by=by, verb="file_erased", file="", name="")
    transaction.on_commit(partial(storage.delete, stored))
    return erased


@transaction.atomic
def keep_upload(upload: Upload, *, until: date, by: Actor) -> Upload:
    """Keep a file that is still in use until a later day; never shorter than it was."""
    return actions.change(upload, by=by, verb="file_kept", keep_until=max(upload.keep_until, until))


@transaction.atomic
def erase_due(*, on: date, by: Actor) -> int:
    """Erase the files whose time is over; how many."""
    due = Upload.objects.filter(keep_until__lt=on).exclude(file="").order_by("pk")
    return len([erase_upload(upload, by=by) for upload in list(due)])


def receive_upload(file: UploadedFile[Any], *, purpose: str, by: Actor, days: int = 0) -> Upload:
    """Store a file that keeps the rules, a picture with a letter made anew. Raises ValidationError where it does not.

    `days` is how long it is kept; without it the rule of its purpose holds.
    """
    content, name = _read(file, purpose)
    upload = Upload(
        purpose=purpose,
        file=ContentFile(content, name=name),
        name=name[:200],
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        uploaded_by=by.user_id,
        keep_until=timezone.localdate() + timedelta(days=days or RULES[purpose].days),
    )
    return store_upload(upload, by=by)


def copy_upload(upload: Upload, *, by: Actor) -> Upload:
    """Another of the same file, for whoever it is handed on to: each is erased in its own time."""
    with upload.file.open("rb") as stored:
        content = stored.read()
    copied = Upload(
        purpose=upload.purpose,
        file=ContentFile(content, name=f"{uuid.uuid4().hex}{PurePath(upload.name).suffix.lower()}"),
        name=upload.name,
        size=upload.size,
        digest=upload.digest,
        uploaded_by=by.user_id,
        keep_until=timezone.localdate() + timedelta(days=RULES[upload.purpose].days),
    )
    return store_upload(copied, by=by)


@whole()
def store_upload(upload: Upload, *, by: Actor) -> Upload:
    """Store the file of a new row, then the row; where the row is rolled back, now or further out, the file goes too."""
    upload.file.save(str(upload.file.name), upload.file.file, save=False)
    if_rolled_back(partial(upload.file.storage.delete, str(upload.file.name)))
    return actions.create(upload, by=by, verb="file_received")
