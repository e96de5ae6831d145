"""The lists of this room as the list kit draws them: filters, sorts, and the columns of the export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symbiose.common import municipality
from symbiose.common.actor import Actor
from symbiose.common.pages.lists import (
    Column,
    Filter,
    ListKit,
    ListShown,
    Sort,
    asked_labels,
    narrowed,
    one_of,
    plain_query,
)
from symbiose.listings import bridge, queries
from symbiose.listings.enums import ListingKind, ListingState, Side
from symbiose.listings.models import Listing
from symbiose.listings.queries import Spot
from symbiose.organisations.models import Organisation
from symbiose.reference import find_place

DISTANCES = (5, 10, 25, 50, 100)
NEWEST = Sort("newest", _("newest"), (F("shown_at").desc(nulls_last=True), "-created_at"))
NEWEST_SHOWN = Sort("newest", NEWEST.label, ("-shown_at", "-created_at"))  # all of them were shown: an index holds it
NEAREST = Sort("nearest", _("nearest"), (F("distance2").asc(nulls_last=True),))
EXPIRING = Sort("expiring", _("expires first"), ("valid_to",))


def asked_place(request: HttpRequest | Asked) -> Spot | None:
    """The place that the reader asked for, or None where none is asked for or it is unknown."""
    text = request.GET.get("near", "").strip()
    place = find_place(text) if text else None
    return Spot(place.lat, place.lon, place.name) if place else None


def spot_for(request: HttpRequest | Asked) -> Spot | None:
    """Where distances are counted from: what the reader asked for, their own place, or the municipality's."""
    asked = asked_place(request)
    if asked:
        return asked
    return _spot_of(Organisation.objects.filter(pk=request.actor.party_id).values_list("postcode", flat=True).first())


def _spot_of(postcode: str | None) -> Spot | None:
    here = None if postcode else municipality.current()
    place = find_place(postcode or (here.postcode if here else ""))
    return Spot(place.lat, place.lon, place.name) if place else None


def market_kit(request: HttpRequest | Asked, spot: Spot | None) -> ListKit:
    """The market place, with distances counted from the spot."""
    return ListKit(
        name="listings",
        search=queries.search,
        search_label=_("Search in listings"),
        filters=(
            side_filter(),
            kind_filter(),
            *family_filter(request),
            *distance_filters(request, spot),
            Filter(
                "social",
                _("Who"),
                lambda: [("1", _("Only social enterprises"))],
                lambda rows, _values: rows.filter(social="1"),
                by="social",
            ),
            Filter(
                "named",
                _("Name"),
                lambda: [("1", _("Only with name"))],
                lambda rows, _values: rows.filter(named="1"),
                by="named",
            ),
        ),
        sorts=(NEWEST_SHOWN, NEAREST, EXPIRING),
        columns=columns(request),
        counts=lambda _rows: queries.market_counts(request.actor),
    )


def own_kit(request: HttpRequest | Asked) -> ListKit:
    """One's own listings; an adviser's list of all."""
    return ListKit(
        name="own-listings",
        search=queries.search,
        search_label=_("Search in listings"),
        filters=(
            one_of("state", _("State"), lambda: [(value, capfirst(label)) for value, label in ListingState.choices]),
            side_filter(ours=not request.actor.is_adviser),
            kind_filter(),
        ),
        sorts=(Sort("changed", _("latest change"), ("-changed_at",)), NEWEST, EXPIRING),
        columns=columns(request),
    )


def side_filter(*, ours: bool = False) -> Filter:
    """Have or lack, in the words of the owner or of others."""
    others = [(Side.HAVE.value, _("Somebody has")), (Side.NEED.value, _("Somebody lacks"))]
    return one_of(
        "side",
        _("Have or lack"),
        lambda: [(value, capfirst(label)) for value, label in Side.choices] if ours else others,
    )


def kind_filter() -> Filter:
    return one_of(
        "kind", _("Kind of thing"), lambda: [(value, capfirst(label)) for value, label in ListingKind.choices]
    )


def family_filter(request: HttpRequest | Asked) -> list[Filter]:
    """A group and all its kinds; it stands among the filters only while it is in use."""
    asked = [code for code in request.GET.getlist("family") if bridge.family(code)]
    if not asked:
        return []
    return [
        Filter(
            "family",
            _("Group"),
            lambda: [(code, bridge.family_name(code)) for code in asked],
            lambda rows, values: queries.of_families(
                rows, [one for code in values for one in bridge.with_kinds_of(code)]
            ),
        )
    ]


def distance_filters(request: HttpRequest | Asked, spot: Spot | None) -> list[Filter]:
    """At most so far, from a postcode or town."""
    near = request.GET.get("near", "").strip()
    return [
        Filter(
            "within",
            _("Within"),
            lambda: [(str(km), gettext("within %(km)s km") % {"km": km}) for km in DISTANCES],
            lambda rows, values: _within(rows, values, spot),
            widget="select",
        ),
        Filter(
            "near",
            _("Counted from (postcode or town)"),
            lambda: [(near, gettext("from %(place)s") % {"place": spot.name if asked_place(request) else near})],
            lambda rows, _values: rows,
            widget="text",
        ),
    ]


def _within(rows, values, spot):
    asked = next((km for km in DISTANCES if str(km) in values), None)
    return queries.within(rows, spot, asked) if asked and spot else rows


def columns(request: HttpRequest | Asked) -> tuple[Column, ...]:
    """The folder format's own columns; the owner only where the reader may see the name."""
    actor = request.actor
    return (
        Column("id", queries.export_id),
        Column("organisation", lambda row: queries.party_name(actor, row)),
        Column("side", lambda row: row.side),
        Column("kind", lambda row: row.kind),
        Column("text", lambda row: row.text, width=60),
        Column("quantity", lambda row: row.quantity),
        Column("unit", lambda row: row.unit),
        Column("per", lambda row: row.per),
        Column("place", lambda row: row.place),
        Column("windows", lambda row: row.windows),
        Column("code", lambda row: ";".join(code.family for code in row.codes.all() if code.confirmed)),
        Column("hazard", lambda row: "yes" if row.hazard or row.stopped else ""),
        Column("price", lambda row: row.price),
        Column("valid_from", lambda row: row.valid_from),
        Column("valid_to", lambda row: row.valid_to),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A search of the market place as a list reads it: the query part of an address, and who looks."""

    GET: QueryDict
    actor: Actor


def asked_by(query: str, actor: Actor) -> Asked:
    """A kept search as if its owner had just sent it."""
    return Asked(QueryDict(query), actor)


def seen_from(asked: Asked, postcode: str) -> Spot | None:
    """Where a kept search counts from: what it asks for, its owner's postcode, or the municipality's."""
    return asked_place(asked) or _spot_of(postcode)


def found_by(asked: Asked, spot: Spot | None) -> QuerySet[Listing]:
    """The rows of the market place that a search leaves, in its order, with what a row shows."""
    rows = queries.with_distance(queries.for_rows(queries.market(asked.actor), asked.actor), spot)
    return narrowed(asked, rows, market_kit(asked, spot))


def plain_search(asked: Asked) -> str:
    """The search in its one written form, so that the same search is kept once."""
    return plain_query(asked, market_kit(asked, None))


def search_name(asked: Asked) -> str:
    """The search in words: Nogen har · Materiale · inden for 25 km · træ."""
    labels = asked_labels(asked, market_kit(asked, asked_place(asked)))
    return capfirst(" · ".join(labels)) or gettext("Everything on the market place")


def dress(rows: Iterable[Listing], spot: Spot | None) -> None:
    """Give rows what only a page needs: distance, days until hidden, and whether that is soon."""
    today = timezone.localdate()
    for row in rows:
        row.km_away = queries.kilometres(spot, row)
        row.days_left = (row.valid_to - today).days
        row.expires_soon = 0 <= row.days_left <= queries.REMIND_DAYS


def dress_page(shown: ListShown, spot: Spot | None) -> None:
    """The rows of the page that is shown, read once."""
    shown.page.object_list = list(shown.page.object_list)
    dress(shown.page.object_list, spot)


def long_day(day) -> str:
    """12. januar 2026."""
    return formats.date_format(day, "DATE_FORMAT")
