"""Pairs that fit, found by a join on families: columns of all of them, and each told with its reasons when asked for.

A sweep over arrays drops what cannot be and keeps each have's best; `measure` then judges what is left to the last digit.
`pair.build` tells one pair with every part of its points and every reason, and comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isnan

import numpy as np

from symbiose.engine.exchange.amounts import Amounts
from symbiose.engine.exchange.by_words import by_words, judge_words, words_join
from symbiose.engine.exchange.columns import Columns, sides
from symbiose.engine.exchange.fit import Path, Setting
from symbiose.engine.exchange.join import kept_pairs
from symbiose.engine.exchange.likeness import likeness
from symbiose.engine.exchange.measure import Pairs
from symbiose.engine.exchange.measure import measure as measured
from symbiose.engine.exchange.model import Candidate, Code, Listing, Part, Policy, Problem
from symbiose.engine.exchange.pair import build, judge, measure, parts, without_path
from symbiose.engine.exchange.told import Told
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Graph, UseEdge


@dataclass(frozen=True, slots=True)
class _Search:
    haves: Columns
    needs: Columns
    setting: Setting
    uses: Mapping[str, Mapping[str, UseEdge | None]]


class Joined(Told[Candidate]):
    """Candidates that a family or a use joins, most points first, then by id; each is made when it is asked for.

    `pairs` holds the figures of all of them, `giver` and `taker` the number of the organisation of each have and need in
    `organisations`, and `left_out` counts by name what a limit of the search left out.
    """

    def __init__(self, search: _Search) -> None:
        self._search = search
        kept = kept_pairs(search.haves, search.needs, search.setting, search.uses)
        self.pairs: Pairs = measured(kept.ways, search.haves, search.needs, search.setting, search.uses)
        super().__init__(len(self.pairs), lambda row: self.told(row)[0])
        self.haves, self.needs = search.haves.listings, search.needs.listings
        self.giver, self.taker = search.haves.organisation, search.needs.organisation
        self.organisations = sorted({listing.organisation for listing in (*self.haves, *self.needs)})
        running = self.pairs.need[~self.pairs.stopped]
        self._sources = np.bincount(running, minlength=len(self.needs))
        self.left_out = {"pairs_outdone": kept.fitting - kept.unread - len(self.pairs), "pairs_unread": kept.unread}

    def best_of_each(self, most: int) -> list[int]:
        """Places of so many candidates of each have, its best ones."""
        order = np.argsort(self.pairs.have, kind="stable")
        have = self.pairs.have[order]
        rank = np.arange(len(have)) - np.searchsorted(have, have)
        best: list[int] = np.sort(order[rank < most]).tolist()
        return best

    def told(self, row: int) -> tuple[Candidate, Amounts]:
        """A candidate with every part and reason, and all that it can move."""
        pairs = self.pairs
        have, need = self.haves[pairs.have[row]], self.needs[pairs.need[row]]
        names = pairs.names[pairs.have_family[row]], pairs.names[pairs.need_family[row]]
        path = Path(_code(have, names[0]), _code(need, names[1]), self._search.uses[names[0]][names[1]])
        found = build(have, need, path, self._search.setting)
        return found.candidate(int(self._sources[pairs.need[row]]) - (not found.stopped)), found.moved

    def bare(self) -> Iterator[Candidate]:
        """All candidates without parts and reasons: what somebody reads who only reckons."""
        pairs, names, uses = self.pairs, self.pairs.names, self._search.uses
        columns = (pairs.have, pairs.need, pairs.have_family, pairs.need_family)
        figures = (pairs.km, pairs.most, pairs.units, pairs.points, pairs.stopped)
        for have, need, one, other, km, most, units, points, stopped in zip(
            *(column.tolist() for column in (*columns, *figures)), strict=True
        ):
            yield Candidate(
                have=self.haves[have].id,
                need=self.needs[need].id,
                have_family=names[one],
                need_family=names[other],
                by_use=uses[names[one]][names[other]] is not None,
                km=None if isnan(km) else km,
                most=None if isnan(most) else most,
                supply_share=units,
                parts=(),
                points=points,
                reasons=(),
                stopped=stopped,
            )


def find_candidates(
    problem: Problem, *, graph: Graph, policy: Policy, each: int | None = None
) -> tuple[Candidate, ...]:
    """Pairs of a have and a need that fit, most points first, then by id; of each have only the `each` best, if said.

    Each have keeps its `policy.keep_per_have` best and each need its best one, so that nobody is left without an
    option by the cut; up to `policy.by_words` hints come beside them. Codes that the graph does not know are passed
    over. Raises ValueError for two listings of one id or a quantity, lot or unit that cannot be reckoned with.
    """
    search = _search(problem, graph, policy)
    hints = by_words(search.haves, search.needs, search.setting, search.uses)
    found = Joined(search)
    told = found if each is None else (found[row] for row in found.best_of_each(each))
    return tuple(sorted(chain(told, hints), key=_place))


def join(problem: Problem, *, graph: Graph, policy: Policy) -> Joined:
    """`find_candidates` without hints, as columns: what plans are made of."""
    return Joined(_search(problem, graph, policy))


def why_not(have: Listing, need: Listing, *, graph: Graph, policy: Policy, problem: Problem) -> tuple[Reason, ...]:
    """Every met, failed and open condition of one pair, by its most promising families.

    Without any failed condition the pair fits, and was at most outdone by better ones.
    """
    listings = {listing.id: listing for listing in (*problem.listings, have, need)}
    setting = Setting(graph, policy, problem.today, problem.refused, likeness(listings.values()))
    uses = uses_of(graph)
    paths = [
        Path(one, other, uses[one.family][other.family])
        for one in _codes(have, graph)
        for other in _codes(need, graph)
        if other.family in uses[one.family]
    ]
    if not paths and words_join(have, need, setting):
        return judge_words(have, need, setting)
    judged = [
        (judge(have, need, path, setting, measure(have, need, path, setting)), parts(have, need, path, setting))
        for path in paths
    ]
    if not judged:
        return without_path(have, need, setting)
    best = min(judged, key=lambda one: (sum(reason.tone is Tone.UNMET for reason in one[0]), -_total(one[1])))
    return best[0]


def _search(problem: Problem, graph: Graph, policy: Policy) -> _Search:
    setting = Setting(graph, policy, problem.today, problem.refused, likeness(problem.listings))
    return _Search(*sides(problem, setting), setting, uses_of(graph))


def _place(candidate: Candidate) -> tuple[float, str, str]:
    return -candidate.points, candidate.have, candidate.need


def _total(parts: Sequence[Part]) -> float:
    return sum(part.points for part in parts)


def _codes(listing: Listing, graph: Graph) -> list[Code]:
    """Known codes of a listing, a person's choice first."""
    known = [code for code in listing.codes if code.family in graph.families]
    return sorted(known, key=lambda code: (-code.confirmed, -code.confidence, code.family))


def _code(listing: Listing, family: str) -> Code:
    found = [code for code in listing.codes if code.family == family]
    return max(found, key=lambda code: (code.confirmed, code.confidence))
