"""Listings as arrays, so that a family's haves meet a family's needs in one sweep."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.amounts import rhythm, yearly
from symbiose.engine.exchange.fit import WINDOW_KINDS, Setting, of_other_kind, sureness
from symbiose.engine.exchange.model import Listing, Problem, Side
from symbiose.engine.geography import unit_vectors
from symbiose.engine.units import UNITS, Per

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
_WINDOW_WORDS = 6  # 336 half hours in words of 64
_BITS = 64
_WORD = (1 << _BITS) - 1
UNIT_NAMES = tuple(sorted(UNITS))
_UNIT_NUMBER: dict[str | None, int] = {name: number for number, name in enumerate(UNIT_NAMES)}
OWN_UNIT = -1  # the listing says no unit: the family's own


@dataclass(frozen=True, slots=True)
class Coded:
    """Rows that have a code of one family: how sure the reading is, 0–1, and whether it is of another kind than said."""

    row: Ints
    sure: Floats
    other: Floats  # 1 or 0

    def part(self, which: Ints) -> Coded:
        """Some of them."""
        return Coded(self.row[which], self.sure[which], self.other[which])


@dataclass(frozen=True, slots=True)
class Columns:
    """One side's listings in order of id: a column per property, NaN where not said.

    `starts`/`ends` are day numbers. `denied`/`asked` are bits of the condition codes that some have denies, row by row of
    64 codes. `must_meet` is True where the
    listing itself is of a kind that needs common hours, `may_skip` where it is of another kind (else the family tells).
    `year` is the quantity a year, `once` True where it is a single time; `lot` is for a time and `lot_year` for a year.
    `unit` is a place in `UNIT_NAMES`. `hazard` is True where the listing itself waits for an authority's step, `step`
    where that step is recorded, `coded_hazard` where a family that somebody confirmed is hazardous.
    """

    listings: tuple[Listing, ...]
    organisation: Ints
    lat: Floats
    lon: Floats
    vector: Floats  # from the middle of the globe, length 1; all 0 where the place is unknown
    starts: Ints
    ends: Ints
    windows: Words
    any_time: NDArray[np.bool_]
    must_meet: NDArray[np.bool_]
    may_skip: NDArray[np.bool_]
    denied: Words
    asked: Words
    price: Floats
    year: Floats
    once: NDArray[np.bool_]
    lot: Floats
    lot_year: Floats
    unit: Ints
    estimated: Floats  # 1 or 0
    hazard: NDArray[np.bool_]
    step: NDArray[np.bool_]
    coded_hazard: NDArray[np.bool_]
    text: Ints  # place of the text among the side's texts in `Likeness`
    by_family: dict[str, Coded]
    conditions: tuple[str, ...]

    def bits(self, codes: Collection[str]) -> Words:
        """Condition codes as bits, 64 to a word."""
        return _bits(codes, self.conditions)


def sides(problem: Problem, setting: Setting) -> tuple[Columns, Columns]:
    """Haves and needs of a problem. Raises ValueError naming a listing that cannot be reckoned with."""
    seen: set[str] = set()
    for listing in problem.listings:
        if listing.id in seen:
            raise ValueError(f"two listings have the id {listing.id!r}")
        seen.add(listing.id)
        _refuse(listing)
    names = sorted({listing.organisation for listing in problem.listings})
    organisations = {name: number for number, name in enumerate(names)}
    denied = {code for item in problem.listings for code, said in item.conditions.items() if not said}
    ordered = sorted(problem.listings, key=lambda listing: listing.id)
    haves, needs = ([item for item in ordered if item.side is side] for side in (Side.HAVE, Side.NEED))
    frame = _Frame(organisations, tuple(sorted(denied)), setting)
    rows = setting.alike.have_row, setting.alike.need_row
    return _columns(haves, frame, rows[0]), _columns(needs, frame, rows[1])


def _refuse(listing: Listing) -> None:
    numbers = {"quantity": listing.quantity, "lot": listing.minimum_lot, "price": listing.price}
    for name, number in numbers.items():
        if number is not None and not math.isfinite(number):
            raise ValueError(f"listing {listing.id!r}: {name} is not a number")
    if listing.quantity is not None and listing.quantity <= 0:
        raise ValueError(f"listing {listing.id!r}: quantity must be above 0")
    if listing.minimum_lot < 0:
        raise ValueError(f"listing {listing.id!r}: lot must not be below 0")
    if listing.unit is not None and listing.unit not in UNITS:
        raise ValueError(f"listing {listing.id!r}: unit {listing.unit!r} is not known")


@dataclass(frozen=True, slots=True)
class _Frame:
    organisations: dict[str, int]
    conditions: tuple[str, ...]
    setting: Setting


def _columns(listings: Sequence[Listing], frame: _Frame, texts: Mapping[str, int]) -> Columns:
    today, conditions = frame.setting.today, frame.conditions
    places = [(math.nan, math.nan) if item.place is None else (item.place.lat, item.place.lon) for item in listings]
    lat, lon = np.array(places, np.float64).reshape(len(listings), 2).T
    windows = [[item.windows >> _BITS * word & _WORD for word in range(_WINDOW_WORDS)] for item in listings]
    meets = _mask(item.kind in WINDOW_KINDS for item in listings)
    return Columns(
        listings=tuple(listings),
        organisation=np.array([frame.organisations[item.organisation] for item in listings], np.int64),
        lat=lat,
        lon=lon,
        vector=unit_vectors(lat, lon),
        starts=np.array([max(item.valid_from or today, today).toordinal() for item in listings], np.int64),
        ends=np.array([(item.valid_to or date.max).toordinal() for item in listings], np.int64),
        windows=np.array(windows, np.uint64).reshape(len(listings), _WINDOW_WORDS),
        any_time=_mask(item.windows == 0 for item in listings),
        must_meet=meets,
        may_skip=_mask(item.kind is not None for item in listings) & ~meets,
        denied=_said(listings, conditions, said=False),
        asked=_said(listings, conditions, said=True),
        price=_numbers(item.price for item in listings),
        year=_numbers(yearly(item) for item in listings),
        once=_mask(item.quantity is not None and rhythm(item) is Per.ONCE for item in listings),
        lot=_numbers(item.minimum_lot for item in listings),
        lot_year=_numbers(item.minimum_lot * rhythm(item).times_a_year for item in listings),
        unit=np.array([_UNIT_NUMBER.get(item.unit, OWN_UNIT) for item in listings], np.int64),
        estimated=_numbers(float(item.estimated) for item in listings),
        hazard=_mask(bool(item.hazard) and not item.hazard_step_recorded for item in listings),
        step=_mask(item.hazard_step_recorded for item in listings),
        coded_hazard=_mask(_coded_hazard(item, frame.setting) for item in listings),
        text=np.array([texts[item.text] for item in listings], np.int64),
        by_family=_by_family(listings, frame.setting),
        conditions=conditions,
    )


def _mask(values: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(values, np.bool_)


def _numbers(values: Iterable[float | None]) -> Floats:
    return np.array([math.nan if value is None else value for value in values], np.float64)


def _coded_hazard(listing: Listing, setting: Setting) -> bool:
    families = setting.graph.families
    return any(code.confirmed and code.family in families and families[code.family].hazard for code in listing.codes)


def _said(listings: Sequence[Listing], conditions: Sequence[str], *, said: bool) -> Words:
    """Bits of the conditions that each listing asserts or denies, a row for each 64 codes."""
    words = np.zeros((-(-len(conditions) // _BITS), len(listings)), np.uint64)
    place = {code: divmod(number, _BITS) for number, code in enumerate(conditions)}
    for row, listing in enumerate(listings):
        for code, value in listing.conditions.items():
            if value is said and code in place:
                words[place[code][0], row] |= np.uint64(1 << place[code][1])
    return words


def _bits(codes: Collection[str], conditions: Sequence[str]) -> Words:
    told = sum(1 << number for number, code in enumerate(conditions) if code in codes)
    return np.array([told >> _BITS * word & _WORD for word in range(-(-len(conditions) // _BITS))], np.uint64)


def _by_family(listings: Sequence[Listing], setting: Setting) -> dict[str, Coded]:
    rows: dict[str, dict[int, tuple[float, bool]]] = {}
    for row, listing in enumerate(listings):
        for code in sorted(listing.codes, key=lambda code: (code.family, -code.confirmed, -code.confidence)):
            if code.family in setting.graph.families:
                told = sureness(code), of_other_kind(listing, code, setting.graph)
                rows.setdefault(code.family, {}).setdefault(row, told)
    return {
        family: Coded(
            np.array(list(found), np.int64),
            np.array([sure for sure, _ in found.values()], np.float64),
            np.array([other for _, other in found.values()], np.float64),
        )
        for family, found in sorted(rows.items())
    }
