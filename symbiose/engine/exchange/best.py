"""The best pairs of each have and of each need, picked from rows by sorts of single numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.exchange.columns import Floats, Ints

Mask = NDArray[np.bool_]
_MILLIONTHS = 1e6  # points are told in millionths
_SPAN = 2**40  # more millionths than any points
_HAIR = 1e-6

ROW = np.dtype(
    [
        ("have", np.int32),
        ("need", np.int32),
        ("have_family", np.int16),
        ("need_family", np.int16),
        ("sure", np.float64),
        ("other", np.float64),
        ("points", np.float64),
    ]
)
Rows = NDArray[np.void]


def among_best(one: Ints, two: Ints, points: Floats, most: int) -> Mask:
    """True for the `most` best of each have and the best of each need, and for all that are equal to those."""
    if not len(one):
        return np.zeros(0, bool)
    best = np.full(int(two.max()) + 1, -np.inf)
    np.maximum.at(best, two, points)
    # One number tells both the have and the points, so that one sort of numbers does.
    order = np.argsort(one * _SPAN - np.asarray(points * _MILLIONTHS, np.int64))  # equal ones need no order
    group = one[order]
    _, starts = _ranks(group)
    last = np.minimum(starts + most, np.r_[starts[1:], len(group)]) - 1
    least = np.full(int(group[-1]) + 1, np.inf)
    least[group[last]] = points[order[last]]
    return np.asarray((points >= least[one] - _HAIR) | (points >= best[two]))


def _ranks(group: NDArray[Any]) -> tuple[Ints, Ints]:
    """Place of each in its group, and where each group starts; members of a group stand together."""
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)])), starts


def first_of_each(group: NDArray[Any], points: Floats, most: int) -> Mask:
    """The `most` best of each group, the first in order where they are equal."""
    order = _in_order(group, points)
    rank, _ = _ranks(group[order])
    chosen = np.zeros(len(order), bool)
    chosen[order[rank < most]] = True
    return chosen


def _in_order(group: NDArray[Any], points: Floats) -> Ints:
    """By group, the most points first, and as they stood where they are equal."""
    return np.argsort(group.astype(np.int64) * _SPAN - np.asarray(points * _MILLIONTHS, np.int64), kind="stable")


def trim(rows: Rows, keep: int) -> Ints:
    """Places of the rows that stay: one way to join a pair, each have's best pairs, each need's best one."""
    if not len(rows):
        return np.zeros(0, np.int64)
    pair = rows["have"].astype(np.int64) * (1 << 32) + rows["need"]
    single = np.argsort(pair)
    pair = pair[single]
    again = pair[1:] == pair[:-1]
    if again.any():
        single = np.lexsort((rows["need_family"], rows["have_family"], -rows["points"], rows["need"], rows["have"]))
        single = single[np.r_[True, ~again]]
    have, need, points = (np.ascontiguousarray(rows[name])[single] for name in ("have", "need", "points"))
    stays = first_of_each(have, points, keep)
    by_need = _in_order(need, points)
    stays[by_need[np.r_[True, need[by_need][1:] != need[by_need][:-1]]]] = True
    return np.asarray(single[stays])
