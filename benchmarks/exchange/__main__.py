"""Exchange: time, memory and value beside greedy and the best bound, in one run.

    python -m benchmarks.exchange            # 300 and 6,000 haves and needs
    python -m benchmarks.exchange --long     # and the best plan and bound that any method finds without a limit

Every method gets the same candidates and the same limits; the validator reckons every value.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np

from benchmarks.exchange.generate import TODAY, problem
from symbiose.engine.check import check, priced_bound
from symbiose.engine.exchange.allocate import allocate
from symbiose.engine.exchange.candidates import measured_candidates
from symbiose.engine.exchange.exact import relax, solve_links
from symbiose.engine.exchange.links import Links, make_links
from symbiose.engine.exchange.loops import pack, rings, worth
from symbiose.engine.exchange.model import Stop
from symbiose.engine.exchange.plan import greedy, settle
from symbiose.engine.exchange.solve import solve
from symbiose.engine.resources.graph import load_graph
from symbiose.reference import exchange_policy

POLICY = exchange_policy(TODAY)
# Work limits that end within about ten seconds of solving on two 2.8 GHz cores.
LIMITS = {300: Stop(rounds=200, nodes=2000), 6000: Stop(rounds=60, nodes=2000)}
# One MILP over 80,000 links is not tried: at 6,000 the linear relaxation is the best bound at hand.
LONG_NODES = {300: 2_000, 6000: 0}


def timed(work: Callable[[], object]) -> tuple[object, float]:
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def row(name: str, seconds: float, value: float, best_bound: float, greedy_value: float) -> None:
    ratios = f"{value / greedy_value:8.3f} {value / best_bound:8.4f}" if greedy_value else ""
    print(f"  {name:<38} {seconds:8.2f} s {value:12.1f} {ratios}")


def measure(size: int, seed: int, *, long: bool) -> None:
    graph, stop = load_graph(), LIMITS[size]
    case = problem(size, graph, seed)
    found, seconds = timed(lambda: measured_candidates(case, graph=graph, policy=POLICY))
    candidates = [one for one, _ in found]
    links = make_links(candidates, [amount for _, amount in found], POLICY.fixed_link)
    print(
        f"\n{size} haves, {size} needs, seed {seed}: {len(candidates)} candidates in {seconds:.2f} s, {len(links)} links"
    )
    plain, plain_seconds = timed(lambda: greedy(links))
    linear, linear_seconds = timed(lambda: relax(links, seed))
    plan, plan_seconds = timed(lambda: allocate(links, stop, seed))
    bounds, rows = [linear.bound, plan.bound], []
    rows.append(("greedy, best pair first", plain_seconds, links.value(plain)))
    rows.append((f"this engine, {stop.rounds} rounds", plan_seconds, plan.value))
    if long:
        rows += without_limit(links, size, seed, bounds)
    print(f"  {'method':<38} {'time':>10} {'value':>12} {'/greedy':>8} {'/bound':>8}")
    for name, took, value in rows:
        row(name, took, value, min(bounds), links.value(plain))
    row("bound: linear relaxation", linear_seconds, linear.bound, min(bounds), links.value(plain))
    row("bound: best of all", 0.0, min(bounds), min(bounds), links.value(plain))
    loops(case, candidates, stop, seed)
    whole(case, graph, stop, seed)


def without_limit(links: Links, size: int, seed: int, bounds: list[float]) -> list[tuple[str, float, float]]:
    """A longer search of this engine and one MILP over everything; adds what they prove to the bounds."""
    longer, seconds = timed(lambda: allocate(links, Stop(rounds=1000 if size == 300 else 600, nodes=20_000), seed))
    bounds.append(longer.bound)
    rows = [("this engine, long", seconds, longer.value)]
    if not LONG_NODES[size]:
        return rows
    room = np.ones(links.haves), np.ones(links.needs)
    solved, seconds = timed(lambda: solve_links(links, room, greedy(links), nodes=LONG_NODES[size], seed=seed))
    bounds.append(solved.bound)
    rows.append((f"one MILP, {LONG_NODES[size]} nodes", seconds, links.value(settle(links, solved.share, *room))))
    return rows


def loops(case, candidates, stop: Stop, seed: int) -> None:
    owner = {listing.id: listing.organisation for listing in case.listings}
    some, seconds = timed(lambda: rings(candidates, owner, POLICY))
    (chosen, bound), pack_seconds = timed(lambda: pack(some, nodes=stop.nodes, seed=seed))
    print(
        f"  loops: {len(some)} in {seconds:.2f} s, {len(chosen)} packed in {pack_seconds:.2f} s, "
        f"{worth(chosen):.1f} of at most {bound:.1f}"
    )


def whole(case, graph, stop: Stop, seed: int) -> None:
    result, seconds = timed(lambda: solve(case, graph=graph, policy=POLICY, stop=stop, seed=seed))
    wrong, check_seconds = timed(lambda: check(case, result, graph=graph, policy=POLICY))
    proof = priced_bound(result, case, graph=graph, policy=POLICY)
    print(f"  whole solve {seconds:.2f} s, peak memory {megabytes()} MB, {result.summary()}")
    print(f"  check {check_seconds:.2f} s: {len(wrong)} violations; bound from the prices alone {proof:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="look for the best bound and plan without a limit")
    parser.add_argument("--size", type=int, choices=sorted(LIMITS), action="append", help="only this size")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for scale in asked.size or sorted(LIMITS):
        measure(scale, asked.seed, long=asked.long)
