"""Places, and how far apart two of them are by road as an estimate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
DETOUR = 1.3  # roads against the straight line in Danish trials; a ferry or a fjord makes it more
_SOUTH, _NORTH, _WEST, _EAST = 54.5, 57.8, 8.0, 15.3  # degrees round Denmark, Bornholm with it
_HAIR_KM = 0.06  # told to 0.1 km, a little more than the limit is still the limit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: degrees north and east, and the name that people see."""

    lat: float
    lon: float
    name: str = ""


def in_denmark(lat: float, lon: float) -> bool:
    """True for a point in the box round Denmark, in degrees; some of its neighbours lie in the box too."""
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def straight_km(one: Place, other: Place) -> float:
    """Great-circle distance in km."""
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


@lru_cache(maxsize=1024)  # a pair asks three times in a row
def road_km(one: Place | None, other: Place | None) -> float | None:
    """Estimated km by road, to 0.1 km: the straight line times `DETOUR`; None where a place is unknown."""
    if one is None or other is None:
        return None
    return round(straight_km(one, other) * DETOUR, 1)


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Places in degrees as points on a globe of radius 1, a row each; all 0 where a place is unknown."""
    north, east = np.radians(lat), np.radians(lon)
    vectors = np.column_stack((np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)))
    return np.where(np.isnan(vectors), 0.0, vectors)


def nearest_cosine(limit: float) -> float:
    """Two places whose vectors' product is below this are more than `limit` km apart by road, told to 0.1 km."""
    return math.cos(min(math.pi, (limit + _HAIR_KM) / DETOUR / EARTH_RADIUS_KM))


def road_km_columns(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """`road_km` pair by pair, from degrees; NaN where a place is unknown. To the last digit but for a hair."""
    one, other = np.radians(lat), np.radians(other_lat)
    half = np.sin((other - one) / 2) ** 2
    half += np.cos(one) * np.cos(other) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    km: Floats = np.round(2 * EARTH_RADIUS_KM * DETOUR * np.arcsin(np.sqrt(np.minimum(1.0, half))), 1)
    return km
