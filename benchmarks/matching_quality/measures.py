"""Recall, precision and their 95 % intervals, from rankings and what is true."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Ranking = Mapping[str, Sequence[str]]  # have listing id -> need listing ids, the most promising first
Z95 = 1.959964  # two-sided 95 % of the normal distribution


@dataclass(frozen=True, slots=True)
class Exchange:
    """A known exchange: the have listings that carry its stream, and the need listings that would take it."""

    id: str
    haves: frozenset[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Of one have listing's first k proposals: how many are true, how many were made, how many could be true."""

    right: int
    made: int
    possible: int


def found(exchange: Exchange, ranking: Ranking, k: int) -> bool:
    """A have of the exchange has one of its needs among the first k."""
    return any(need in exchange.needs for have in exchange.haves for need in ranking.get(have, ())[:k])


def recall(exchanges: Collection[Exchange], ranking: Ranking, k: int) -> float:
    """Share of the exchanges that are found among the first k, 0–1. Raises ZeroDivisionError without exchanges."""
    return sum(found(exchange, ranking, k) for exchange in exchanges) / len(exchanges)


def partners(exchanges: Collection[Exchange]) -> dict[str, frozenset[str]]:
    """For every have of an exchange that can be found at all: the needs that are true for it in any exchange."""
    true: dict[str, frozenset[str]] = {}
    for exchange in exchanges:
        if exchange.needs:
            for have in exchange.haves:
                true[have] = true.get(have, frozenset()) | exchange.needs
    return dict(sorted(true.items()))


def proposed(exchanges: Collection[Exchange], ranking: Ranking, k: int) -> list[Proposed]:
    """The first k proposals of each have that takes part; what is not known to be true counts as wrong."""
    tops = {have: (ranking.get(have, ())[:k], true) for have, true in partners(exchanges).items()}
    return [Proposed(sum(need in true for need in top), len(top), min(k, len(true))) for top, true in tops.values()]


def precision(proposals: Sequence[Proposed]) -> float:
    """Share of the proposals made that are true, 0 where none is made."""
    made = sum(one.made for one in proposals)
    return sum(one.right for one in proposals) / made if made else 0.0


def wilson(share: float, count: int) -> tuple[float, float]:
    """95 % interval of a share seen in `count` cases (Wilson 1927)."""
    middle = share + Z95**2 / (2 * count)
    reach = Z95 * math.sqrt(share * (1 - share) / count + Z95**2 / (4 * count**2))
    whole = 1 + Z95**2 / count
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def bootstrap(proposals: Sequence[Proposed], *, seed: int = 1, draws: int = 2000) -> tuple[float, float]:
    """95 % percentile interval of the precision when the haves are drawn anew with replacement."""
    draw = random.Random(seed)
    shares = sorted(precision(draw.choices(proposals, k=len(proposals))) for _ in range(draws))
    return shares[int(0.025 * draws)], shares[int(0.975 * draws) - 1]
