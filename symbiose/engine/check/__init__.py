"""Independent validator of an exchange: recomputes what a result promises and imports nothing that made it.

It stands on the problem, the graph and the policy alone, and is written a second time on purpose: where this and the
solver disagree, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symbiose.engine.check.conditions import TOLERANCE, Violation, check_pair
from symbiose.engine.check.measure import Pair, least_a_year, make_pair, told_a_year
from symbiose.engine.exchange.model import Flow, Listing, Loop, Policy, Problem, Result
from symbiose.engine.resources.graph import uses_of
from symbiose.engine.resources.model import Graph

__all__ = ["TOLERANCE", "Violation", "check", "priced_bound"]
_SHORTEST = 2


def check(problem: Problem, result: Result, *, graph: Graph, policy: Policy) -> tuple[Violation, ...]:
    """Every promise that the result breaks; empty where it keeps them all.

    A pair that only its words join has no place in a result: plans are made of what families and uses join.
    """
    result = replace(result, flows=tuple(result.flows))
    listings = {listing.id: listing for listing in problem.listings}
    uses, running = uses_of(graph), {_ids(flow) for flow in _all_flows(result)}
    pairs: dict[tuple[str, str], Pair] = {}
    found: list[Violation] = []
    for candidate in result.figures():
        ids = candidate.have, candidate.need
        if candidate.have not in listings or candidate.need not in listings:
            found.append(Violation("unknown_listing", ids))
        elif candidate.by_words or candidate.need_family not in uses.get(candidate.have_family, {}):
            found.append(Violation("no_use", ids))
        else:
            pair = make_pair(candidate, listings, graph, uses[candidate.have_family][candidate.need_family])
            found += check_pair(pair, problem, graph, policy)
            if ids in running:
                pairs[ids] = pair
    if found:
        return tuple(found)
    foreign = [flow for flow in _all_flows(result) if pairs.get(_ids(flow)) is None]
    if foreign:
        return tuple(Violation("flow_without_candidate", _ids(flow)) for flow in foreign)
    return (
        *_check_told(result, pairs),
        *_check_flows(result, pairs),
        *_check_limits(result, pairs),
        *_check_value(result, pairs, policy),
        *_check_loops(result, listings, pairs, policy),
    )


def priced_bound(result: Result, problem: Problem, *, graph: Graph, policy: Policy) -> float:
    """What no plan of the candidates can exceed, from the result's prices alone, in one pass.

    For any prices not below 0: all prices, and for each link what it is worth above the price of what it takes.
    """
    listings, uses = {listing.id: listing for listing in problem.listings}, uses_of(graph)
    bound = sum(max(0.0, price) for price in result.prices.values())
    for candidate in result.figures():
        if not candidate.stopped:
            pair = make_pair(candidate, listings, graph, uses[candidate.have_family][candidate.need_family])
            paid = sum(
                max(0.0, result.prices.get(name, 0.0)) * take for name, take in zip(pair.ids, pair.takes, strict=True)
            )
            bound += max(0.0, candidate.points * pair.gain - policy.fixed_link - paid)
    return bound


def _all_flows(result: Result) -> tuple[Flow, ...]:
    return (*result.flows, *(flow for loop in result.loops for flow in loop.flows))


def _ids(flow: Flow) -> tuple[str, str]:
    return flow.candidate.have, flow.candidate.need


def _check_told(result: Result, pairs: Mapping[tuple[str, str], Pair]) -> Iterator[Violation]:
    """What runs is told as it stands among the candidates, and its points are the sum of their parts."""
    for flow in _all_flows(result):
        told, ids = flow.candidate, _ids(flow)
        if told.points != pairs[ids].candidate.points or told.stopped != pairs[ids].candidate.stopped:
            yield Violation("told_otherwise", ids)
        if not abs(sum(part.points for part in told.parts) - told.points) <= TOLERANCE:
            yield Violation("points_are_not_their_sum", ids)


def _check_flows(result: Result, pairs: Mapping[tuple[str, str], Pair]) -> Iterator[Violation]:
    """Every flow alone: not stopped, within its candidate, and at least the smallest lot."""
    for flow in _all_flows(result):
        pair = pairs[_ids(flow)]
        if pair.candidate.stopped:
            yield Violation("stopped_flow", pair.ids)
        if not 0 < flow.share <= 1:
            yield Violation("share_out_of_range", pair.ids, str(flow.share))
        most = min((limit for limit in (pair.supply, pair.wanted) if limit is not None), default=None)
        if pair.units is None or most is None:
            if flow.quantity is not None:
                yield Violation("quantity_of_unknown", pair.ids)
            continue
        told = told_a_year(flow)
        if not abs(told - most * flow.share) <= TOLERANCE * max(1.0, most):
            yield Violation("wrong_quantity", pair.ids, f"{told} for {most * flow.share}")
        lot = least_a_year(pair)
        if told < lot * (1 - TOLERANCE) - TOLERANCE:
            yield Violation("below_lot", pair.ids, f"{told} < {lot}")


def _check_limits(result: Result, pairs: Mapping[tuple[str, str], Pair]) -> Iterator[Violation]:
    """No listing gives or gets more than it has or lacks; what is taken whole is taken once."""
    seen: set[tuple[str, str]] = set()
    taken: dict[str, float] = {}
    for flow in result.flows:
        pair = pairs[_ids(flow)]
        if pair.ids in seen:
            yield Violation("flow_twice", pair.ids)
        seen.add(pair.ids)
        for name, take, whole in zip(pair.ids, pair.takes, pair.whole, strict=True):
            taken[name] = taken.get(name, 0.0) + (1.0 if whole else take * flow.share)
    for name, share in sorted(taken.items()):
        if share > 1 + TOLERANCE:
            yield Violation("more_than_there_is", (name,), f"{share}")


def _check_value(result: Result, pairs: Mapping[tuple[str, str], Pair], policy: Policy) -> Iterator[Violation]:
    value = sum(
        flow.candidate.points * pairs[_ids(flow)].gain * flow.share - policy.fixed_link for flow in result.flows
    )
    slack = TOLERANCE * max(1.0, abs(value))
    if not abs(value - result.value) <= slack:
        yield Violation("wrong_value", (), f"{result.value} for {value}")
    if not result.bound >= result.value - slack:
        yield Violation("bound_below_value", (), f"{result.bound} < {result.value}")


def _check_loops(
    result: Result, listings: Mapping[str, Listing], pairs: Mapping[tuple[str, str], Pair], policy: Policy
) -> Iterator[Violation]:
    """Loops are simple and closed, and nobody is in two of them."""
    seen: set[str] = set()
    total = 0.0
    for loop in result.loops:
        names = loop.organisations
        yield from _check_ring(loop, listings, policy)
        if seen.intersection(names):
            yield Violation("in_two_loops", tuple(sorted(seen.intersection(names))))
        seen.update(names)
        points = sum(pairs[_ids(flow)].candidate.points for flow in loop.flows) + policy.loop_member * len(names)
        if not abs(points - loop.points) <= TOLERANCE * max(1.0, abs(points)):
            yield Violation("wrong_loop_points", names, f"{loop.points} for {points}")
        total += points
    if not abs(total - result.loop_value) <= TOLERANCE * max(1.0, abs(total)):
        yield Violation("wrong_loop_value", (), f"{result.loop_value} for {total}")
    if not result.loop_bound >= result.loop_value - TOLERANCE * max(1.0, abs(total)):
        yield Violation("loop_bound_below_value", (), f"{result.loop_bound} < {result.loop_value}")


def _check_ring(loop: Loop, listings: Mapping[str, Listing], policy: Policy) -> Iterator[Violation]:
    names = loop.organisations
    if not _SHORTEST <= len(names) <= policy.loop_length:
        yield Violation("loop_length", names)
    if len(set(names)) != len(names):
        yield Violation("loop_not_simple", names)
    if not names or names[0] != min(names):
        yield Violation("loop_start", names)
    givers = tuple(listings[flow.candidate.have].organisation for flow in loop.flows)
    takers = tuple(listings[flow.candidate.need].organisation for flow in loop.flows)
    if givers != names or takers != (*names[1:], *names[:1]):
        yield Violation("loop_not_closed", names)
