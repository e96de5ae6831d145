"""Independent validator of symbioses: judges every bundle a second time and imports nothing that made it.

It stands on the problem and the policy alone: where this and the solver disagree, one of them is wrong.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from symbiose.engine.check.bundle_amounts import GRAINS, Case, flowing, hours_expected, key_of, make_case, taken
from symbiose.engine.check.bundle_gains import check_gains
from symbiose.engine.check.conditions import Violation
from symbiose.engine.check.measure import Pair, least_a_year
from symbiose.engine.symbiosis.model import Hub, Policy, Problem, Role
from symbiose.engine.symbiosis.plan import Bundle, Crowd, Link, Resource, Result, Work

__all__ = ["Violation", "check_bundles", "priced_bundle_bound"]
_POINTS = 1e-6
_PART = 1e-3  # points of a part are told to a thousandth
_GRAIN = 1.0  # what a link may be over by rounding
_TIMES = {"once": 1, "week": 52, "month": 12, "year": 1}


def check_bundles(problem: Problem, result: Result, *, policy: Policy) -> tuple[Violation, ...]:
    """Every promise that the result breaks; empty where it keeps them all."""
    case, hubs = make_case(problem), {one.organisation: one for one in problem.hubs}
    every = (*result.bundles, *result.options)
    unknown = [
        Violation("unknown", (one.key, link.candidate.have, link.candidate.need))
        for one in every
        for link in one.links
        if one.hub not in hubs or (link.candidate.have, link.candidate.need) not in case.candidates
    ]
    if unknown:
        return tuple(unknown)
    return (
        *(found for one in every for found in _bundle(case, one, hubs[one.hub], policy)),
        *_once(result),
        *_room(case, result.bundles, policy),
        *_figures(result),
    )


def _bundle(case: Case, bundle: Bundle, hub: Hub, policy: Policy) -> Iterator[Violation]:
    ids = (bundle.key,)
    ends = {link.role: case.other(link).organisation for link in bundle.links}
    organisations = {hub.organisation, *ends.values()}
    if len(ends) != len(bundle.links) or not ends.keys() & {Role.GIVER, Role.BUYER}:
        yield Violation("wrong_roles", ids)
    ring = ends.get(Role.GIVER, "") == ends.get(Role.BUYER)
    if not (len(organisations) >= policy.fewest_parties or ring) or len(organisations) > policy.most_parties:
        yield Violation("wrong_number_of_parties", ids, str(len(organisations)))
    if hub.own_room is False and Role.SPACE not in ends:
        yield Violation("no_room", ids)
    key = key_of(bundle)
    if bundle.key != key:
        yield Violation("wrong_key", ids)
    if key in case.problem.refused:
        yield Violation("refused", ids)
    for link in bundle.links:
        yield from (
            Violation(code, (*ids, link.candidate.have, link.candidate.need))
            for code in _link(case, link, bundle, policy)
        )
    yield from (Violation(code, ids) for code in _work(case, bundle, hub, policy))
    yield from check_gains(case, bundle, hub)
    yield from _points(case, bundle, policy)


def _link(case: Case, link: Link, bundle: Bundle, policy: Policy) -> Iterator[str]:
    candidate = case.candidates[link.candidate.have, link.candidate.need]
    if replace(candidate, parts=(), reasons=()) != replace(link.candidate, parts=(), reasons=()):
        yield "told_otherwise"
    if candidate.by_words or candidate.stopped:
        yield "cannot_run"
    if case.role(link, bundle.hub) is not link.role:
        yield "wrong_role"
    if not (candidate.km or 0.0) <= policy.reach_km[link.role]:
        yield "too_far"
    pair = case.pair(candidate)
    yield from _told(case, link, pair)
    limits = [one for one in (pair.supply, pair.wanted) if one is not None and pair.units is not None]
    most = min(limits, default=None)
    if link.year is None or link.quantity is None or most is None:
        if not link.year is link.quantity is most is None:
            yield "amount_of_unknown"
        return
    if not 0 < link.year <= most * (1 + _POINTS):
        yield "more_than_there_is"
    if not abs(link.quantity * _TIMES[link.per] - link.year) <= _POINTS * max(1.0, link.year):
        yield "wrong_quantity"
    if link.year < least_a_year(pair) * (1 - _POINTS) - _POINTS:
        yield "below_lot"


def _told(case: Case, link: Link, pair: Pair) -> Iterator[str]:
    """The unit of the need, and whether a flow runs between the two already."""
    if link.unit != (pair.need.unit or case.family(link.candidate.need_family).unit):
        yield "wrong_unit"
    running = {(flow.candidate.have, flow.candidate.need) for flow in case.problem.flows}
    if link.carried is not (pair.ids in running):
        yield "wrongly_carried"


def _work(case: Case, bundle: Bundle, hub: Hub, policy: Policy) -> Iterator[str]:
    work = bundle.work
    if not math.isfinite(work.hours):
        yield "wrong_hours"
        return
    if work.hours * 2 != round(work.hours * 2) or work.hours < policy.least_hours:
        yield "wrong_hours"
    if not work.low <= work.hours or not work.high >= work.hours - 0.5:  # hours are rounded up to a half
        yield "hours_out_of_their_range"
    known = hours_expected(case, bundle)
    if known is not None and not known[0] - _POINTS <= work.hours <= known[0] + 0.5 + _POINTS:
        yield "hours_do_not_follow"
    if (known[1] if known else "") != work.source or (known is None and not work.position):
        yield "hours_of_nobody"
    if work.position:
        yield from _position(case, work, hub)
    elif work.positions != math.ceil(work.hours / policy.position_hours) or work.seats:
        yield "wrong_positions"
    fitting = case.problem.fitting.get(work.position)
    if (work.crowd, work.count) != _crowd(fitting, policy):
        yield "wrong_crowd"
    if fitting == 0:
        yield "nobody_fits"


def _position(case: Case, work: Work, hub: Hub) -> Iterator[str]:
    job = next((one for one in case.problem.positions if one.id == work.position), None)
    if job is None or job.organisation != hub.organisation:
        yield "foreign_position"
        return
    if work.seats != math.ceil(work.hours / job.hours) or work.positions != work.seats:
        yield "wrong_positions"
    if work.hours < job.min_hours:
        yield "wrong_hours"


def _crowd(people: int | None, policy: Policy) -> tuple[Crowd, int | None]:
    """How many may be told: never fewer than the fewest."""
    if people is None:
        return Crowd.UNKNOWN, None
    if people == 0:
        return Crowd.NOBODY, None
    return (Crowd.FEW, None) if people < policy.fewest_people else (Crowd.MANY, people)


def _points(case: Case, bundle: Bundle, policy: Policy) -> Iterator[Violation]:
    weights, work = policy.weights, bundle.work
    known = {one.measure.value: one.quantity or 0.0 for one in bundle.gains}
    km = sum(policy.reach_km[one.role] / 2 if one.candidate.km is None else one.candidate.km for one in bundle.links)
    guesses = sum(one.estimated for one in bundle.links) + work.estimated + (work.position == "")
    parties = len({one.organisation for one in bundle.parties} - {""})
    parts = {
        "hours": weights.hour * work.hours,
        "positions": weights.position * work.positions,
        "kept_in_use": weights.tonne * known.get("kg_kept_in_use", 0.0) / 1000,
        "sales": weights.thousand_kroner * known.get("sales", 0.0) / 1000,
        "parties": weights.party * parties,
        "distance": -weights.per_km * round(km, 1),
        "estimated": -weights.estimate * guesses,
        "bundle": -weights.bundle,
    }
    told = {one.code: one.points for one in bundle.parts}
    if (
        any(not abs(told.get(code, 0.0) - points) <= _PART for code, points in parts.items())
        or told.keys() - parts.keys()
    ):
        yield Violation("wrong_parts", (bundle.key,), str(told))
    if not abs(sum(told.values()) - bundle.points) <= _POINTS:
        yield Violation("points_are_not_their_sum", (bundle.key,))


def _once(result: Result) -> Iterator[Violation]:
    for key, times in sorted(Counter(key_of(one) for one in result.bundles).items()):
        if times > 1:
            yield Violation("joined_twice", (key,))


def _room(case: Case, bundles: tuple[Bundle, ...], policy: Policy) -> Iterator[Violation]:
    """Nothing gives more than there is, beside what flows and placements take."""
    flows: dict[tuple[str, str, str], float] = {}
    for flow in case.problem.flows:
        for listing, grains in flowing(case, flow).items():
            flows[listing, flow.candidate.have, flow.candidate.need] = grains
    mine: dict[tuple[str, str, str], float] = defaultdict(float)
    links: Counter[str] = Counter()
    for bundle in bundles:
        for link in bundle.links:
            for listing, grains in taken(case, link.candidate, link.year or 0.0).items():
                mine[listing, link.candidate.have, link.candidate.need] += grains
                links[listing] += 1
    for listing in sorted(links):
        by_flows = sum(grains for name, grains in flows.items() if name[0] == listing)
        every = {name for name in (*flows, *mine) if name[0] == listing}
        used = sum(max(flows.get(name, 0.0), mine.get(name, 0.0)) for name in every)
        if used > max(GRAINS, by_flows) + _GRAIN * (links[listing] + len(every)):
            yield Violation("more_than_there_is", (listing,), f"{used / GRAINS}")
    yield from _hours_room(case, bundles, policy)


def _hours_room(case: Case, bundles: tuple[Bundle, ...], policy: Policy) -> Iterator[Violation]:
    for job in case.problem.positions:
        there = [one.hours for one in case.problem.taken if one.position == job.id]
        mine = [one.work for one in bundles if one.work.position == job.id]
        hours = job.seats * job.hours if job.total_hours is None else job.total_hours
        if mine and sum(there) + sum(one.hours for one in mine) > hours + _POINTS:
            yield Violation("too_many_hours", (job.id,))
        if mine and len(there) + sum(one.seats for one in mine) > job.seats:
            yield Violation("too_many_seats", (job.id,))
    for hub in case.problem.hubs:
        most = policy.hub_hours if hub.most_hours is None else hub.most_hours
        mine = [one.work for one in bundles if one.hub == hub.organisation and not one.work.position]
        if sum(one.hours for one in mine) > most:
            yield Violation("too_many_hours", (hub.organisation,))


def _figures(result: Result) -> Iterator[Violation]:
    value = sum(one.points for one in result.bundles)
    if not abs(value - result.value) <= _POINTS * max(1.0, value):
        yield Violation("wrong_value", (), f"{result.value} for {value}")
    if not result.bound >= result.value - _POINTS:
        yield Violation("bound_below_value", (), f"{result.bound} < {result.value}")


def priced_bundle_bound(problem: Problem, result: Result, *, policy: Policy) -> float:
    """What no choice among the weighed bundles can exceed, from the result's prices alone, in one pass.

    Prices are of one of each resource: ("listing", id) and ("flow", id, have, need) of a millionth of a listing,
    ("half_hours", position), ("seats", position), ("hub_half_hours", organisation), ("join", key). For any prices not
    below 0 this holds: the price of all there is, less what flows take of it, and what each bundle is worth above the
    price of what it takes.
    """
    case, prices = make_case(problem), {name: max(0.0, price) for name, price in result.prices.items()}
    flows: dict[Resource, float] = {
        ("flow", listing, flow.candidate.have, flow.candidate.need): grains
        for flow in problem.flows
        for listing, grains in flowing(case, flow).items()
    }
    bound = 0.0
    bound += sum(price * _there(problem, name, flows, policy) for name, price in prices.items() if name[0] != "flow")
    for name, grains in flows.items():
        bound -= grains * max(0.0, prices.get(("listing", name[1]), 0.0) - prices.get(name, 0.0))
    for one in (*result.bundles, *result.options):
        paid = sum(prices.get(name, 0.0) * units for name, units in _takes(case, one, flows))
        bound += max(0.0, one.points - paid)
    return bound


def _there(problem: Problem, name: Resource, flows: Mapping[Resource, float], policy: Policy) -> float:
    """How much there is of a resource in all."""
    kind, thing = name[0], name[1]
    if kind == "listing":
        return max(GRAINS, sum(grains for flow, grains in flows.items() if flow[1] == thing))
    if kind == "hub_half_hours":
        hub = next(one for one in problem.hubs if one.organisation == thing)
        return 2 * (policy.hub_hours if hub.most_hours is None else hub.most_hours)
    if kind == "join":
        return 1.0
    job = next(one for one in problem.positions if one.id == thing)
    there = [one.hours for one in problem.taken if one.position == thing]
    if kind == "seats":
        return max(0, job.seats - len(there))
    return max(0.0, 2 * ((job.seats * job.hours if job.total_hours is None else job.total_hours) - sum(there)))


def _takes(case: Case, bundle: Bundle, flows: Mapping[Resource, float]) -> Iterator[tuple[Resource, float]]:
    work = bundle.work
    yield ("join", bundle.key), 1.0
    for link in bundle.links:
        for listing, grains in taken(case, link.candidate, link.year or 0.0).items():
            flow = ("flow", listing, link.candidate.have, link.candidate.need)
            yield (flow if flow in flows else ("listing", listing)), math.floor(grains + 0.001)
    if work.position:
        yield ("half_hours", work.position), work.hours * 2
        yield ("seats", work.position), float(work.seats)
    else:
        yield ("hub_half_hours", bundle.hub), work.hours * 2
