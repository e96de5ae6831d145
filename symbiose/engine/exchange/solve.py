"""The exchange solved: candidates, flows with a certificate, loops."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from symbiose.engine.exchange.allocate import Plan, allocate
from symbiose.engine.exchange.amounts import Amounts
from symbiose.engine.exchange.candidates import Joined, join
from symbiose.engine.exchange.links import Links, make_links
from symbiose.engine.exchange.loops import Edges, pack, rings, worth
from symbiose.engine.exchange.model import Candidate, Flow, Listing, Loop, Policy, Problem, Result, Stop
from symbiose.engine.exchange.told import Told
from symbiose.engine.resources.model import Graph


def solve(problem: Problem, *, graph: Graph, policy: Policy, stop: Stop | None = None, seed: int = 0) -> Result:
    """Candidates, the flows worth most together, and rings of organisations, for all listings of a problem.

    How value is reckoned stands in `exchange.links`. The bound holds for every plan of these candidates. A loop's flow
    carries what its candidate could move if it ran alone. The same input and seed give the same result, whatever the
    order of the listings. Raises ValueError as `find_candidates` does.
    """
    limit = stop or Stop()
    joined = join(problem, graph=graph, policy=policy)
    listings = {listing.id: listing for listing in problem.listings}
    links = make_links(joined.pairs, policy.fixed_link)
    found, fewer = rings(organisations_edges(joined), policy)
    with ThreadPoolExecutor(1) as beside:  # a second core packs rings while this one makes the plan
        packed = beside.submit(pack, found, nodes=limit.nodes, seed=seed)
        plan = allocate(links, limit, seed)
    chosen, loop_bound = packed.result()
    runs = _running(joined, links, plan)
    loops = tuple(
        Loop(
            tuple(joined.organisations[member] for member in ring.organisations),
            tuple(make_flow(*joined.told(row), 1.0, listings) for row in ring.rows),
            ring.points,
        )
        for ring in sorted(chosen, key=lambda ring: ring.organisations)
    )
    value = round(plan.value, 6)
    return Result(
        candidates=joined,
        flows=Told(len(runs.rows), lambda at: make_flow(*joined.told(runs.rows[at]), runs.shares[at], listings)),
        loops=loops,
        value=value,
        bound=max(value, round(plan.bound, 6)),
        loop_value=round(worth(chosen), 6),
        loop_bound=round(loop_bound, 6),
        digest=_digest(problem, policy, graph, (runs.named(joined), loops)),
        prices=_prices(joined, links, plan),
        left_out={**joined.left_out, "rings_not_weighed": fewer},
    )


@dataclass(frozen=True, slots=True)
class _Running:
    """Rows of the pairs that run, by have and need, and the share of what each could move."""

    rows: list[int]
    shares: list[float]

    def named(self, joined: Joined) -> list[tuple[str, str, float]]:
        """Have, need and share of each."""
        have, need = (side[self.rows].tolist() for side in (joined.pairs.have, joined.pairs.need))
        return [
            (joined.haves[one].id, joined.needs[other].id, share)
            for one, other, share in zip(have, need, self.shares, strict=True)
        ]


def _running(joined: Joined, links: Links, plan: Plan) -> _Running:
    running = np.flatnonzero(plan.share)
    rows, pairs = links.candidate[running], joined.pairs
    order = np.lexsort((pairs.need[rows], pairs.have[rows]))
    return _Running(rows[order].tolist(), plan.share[running][order].tolist())


def organisations_edges(joined: Joined) -> Edges:
    """Who could give to whom now: pairs that wait for no authority."""
    pairs, rows = joined.pairs, np.flatnonzero(~joined.pairs.stopped)
    return Edges(joined.giver[pairs.have[rows]], joined.taker[pairs.need[rows]], pairs.points[rows], rows)


def make_flow(candidate: Candidate, moved: Amounts, share: float, listings: Mapping[str, Listing]) -> Flow:
    """A share of what a candidate can move, told in the need's unit and rhythm."""
    have, need = listings[candidate.have], listings[candidate.need]
    guessed = any(one.quantity is not None and (one.estimated or one.per is None) for one in (have, need))
    return Flow(
        candidate=candidate,
        quantity=None if moved.most is None else round(moved.most * share / moved.per.times_a_year, 9),
        unit=moved.need_unit,
        per=moved.per,
        estimated=guessed or moved.converted,
        share=share,
    )


def _prices(joined: Joined, links: Links, plan: Plan) -> dict[str, float]:
    """Price of the whole of each listing that has one, by id."""
    pairs = joined.pairs
    prices: dict[str, float] = {}
    for side, row, number, price in (
        (joined.haves, pairs.have, links.have, plan.have_price),
        (joined.needs, pairs.need, links.need, plan.need_price),
    ):
        numbers, first = np.unique(number, return_index=True)
        rows = row[links.candidate[first]].tolist()
        prices |= {side[at].id: round(one, 9) for at, one in zip(rows, price[numbers].tolist(), strict=True)}
    return {name: price for name, price in sorted(prices.items()) if price > 0}


def _digest(
    problem: Problem, policy: Policy, graph: Graph, chosen: tuple[list[tuple[str, str, float]], tuple[Loop, ...]]
) -> str:
    """SHA-256 of what the result stands on and what it proposes."""
    loops = [[(flow.candidate.have, flow.candidate.need) for flow in loop.flows] for loop in chosen[1]]
    ids = sorted(listing.id for listing in problem.listings)
    told = repr((graph.digest, policy.version, problem.today.isoformat(), ids, chosen[0], loops))
    return hashlib.sha256(told.encode()).hexdigest()
