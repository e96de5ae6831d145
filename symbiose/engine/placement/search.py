"""The best plan of many links: filled by price, bettered by single moves and by what workplaces would choose, then exactly.

A problem that is small enough is handed to the exact search whole; of a larger one, one neighbourhood after the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement.bound import Certificate, ascend
from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.eject import Moves
from symbiose.engine.placement.exact import Effort, best_of
from symbiose.engine.placement.improve import Work, improve
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import Links
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.prices import bound, left_over, relax

EXACT = 1_000  # links up to which the whole is searched exactly, within the nodes
NEAR = 600  # links of the first neighbourhoods
_PASSES = 3
# Up to so many links: passes of the bound, and after how many of them a plan is made of what workplaces would choose.
_WORK = ((1_000, (30, 3)), (30_000, (100, 3)), (1_000_000, (40, 10)), (math.inf, (20, 10)))
_CLOSER = (1, 2, 4, 16, 256)  # times that a guarantee's price is raised until it is kept


@dataclass(frozen=True, slots=True)
class Plan:
    """Links that are chosen, what they reach, what no plan can exceed, and the prices and shares that prove a bound alone.

    `shares` are by number of the person; with `tiers` they prove the bound of exact knapsacks, as prices do the linear one.
    """

    chosen: Mask
    value: int
    bound: int
    prices: Ints
    shares: Ints
    tiers: Ints


def search(links: Links, stop: Stop, seed: int, *, start: Mask, warm: Mask, clock: Clock, grain: int = 1) -> Plan:
    """The best plan found within the work limits, never worse than `start`, which must hold.

    `warm` is a plan that stood, of which as much is kept as there is room for, where that is best to begin with. What a plan
    reaches is a whole number of `grain`, and so is what none can exceed.
    """
    if not len(links):
        none = np.zeros(0, np.int64)
        return Plan(start, 0, 0, np.zeros(len(links.room), np.int64), none, none)
    moves = Moves.of(links)
    none = np.zeros(len(links), np.bool_)
    begin = _best(links, *(moves.filled(np.lexsort((-links.aim, ~first))) for first in (none, start, warm)), start)
    prices = relax(links, links.value(begin), seed)
    left = left_over(links, prices)
    chosen = _best(links, begin, *_filled(moves, prices))
    chosen = moves.bettered(chosen, left, _PASSES)
    proof = ascend(links, prices, chosen, _work(len(links)), grain=grain, clock=clock)
    limit = min(bound(links, prices), proof.bound) // grain * grain
    chosen, limit = _exact(links, proof, limit, (stop, seed, clock), grain)
    return Plan(chosen, links.value(chosen), max(limit, links.value(chosen)), prices, proof.shares, proof.tiers)


def _exact(links: Links, proof: Certificate, limit: int, work: tuple[Stop, int, Clock], grain: int) -> tuple[Mask, int]:
    """The plan after exact searches, and the bound."""
    stop, seed, clock = work
    chosen, value = proof.chosen, links.value(proof.chosen)
    enough, effort = math.ceil(limit * (1 - stop.gap)), Effort(stop.nodes, seed, stop.gap)
    if value >= enough or clock.out:
        return chosen, limit
    # A plan with a link of so little worth reaches no more than the one that is known.
    rows = np.flatnonzero((proof.bound + np.minimum(0, proof.worth) > value) | chosen)
    if len(rows) > EXACT:
        chosen = improve(links, proof, chosen, Work(stop.rounds, NEAR, effort, enough), clock)
        return chosen, limit
    solved = best_of(links.part(rows, links.room), chosen[rows], effort, seconds=clock.left)
    found = np.zeros(len(links), np.bool_)
    found[rows] = solved.chosen
    return found, min(limit, solved.bound // grain * grain)


def _work(links: int) -> tuple[int, int]:
    """Passes of the bound, and after how many a plan is made: fewer where each takes longer."""
    return next(work for most, work in _WORK if links <= most)


def _best(links: Links, *plans: Mask) -> Mask:
    """Of plans that hold the one that reaches most; where none holds, of all."""
    return max(plans, key=lambda plan: (links.holds(plan), links.value(plan)))


def _filled(moves: Moves, prices: Ints) -> list[Mask]:
    """Plans by price; where guarantees are asked for, with ever more weight on them."""
    links, plans = moves.links, []
    for times in _CLOSER:
        dearer = prices.copy()
        tiers = slice(links.first_tier, None)
        floor = int(links.aim.max()) // _CLOSER[-1] if times > 1 else 0
        dearer[tiers] = np.where(links.room[tiers] < 0, np.maximum(prices[tiers], floor) * times, prices[tiers])
        plans.append(moves.filled(np.lexsort((-links.aim, -left_over(links, dearer)))))
        if not (links.room[tiers] < 0).any():
            break
    return plans
