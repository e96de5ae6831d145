"""Listings as arrays, so that a family's haves meet a family's needs in one sweep."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.amounts import rhythm, yearly
from symbiose.engine.exchange.fit import WINDOW_KINDS, Setting, of_other_kind, sureness
from symbiose.engine.exchange.model import Listing, Problem, Side
from symbiose.engine.units import UNITS, Per

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]
_WINDOW_WORDS = 6  # 336 half hours in words of 64
_WORD = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Columns:
    """One side's listings in order of id: a column per property, NaN where not said.

    `starts`/`ends` are day numbers. `denied`/`asked` are bits of condition codes. `must_meet` is True where the
    listing itself is of a kind that needs common hours, `may_skip` where it is of another kind (else the family tells).
    `year` is the quantity a year, `once` True where it is a single time; `lot` is for a time and `lot_year` for a year.
    """

    listings: tuple[Listing, ...]
    organisation: Ints
    lat: Floats
    lon: Floats
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
    loss: Floats
    text: Ints  # place of the text in the table of likeness
    by_family: dict[str, tuple[Ints, Floats]]  # rows that have the code, and how sure it is, 0–1


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
    bits = {code: 1 << number for number, code in enumerate(sorted(setting.graph.conditions))}
    ordered = sorted(problem.listings, key=lambda listing: listing.id)
    haves, needs = ([item for item in ordered if item.side is side] for side in (Side.HAVE, Side.NEED))
    frame = _Frame(organisations, bits, setting)
    rows = setting.alike.have_row, setting.alike.need_column
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
    bits: dict[str, int]
    setting: Setting


def _columns(listings: Sequence[Listing], frame: _Frame, texts: Mapping[str, int]) -> Columns:
    today, bits = frame.setting.today, frame.bits
    places = [(math.nan, math.nan) if item.place is None else (item.place.lat, item.place.lon) for item in listings]
    windows = [[item.windows >> 64 * word & _WORD for word in range(_WINDOW_WORDS)] for item in listings]
    meets = np.array([item.kind in WINDOW_KINDS for item in listings], bool)
    return Columns(
        listings=tuple(listings),
        organisation=np.array([frame.organisations[item.organisation] for item in listings], np.int64),
        lat=np.array([lat for lat, _ in places], np.float64),
        lon=np.array([lon for _, lon in places], np.float64),
        starts=np.array([max(item.valid_from or today, today).toordinal() for item in listings], np.int64),
        ends=np.array([(item.valid_to or date.max).toordinal() for item in listings], np.int64),
        windows=np.array(windows, np.uint64).reshape(len(listings), _WINDOW_WORDS),
        any_time=np.array([item.windows == 0 for item in listings], bool),
        must_meet=meets,
        may_skip=np.array([item.kind is not None for item in listings], bool) & ~meets,
        denied=np.array([_bits(item, bits, said=False) for item in listings], np.uint64),
        asked=np.array([_bits(item, bits, said=True) for item in listings], np.uint64),
        price=np.array([math.nan if item.price is None else item.price for item in listings], np.float64),
        year=np.array([math.nan if (year := yearly(item)) is None else year for item in listings], np.float64),
        once=np.array([item.quantity is not None and rhythm(item) is Per.ONCE for item in listings], bool),
        lot=np.array([item.minimum_lot for item in listings], np.float64),
        lot_year=np.array([item.minimum_lot * rhythm(item).times_a_year for item in listings], np.float64),
        loss=np.array([frame.setting.policy.estimated * item.estimated for item in listings], np.float64),
        text=np.array([texts[item.text] for item in listings], np.int64),
        by_family=_by_family(listings, frame.setting),
    )


def _bits(listing: Listing, bits: dict[str, int], *, said: bool) -> int:
    return sum(bits.get(code, 0) for code, value in listing.conditions.items() if value is said)


def _by_family(listings: Sequence[Listing], setting: Setting) -> dict[str, tuple[Ints, Floats]]:
    rows: dict[str, dict[int, float]] = {}
    for row, listing in enumerate(listings):
        for code in sorted(listing.codes, key=lambda code: (code.family, -code.confirmed, -code.confidence)):
            if code.family in setting.graph.families:
                other = of_other_kind(listing, code, setting.graph)
                sure = sureness(code) * (1 - setting.policy.other_kind * other)
                rows.setdefault(code.family, {}).setdefault(row, sure)
    return {
        family: (np.array(list(found), np.int64), np.array(list(found.values()), np.float64))
        for family, found in sorted(rows.items())
    }
