"""Postcodes, municipalities, and the place that somebody means.

Points are computed middles of areas, rounded to two decimals (about a kilometre): good for distances between towns,
not for finding a door.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from symbiose.reference.rows import Certainty, read_rows

_POSTCODE = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)
_NUMBER = r"([+-]?\d{1,3}(?:\.\d+)?)"
_POINT = re.compile(rf"\s*{_NUMBER}\s*[,;]\s*{_NUMBER}\s*", re.ASCII)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_DISTRICTS = frozenset({"c", "k", "m", "n", "s", "v", "oe", "nv", "noe", "sv", "soe", "oest", "nord", "syd", "vest"})
_REGIONS = {
    "sjaelland": "sj",
    "midtsjaelland": "sj",
    "jylland": "j",
    "vestjylland": "j",
    "fyn": "f",
    "sydfyn": "f",
    "falster": "f",
    "lolland": "l",
    "mors": "m",
    "thy": "thy",
    "djurs": "djurs",
    "stevns": "stevns",
    "aeroe": "aeroe",
    "by": "by",
    "st": "st",
}
_MAX_LATITUDE, _MAX_LONGITUDE = 90.0, 180.0


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode, or a run of them from `first` to `last`, with the middle of its area."""

    first: str
    last: str
    name: str
    also: str
    lat: float
    lon: float
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its three-digit code; `certainty` is of code and name, `place_certainty` of the point."""

    code: str
    name: str
    region: str
    lat: float
    lon: float
    source: str
    certainty: Certainty
    place_certainty: Certainty


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: degrees north and east, the name that people see, its postcode where one is known."""

    lat: float
    lon: float
    name: str
    postcode: str
    source: str
    certainty: Certainty


@lru_cache(maxsize=1)
def postcodes() -> tuple[Postcode, ...]:
    """All postcodes in order of number."""
    return tuple(
        Postcode(
            first=row["first"],
            last=row["last"],
            name=row["name"],
            also=row["also"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            source=row["source"],
            certainty=Certainty(row["certainty"]),
        )
        for row in read_rows("postcodes.csv")
    )


@lru_cache(maxsize=1)
def municipalities() -> Mapping[str, Municipality]:
    """All municipalities, and Christiansø, by code."""
    return MappingProxyType(
        {
            row["code"]: Municipality(
                code=row["code"],
                name=row["name"],
                region=row["region"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                source=row["source"],
                certainty=Certainty(row["certainty"]),
                place_certainty=Certainty(row["place_certainty"]),
            )
            for row in read_rows("municipalities.csv")
        }
    )


def find_place(text: str) -> Place | None:
    """The place of a postcode, an address that holds one, a town, a municipality, or ``lat,lon`` in degrees.

    Spellings with æ ø å, ae oe aa and a plain o meet. A town of many districts stands at its first (Odense at
    Odense C). None where the text names no place, or one of several (Viby on Zealand or in Jutland).
    """
    point = _POINT.fullmatch(text)
    if point is not None:
        return _point(float(point[1]), float(point[2]))
    by_number, by_name = _numbers(), _names()
    for found in _POSTCODE.finditer(text):
        if found[1] in by_number:
            return _at(by_number[found[1]], found[1])
    name = _fold(text).removesuffix(" kommune")
    return by_name.get(name) or by_name.get(_plain(name))


def _point(lat: float, lon: float) -> Place | None:
    if abs(lat) > _MAX_LATITUDE or abs(lon) > _MAX_LONGITUDE:
        return None
    return Place(lat, lon, f"{lat:g}, {lon:g}", "", "as written", Certainty.CERTAIN)


def _at(area: Postcode, number: str) -> Place:
    return Place(area.lat, area.lon, f"{number} {area.name}", number, area.source, area.certainty)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, Postcode]:
    return {f"{number:04d}": area for area in postcodes() for number in range(int(area.first), int(area.last) + 1)}


@lru_cache(maxsize=1)
def _names() -> dict[str, Place]:
    """Folded names to places. Full names win over short ones, and those over municipalities; what is unclear is out."""
    named = {_fold(area.name): _where(area) for area in municipalities().values()}
    named |= _short_names()
    named |= {name: _at(area, area.first) for area in reversed(postcodes()) for name in _full_names(area)}
    return {_plain(name): place for name, place in named.items()} | named


def _where(area: Municipality) -> Place:
    return Place(area.lat, area.lon, area.name, "", area.source, area.place_certainty)


def _short_names() -> dict[str, Place]:
    """Towns without their district or part of the country, and with the part cut short (Viby J)."""
    meant: dict[str, list[Postcode]] = {}
    of_one_town: set[str] = set()
    for area in postcodes():
        base, _, tail = _fold(area.name).rpartition(" ")
        if tail in _DISTRICTS:
            of_one_town.add(base)
            meant.setdefault(base, []).append(area)
        elif tail in _REGIONS:
            meant.setdefault(base, []).append(area)
            meant.setdefault(f"{base} {_REGIONS[tail]}", []).append(area)
    return {
        name: _at(areas[0], areas[0].first) for name, areas in meant.items() if len(areas) == 1 or name in of_one_town
    }


def _full_names(area: Postcode) -> Iterator[str]:
    yield _fold(area.name)
    if area.also:
        yield _fold(area.also)


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _plain(folded: str) -> str:
    """The folded name as written by those who put a for æ and å, and o for ø."""
    return folded.replace("ae", "a").replace("oe", "o").replace("aa", "a")
