"""Pairs measured in one sweep: the same conditions and the same points as `pair` tells of one, as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange import dues
from symbiose.engine.exchange.amounts import have_units
from symbiose.engine.exchange.columns import OWN_UNIT, UNIT_NAMES, Columns, Floats, Ints
from symbiose.engine.exchange.fit import Setting
from symbiose.engine.exchange.likeness import SCALE
from symbiose.engine.exchange.pair import family_points
from symbiose.engine.geography import road_km_columns
from symbiose.engine.resources.model import Graph, UseEdge

Uses = Mapping[str, Mapping[str, UseEdge | None]]
Mask = NDArray[np.bool_]
_ROUND = 6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that fit, most points first, then by id: rows of haves and needs, families by their place in `names`.

    `km` is NaN where a place is unknown, `units` 0 where the two cannot be compared, `most` and `lot` a year in the
    need's unit with NaN where neither says a quantity: as `Amounts` and `Candidate` tell them of one pair.
    """

    names: tuple[str, ...]
    have: Ints
    need: Ints
    have_family: Ints
    need_family: Ints
    km: Floats
    units: Floats
    have_year: Floats
    need_year: Floats
    most: Floats
    lot: Floats
    points: Floats
    stopped: Mask

    def __len__(self) -> int:
        return len(self.have)

    def part(self, which: Ints | Mask) -> Pairs:
        """Some of the pairs, in that order."""
        columns = {name: getattr(self, name)[which] for name in Pairs.__slots__ if name != "names"}
        return Pairs(names=self.names, **columns)


@dataclass(frozen=True, slots=True)
class Ways:
    """Pairs of rows with the families that join them, and how sure both readings are together."""

    names: tuple[str, ...]
    have: Ints
    need: Ints
    have_family: Ints
    need_family: Ints
    sure: Floats
    other: Floats


def units_of(names: tuple[str, str], edge: UseEdge | None, graph: Graph, have_unit: Ints, need_unit: Ints) -> Floats:
    """Have units to a need unit for every pair of two families, 0 where they cannot be compared."""
    have, need = (graph.families[name] for name in names)
    table = np.zeros((len(UNIT_NAMES) + 1, len(UNIT_NAMES) + 1))
    # OWN_UNIT, −1, counts as the last place.
    for one in np.bincount(have_unit - OWN_UNIT).nonzero()[0].tolist():
        for other in np.bincount(need_unit - OWN_UNIT).nonzero()[0].tolist():
            said = have.unit if one == 0 else UNIT_NAMES[one - 1], need.unit if other == 0 else UNIT_NAMES[other - 1]
            table[one + OWN_UNIT, other + OWN_UNIT] = have_units(*said, have, need, edge) or 0.0
    return np.asarray(table[have_unit, need_unit])


def most_and_lot(haves: Columns, needs: Columns, have: Ints, need: Ints, units: Floats) -> tuple[Floats, Floats]:
    """The most that each pair can move and its smallest lot, a year in the need's unit; NaN and 0 where nobody can say."""
    comparable = units > 0
    by = np.where(comparable, units, 1.0)
    most = np.where(comparable, np.fmin(haves.year[have] / by, needs.year[need]), np.nan)
    once = haves.once[have] | needs.once[need]
    have_lot = np.where(once, haves.lot[have], haves.lot_year[have])
    need_lot = np.where(once, needs.lot[need], needs.lot_year[need])
    return most, np.where(comparable, np.maximum(have_lot / by, need_lot), 0.0)


def measure(ways: Ways, haves: Columns, needs: Columns, setting: Setting, uses: Uses) -> Pairs:
    """The ways that keep every condition to the last digit, with their points, most points first, then by id."""
    have, need = ways.have, ways.need
    limit, units, given, hazard = _by_families(ways, haves, needs, setting, uses)
    km = road_km_columns(haves.lat[have], haves.lon[have], needs.lat[need], needs.lon[need])
    most, lot = most_and_lot(haves, needs, have, need, units)
    points = _points(ways, (haves, needs), setting, given, np.where(np.isnan(km), limit / 2, km))
    stopped = (hazard | haves.coded_hazard[have]) & ~haves.step[have]
    pairs = Pairs(
        names=ways.names,
        have=have,
        need=need,
        have_family=ways.have_family,
        need_family=ways.need_family,
        km=km,
        units=units,
        have_year=haves.year[have],
        need_year=needs.year[need],
        most=most,
        lot=lot,
        points=points,
        stopped=np.asarray(stopped | haves.hazard[have] | needs.hazard[need]),
    )
    fits = ~(km > limit) & ~dues.too_dear(haves.price[have], needs.price[need], units) & ~dues.lots_too_large(most, lot)
    fitting = np.flatnonzero(fits)
    return pairs.part(fitting[np.lexsort((need[fitting], have[fitting], -points[fitting]))])


def _by_families(
    ways: Ways, haves: Columns, needs: Columns, setting: Setting, uses: Uses
) -> tuple[Floats, Floats, Floats, Mask]:
    """What two families tell of each pair: the limit in km, the units, the points if both readings are sure, a hazard."""
    families = [setting.graph.families[name] for name in ways.names]
    limit = np.array([setting.policy.reach_km[family.reach] for family in families])[ways.have_family]
    hazardous = np.array([family.hazard for family in families], bool)
    units, given = np.zeros(len(ways.have)), np.zeros(len(ways.have))
    both = ways.have_family * len(families) + ways.need_family
    order = np.argsort(both, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(both[order])) + 1):
        if len(rows):
            names = ways.names[ways.have_family[rows[0]]], ways.names[ways.need_family[rows[0]]]
            edge = uses[names[0]][names[1]]
            ends = haves.unit[ways.have[rows]], needs.unit[ways.need[rows]]
            units[rows] = units_of(names, edge, setting.graph, *ends)
            given[rows] = sum(part.points for part in family_points(*names, edge, setting))
    return limit, units, given, hazardous[ways.have_family] | hazardous[ways.need_family]


def _points(ways: Ways, sides: tuple[Columns, Columns], setting: Setting, given: Floats, km: Floats) -> Floats:
    """The sum of a pair's parts, each rounded as `pair.parts` rounds it."""
    policy, (haves, needs) = setting.policy, sides
    total = given.copy()
    for doubt in (1 - ways.sure, 1 - (1 - policy.other_kind) ** ways.other):
        total += np.round(-total * np.round(doubt, _ROUND), _ROUND)
    words = setting.alike.shares(haves.text[ways.have], needs.text[ways.need])
    total += np.round(policy.likeness / SCALE * words.astype(np.float64), _ROUND)
    total += np.round(-policy.per_km * km, _ROUND)
    total += np.round(-policy.estimated * (haves.estimated[ways.have] + needs.estimated[ways.need]), _ROUND)
    return np.asarray(np.round(total, _ROUND))
