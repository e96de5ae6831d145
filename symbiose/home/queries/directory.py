"""Who takes part, as the public list shows it: what they have to spare, where they are, and how many of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from symbiose.common import municipality, search
from symbiose.common.actor import VISITOR
from symbiose.listings import bridge
from symbiose.listings import queries as listings
from symbiose.listings.enums import Side
from symbiose.listings.models import Listing, ListingCode
from symbiose.listings.queries import Spot
from symbiose.organisations import queries as organisations
from symbiose.reference import find_place

LISTING = "listings.listing"
Entries = QuerySet[Any]  # consents with what `organisations.entries` adds to each


@dataclass(frozen=True, slots=True)
class Town:
    """Everybody of a list who is in one postcode."""

    postcode: str
    name: str
    how_many: int


def entries() -> Entries:
    """Everybody in the public list, with what each has to spare under its own name; the same queries for any number."""
    spare = (
        offered()
        .order_by("title", "pk")
        .prefetch_related(Prefetch("codes", ListingCode.objects.filter(confirmed=True)))
    )
    return organisations.entries().prefetch_related(Prefetch("organisation__listings", spare, to_attr="spare"))


def offered() -> QuerySet[Listing]:
    """What is to spare today under a name. A listing whose owner is hidden says nothing of anybody here."""
    return listings.market(VISITOR).filter(side=Side.HAVE, anonymous=False)


def found(rows: Entries, text: str) -> Entries:
    """Those found by their own words, or by the words of what they have to spare under their name."""
    known = organisations.in_words(rows, text).values("pk")
    lists = offered().filter(organisation=OuterRef("organisation"), pk__in=search.found_ids(LISTING, text))
    return rows.filter(Q(pk__in=known) | Exists(lists))


def offering(rows: Entries, families: list[str]) -> Entries:
    """Those who have one of the groups to spare, or anything that is a kind of it."""
    codes = [one for code in families for one in bridge.with_kinds_of(code)]
    lists = offered().filter(organisation=OuterRef("organisation"))
    return rows.filter(Exists(listings.of_families(lists, codes)))


def offers(rows: Entries) -> list[tuple[str, str, int]]:
    """The groups that somebody in the list has to spare: code, name, and how many of them have it."""
    owners = rows.order_by().filter(organisation__isnull=False).values("organisation")
    pairs = ListingCode.objects.filter(listing__in=offered().filter(organisation__in=owners), confirmed=True)
    having: dict[str, set[int]] = {}
    for code, owner in pairs.order_by().values_list("family", "listing__organisation_id").distinct():
        having.setdefault(_top(code), set()).add(owner)
    named = [(code, bridge.family_name(code), len(owners_of)) for code, owners_of in having.items()]
    return sorted(named, key=lambda one: one[1].lower())


@cache
def _top(code: str) -> str:
    """The widest group that a family is a kind of; the graph does not change while the program runs."""
    wider = bridge.broader(code)
    return _top(wider) if wider else code


def counted(rows: Entries) -> dict[str, dict[str, int]]:
    """How many there are of each kind of participant."""
    bare = rows.select_related(None).prefetch_related(None).order_by()
    counts = bare.values("registration").annotate(how_many=Count("pk"))
    return {"registration": {str(row["registration"]): row["how_many"] for row in counts}}


def towns(rows: Entries) -> list[Town]:
    """Where the rows are, by postcode, those with most first; whoever has no known postcode is in none of them."""
    bare = rows.select_related(None).prefetch_related(None).order_by()
    counts = bare.exclude(at_postcode="").values("at_postcode").annotate(how_many=Count("pk"))
    found_places = [(find_place(str(row["at_postcode"])), int(row["how_many"])) for row in counts]
    shown = [
        Town(place.postcode, place.name.removeprefix(place.postcode).strip(), number)
        for place, number in found_places
        if place is not None and place.postcode
    ]
    return sorted(shown, key=lambda town: (-town.how_many, town.postcode))


def spot_of(text: str) -> Spot | None:
    """Where a distance is counted from: the place that was written, or the municipality's own; None for an unknown one."""
    here = municipality.current()
    place = find_place(text.strip()) if text.strip() else find_place(here.postcode) if here else None
    return Spot(place.lat, place.lon, place.name) if place else None


def at_place(rows: Entries, text: str) -> Entries:
    """Those in a postcode, in postcodes that begin with some digits, or in a town however it is spelt."""
    wanted = text.strip()
    if wanted.isdigit():
        return rows.filter(at_postcode__startswith=wanted)
    place = find_place(wanted)
    if place is None or not place.postcode:
        return rows.filter(at_town__istartswith=wanted)
    return rows.filter(Q(at_postcode=place.postcode) | Q(at_town=place.name.removeprefix(place.postcode).strip()))
