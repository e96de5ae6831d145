"""How far away a listing is, and what lies within so many kilometres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from symbiose.listings.models import Listing

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM


@dataclass(frozen=True, slots=True)
class Spot:
    """Where distances are counted from: degrees, and what people call it."""

    latitude: float
    longitude: float
    name: str


def with_distance(rows: QuerySet[Listing], spot: Spot | None) -> QuerySet[Listing]:
    """Add `distance2`, the squared distance in km² on a flat map round the spot: good for order, cheap to compute."""
    if spot is None:
        return rows.annotate(distance2=Value(None, output_field=FloatField()))
    north = (F("latitude") - spot.latitude) * KM_PER_DEGREE
    east = (F("longitude") - spot.longitude) * KM_PER_DEGREE * math.cos(math.radians(spot.latitude))
    flat: Combinable = north * north + east * east
    return rows.annotate(distance2=flat)


def within(rows: QuerySet[Any], spot: Spot, km: float) -> QuerySet[Any]:
    """Rows with latitude and longitude at most `km` from the spot: a box on the map first, then the great circle, both in the database."""
    up = km / KM_PER_DEGREE
    out = up / max(0.01, math.cos(math.radians(min(89.0, abs(spot.latitude) + up))))
    half_north, half_east = (
        Power(Sin(Radians(F(name) - middle) / 2), 2)
        for name, middle in (("latitude", spot.latitude), ("longitude", spot.longitude))
    )
    half = half_north + math.cos(math.radians(spot.latitude)) * Cos(Radians("latitude")) * half_east
    found: QuerySet[Any] = (
        rows.filter(
            latitude__range=(spot.latitude - up, spot.latitude + up),
            longitude__range=(spot.longitude - out, spot.longitude + out),
        )
        .annotate(km_away=2 * EARTH_RADIUS_KM * ASin(Sqrt(Least(Value(1.0), half)), output_field=FloatField()))
        .filter(km_away__lte=km)
    )
    return found


def kilometres(spot: Spot | None, listing: Listing) -> float | None:
    """Great-circle distance of a listing from the spot; None where either is unknown."""
    if spot is None or listing.latitude is None or listing.longitude is None:
        return None
    north = math.sin(math.radians(listing.latitude - spot.latitude) / 2) ** 2
    east = math.sin(math.radians(listing.longitude - spot.longitude) / 2) ** 2
    half = north + math.cos(math.radians(spot.latitude)) * math.cos(math.radians(listing.latitude)) * east
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def nearest_town(rows: QuerySet[Listing], spot: Spot) -> str:
    """Where the nearest of the rows is."""
    nearest = with_distance(rows, spot).order_by(F("distance2").asc(nulls_last=True), "pk").first()
    return nearest.place if nearest else ""
