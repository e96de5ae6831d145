"""The engine's rankings, as `symbiose match` would give them for the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from benchmarks.matching_quality.case import neutral
from symbiose.engine.exchange.candidates import find_candidates
from symbiose.engine.exchange.model import Code, Listing, Policy, Problem
from symbiose.engine.files import ListingRow, to_listing
from symbiose.engine.resources.model import Graph
from symbiose.engine.resources.reading import read_text
from symbiose.reference import find_place


@dataclass(frozen=True, slots=True)
class Engine:
    """What every ranking rests on."""

    graph: Graph
    policy: Policy
    today: date

    def read(self, rows: Sequence[ListingRow]) -> tuple[Listing, ...]:
        """Rows as the engine takes them, families read from the texts."""
        return tuple(to_listing(row, graph=self.graph, find_place=find_place, read_text=read_text) for row in rows)

    def rank(self, listings: Sequence[Listing], seed: int, keep: int | None = None) -> dict[str, list[str]]:
        """Needs by have, the most points first; equal points in the order of ids that the seed gives."""
        new = neutral(seed)
        old = {new(listing.id): listing.id for listing in listings}
        problem = Problem(tuple(replace(listing, id=new(listing.id)) for listing in listings), self.today)
        policy = self.policy if keep is None else replace(self.policy, keep_per_have=keep)
        ranking: dict[str, list[str]] = {}
        for candidate in find_candidates(problem, graph=self.graph, policy=policy):
            ranking.setdefault(old[candidate.have], []).append(old[candidate.need])
        return ranking


def first_confirmed(listings: Sequence[Listing]) -> tuple[Listing, ...]:
    """Everybody says yes to the family that is suggested first, and to no other, right or wrong."""
    return tuple(replace(listing, codes=tuple(Code(code.family) for code in listing.codes[:1])) for listing in listings)
