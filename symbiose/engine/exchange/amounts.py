"""How much of a have can flow to a need: units, rhythms and lots brought to one measure, a year in the need's unit."""

from __future__ import annotations

from dataclasses import dataclass

from symbiose.engine.exchange.model import Listing
from symbiose.engine.resources.model import Family, UseEdge
from symbiose.engine.units import UNITS, Per, convert


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a pair can move.

    `have_year` in the have's unit and `need_year` in the need's, None where not said. `supply_share` have units to a
    need unit, 0 where the two cannot be compared. `most` and `lot` a year in the need's unit. `per` is the rhythm in
    which the flow is told. `converted` is True where a typical weight was used.
    """

    have_unit: str
    need_unit: str
    have_year: float | None
    need_year: float | None
    supply_share: float
    most: float | None
    lot: float
    per: Per
    converted: bool


def yearly(listing: Listing) -> float | None:
    """Quantity a year in the listing's unit; an unsaid rhythm counts as a single time."""
    if listing.quantity is None:
        return None
    return listing.quantity * rhythm(listing).times_a_year


def rhythm(listing: Listing) -> Per:
    """Rhythm of the listing, a single time where it is not said."""
    return listing.per or Per.ONCE


def have_units(have_unit: str, need_unit: str, have: Family, need: Family, edge: UseEdge | None) -> float | None:
    """Units of the have that one unit of the need takes, or None where they cannot be compared.

    Across dimensions the weights of the have's family lead; for a use the need's family tells what the need weighs.
    """
    first, second = (need, have) if edge else (have, need)
    if UNITS[have_unit].dimension == UNITS[need_unit].dimension:
        units = convert(1.0, need_unit, have_unit)
    else:
        kg = _weigh(need_unit, "kg", first, second)
        per_kg = _weigh("kg", have_unit, have, need)
        units = None if kg is None or per_kg is None else kg * per_kg
    return units if units is None or edge is None else units / edge.share


def _weigh(source: str, target: str, first: Family, second: Family) -> float | None:
    return convert(
        1.0,
        source,
        target,
        kg_per_m3=first.kg_per_m3 or second.kg_per_m3,
        kg_per_piece=first.kg_per_piece or second.kg_per_piece,
    )


def amounts(have: Listing, need: Listing, have_family: Family, need_family: Family, edge: UseEdge | None) -> Amounts:
    """What the pair can move; a unit that is not said is the family's own."""
    have_unit, need_unit = have.unit or have_family.unit, need.unit or need_family.unit
    units = have_units(have_unit, need_unit, have_family, need_family, edge)
    supply, wanted = yearly(have), yearly(need)
    once = Per.ONCE in [rhythm(listing) for listing in (have, need) if listing.quantity is not None]
    per = Per.ONCE if once else rhythm(have if wanted is None else need)
    return Amounts(
        have_unit=have_unit,
        need_unit=need_unit,
        have_year=supply,
        need_year=wanted,
        supply_share=units or 0.0,
        most=_most(supply, wanted, units),
        lot=_lot(have, need, units, once=once),
        per=per,
        converted=units is not None and UNITS[have_unit].dimension != UNITS[need_unit].dimension,
    )


def _most(supply: float | None, wanted: float | None, units: float | None) -> float | None:
    if units is None:
        return None
    limits = [limit for limit in (None if supply is None else supply / units, wanted) if limit is not None]
    return min(limits, default=None)


def _lot(have: Listing, need: Listing, units: float | None, *, once: bool) -> float:
    """Smallest flow a year in the need's unit: each side's lot in its own rhythm, or once where one side is once."""
    if units is None:
        return 0.0
    have_times = 1.0 if once else rhythm(have).times_a_year
    need_times = 1.0 if once else rhythm(need).times_a_year
    return max(have.minimum_lot * have_times / units, need.minimum_lot * need_times)
