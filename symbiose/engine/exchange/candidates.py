"""Pairs that fit, found by a join on families and judged one by one.

A sweep over arrays drops what cannot be and keeps each have's best; `pair.build` then judges what is left, so that
every candidate carries its reasons and the sweep decides nothing alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symbiose.engine.exchange.amounts import Amounts
from symbiose.engine.exchange.by_words import by_words, judge_words, words_join
from symbiose.engine.exchange.columns import Columns, sides
from symbiose.engine.exchange.fit import Path, Setting
from symbiose.engine.exchange.join import kept_pairs
from symbiose.engine.exchange.likeness import likeness
from symbiose.engine.exchange.model import Candidate, Code, Listing, Part, Policy, Problem
from symbiose.engine.exchange.pair import Found, build, judge, measure, parts, without_path
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Graph, UseEdge


def find_candidates(problem: Problem, *, graph: Graph, policy: Policy) -> tuple[Candidate, ...]:
    """Pairs of a have and a need that fit, most points first, then by id.

    Each have keeps its `policy.keep_per_have` best and each need its best one, so that nobody is left without an
    option by the cut; up to `policy.by_words` hints come beside them. Codes that the graph does not know are passed
    over. Raises ValueError for two listings of one id or a quantity, lot or unit that cannot be reckoned with.
    """
    search = _search(problem, graph, policy)
    hints = by_words(search.haves, search.needs, search.setting, search.uses)
    return tuple(sorted((*(candidate for candidate, _ in _joined(search)), *hints), key=_place))


def measured_candidates(problem: Problem, *, graph: Graph, policy: Policy) -> tuple[tuple[Candidate, Amounts], ...]:
    """`find_candidates` without hints, each with what it can move: what plans are made of."""
    return tuple(sorted(_joined(_search(problem, graph, policy)), key=lambda item: _place(item[0])))


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


@dataclass(frozen=True, slots=True)
class _Search:
    haves: Columns
    needs: Columns
    setting: Setting
    uses: Mapping[str, Mapping[str, UseEdge | None]]


def _search(problem: Problem, graph: Graph, policy: Policy) -> _Search:
    setting = Setting(graph, policy, problem.today, problem.refused, likeness(problem.listings))
    return _Search(*sides(problem, setting), setting, uses_of(graph))


def _joined(search: _Search) -> list[tuple[Candidate, Amounts]]:
    """Candidates that a family or a use joins."""
    haves, needs, setting, uses = search.haves, search.needs, search.setting, search.uses
    found: list[Found] = []
    for have, need, have_family, need_family in kept_pairs(haves, needs, setting, uses):
        one, other = haves.listings[have], needs.listings[need]
        path = Path(_code(one, have_family), _code(other, need_family), uses[have_family][need_family])
        pair = build(one, other, path, setting)
        if pair is not None:
            found.append(pair)
    sources = Counter(pair.need.id for pair in found if not pair.stopped)
    return [(pair.candidate(sources[pair.need.id] - (not pair.stopped)), pair.moved) for pair in found]


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
