"""What there is of everything that bundles take, in whole grains, so that every sum is exact.

A listing is a million grains, and what goes over a link is rounded down to whole ones: so exactly is it kept that nothing
gives more than there is. A position has half hours and seats, a hub has half hours that it could take on. A pair with a
flow has grains of its own: the bundle takes up the flow first, and only what is more is taken from the listing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor

from symbiose.engine.exchange.model import Candidate, Listing
from symbiose.engine.symbiosis.model import Policy, Problem
from symbiose.engine.symbiosis.plan import Resource

GRAINS = 1_000_000
_HAIR = 1e-3  # of a grain
TIMES = {"once": 1.0, "week": 52.0, "month": 12.0, "year": 1.0}
WEEKS = 52.0

Uses = Mapping[Resource, int]


def listing_resource(listing: str) -> Resource:
    """All of a listing."""
    return ("listing", listing)


def flow_resource(listing: str, candidate: Candidate) -> Resource:
    """What bundles take of a listing by a pair that has a flow."""
    return ("flow", listing, candidate.have, candidate.need)


@dataclass(frozen=True, slots=True)
class Room:
    """`most` of each resource in all; `running` is what flows take of a listing, by flow resource."""

    most: Mapping[Resource, int]
    running: Mapping[Resource, int]

    def left(self, chosen: Iterable[Uses]) -> dict[Resource, int]:
        """What these bundles and all flows leave of each resource that there is a limit to; below 0 where too much."""
        used: dict[Resource, int] = dict.fromkeys(self.running, 0)
        for uses in chosen:
            for resource, grains in uses.items():
                used[resource] = used.get(resource, 0) + grains
        left = dict(self.most)
        for resource, grains in used.items():
            if resource in self.running:
                left[listing_resource(resource[1])] -= max(grains, self.running[resource])
            else:
                left[resource] = left.get(resource, 1) - grains  # a join runs once
        return left

    def fits(self, chosen: Iterable[Uses]) -> bool:
        """Whether these bundles can all run together."""
        return min(self.left(chosen).values(), default=0) >= 0


def room_of(problem: Problem, policy: Policy) -> Room:
    """Everything that there is, and what flows and placements take of it."""
    listings = {one.id: one for one in problem.listings}
    running: dict[Resource, int] = {}
    for flow in problem.flows:
        have, need = takes(flow.candidate, flow.share * (flow.candidate.most or 1.0), listings)
        running[flow_resource(flow.candidate.have, flow.candidate)] = have
        running[flow_resource(flow.candidate.need, flow.candidate)] = need
    most: dict[Resource, int] = {listing_resource(name): GRAINS for name in listings}
    flowing: dict[Resource, int] = {}
    for resource, grains in running.items():
        flowing[listing_resource(resource[1])] = flowing.get(listing_resource(resource[1]), 0) + grains
    most |= {name: max(GRAINS, grains) for name, grains in flowing.items()}  # what runs, runs
    for job in problem.positions:
        hours = job.seats * job.hours if job.total_hours is None else job.total_hours
        there = [one.hours for one in problem.taken if one.position == job.id]
        most["half_hours", job.id] = max(0, floor(2 * (hours - sum(sorted(there)))))
        most["seats", job.id] = max(0, job.seats - len(there))
    for hub in problem.hubs:
        hours = policy.hub_hours if hub.most_hours is None else hub.most_hours
        most["hub_half_hours", hub.organisation] = floor(2 * hours)
    return Room(most, running)


def takes(candidate: Candidate, year: float, listings: Mapping[str, Listing]) -> tuple[int, int]:
    """Grains of the have and of the need that so much a year takes; all of it where a side says no quantity."""
    have, need = listings[candidate.have], listings[candidate.need]
    wanted, supply = yearly(need), yearly(have)
    if not candidate.supply_share:
        return GRAINS, GRAINS
    return (
        GRAINS if not supply else _grains(year * candidate.supply_share / supply),
        GRAINS if not wanted else _grains(year / wanted),
    )


def yearly(listing: Listing) -> float | None:
    """Quantity a year; an unsaid rhythm counts as a single time."""
    return None if listing.quantity is None else listing.quantity * TIMES[listing.per or "once"]


def _grains(share: float) -> int:
    return min(GRAINS, floor(share * GRAINS + _HAIR))
