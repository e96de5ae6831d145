"""Why an exchange is not found: what was read on each side, and whether a use joins it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.matching_quality.measures import Exchange, Ranking
from symbiose.engine.exchange.model import Listing
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Graph

NOWHERE = 10**6


@dataclass(frozen=True, slots=True)
class Miss:
    """`rank` is the best place of a true need in a long ranking, `NOWHERE` where it is not proposed at all."""

    exchange: str
    rank: int
    why: str
    haves: tuple[str, ...]
    needs: tuple[str, ...]


def best_rank(exchange: Exchange, ranking: Ranking) -> int:
    """Place of the first true need, counted from 1."""
    places = [
        place
        for have in exchange.haves
        for place, need in enumerate(ranking.get(have, ()), start=1)
        if need in exchange.needs
    ]
    return min(places, default=NOWHERE)


def worst_misses(
    exchanges: Iterable[Exchange], rankings: Sequence[Ranking], listings: Sequence[Listing], graph: Graph, *, k: int
) -> list[Miss]:
    """Exchanges whose first true need stands, by the median of the rankings, after place k; the worst first."""
    by_id = {listing.id: listing for listing in listings}
    joined = {code: set(needs) for code, needs in uses_of(graph).items()}
    found = []
    for exchange in exchanges:
        rank = sorted(best_rank(exchange, ranking) for ranking in rankings)[len(rankings) // 2]
        if rank > k:
            haves = [by_id[one] for one in sorted(exchange.haves)]
            needs = [by_id[one] for one in sorted(exchange.needs)]
            why = _why(haves, needs, rank, joined)
            found.append(Miss(exchange.id, rank, why, tuple(map(_told, haves)), tuple(map(_told, needs))))
    return sorted(found, key=lambda miss: (-miss.rank, miss.exchange))


def _why(haves: Sequence[Listing], needs: Sequence[Listing], rank: int, joined: Mapping[str, set[str]]) -> str:
    if not needs:
        return "the receiver's sector names no such need"
    for side, listings in (("have", haves), ("need", needs)):
        if not any(listing.codes for listing in listings):
            return f"no family read on the {side}'s side"
    pairs = ((one.family, other.family) for have in haves for one in have.codes for n in needs for other in n.codes)
    if not any(need in joined[have] for have, need in pairs):
        return "no use joins the families"
    return "a condition fails" if rank == NOWHERE else f"others come first, rank {rank}"


def _told(listing: Listing) -> str:
    read = ", ".join(f"{code.family} {code.confidence:.2f}" for code in listing.codes) or "nothing read"
    return f"“{listing.text}” [{read}]"
