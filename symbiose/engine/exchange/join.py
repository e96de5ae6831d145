"""The sweep: which haves and needs can meet, block by block of families, keeping only the best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.amounts import have_units
from symbiose.engine.exchange.columns import Columns, Floats, Ints
from symbiose.engine.exchange.fit import WINDOW_KINDS, Setting
from symbiose.engine.exchange.likeness import SCALE
from symbiose.engine.exchange.pair import family_points
from symbiose.engine.exchange.reach import road_km_table
from symbiose.engine.resources.model import UseEdge

Uses = Mapping[str, Mapping[str, UseEdge | None]]
Mask = NDArray[np.bool_]
_CELLS = 400_000  # pairs looked at together: some tens of MB of working memory
_HAIR = 1e-6  # the sweep forgives more than `pair` does, which has the last word


@dataclass(frozen=True, slots=True)
class _Block:
    """Haves of one family against needs of one family: row numbers, and how sure their codes are."""

    have_family: str
    need_family: str
    edge: UseEdge | None
    have: Ints
    have_sure: Floats
    need: Ints
    need_sure: Floats


def kept_pairs(haves: Columns, needs: Columns, setting: Setting, uses: Uses) -> list[tuple[int, int, str, str]]:
    """(have row, need row, have family, need family) of each have's best pairs and each need's best."""
    names = sorted(setting.graph.families)
    number = {name: position for position, name in enumerate(names)}
    refused = _refused(haves, needs, setting)
    pieces = []
    for block in _blocks(haves, needs, uses):
        rows, columns, points = _sweep(block, haves, needs, setting, refused)
        if not len(rows):
            continue
        families = np.full((2, len(rows)), [[number[block.have_family]], [number[block.need_family]]], np.int64)
        pieces.append((rows, columns, points, *families))
    if not pieces:
        return []
    rows, columns, points, have_family, need_family = (np.concatenate(piece) for piece in zip(*pieces, strict=True))
    keep = _trim(rows, columns, points, np.lexsort((need_family, have_family, -points, columns, rows)), setting)
    return [(int(rows[k]), int(columns[k]), names[have_family[k]], names[need_family[k]]) for k in keep]


def _refused(haves: Columns, needs: Columns, setting: Setting) -> dict[int, list[int]]:
    have_row = {listing.id: row for row, listing in enumerate(haves.listings)}
    need_row = {listing.id: row for row, listing in enumerate(needs.listings)}
    refused: dict[int, list[int]] = {}
    for have, need in setting.refused:
        if have in have_row and need in need_row:
            refused.setdefault(have_row[have], []).append(need_row[need])
    return refused


def _blocks(haves: Columns, needs: Columns, uses: Uses) -> Iterator[_Block]:
    for have_family, (rows, sure) in haves.by_family.items():
        for need_family, edge in uses[have_family].items():
            if need_family not in needs.by_family:
                continue
            columns, column_sure = needs.by_family[need_family]
            step = max(1, _CELLS // len(columns))
            for first in range(0, len(rows), step):
                part = slice(first, first + step)
                yield _Block(have_family, need_family, edge, rows[part], sure[part], columns, column_sure)


def _sweep(
    block: _Block, haves: Columns, needs: Columns, setting: Setting, refused: Mapping[int, list[int]]
) -> tuple[Ints, Ints, Floats]:
    """Rows, columns and points of the block's best pairs: the best of each have, and the best of each need."""
    km = road_km_table(haves.lat[block.have], haves.lon[block.have], needs.lat[block.need], needs.lon[block.need])
    limit = setting.policy.reach_km[setting.graph.families[block.have_family].reach]
    fits = ~(km > limit + _HAIR)
    fits &= haves.organisation[block.have][:, None] != needs.organisation[block.need][None, :]
    fits &= _valid(block, haves, needs)
    fits &= _quality(block, haves, needs, setting)
    fits &= _in_time(block, haves, needs, setting)
    units = _units(block, haves, needs, setting)
    fits &= _affordable(block, haves, needs, units)
    fits &= _lots_fit(block, haves, needs, units)
    for row, have in enumerate(block.have):
        if int(have) in refused:
            fits[row, np.isin(block.need, refused[int(have)])] = False
    points = _points(block, np.where(np.isnan(km), limit / 2, km), setting)
    points += setting.policy.likeness / SCALE * setting.alike.table[haves.text[block.have]][:, needs.text[block.need]]
    points -= haves.loss[block.have][:, None] + needs.loss[block.need][None, :]
    points[~fits] = -np.inf
    rounded = np.asarray(np.round(points, 6), np.float64)
    return _best(block, rounded, setting.policy.keep_per_have)


def _best(block: _Block, points: Floats, keep: int) -> tuple[Ints, Ints, Floats]:
    # A stable sort on columns that stand in order of id breaks ties by id.
    order = np.argsort(-points, axis=1, kind="stable")[:, :keep]
    chosen = np.zeros(points.shape, bool)
    np.put_along_axis(chosen, order, values=True, axis=1)
    chosen[points.argmax(axis=0), np.arange(points.shape[1])] = True
    rows, columns = np.nonzero(chosen & np.isfinite(points))
    return block.have[rows], block.need[columns], points[rows, columns]


def _points(block: _Block, km: Floats, setting: Setting) -> Floats:
    given = sum(part.points for part in family_points(block.have_family, block.need_family, block.edge, setting))
    points: Floats = given * np.outer(block.have_sure, block.need_sure) - setting.policy.per_km * km
    return points


def _valid(block: _Block, haves: Columns, needs: Columns) -> Mask:
    starts = np.maximum(haves.starts[block.have][:, None], needs.starts[block.need][None, :])
    ends = np.minimum(haves.ends[block.have][:, None], needs.ends[block.need][None, :])
    return np.asarray(starts <= ends)


def _quality(block: _Block, haves: Columns, needs: Columns, setting: Setting) -> Mask:
    bits = {code: number for number, code in enumerate(sorted(setting.graph.conditions))}
    asked = sum(1 << bits[code] for code in set(block.edge.conditions if block.edge else ()) if code in bits)
    wanted = needs.asked[block.need] | np.uint64(asked)
    return np.asarray(haves.denied[block.have][:, None] & wanted[None, :] == 0)


def _in_time(block: _Block, haves: Columns, needs: Columns, setting: Setting) -> Mask:
    """True where hours are in common or do not matter."""
    by_family = setting.graph.families[block.have_family].kind in WINDOW_KINDS
    must = haves.must_meet[block.have] | (by_family & ~haves.may_skip[block.have])
    free = ~must[:, None] | haves.any_time[block.have][:, None] | needs.any_time[block.need][None, :]
    if free.all():
        return np.asarray(free)
    common = haves.windows[block.have][:, None, :] & needs.windows[block.need][None, :, :]
    return np.asarray(free | common.any(axis=2))


def _units(block: _Block, haves: Columns, needs: Columns, setting: Setting) -> Floats:
    """Have units to a need unit for every pair, 0 where they cannot be compared."""
    families = setting.graph.families
    have_family, need_family = families[block.have_family], families[block.need_family]
    have_names = [haves.listings[row].unit or have_family.unit for row in block.have]
    need_names = [needs.listings[row].unit or need_family.unit for row in block.need]
    rows, columns = sorted(set(have_names)), sorted(set(need_names))
    table = np.array(
        [[have_units(one, other, have_family, need_family, block.edge) or 0.0 for other in columns] for one in rows]
    )
    return table[np.ix_([rows.index(name) for name in have_names], [columns.index(name) for name in need_names])]


def _affordable(block: _Block, haves: Columns, needs: Columns, units: Floats) -> Mask:
    """False where the ask for a need unit is above the ceiling."""
    ask = haves.price[block.have][:, None] * units
    ceiling = needs.price[block.need][None, :]
    return np.asarray(~((units > 0) & (ask > ceiling + _HAIR * np.abs(ceiling))))


def _lots_fit(block: _Block, haves: Columns, needs: Columns, units: Floats) -> Mask:
    """False where the smallest lot is more than the pair can move."""
    with np.errstate(divide="ignore"):
        most = np.fmin(haves.year[block.have][:, None] / units, needs.year[block.need][None, :])
        once = haves.once[block.have][:, None] | needs.once[block.need][None, :]
        have_lot = np.where(once, haves.lot[block.have][:, None], haves.lot_year[block.have][:, None])
        need_lot = np.where(once, needs.lot[block.need][None, :], needs.lot_year[block.need][None, :])
        lot = np.maximum(np.divide(have_lot, units, where=units > 0, out=np.zeros_like(units)), need_lot)
    return np.asarray(~((units > 0) & (lot > most * (1 + _HAIR))))


def _trim(rows: Ints, columns: Ints, points: Floats, order: Ints, setting: Setting) -> list[int]:
    """Positions kept of all blocks together: one path per pair, each have's best, each need's best."""
    first = np.ones(len(order), bool)
    first[1:] = (rows[order][1:] != rows[order][:-1]) | (columns[order][1:] != columns[order][:-1])
    single = order[first]
    by_have = single[np.lexsort((columns[single], -points[single], rows[single]))]
    starts = np.flatnonzero(np.r_[True, rows[by_have][1:] != rows[by_have][:-1]])
    rank = np.arange(len(by_have)) - np.repeat(starts, np.diff(np.r_[starts, len(by_have)]))
    by_need = single[np.lexsort((rows[single], -points[single], columns[single]))]
    best = by_need[np.r_[True, columns[by_need][1:] != columns[by_need][:-1]]]
    return [int(k) for k in np.union1d(by_have[rank < setting.policy.keep_per_have], best)]
