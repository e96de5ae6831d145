"""Flows: small components exactly, larger ones nearly, the rest by prices, ejection and exact neighbourhoods, with a bound on both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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
from symbiose.engine.exchange.prices import left_over, relax_by_steps


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
EXACT_PRICES = 30_000  # links up to which the linear relaxation is solved to its end; beyond, by steps
MANY = 200_000  # links above which fewer are forced in, and only the smallest components are solved exactly
_PASSES = 4
_TRIES = 350_000  # links forced in, in all passes together
_LIVE = 3.0  # links this many fixed costs below their price are not forced in
_LIVE_OF_MANY = 1.0  # the same where the links are many
_WISHED = 30.0  # points that a whole share of the linear plan counts for when links are filled in order


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
    relaxed = relax(links, seed) if len(links) <= EXACT_PRICES else relax_by_steps(links)
    reduced = left_over(links, relaxed.have_price, relaxed.need_price)
    share, rest, small, bound = np.zeros(len(links)), [], [], 0.0
    # Among very many links, what exact search gains on a few hundred is nothing beside what it costs.
    left = {effort: effort.allowance for effort in (EFFORTS if len(links) <= MANY else EFFORTS[:1])}
    with ThreadPoolExecutor(1) as beside:  # exact search of small components on a second core
        for rows in _components(links):
            effort = next((one for one in left if len(rows) <= min(one.links, left[one])), None)
            if effort is None:
                rest.append(rows)
                continue
            left[effort] -= len(rows)
            part = links.part(rows), _part(relaxed, links, rows, reduced[rows])
            small.append((rows, beside.submit(_with_effort, *part, effort, stop, seed)))
        if rest:
            rows = np.sort(np.concatenate(rest))
            prices = _part(relaxed, links, rows, reduced[rows])
            share[rows] = _improved(links.part(rows), prices, rounds=stop.rounds, seed=seed)
            bound += prices.bound
    for rows, solved in small:
        share[rows], limit = solved.result()
        bound += limit
    return Plan(share, links.value(share), bound, relaxed.have_price, relaxed.need_price)


def _improved(links: Links, prices: Relaxed, *, rounds: int, seed: int) -> Floats:
    """A plan of all these links by prices, ejection and exact neighbourhoods."""
    start = priced_plan(links, prices)
    rows = live_links(links, prices, start, _LIVE)
    part = links.part(rows)
    near = _part(prices, links, rows, np.zeros(0))
    share = np.zeros(len(links))
    share[rows] = improve(part, start[rows], near, rounds=rounds, seed=seed)
    return share


def priced_plan(links: Links, relaxed: Relaxed) -> Floats:
    """The better of greedy and filling by the linear plan and what is left after prices, then improved by ejection."""
    reduced = left_over(links, relaxed.have_price, relaxed.need_price)
    order = np.argsort(-np.round(_WISHED * relaxed.share + reduced, 6), kind="stable")
    start = max(greedy(links), fill_all(links, order), key=links.value)
    rows = live_links(links, relaxed, start, _LIVE if len(links) <= MANY else _LIVE_OF_MANY)
    part = links.part(rows)
    after = np.zeros(len(links))
    after[rows] = Ejection(part, start[rows], reduced[rows], np.arange(len(rows))).run(_PASSES, _TRIES)
    return max(after, start, key=links.value)


def live_links(links: Links, relaxed: Relaxed, share: Floats, margin: float) -> Ints:
    """Links that run, or that are not more than some fixed costs below their price."""
    reduced = left_over(links, relaxed.have_price, relaxed.need_price)
    return np.flatnonzero((reduced > -margin * links.fixed - 1e-9) | (share > 0))


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


def _part(relaxed: Relaxed, links: Links, rows: Ints, reduced: Floats) -> Relaxed:
    """Prices and bound of some components alone; they add up, since no listing is in two components."""
    have, need = np.unique(links.have[rows]), np.unique(links.need[rows])
    prices = relaxed.have_price[have], relaxed.need_price[need]
    limit = float(prices[0].sum() + prices[1].sum() + np.maximum(0.0, reduced).sum())
    return Relaxed(relaxed.share[rows], *prices, limit)
