"""Pairs that fit, found by a join on families and judged one by one.

A sweep over arrays drops what cannot be and keeps each have's best; `pair.build` then judges what is left, so that
every candidate carries its reasons and the sweep decides nothing alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from symbiose.engine.exchange.amounts import Amounts
from symbiose.engine.exchange.columns import sides
from symbiose.engine.exchange.fit import Path, Setting
from symbiose.engine.exchange.join import kept_pairs
from symbiose.engine.exchange.model import Candidate, Code, Listing, Policy, Problem
from symbiose.engine.exchange.pair import Found, build, judge, measure, without_path
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Graph, UseEdge

Uses = Mapping[str, Mapping[str, UseEdge | None]]


def find_candidates(problem: Problem, *, graph: Graph, policy: Policy) -> tuple[Candidate, ...]:
    """Pairs of a have and a need that fit, most points first, then by id.

    Each have keeps its `policy.keep_per_have` best and each need its best one, so that nobody is left without an
    option by the cut. Codes that the graph does not know are passed over. Raises ValueError for two listings of one
    id or a quantity, lot or unit that cannot be reckoned with.
    """
    return tuple(candidate for candidate, _ in measured_candidates(problem, graph=graph, policy=policy))


def measured_candidates(problem: Problem, *, graph: Graph, policy: Policy) -> tuple[tuple[Candidate, Amounts], ...]:
    """`find_candidates`, each with what it can move."""
    haves, needs = sides(problem, graph, policy)
    setting = Setting(graph, policy, problem.today, problem.refused)
    uses = uses_of(graph)
    found: list[Found] = []
    for have, need, have_family, need_family in kept_pairs(haves, needs, setting, uses):
        one, other = haves.listings[have], needs.listings[need]
        path = Path(_code(one, have_family), _code(other, need_family), uses[have_family][need_family])
        pair = build(one, other, path, setting)
        if pair is not None:
            found.append(pair)
    sources = Counter(pair.need.id for pair in found if not pair.stopped)
    whole = [(pair.candidate(sources[pair.need.id] - (not pair.stopped)), pair.moved) for pair in found]
    return tuple(sorted(whole, key=lambda item: (-item[0].points, item[0].have, item[0].need)))


def why_not(have: Listing, need: Listing, *, graph: Graph, policy: Policy, problem: Problem) -> tuple[Reason, ...]:
    """Every met, failed and open condition of one pair, by its most promising families.

    Without any failed condition the pair fits, and was at most outdone by better ones.
    """
    setting = Setting(graph, policy, problem.today, problem.refused)
    uses = uses_of(graph)
    judged = [
        judge(have, need, path, setting, measure(have, need, path, setting))
        for path in (
            Path(one, other, uses[one.family][other.family])
            for one in _codes(have, graph)
            for other in _codes(need, graph)
            if other.family in uses[one.family]
        )
    ]
    if not judged:
        return without_path(have, need, setting)
    return min(judged, key=lambda reasons: sum(reason.tone is Tone.UNMET for reason in reasons))


def _codes(listing: Listing, graph: Graph) -> list[Code]:
    """Known codes of a listing, a person's choice first."""
    known = [code for code in listing.codes if code.family in graph.families]
    return sorted(known, key=lambda code: (-code.confirmed, -code.confidence, code.family))


def _code(listing: Listing, family: str) -> Code:
    found = [code for code in listing.codes if code.family == family]
    return max(found, key=lambda code: (code.confirmed, code.confidence))
