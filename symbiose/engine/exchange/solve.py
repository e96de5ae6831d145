"""The exchange solved: candidates, flows with a certificate, loops."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from symbiose.engine.exchange.allocate import Plan, allocate
from symbiose.engine.exchange.amounts import Amounts
from symbiose.engine.exchange.candidates import measured_candidates
from symbiose.engine.exchange.links import Links, make_links
from symbiose.engine.exchange.loops import pack, rings, worth
from symbiose.engine.exchange.model import Candidate, Flow, Listing, Loop, Policy, Problem, Result, Stop
from symbiose.engine.resources.model import Graph


def solve(problem: Problem, *, graph: Graph, policy: Policy, stop: Stop | None = None, seed: int = 0) -> Result:
    """Candidates, the flows worth most together, and rings of organisations, for all listings of a problem.

    How value is reckoned stands in `exchange.links`. The bound holds for every plan of these candidates. A loop's flow
    carries what its candidate could move if it ran alone. The same input and seed give the same result, whatever the
    order of the listings. Raises ValueError as `find_candidates` does.
    """
    limit = stop or Stop()
    found = measured_candidates(problem, graph=graph, policy=policy)
    candidates, moved = tuple(one for one, _ in found), [amount for _, amount in found]
    listings = {listing.id: listing for listing in problem.listings}
    links = make_links(candidates, moved, policy.fixed_link)
    plan = allocate(links, limit, seed)
    running = [(int(links.candidate[row]), float(plan.share[row])) for row in plan.share.nonzero()[0]]
    flows = tuple(
        make_flow(candidates[row], moved[row], share, listings)
        for row, share in sorted(running, key=lambda item: (candidates[item[0]].have, candidates[item[0]].need))
    )
    owner = {listing.id: listing.organisation for listing in problem.listings}
    chosen, loop_bound = pack(rings(candidates, owner, policy), nodes=limit.nodes, seed=seed)
    of = {(one.have, one.need): amount for one, amount in zip(candidates, moved, strict=True)}
    loops = tuple(
        Loop(
            ring.organisations,
            tuple(make_flow(one, of[one.have, one.need], 1.0, listings) for one in ring.candidates),
            ring.points,
        )
        for ring in sorted(chosen, key=lambda ring: ring.organisations)
    )
    value = round(plan.value, 6)
    return Result(
        candidates=candidates,
        flows=flows,
        loops=loops,
        value=value,
        bound=max(value, round(plan.bound, 6)),
        loop_value=round(worth(chosen), 6),
        loop_bound=round(loop_bound, 6),
        digest=_digest(problem, policy, graph, (flows, loops)),
        prices=_prices(candidates, links, plan),
    )


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


def _prices(candidates: Sequence[Candidate], links: Links, plan: Plan) -> dict[str, float]:
    """Price of the whole of each listing that has one, by id."""
    prices = {}
    for row, have, need in zip(links.candidate.tolist(), links.have.tolist(), links.need.tolist(), strict=True):
        prices[candidates[row].have] = round(float(plan.have_price[have]), 9)
        prices[candidates[row].need] = round(float(plan.need_price[need]), 9)
    return {name: price for name, price in sorted(prices.items()) if price > 0}


def _digest(problem: Problem, policy: Policy, graph: Graph, chosen: tuple[tuple[Flow, ...], tuple[Loop, ...]]) -> str:
    """SHA-256 of what the result stands on and what it proposes."""
    flows = [(flow.candidate.have, flow.candidate.need, flow.share) for flow in chosen[0]]
    loops = [[(flow.candidate.have, flow.candidate.need) for flow in loop.flows] for loop in chosen[1]]
    ids = sorted(listing.id for listing in problem.listings)
    told = repr((graph.digest, policy.version, problem.today.isoformat(), ids, flows, loops))
    return hashlib.sha256(told.encode()).hexdigest()
