"""Adding and changing listings, and moving them between their states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import search
from symbiose.common.actions import change, create, record
from symbiose.common.actor import Actor, system
from symbiose.common.states import NotAllowed
from symbiose.listings import bridge
from symbiose.listings.actions.steps import TOUCHING, is_hazardous, open_steps, stop_after
from symbiose.listings.enums import ListingKind, ListingState, Side, Waste
from symbiose.listings.models import Listing, ListingCode
from symbiose.listings.permissions import may_add, may_change
from symbiose.listings.queries import LABEL
from symbiose.listings.states import STATES
from symbiose.organisations.models import Organisation
from symbiose.reference.places import find_place

VALID_DAYS = 90
TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class FamilyGiven:
    """A resource family of a listing; a person's choice is confirmed. `words` are the writer's own, parted by a bar."""

    family: str
    confidence: float = 1.0
    confirmed: bool = True
    words: str = ""


@transaction.atomic
def add_listing(
    organisation: Organisation, *, by: Actor, codes: Iterable[FamilyGiven | str] = (), show: bool = False, **fields: Any
) -> Listing:
    """A new listing: a draft, or shown at once. What is not said is filled in: place, dates, kind, title.

    A code alone counts as confirmed. Hazard of a family, in the text or said by the owner raises the stop.
    """
    if not may_add(by, organisation):
        raise NotAllowed("listings.add")
    given = [one if isinstance(one, FamilyGiven) else FamilyGiven(one) for one in codes]
    values = filled(organisation, given, fields)
    new = Listing(organisation=organisation, **values)
    new.on_behalf = by.on_behalf_of is not None
    new.consent = by.consent if new.on_behalf else ""
    if show:
        new.state, new.shown_at = ListingState.SHOWN, timezone.now()
    create(new, by=by, verb="listings.add")
    write_codes(new, given)
    open_steps([new], by=by)
    index_listing(new)
    return new


@transaction.atomic
def add_listings(
    organisation: Organisation,
    *,
    by: Actor,
    items: Sequence[tuple[dict[str, Any], Sequence[FamilyGiven]]],
    show: bool = False,
) -> list[Listing]:
    """Several listings of one text, all or none."""
    return [add_listing(organisation, by=by, codes=codes, show=show, **fields) for fields, codes in items]


def filled(organisation: Organisation, codes: Sequence[FamilyGiven], fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with what follows from the organisation, the families and today."""
    today = timezone.localdate()
    values = {"valid_from": today, "valid_to": today + timedelta(days=VALID_DAYS), **fields}
    if "postcode" not in values:
        values |= {"postcode": organisation.postcode, "town": organisation.town}
    if values.get("latitude") is None:
        values |= _point(values["postcode"])
    first = bridge.family(codes[0].family) if codes else None
    if not values.get("kind") and first:
        values["kind"] = first.kind.value
    if not values.get("title"):
        values["title"] = bridge.family_name(codes[0].family) if codes else values["text"]
    values["title"] = values["title"][:TITLE_LENGTH]
    values["graph_digest"] = bridge.graph_digest()
    values["stopped"] = is_hazardous([one.family for one in codes], values.get("hazard"))
    values["waste"] = _waste(values)
    return values


def _point(postcode: str) -> dict[str, float]:
    """The middle of the postcode's area, never a street: an anonymous listing must not point at a door."""
    place = find_place(postcode) if postcode else None
    return {"latitude": place.lat, "longitude": place.lon} if place else {}


def _waste(values: dict[str, Any]) -> str:
    """Only a material that somebody has can be waste; where nothing is said it is unknown."""
    if values.get("kind") != ListingKind.MATERIAL or values.get("side") != Side.HAVE:
        return Waste.NOT_RELEVANT.value
    return str(values.get("waste") or Waste.UNKNOWN.value)


def write_codes(listing: Listing, codes: Sequence[FamilyGiven]) -> None:
    ListingCode.objects.bulk_create(
        ListingCode(
            listing=listing,
            family=one.family,
            confidence=one.confidence,
            confirmed=one.confirmed,
            words=one.words[:300],
        )
        for one in {one.family: one for one in codes}.values()
    )


def index_listing(listing: Listing) -> None:
    """What the listing is found by; the owner's name only where everybody may see it."""
    names = [bridge.family_name(code.family) for code in listing.codes.all()]
    name = "" if listing.anonymous else listing.organisation.name
    search.index(LABEL, listing.pk, title=listing.title, text=" ".join([listing.text, *names, name]))


@transaction.atomic
def change_listing(
    listing: Listing,
    *,
    by: Actor,
    version: int | None = None,
    codes: Iterable[FamilyGiven] | None = None,
    **values: Any,
) -> Listing:
    """Change fields and families. A stop once raised on a listing that was shown stays until its step is recorded."""
    if not may_change(by, listing):
        raise NotAllowed("listings.change")
    if "postcode" in values:
        values = {"latitude": None, "longitude": None, **_point(values["postcode"]), **values}
    given = None if codes is None else list(codes)
    families = [one.family for one in given] if given is not None else [one.family for one in listing.codes.all()]
    hazardous = is_hazardous(families, values.get("hazard", listing.hazard))
    values |= stop_after(listing, hazardous=hazardous, touched=is_touched(listing, families, values))
    if values.get("valid_to", listing.valid_to) != listing.valid_to:
        values["reminded_at"] = None  # another last day is asked about anew
    changed = change(listing, by=by, verb="listings.change", version=version, **values)
    if given is not None:
        _replace_codes(changed, given, by=by)
    open_steps([changed], by=by)
    index_listing(changed)
    return changed


def is_touched(listing: Listing, families: Sequence[str], values: dict[str, Any]) -> bool:
    """Whether a change is about what an authority was asked about."""
    known = {one.family for one in listing.codes.all()}
    return set(families) != known or any(name in values and values[name] != getattr(listing, name) for name in TOUCHING)


def _replace_codes(listing: Listing, codes: Sequence[FamilyGiven], *, by: Actor) -> None:
    before = {(one.family, one.confirmed) for one in listing.codes.all()}
    after = {(one.family, one.confirmed) for one in codes}
    if before == after:
        return
    listing.codes.all().delete()
    write_codes(listing, codes)
    families = [sorted(family for family, _confirmed in side) for side in (before, after)]
    record(listing, by=by, verb="listings.families", changes={"families": families})


@transaction.atomic
def _move(listing: Listing, verb: str, *, by: Actor, reason: str = "", **values: Any) -> Listing:
    """Take a listing through the state table; a verb that already led here changes nothing."""
    now = Listing.objects.select_for_update().get(pk=listing.pk)
    if may_change(by, now) and _already(verb, now.state):
        return now
    row = STATES.require(verb, state=now.state, actor=by, subject=now, reason=reason)
    return change(now, by=by, verb=verb, reason=reason, state=row.target, **values)


def _already(verb: str, state: str) -> bool:
    return any(row.verb == verb and row.target == state and state not in row.sources for row in STATES.transitions)


def show_listing(listing: Listing, *, by: Actor) -> Listing:
    """Show a draft on the market place."""
    return _move(listing, "listings.show", by=by, shown_at=timezone.now())


def withdraw_listing(listing: Listing, *, by: Actor, reason: str = "") -> Listing:
    """Take a listing away; it can be brought back."""
    return _move(listing, "listings.withdraw", by=by, reason=reason)


def restore_listing(listing: Listing, *, by: Actor) -> Listing:
    """Undo a withdrawal."""
    return _move(listing, "listings.restore", by=by)


def reopen_listing(listing: Listing, *, by: Actor) -> Listing:
    """Bring back what was never shown, or has run out since, as a draft with new dates."""
    return _move(listing, "listings.reopen", by=by, reminded_at=None, **_new_dates())


def refresh_listing(listing: Listing, *, by: Actor) -> Listing:
    """It still holds: shown for another 90 days from today."""
    return _move(listing, "listings.refresh", by=by, reminded_at=None, **_new_dates(listing))


def _new_dates(listing: Listing | None = None) -> dict[str, Any]:
    """Valid from its own first day, or today, and for 90 days on; a longer validity is not cut short."""
    today = timezone.localdate()
    until = today + timedelta(days=VALID_DAYS)
    if listing is None:
        return {"valid_from": today, "valid_to": until}
    return {"valid_from": min(listing.valid_from, until), "valid_to": max(listing.valid_to, until)}


@transaction.atomic
def hide_expired(*, on: date, by: Actor | None = None) -> int:
    """Hide what ran out before the date; how many. Pages leave such listings out already, whether or not this ran."""
    gone = Listing.objects.filter(state=ListingState.SHOWN, valid_to__lt=on).order_by("pk")
    clock = by or system("Symbiose")
    return len([_move(listing, "listings.hide", by=clock) for listing in gone])
