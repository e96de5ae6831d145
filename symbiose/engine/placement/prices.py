"""Prices of what is scarce, and the bound that any prices prove: steps towards balance where links are many.

What is asked for more than there is grows dearer, what is left over cheaper. Prices are whole thousandths of a point for
one of a thing (a seat, half an hour, a quarter of mentor time, a subsidised place, one covered person of a tier).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symbiose.engine.placement import wanted
from symbiose.engine.placement.columns import Floats, Ints
from symbiose.engine.placement.compiled import at_once, kernels, shared_out
from symbiose.engine.placement.exact import linear_prices
from symbiose.engine.placement.links import Links

EXACT_PRICES = 30_000  # links up to which the linear relaxation is solved to its end
_STEPS = 120
_AMOUNTS = (1, 2)  # columns of `takes` that may be more than one
_PART = 300_000  # links that pay for a thread
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
    pace, starts = _pace(links), np.append(links.starts, len(links))
    parts = shared_out(np.diff(starts), _PART)
    prices = best = np.zeros(len(links.room), np.int64)
    limit, length, waited = np.inf, 1.0, 0
    for _ in range(_STEPS):
        most, used = _wanted(links, starts, parts, prices)
        value = most + int((prices * links.room).sum())
        waited += 1
        if value < limit:
            best, limit, waited = prices, value, 0
        elif waited > _PATIENCE:
            prices, length, waited = best, length / 2, 0
            continue
        slope = links.room - used
        slope = np.where((prices <= 0) & (slope > 0), 0, slope)
        steep = float((slope * slope * pace).sum())
        if steep <= 0:
            break
        ahead = length * max(1.0, value - goal) / steep
        prices = np.maximum(0, np.rint(prices - ahead * pace * slope).astype(np.int64))
    return best


def _wanted(links: Links, starts: Ints, parts: Sequence[tuple[int, int]], prices: Ints) -> tuple[int, Ints]:
    """What everybody's best link is worth above the price of what it takes, and what they all take."""
    kernel = kernels(wanted, len(links)).wanted
    used = {part: np.zeros(len(prices), np.int64) for part in parts}

    def most(part: tuple[int, int]) -> int:
        """Of some of the people."""
        return int(kernel(starts, links.thing, links.takes, links.aim, prices, used[part], *part))

    return sum(at_once(most, parts)), sum(used.values(), np.zeros(len(prices), np.int64))


def _pace(links: Links) -> Floats:
    """Smaller steps for what links take much of."""
    most = np.ones(len(links.room))
    for part in _AMOUNTS:
        np.maximum.at(most, links.thing[:, part], links.takes[:, part])
    pace: Floats = 1.0 / most**2
    return pace
