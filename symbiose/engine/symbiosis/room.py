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


class Left:
    """What is left of each resource while bundles are chosen, one after the other."""

    def __init__(self, room: Room, chosen: Iterable[Uses] = ()) -> None:
        self._room = room
        self._left = dict(room.most)
        self._over: dict[Resource, int] = {}
        for flow, grains in room.running.items():
            self._left[listing_resource(flow[1])] -= grains
        for uses in chosen:
            self.take(uses)

    def of(self, resource: Resource) -> int:
        """How much is left; a join runs once."""
        return self._left.get(resource, 1)

    def needed(self, uses: Uses) -> dict[Resource, int]:
        """What these uses take beside what flows already have of it."""
        needed: dict[Resource, int] = {}
        for resource, grains in uses.items():
            thing, more = resource, grains
            if resource in self._room.running:
                thing = listing_resource(resource[1])
                before, running = self._over.get(resource, 0), self._room.running[resource]
                more = max(running, before + grains) - max(running, before)
            needed[thing] = needed.get(thing, 0) + more
        return needed

    def fits(self, uses: Uses) -> bool:
        """Whether there is enough left for these."""
        return all(grains <= self.of(resource) for resource, grains in self.needed(uses).items())

    def take(self, uses: Uses) -> None:
        """Take it."""
        for resource, grains in self.needed(uses).items():
            self._left[resource] = self.of(resource) - grains
        for resource, grains in uses.items():
            if resource in self._room.running:
                self._over[resource] = self._over.get(resource, 0) + grains


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
