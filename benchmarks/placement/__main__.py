"""Placement: seconds, memory, points and coverage beside what others do, in one run.

    python -m benchmarks.placement                            # a municipality, five seeds: some fifteen minutes
    python -m benchmarks.placement --size region --seeds 1    # a region: some ten minutes
    python -m benchmarks.placement --size country --seeds 1   # the country, end to end: a quarter of an hour
    python -m benchmarks.placement --seeds 1 --only engine    # this engine and greedy alone
    python -m benchmarks.placement --fair                     # what covering those who waited a year costs, five seeds

Every method gets the same pairs in a process of its own, and one validator judges every plan. Peers know no guarantee, so
this engine stands there twice: with the policy's guarantee, and for points alone as the peers are. Loading the compiler, a
second or two once in a process, is done before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.placement.case import POLICY, Case, make
from benchmarks.placement.generate import SCALES, digest, problem
from benchmarks.placement.peers import ONLY_SMALL, PEERS
from symbiose.engine.check.placements import check_placements
from symbiose.engine.placement.curve import curve
from symbiose.engine.placement.model import Problem, Stop
from symbiose.engine.placement.plan import Placed, Result
from symbiose.engine.placement.propose import propose, propose_for
from symbiose.engine.placement.solve import solve
from symbiose.engine.placement.warm import warm_up

BASES = ("greedy by points", "first come, first served")
FREE = replace(POLICY, tiers=())
ENGINE = {"this engine, with the guarantee": POLICY, "this engine, points alone": FREE}
LIMITS = {"municipality": Stop(rounds=12), "region": Stop(rounds=0), "country": Stop(rounds=0)}
BY_CLOCK = {f"this engine, {seconds} s": Stop(rounds=60, seconds=seconds) for seconds in (1, 3, 10, 60)}
PATIENCE = 150  # seconds that a peer may take in all
AIMS = {
    "municipality": "85 % of the way from greedy to the best bound; 1 % proven gap in 2 s",
    "region": "75 % of the way from greedy to the best bound; 1.5 % proven gap in 10 s",
    "country": "runs to its end; next aim 2 % in 60 s, under 2 GB",
}
_YEAR = 52.0
_MOST = 0.95  # of those who waited a year
_CHANGES = 20


def one(method: str, scale: str, seed: int) -> dict[str, Any]:
    """Runs a method in this process and tells its plan."""
    bound, tiers = None, []
    if method in PEERS:
        case = make(scale, seed)
        same = case.digest
        warm_up()
        begun, own = time.perf_counter(), time.process_time()
        plan = told(case, PEERS[method](case.links, case))
    else:
        whole, stop = problem(scale, seed), BY_CLOCK.get(method, LIMITS[scale])
        same = digest(whole)
        warm_up()
        begun, own = time.perf_counter(), time.process_time()
        result = solve(whole, policy=ENGINE.get(method, FREE), stop=stop, seed=seed)
        tiers = [(tier.waiting, tier.covered, tier.reached, tier.most) for tier in result.tiers]
        plan = [(one.candidate, one.position, one.hours, one.points) for one in result.placements]
        bound = result.bound
    return {
        "plan": plan,
        "bound": bound,
        "tiers": tiers,
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - own,
        "megabytes": megabytes(),
        "digest": same,
    }


def megabytes() -> int:
    """The most memory that this process has held; what the one that started it held counts in `getrusage` too."""
    said = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(said[1]) // 1024 if said else 0


def told(case: Case, chosen: Any) -> list[tuple[str, str, float, float]]:
    links, people, jobs = case.links, case.columns.people.rows, case.columns.jobs.rows
    return [
        (
            people[links.person[row]].id,
            jobs[links.job[row]].id,
            int(links.takes[row, 1]) / 2,
            int(links.aim[row]) / 1000,
        )
        for row in np.flatnonzero(chosen).tolist()
    ]


def beside(method: str, scale: str, seed: int) -> dict[str, Any] | None:
    """Runs a method in a process of its own; None where its library is not there, or where it takes too long."""
    command = [sys.executable, "-m", "benchmarks.placement", "--size", scale, "--seed", str(seed), "--one", method]
    patience = PATIENCE if method in PEERS and method not in BASES else None
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=patience)
    except subprocess.TimeoutExpired:
        print(f"  {method}: no plan within {PATIENCE} s")
        return None
    if done.returncode:
        print(f"  {method}: {done.stderr.strip().splitlines()[-1]}")
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def judged(case: Case, plan: list[tuple[str, str, float, float]]) -> tuple[float, int, float, float]:
    """Points, violations, and the shares of those waiting over and under a year that are covered."""
    placements = tuple(Placed(*row) for row in plan)
    value = sum(row.points for row in placements)
    result = Result(placements, value, value, (), case.digest)
    wrong = check_placements(case.problem, result, policy=POLICY)
    covered = {row.candidate for row in placements}
    shares = []
    for long in (True, False):
        people = [one.id for one in case.problem.candidates if (one.waiting_weeks >= _YEAR) is long]
        shares.append(len(covered.intersection(people)) / max(1, len(people)))
    return value, len(wrong), shares[0], shares[1]


def changes(case: Case, scale: str, seed: int) -> None:
    """How long it takes to propose anew to one person, or for one position, beside a plan that stands."""
    result = solve(case.problem, policy=POLICY, stop=Stop(rounds=0, nodes=1), seed=seed)
    for told_as, rows, again in (
        ("person", case.problem.candidates, propose),
        ("position", case.problem.positions, propose_for),
    ):
        times = []
        for row in rows[:: max(1, len(rows) // _CHANGES)][:_CHANGES]:
            begun = time.perf_counter()
            again(case.problem, result, row.id, policy=POLICY)
            times.append(1000 * (time.perf_counter() - begun))
        middle, high = np.percentile(times, (50, 95))
        print(f"  one {told_as} proposed to anew: median {middle:.0f} ms, p95 {high:.0f} ms (aims 200 ms and 1 s)")


def measure(scale: str, seed: int, only: str) -> None:
    case = make(scale, seed)
    peers = [name for name in PEERS if scale == "municipality" or name not in ONLY_SMALL]
    by_clock = BY_CLOCK if scale == "municipality" else ()
    methods = [*ENGINE, *by_clock, *(peers if only == "all" and scale != "country" else BASES)]
    runs = {name: found for name in methods if (found := beside(name, scale, seed)) is not None}
    if any(run["digest"] != case.digest for run in runs.values()):
        raise RuntimeError("not every method had the same problem")
    figures = {name: judged(case, [tuple(row) for row in run["plan"]]) for name, run in runs.items()}
    print(f"\n{scale}, seed {seed}, {len(case.links)} pairs, digest {case.digest}")
    guaranteed = runs["this engine, with the guarantee"]
    table(runs, figures, bound=min(run["bound"] for run in runs.values() if run["bound"] and run is not guaranteed))
    waiting, covered, reached, most = guaranteed["tiers"][0]
    print(
        f"  over a year: {waiting} wait, {covered} covered; {reached} where nothing else counts, {most} at most in any plan"
    )
    print(f"  aims: {AIMS[scale]}", flush=True)
    if scale != "country":
        changes(case, scale, seed)


def fair(scale: str, seed: int) -> None:
    """What it costs to cover those who waited a year, for each tolerance that might be chosen."""
    whole = problem(scale, seed)
    found = curve(whole, (0.0, 0.03, 0.05, 0.1), policy=POLICY, stop=LIMITS[scale], seed=seed)
    for one in found:
        tier = one.tiers[0]
        print(
            f"  seed {seed}, tolerance {one.tolerance:.0%}: {tier.covered} of {tier.waiting} ({tier.most} at most),"
            f" {one.points / found[-1].points:.1%} of the points",
            flush=True,
        )

    most_of_them(whole, LIMITS[scale], seed, free=found[-1].points)


def most_of_them(whole: Problem, stop: Stop, seed: int, *, free: float) -> None:
    """What it costs to cover 95 % of those who waited a year where nobody else is guaranteed anything, and what it must cost."""
    rules = replace(POLICY, tiers=(_YEAR,), tolerance=0.0)
    tier = solve(whole, policy=rules, stop=stop, seed=seed).tiers[0]
    need = math.ceil(_MOST * tier.waiting)
    if need > tier.reached:
        print(f"  seed {seed}: {need} of {tier.waiting} cannot be covered; {tier.most} at most in any plan", flush=True)
        return
    tolerance = (tier.reached - need + 0.5) / tier.reached
    found = solve(whole, policy=replace(rules, tolerance=tolerance), stop=stop, seed=seed)
    print(
        f"  seed {seed}, {found.tiers[0].covered} of {tier.waiting} and no more guaranteed: {found.value / free:.2%} of"
        f" the points; a plan that covers {need} has {found.bound / free:.2%} at most",
        flush=True,
    )


def table(runs: Mapping[str, Any], figures: Mapping[str, Any], *, bound: float) -> None:
    base = figures["greedy by points"][0]
    heads = ("method", "s", "(cpu)", "MB", "points", "gap", "proven", "way", "> 1 year", "others", "wrong")
    print("  {:<34}{:>7}{:>9}{:>7}{:>11}{:>8}{:>8}{:>7}{:>9}{:>8}{:>7}".format(*heads))
    for name, run in runs.items():
        value, wrong, long, short = figures[name]
        gap, way = 1 - value / bound, (value - base) / (bound - base)
        own = f"{1 - value / run['bound']:.2%}" if run["bound"] else ""
        print(
            f"  {name:<34}{run['seconds']:7.2f}{run['processor']:9.2f}{run['megabytes']:7}{value:11.1f}"
            f"{gap:8.2%}{own:>8}{way:7.0%}{long:9.1%}{short:8.1%}{wrong:7}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SCALES), default="municipality")
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds, from 1 on")
    parser.add_argument("--seed", type=int, action="append", help="this one")
    parser.add_argument("--only", choices=("all", "engine"), default="all")
    parser.add_argument("--fair", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    seeds = asked.seed or [*range(1, asked.seeds + 1)]
    if asked.one:
        print(json.dumps(one(asked.one, asked.size, seeds[0])))
    for number in () if asked.one else seeds:
        if asked.fair:
            fair(asked.size, number)
        else:
            measure(asked.size, number, asked.only)
