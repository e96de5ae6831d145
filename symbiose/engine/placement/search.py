"""The best plan of many links: filled by price, bettered by single moves, and then a neighbourhood at a time, each exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbiose.engine.placement.columns import Ints, Mask
from symbiose.engine.placement.eject import Ejection
from symbiose.engine.placement.exact import best_of
from symbiose.engine.placement.improve import improve
from symbiose.engine.placement.links import ROOMS, Links
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.prices import bound, left_over, relax

EXACT = 12_000  # links up to which the whole is searched exactly, within the nodes
_PASSES = 3
_CLOSER = (1, 2, 4, 16, 256)  # times that a guarantee's price is raised until it is kept


@dataclass(frozen=True, slots=True)
class Plan:
    """Links that are chosen, what they reach, what no plan can exceed, and the prices that prove a bound alone."""

    chosen: Mask
    value: int
    bound: int
    prices: Ints


def search(links: Links, stop: Stop, seed: int, *, start: Mask, grain: int = 1) -> Plan:
    """The best plan found within the work limits, never worse than `start`, which must hold.

    What a plan reaches is a whole number of `grain`, and so is what none can exceed.
    """
    if not len(links):
        return Plan(start, 0, 0, np.zeros(len(links.room), np.int64))
    begin = _best(links, start, fill(links, np.argsort(-links.aim, kind="stable")))
    prices = relax(links, links.value(begin), seed)
    chosen = _best(links, begin, *_filled(links, prices))
    limit = bound(links, prices) // grain * grain
    chosen = Ejection(links, chosen, left_over(links, prices)).run(_PASSES)
    if links.value(chosen) < limit:
        chosen = improve(links, chosen, prices, rounds=stop.rounds, seed=seed)
    if len(links) <= EXACT and links.value(chosen) < limit:
        solved = best_of(links, chosen, nodes=stop.nodes, seed=seed)
        chosen = solved.chosen
        limit = min(limit, solved.bound // grain * grain)
    return Plan(chosen, links.value(chosen), max(limit, links.value(chosen)), prices)


def _best(links: Links, *plans: Mask) -> Mask:
    """Of plans that hold the one that reaches most; where none holds, of all."""
    return max(plans, key=lambda plan: (links.holds(plan), links.value(plan)))


def fill(links: Links, order: Ints) -> Mask:
    """Links in that order, each where its person is free and there is room."""
    room, chosen = links.room.tolist(), np.zeros(len(links), np.bool_)
    free = [True] * (int(links.person.max()) + 1)
    person, thing, takes = links.person.tolist(), links.thing[:, :ROOMS].tolist(), links.takes[:, :ROOMS].tolist()
    for link in order.tolist():
        if free[person[link]]:
            a, b, c, d = thing[link]
            w, x, y, z = takes[link]
            if room[a] >= w and room[b] >= x and room[c] >= y and room[d] >= z:
                room[a] -= w
                room[b] -= x
                room[c] -= y
                room[d] -= z
                free[person[link]] = False
                chosen[link] = True
    return chosen


def _filled(links: Links, prices: Ints) -> list[Mask]:
    """Plans by price; where guarantees are asked for, with ever more weight on them."""
    plans = []
    for times in _CLOSER:
        dearer = prices.copy()
        tiers = slice(links.first_tier, None)
        floor = int(links.aim.max()) // _CLOSER[-1] if times > 1 else 0
        dearer[tiers] = np.where(links.room[tiers] < 0, np.maximum(prices[tiers], floor) * times, prices[tiers])
        plans.append(fill(links, np.lexsort((-links.aim, -left_over(links, dearer)))))
        if not (links.room[tiers] < 0).any():
            break
    return plans
