"""Print how many of the known exchanges the engine proposes, beside plain text comparison of the same listings."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from statistics import fmean

from benchmarks.matching_quality.baselines import BASELINES, rank
from benchmarks.matching_quality.case import Truth, in_one_place, load_rows, load_truth
from benchmarks.matching_quality.engine import Engine, first_confirmed
from benchmarks.matching_quality.measures import (
    Exchange,
    Proposed,
    Ranking,
    bootstrap,
    partners,
    precision,
    proposed,
    recall,
    wilson,
)
from benchmarks.matching_quality.misses import Miss, worst_misses
from symbiose.engine.exchange.model import Side
from symbiose.engine.files import ListingRow
from symbiose.engine.resources.graph import load_graph
from symbiose.reference import exchange_policy

TODAY = date(2026, 11, 24)
SEEDS = range(1, 21)  # orders of what is equal; every figure is the mean over them
RECALL_AT, PRECISION_AT, KEEP, LONG = 10, 3, 20, 400
DRAWS = 400  # of the bootstrap, for each order
WORST = 20
AIM_RATIO, AIM_MISSES_FROM = 2.0, 0.4
HEADLINE = "engine, codes as read"


@dataclass(frozen=True, slots=True)
class Method:
    """Rankings of one method, one for each order of what is equal, and the seconds for one of them."""

    name: str
    rankings: Sequence[Ranking]
    seconds: float

    def recall(self, exchanges: Sequence[Exchange], k: int = RECALL_AT) -> float:
        return fmean(recall(exchanges, ranking, k) for ranking in self.rankings)

    def precision(self, exchanges: Sequence[Exchange]) -> float:
        return fmean(precision(made) for made in self.proposed(exchanges))

    def proposed(self, exchanges: Sequence[Exchange]) -> list[list[Proposed]]:
        return [proposed(exchanges, ranking, PRECISION_AT) for ranking in self.rankings]

    def precision_interval(self, exchanges: Sequence[Exchange]) -> tuple[float, float]:
        """Ends of the interval, the mean over all orders of what is equal."""
        low, high = zip(*(bootstrap(made, draws=DRAWS) for made in self.proposed(exchanges)), strict=True)
        return fmean(low), fmean(high)

    def line(self, truth: Truth) -> str:
        share, loose = self.recall(truth.strict), self.recall(truth.firms)
        low, high = wilson(share, len(truth.strict))
        least, most = self.precision_interval(truth.strict)
        return (
            f"| {self.name} | {share:.2f} ({low:.2f}–{high:.2f}) | {loose:.2f} | {self.precision(truth.strict):.2f} ({least:.2f}–{most:.2f})"
            f" | {self.precision(truth.receivers):.2f} | {self.seconds:.2f} |"
        )


def main() -> None:
    """Measure every method on the same listings and print the tables as Markdown."""
    graph = load_graph()
    rows = load_rows(graph)
    truth = load_truth(rows)
    engine = Engine(graph, exchange_policy(TODAY), TODAY)
    together, texts = in_one_place(rows), list(_texts(rows))
    start = time.perf_counter()
    listings = engine.read(together)
    reading = time.perf_counter() - start
    plain = replace(engine, policy=replace(engine.policy, likeness=0.0, by_words=0))
    wordy = replace(engine, policy=replace(engine.policy, by_words=KEEP, words_least=0.0))
    unread = tuple(replace(listing, codes=()) for listing in listings)
    confirmed, placed = first_confirmed(listings), engine.read(rows)
    long = [engine.rank(listings, seed, LONG) for seed in SEEDS]
    methods = [
        _engine(HEADLINE, lambda seed: engine.rank(listings, seed), reading),
        _engine("engine, families and uses alone", lambda seed: plain.rank(listings, seed), reading),
        _engine("engine, words alone", lambda seed: wordy.rank(unread, seed), reading),
        _engine("engine, first suggestion confirmed", lambda seed: engine.rank(confirmed, seed), reading),
        _engine("engine, codes as read, real distances", lambda seed: engine.rank(placed, seed), reading),
        *texts,
    ]
    _head(rows, truth, graph.digest, engine.policy.version)
    print(
        "| method | recall@10, same stream | same firms | precision@3, same stream | any need of the receiver | seconds |"
    )
    print("|---|---|---|---|---|---|")
    for method in methods:
        print(method.line(truth))
    _verdict(methods[0], texts, truth)
    at_all = fmean(recall(truth.strict, ranking, LONG) for ranking in long)
    print(f"Proposed by the engine at any place: {at_all:.2f} of the exchanges.")
    _misses(worst_misses(truth.strict, long, listings, graph, k=RECALL_AT), truth)


def _engine(name: str, ranked: Callable[[int], Ranking], reading: float) -> Method:
    start = time.perf_counter()
    rankings = [ranked(seed) for seed in SEEDS]
    return Method(name, rankings, reading + (time.perf_counter() - start) / len(SEEDS))


def _texts(rows: Sequence[ListingRow]) -> Iterator[Method]:
    for name, likeness in BASELINES.items():
        for same_kind in (False, True):
            start = time.perf_counter()
            rankings = rank(rows, likeness, same_kind=same_kind, keep=KEEP, seeds=SEEDS)
            yield Method(f"{name}{', same kind' * same_kind}", rankings, time.perf_counter() - start)


def _head(rows: Sequence[ListingRow], truth: Truth, digest: str, policy: str) -> None:
    haves = sum(row.side is Side.HAVE for row in rows)
    others = sum(row.id.startswith("x_") for row in rows)
    lost = [exchange.id for exchange in truth.strict if not exchange.needs]
    possible = partners(truth.strict).values()
    ceiling = sum(min(PRECISION_AT, len(needs)) for needs in possible) / (PRECISION_AT * len(possible))
    print(f"Run on {datetime.now(UTC).date()}; graph {digest[:16]}; policy {policy}; date of the case {TODAY}.")
    print(f"{haves} haves and {len(rows) - haves} needs, of which {others} listings of other sectors.")
    print(f"{len(truth.strict)} exchanges of certainty A and B; no need is written for {', '.join(lost)}.")
    print(f"{len(possible)} haves take part; three proposals each can be right in at most {ceiling:.2f} of the cases.")
    print()


def _verdict(ours: Method, texts: Sequence[Method], truth: Truth) -> None:
    best = max(texts, key=lambda method: method.recall(truth.strict))
    reached, base = ours.recall(truth.strict), best.recall(truth.strict)
    aim = 1 - (1 - base) / 2 if base > AIM_MISSES_FROM else AIM_RATIO * base
    ratio = f"{reached / base:.2f} times" if base else "without measure of"
    sharp = max(method.precision(truth.strict) for method in texts)
    print()
    print(f"Recall@10 {reached:.3f} is {ratio} the best baseline, {best.name}, with {base:.3f}.")
    print(f"The aim was {aim:.3f}: {'reached' if reached >= aim else 'missed'}.")
    print(f"Precision@3 {ours.precision(truth.strict):.3f}; the best baseline there has {sharp:.3f}.")


def _misses(misses: Sequence[Miss], truth: Truth) -> None:
    print(f"\n{len(misses)} exchanges are missed; the worst {min(WORST, len(misses))}:\n")
    for miss in misses[:WORST]:
        print(f"- {miss.exchange} {truth.streams[miss.exchange]}: {miss.why}")
        print(f"  - have: {'; '.join(miss.haves)}")
        print(f"  - need: {'; '.join(miss.needs) or 'none written'}")


if __name__ == "__main__":
    main()
