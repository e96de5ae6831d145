"""Flows: small components exactly, the rest by prices, ejection and exact neighbourhoods, with a bound on both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from symbiose.engine.exchange.eject import Ejection
from symbiose.engine.exchange.exact import Relaxed, relax, solve_links
from symbiose.engine.exchange.improve import improve
from symbiose.engine.exchange.links import Floats, Ints, Links
from symbiose.engine.exchange.model import Stop
from symbiose.engine.exchange.plan import fill_all, greedy, settle

SMALL = 60  # a component up to this many links is always solved exactly: hundredths of a second
MIDDLE = 300  # a component up to this many links is solved exactly while the allowance lasts
ALLOWANCE = 600  # links in such components, all in all: some seconds
_PASSES = 4
_LIVE = 3.0  # links this many fixed costs below their price are not forced in


@dataclass(frozen=True, slots=True)
class Plan:
    """Shares by link, their value, what no plan can exceed, and the prices of haves and needs."""

    share: Floats
    value: float
    bound: float
    have_price: Floats
    need_price: Floats


def allocate(links: Links, stop: Stop, seed: int) -> Plan:
    """The best plan found within the work limits, never worth less than greedy's."""
    if not len(links):
        return Plan(np.zeros(0), 0.0, 0.0, np.zeros(0), np.zeros(0))
    relaxed = relax(links, seed)
    share, rest, bound = np.zeros(len(links)), [], 0.0
    allowance = ALLOWANCE
    for rows in _components(links):
        part = links.part(rows)
        if len(rows) > SMALL:
            if len(rows) > min(MIDDLE, allowance):
                rest.append(rows)
                continue
            allowance -= len(rows)
        plan, limit = _exactly(part, _part(relaxed, links, rows), stop, seed)
        share[rows] = plan
        bound += limit
    if rest:
        rows = np.sort(np.concatenate(rest))
        part, inside = links.part(rows), _part(relaxed, links, rows)
        share[rows] = improve(part, priced_plan(part, inside), inside, rounds=stop.rounds, seed=seed)
        bound += inside.bound
    return Plan(share, links.value(share), bound, relaxed.have_price, relaxed.need_price)


def priced_plan(links: Links, relaxed: Relaxed) -> Floats:
    """The better of greedy and greedy on what is left after prices, then improved by ejection."""
    reduced = reduced_worth(links, relaxed)
    start = max(greedy(links), fill_all(links, np.lexsort((-relaxed.share, -np.round(reduced, 6)))), key=links.value)
    live = np.flatnonzero((reduced > -_LIVE * links.fixed - 1e-9) | (start > 0))
    return max(Ejection(links, start, reduced, live).run(_PASSES), start, key=links.value)


def reduced_worth(links: Links, relaxed: Relaxed) -> Floats:
    """What a link is worth at x = 1 after its fixed cost and the price of what it takes."""
    paid = relaxed.have_price[links.have] * links.take_have + relaxed.need_price[links.need] * links.take_need
    left: Floats = links.worth - links.fixed - paid
    return left


def _exactly(links: Links, relaxed: Relaxed, stop: Stop, seed: int) -> tuple[Floats, float]:
    """Best plan of a component, or the best found where the nodes run out, and its bound."""
    best, room = priced_plan(links, relaxed), (np.ones(links.haves), np.ones(links.needs))
    solved = solve_links(links, room, best, nodes=stop.nodes, seed=seed)
    best = max(best, settle(links, solved.share, *room), key=links.value)
    return best, max(links.value(best), min(relaxed.bound, solved.bound))


def _components(links: Links) -> list[Ints]:
    """Rows of links that share no listing with others, the smallest components first."""
    size = links.haves + links.needs
    graph = coo_array((np.ones(len(links)), (links.have, links.haves + links.need)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    of_link = label[links.have]
    order = np.argsort(of_link, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(of_link[order])) + 1)
    return sorted(groups, key=lambda rows: (len(rows), int(rows[0])))


def _part(relaxed: Relaxed, links: Links, rows: Ints) -> Relaxed:
    """Prices and bound of some components alone; they add up, since no listing is in two components."""
    have, need = np.unique(links.have[rows]), np.unique(links.need[rows])
    left = np.maximum(0.0, reduced_worth(links, relaxed)[rows])
    prices = relaxed.have_price[have], relaxed.need_price[need]
    return Relaxed(relaxed.share[rows], *prices, float(prices[0].sum() + prices[1].sum() + left.sum()))
