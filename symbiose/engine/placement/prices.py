"""Prices of what is scarce, and the bound that any prices prove: steps towards balance where links are many.

What is asked for more than there is grows dearer, what is left over cheaper. Prices are whole thousandths of a point for
one of a thing (a seat, half an hour, a quarter of mentor time, a subsidised place, one covered person of a tier).
"""

from __future__ import annotations

import numpy as np

from symbiose.engine.placement.columns import Floats, Ints
from symbiose.engine.placement.exact import linear_prices
from symbiose.engine.placement.links import Links

EXACT_PRICES = 30_000  # links up to which the linear relaxation is solved to its end
_STEPS = 250
_PATIENCE = 8  # steps without a better bound before steps are halved


def relax(links: Links, goal: int, seed: int) -> Ints:
    """Good prices; `goal` is what some plan reaches."""
    return linear_prices(links, seed) if len(links) <= EXACT_PRICES else by_steps(links, goal)


def left_over(links: Links, prices: Ints) -> Ints:
    """What each link is sought for, above the price of what it takes."""
    left: Ints = links.aim - (prices[links.thing] * links.takes).sum(axis=1)
    return left


def bound(links: Links, prices: Ints) -> int:
    """What no plan exceeds, for any prices not below 0: all prices of all room, and each person's best link above them."""
    best = np.maximum.reduceat(left_over(links, prices), links.starts) if len(links) else np.zeros(0, np.int64)
    return int(np.maximum(0, best).sum() + (prices * links.room).sum())


def by_steps(links: Links, goal: int) -> Ints:
    """Steps of Polyak's length against the slope, shorter where they bring nothing; the best prices met."""
    pace = _pace(links)
    prices = np.zeros(len(links.room))
    best, limit, length, waited = prices, np.inf, 1.0, 0
    starts = links.starts
    for _ in range(_STEPS):
        left = links.aim - (prices[links.thing] * links.takes).sum(axis=1)
        top = np.maximum.reduceat(left, starts)
        value = float(np.maximum(0.0, top).sum() + (prices * links.room).sum())
        waited += 1
        if value < limit:
            best, limit, waited = prices, value, 0
        elif waited > _PATIENCE:
            prices, length, waited = best, length / 2, 0
            continue
        slope = links.room - _wanted(links, left, top, starts)
        slope = np.where((prices <= 0) & (slope > 0), 0.0, slope)
        steep = float((slope * slope * pace).sum())
        if steep <= 0:
            break
        prices = np.maximum(0.0, prices - length * max(1.0, value - goal) / steep * pace * slope)
    return np.rint(best).astype(np.int64)


def _pace(links: Links) -> Floats:
    """Smaller steps for what links take much of."""
    most = np.ones(len(links.room))
    np.maximum.at(most, links.thing.ravel(), np.abs(links.takes).ravel())
    pace: Floats = 1.0 / most**2
    return pace


def _wanted(links: Links, left: Floats, top: Floats, starts: Ints) -> Floats:
    """What everybody's best link takes together."""
    size = np.diff(np.r_[starts, len(links)])
    first = np.flatnonzero((left == np.repeat(top, size)) & (left > 0))
    first = first[np.r_[True, links.person[first][1:] != links.person[first][:-1]][: len(first)]]
    taken = links.takes[first].ravel().astype(np.float64)
    return np.bincount(links.thing[first].ravel(), taken, len(links.room)).astype(np.float64)
