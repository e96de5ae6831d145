"""The first-day sheet as a person reads it: each item with its words, or with who will tell it. No item is blank."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.jobs.models import Placement


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the sheet; `told` says that it is known."""

    heading: str
    text: str
    told: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet: the day, the place, its items, and whether a photo is there."""

    day: str
    place: str
    items: tuple[Item, ...]
    photo: bool


def sheet_of(placement: Placement) -> Sheet:
    """What stands on the sheet of a placement."""
    sheet = getattr(placement, "first_day", None)
    organisation = placement.position.organisation
    teller = placement.candidate.consultant.name if placement.candidate and placement.candidate.consultant else ""
    later = _("You will be told by %(name)s.") % {"name": teller or _("your job consultant")}
    address = ", ".join(part for part in (organisation.street, organisation.place) if part)

    def item(heading: str, text: str) -> Item:
        return Item(heading, text or later, bool(text))

    at = formats.date_format(sheet.at, "G.i") if sheet and sheet.at else ""
    return Sheet(
        day=formats.date_format(placement.starts_on, r"l j. F Y"),
        place=organisation.name,
        items=(
            item(_("When do I come?"), _("At %(time)s.") % {"time": at} if at else ""),
            item(_("Who meets me?"), sheet.who_meets if sheet else ""),
            item(_("Where?"), (sheet.where if sheet else "") or address),
            item(_("Which bus or way?"), sheet.way if sheet else ""),
            item(_("What do I do?"), sheet.work if sheet else ""),
            item(_("When is the break?"), sheet.break_at if sheet else ""),
            item(_("What do I bring?"), sheet.bring if sheet else ""),
        ),
        photo=bool(sheet and sheet.photo_id),
    )
