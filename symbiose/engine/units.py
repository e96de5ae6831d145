"""Units and rhythms: what a listing's quantity is measured in, and how it becomes a quantity per year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WEEKS_PER_YEAR = 52.0
MONTHS_PER_YEAR = 12.0


class Per(StrEnum):
    """Rhythm of a quantity."""

    ONCE = "once"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def times_a_year(self) -> float:
        """How many times a year; a single occasion counts once."""
        return {Per.ONCE: 1.0, Per.WEEK: WEEKS_PER_YEAR, Per.MONTH: MONTHS_PER_YEAR, Per.YEAR: 1.0}[self]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a dimension, `factor` base units each. Bases: kg, m3, piece, m, m2, hour, kWh, trip."""

    code: str
    dimension: str
    factor: float
    name_da: str
    name_en: str


UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        Unit("kg", "mass", 1.0, "kg", "kg"),
        Unit("g", "mass", 0.001, "gram", "g"),
        Unit("t", "mass", 1000.0, "ton", "tonnes"),
        Unit("m3", "volume", 1.0, "m³", "m³"),
        Unit("l", "volume", 0.001, "liter", "litres"),
        Unit("piece", "count", 1.0, "stk.", "pieces"),
        Unit("m", "length", 1.0, "meter", "metres"),
        Unit("m2", "area", 1.0, "m²", "m²"),
        Unit("hour", "time", 1.0, "timer", "hours"),
        Unit("day", "time", 8.0, "dage", "days"),
        Unit("kWh", "energy", 1.0, "kWh", "kWh"),
        Unit("MWh", "energy", 1000.0, "MWh", "MWh"),
        Unit("GJ", "energy", 277.7777777777778, "GJ", "GJ"),
        Unit("trip", "trips", 1.0, "ture", "trips"),
    )
}


def convert(
    quantity: float,
    source: str,
    target: str,
    *,
    kg_per_m3: float | None = None,
    kg_per_piece: float | None = None,
) -> float | None:
    """Quantity in `target` units, or None where the two cannot be compared.

    Mass, volume and count meet through the family's own conversions, in kg per m3 and kg per piece.
    Raises KeyError for a unit that is not in `UNITS`.
    """
    have, want = UNITS[source], UNITS[target]
    if have.dimension == want.dimension:
        return quantity * have.factor / want.factor
    to_kg = {"mass": 1.0, "volume": kg_per_m3, "count": kg_per_piece}
    into, out_of = to_kg.get(have.dimension), to_kg.get(want.dimension)
    if not into or not out_of:
        return None
    return quantity * have.factor * into / (want.factor * out_of)
