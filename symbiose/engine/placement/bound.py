"""The bound of exact knapsacks: what each workplace would choose if people had a price, and that price moved till it fits.

For any share of each person not below 0: the shares, and at each workplace the best set of links, each worth what is
sought less its person's share. No plan exceeds their sum. A share rises where several workplaces want one person, and
falls where none does. The sets of all workplaces are nearly a plan, and so they are made into plans on the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement import knapsack
from symbiose.engine.placement.columns import Floats, Ints, Mask, Short
from symbiose.engine.placement.compiled import at_once, kernels, shared_out
from symbiose.engine.placement.eject import Moves
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import ROOMS, Links
from symbiose.engine.placement.prices import bound

_PART = 8_000  # links that pay for a thread
_MEMORY = 0.8  # of the last direction
_PATIENCE = 3  # passes without a better bound before steps are halved
_PASSES_OF_MOVES = 2
_NEAR = 0.006  # share of the bound that a step aims to take away at most: what plans lack would make steps too long


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Links by workplace and position, as the kernel reads them, with the price of all that each workplace has.

    `rows` are the links in that order, in which `takes` and `price` stand; `parts` are workplaces that are asked together.
    """

    rows: Ints
    slots: Ints
    units: Ints
    takes: Short
    price: Ints
    capital: Ints
    parts: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A plan, the shares and prices of tiers that prove a bound, and the bound.

    `worth` is what a link is sought for above its person's share, and `left` that above the price of what it takes; `most`
    is what the best set of each unit is worth, by the unit's thing.
    """

    chosen: Mask
    shares: Ints
    tiers: Ints
    bound: int
    worth: Ints
    left: Ints
    most: Ints


def workplaces_of(links: Links, prices: Ints) -> Workplaces:
    """Positions and workplaces of the links; prices tell beforehand which links can be in no best set."""
    job, unit = links.thing[:, 0], links.thing[:, 2]
    rows = np.lexsort((job, unit))
    first = np.flatnonzero(np.r_[True, np.diff(job[rows]) != 0])
    slot = rows[first]
    things, counted = links.thing[slot], links.takes[slot, 3]
    slots = np.column_stack((first, links.room[things[:, 0]], links.room[things[:, 1]], counted))
    start = np.flatnonzero(np.r_[True, np.diff(unit[slot]) != 0])
    places = np.maximum.reduceat(counted, start) * links.room[things[start, 3]]
    units = np.column_stack((start, links.room[things[start, 2]], places))
    worth = prices * links.room
    capital = np.add.reduceat(worth[things[:, 0]] + worth[things[:, 1]], start)
    capital = capital + worth[things[start, 2]] + worth[things[start, 3]]
    takes = links.takes[rows]
    price = (prices[links.thing[rows, :ROOMS]] * takes[:, :ROOMS]).sum(axis=1)
    ends = [(len(rows), 0, 0, 0), (len(slot), 0, 0)]
    parts = shared_out(np.diff(first[start], append=len(rows)), _PART)
    takes = np.ascontiguousarray(takes[:, 1:3])
    return Workplaces(rows, np.vstack((slots, ends[0])), np.vstack((units, ends[1])), takes, price, capital, parts)


@dataclass(slots=True)
class _Point:
    """Shares and prices of tiers in steps towards balance, with the best met."""

    now: Floats
    best: Floats
    limit: int
    direction: Floats
    length: float = 1.0
    waited: int = 0

    def step(self, slope: Floats, pace: Floats, value: int, goal: int) -> bool:
        """Moves by Polyak's length, or back to the best with half of it; False where all is in balance."""
        if value < self.limit:
            self.best, self.limit, self.waited = self.now, value, 0
        else:
            self.waited += 1
            if self.waited > _PATIENCE:
                self.now, self.length, self.waited = self.best, self.length / 2, 0
                self.direction = np.zeros(len(slope))
                return True
        free = np.where((self.now <= 0) & (slope > 0), 0.0, slope)
        self.direction = free + _MEMORY * self.direction
        steep = float((self.direction * self.direction * pace).sum())
        if steep > 0:
            aim = max(goal, round((1 - _NEAR) * min(value, self.limit)))
            ahead = self.length * max(1.0, value - aim) / steep
            self.now = np.maximum(0.0, np.rint(self.now - ahead * pace * self.direction))
        return bool(free.any())


def ascend(
    links: Links, prices: Ints, chosen: Mask, work: tuple[int, int], *, grain: int = 1, clock: Clock
) -> Certificate:
    """The best bound met, and the best plan. `work` is the number of passes, and after how many sets are made into a plan."""
    passes, every = work
    moves, places = Moves.of(links), workplaces_of(links, prices)
    people, first_tier = len(moves.starts) - 1, links.first_tier
    price = np.zeros(len(links), np.int64)
    price[places.rows] = places.price
    shares = np.zeros(people, np.int64)
    np.maximum.at(shares, links.person, _worth(links, shares, prices[first_tier:]) - price)
    begin = np.concatenate((shares, prices[first_tier:])).astype(np.float64)
    point = _Point(begin, begin, bound(links, prices), np.zeros(len(begin)))
    pace = np.concatenate(
        (np.ones(people), 1 / np.maximum(1, np.bincount(links.tier, minlength=len(prices) - first_tier)))
    )
    sets = chosen
    for number in range(passes):
        now = point.now.astype(np.int64)
        value, sets = best_sets(links, places, now[:people], now[people:], sets)
        if number % every == 0:
            left = _worth(links, now[:people], now[people:]) - price
            found = moves.towards(moves.filled(np.lexsort((-left, ~sets))), left, now[people:])
            if links.holds(found):
                chosen = max(chosen, moves.bettered(found, left, _PASSES_OF_MOVES), key=links.value)
        goal = links.value(chosen)
        slope = np.concatenate((np.ones(people), links.room[first_tier:].astype(np.float64)))
        np.subtract.at(slope, links.person[sets], 1)
        np.add.at(slope, people + links.tier[sets], 1)
        if not point.step(slope, pace, value, goal) or point.limit // grain * grain <= goal or clock.out:
            break
    return _certificate(links, places, price, chosen, point)


def _certificate(links: Links, places: Workplaces, price: Ints, chosen: Mask, point: _Point) -> Certificate:
    """What the best point proves, and what the best set of each workplace is worth."""
    people = len(point.best) - (len(links.room) - links.first_tier)
    best = point.best.astype(np.int64)
    shares, tiers = best[:people], best[people:]
    value, sets = best_sets(links, places, shares, tiers, chosen)
    worth = _worth(links, shares, tiers)
    unit = links.thing[:, 2]
    most = np.zeros(int(unit.max()) + 1, np.int64)
    np.add.at(most, unit[sets], worth[sets])
    return Certificate(chosen, shares, tiers, value, worth, worth - price, most)


def best_sets(links: Links, places: Workplaces, shares: Ints, tiers: Ints, before: Mask) -> tuple[int, Mask]:
    """What no plan exceeds by these shares and prices of tiers, and the best set of every workplace."""
    marked, sets = (np.zeros(len(links), np.bool_) for _ in range(2))
    worth, held = _worth(links, shares, tiers)[places.rows], before[places.rows]
    kernel = kernels(knapsack, len(links)).best_sets

    def most(part: tuple[int, int]) -> int:
        """What the best sets of some workplaces are worth."""
        told = (places.slots, places.units, worth, places.takes, places.price, places.capital, held, marked)
        return int(kernel(*told, *part))

    total = sum(at_once(most, places.parts))
    sets[places.rows] = marked
    return int(shares.sum() + (tiers * links.room[links.first_tier :]).sum() + total), sets


def _worth(links: Links, shares: Ints, tiers: Ints) -> Ints:
    """What each link is sought for above its person's share, with what is paid for its tier."""
    worth: Ints = links.aim - shares[links.person] + tiers[links.tier]
    return worth
