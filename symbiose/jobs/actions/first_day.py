"""The first-day sheet: who meets the person, where, which way, what one does, when the break is; with a photo where one was given."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.files.actions import erase_upload, receive_photo
from symbiose.jobs.actions.placement_life import locked_placement
from symbiose.jobs.models import FirstDay, Placement
from symbiose.jobs.permissions import acts_for_people, is_workplace

FIELDS = frozenset({"at", "who_meets", "where", "way", "work", "break_at", "bring"})


def may_write_first_day(actor: Actor, placement: Placement) -> bool:
    """The workplace knows it best; a consultant writes down what it said. For an erased person nothing is written."""
    return placement.candidate_id is not None and (acts_for_people(actor) or is_workplace(actor, placement.position))


@transaction.atomic
def write_first_day(placement: Placement, *, by: Actor, version: int, **values: Any) -> FirstDay:
    """Write or change the sheet; `version` is the one that was opened, 0 for a new sheet.

    Raises NotAllowed, Conflict where somebody else wrote it meanwhile.
    """
    now = locked_placement(placement)
    if not may_write_first_day(by, now) or not set(values) <= FIELDS:
        raise NotAllowed("jobs.write_first_day")
    known = FirstDay.objects.select_for_update().filter(placement=now).first()
    if known is None:
        sheet = actions.create(FirstDay(placement=now, **values), by=by, verb="jobs.write_first_day")
    elif version == 0 and all(getattr(known, name) == value for name, value in values.items()):
        return known
    else:
        sheet = actions.change(known, by=by, verb="jobs.write_first_day", version=version, **values)
    actions.record(now, by=by, verb="jobs.write_first_day")
    return sheet


@transaction.atomic
def show_photo(placement: Placement, *, file: UploadedFile[Any], by: Actor) -> FirstDay:
    """Show a photo on the sheet, made anew without what the camera wrote; one that was there is erased.

    Raises NotAllowed, and ValidationError for what is no photo.
    """
    now = locked_placement(placement)
    if not may_write_first_day(by, now):
        raise NotAllowed("jobs.show_photo")
    sheet = FirstDay.objects.select_for_update().filter(placement=now).first()
    if sheet is None:
        sheet = actions.create(FirstDay(placement=now), by=by, verb="jobs.write_first_day")
    old, new = sheet.photo, receive_photo(file, by=by)
    changed = actions.change(sheet, by=by, verb="jobs.show_photo", photo=new)
    if old is not None:
        erase_upload(old, by=by)
    return changed


@transaction.atomic
def take_photo_away(placement: Placement, *, by: Actor) -> FirstDay | None:
    """Take the photo off the sheet and erase its file. A repeat changes nothing. Raises NotAllowed."""
    now = locked_placement(placement)
    if not may_write_first_day(by, now):
        raise NotAllowed("jobs.take_photo_away")
    sheet = FirstDay.objects.select_for_update().filter(placement=now).first()
    if sheet is None or sheet.photo is None:
        return sheet
    old = sheet.photo
    changed = actions.change(sheet, by=by, verb="jobs.take_photo_away", photo=None)
    erase_upload(old, by=by)
    return changed
