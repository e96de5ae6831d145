"""Flows: small components exactly, larger ones nearly, the rest by prices, ejection and exact neighbourhoods, with a bound on both."""

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


@dataclass(frozen=True, slots=True)
class Effort:
    """How a component of up to so many `links` is solved, while the `allowance` of links for it lasts.

    `rounds` of improvement and then exact search of `nodes`, never more than the work limits say.
    """

    links: int
    allowance: int
    rounds: int
    nodes: int


EFFORTS = (
    Effort(links=60, allowance=10**9, rounds=0, nodes=10**6),  # hundredths of a second each: always proven best
    Effort(links=300, allowance=600, rounds=0, nodes=5000),  # about a second each: nearly always proven best
    Effort(links=3000, allowance=3000, rounds=25, nodes=1),  # seconds: cuts at the root prove a small gap
)
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
    left = {effort: effort.allowance for effort in EFFORTS}
    for rows in _components(links):
        effort = next((one for one in EFFORTS if len(rows) <= min(one.links, left[one])), None)
        if effort is None:
            rest.append(rows)
            continue
        left[effort] -= len(rows)
        share[rows], limit = _with_effort(links.part(rows), _part(relaxed, links, rows), effort, stop, seed)
        bound += limit
    if rest:
        rows = np.sort(np.concatenate(rest))
        part, prices = links.part(rows), _part(relaxed, links, rows)
        share[rows] = improve(part, priced_plan(part, prices), prices, rounds=stop.rounds, seed=seed)
        bound += prices.bound
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


def _with_effort(links: Links, prices: Relaxed, effort: Effort, stop: Stop, seed: int) -> tuple[Floats, float]:
    """A plan of some links by improvement and then exact search, and what no plan of them can exceed."""
    rounds, nodes = min(effort.rounds, stop.rounds), min(effort.nodes, stop.nodes)
    start = improve(links, priced_plan(links, prices), prices, rounds=rounds, seed=seed)
    room = np.ones(links.haves), np.ones(links.needs)
    solved = solve_links(links, room, start, nodes=nodes, seed=seed)
    best = max(start, settle(links, solved.share, *room), key=links.value)
    return best, max(links.value(best), min(prices.bound, solved.bound))


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
