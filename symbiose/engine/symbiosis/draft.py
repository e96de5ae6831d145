"""One join at one size: how much goes over each link, how many hours of work that is, and what stands against it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from symbiose.engine.placement.model import Position
from symbiose.engine.reason import Reason
from symbiose.engine.symbiosis.edges import Edge
from symbiose.engine.symbiosis.effort import Rate, rate_of
from symbiose.engine.symbiosis.model import Effort, Hub, Policy, Problem, Role
from symbiose.engine.symbiosis.plan import Crowd, Resource, Work
from symbiose.engine.symbiosis.reasons import stop, unmet
from symbiose.engine.symbiosis.room import WEEKS, Room, Uses, flow_resource, listing_resource, takes
from symbiose.engine.units import UNITS

_HAIR = 1e-6
_ROUND = 9


@dataclass(frozen=True, slots=True)
class Setting:
    """What every join of a problem is judged against."""

    problem: Problem
    policy: Policy
    room: Room
    efforts: Mapping[str, Effort]


@dataclass(frozen=True)
class Join:
    """A hub, the links it is joined by (in the order of roles), and the position that has the hours (None: proposed)."""

    hub: Hub
    edges: tuple[Edge, ...]
    job: Position | None

    @cached_property
    def key(self) -> str:
        """The same for the same pairs, run after run, whoever has the hours and however large it is."""
        pairs = sorted(f"{one.candidate.have}>{one.candidate.need}" for one in self.edges)
        told = repr((self.hub.organisation, pairs))
        return hashlib.sha256(told.encode()).hexdigest()

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The hub and everybody at the other ends."""
        return frozenset((self.hub.organisation, *(one.other.organisation for one in self.edges)))

    def edge(self, role: Role) -> Edge | None:
        """The link of a role."""
        return next((one for one in self.edges if one.role is role), None)


@dataclass(frozen=True)
class Draft:
    """A join at a size: `years` of each edge in the need's unit (None: unknown), and the work, None without any hours.

    `linked` is True where what comes in and what goes out are brought to one weight.
    """

    join: Join
    size: float
    years: tuple[float | None, ...]
    work: Work | None
    linked: bool
    failures: tuple[Reason, ...]

    def year(self, role: Role) -> float | None:
        """What goes over the link of a role."""
        return next((year for one, year in zip(self.join.edges, self.years, strict=True) if one.role is role), None)


def draft(join: Join, size: float, setting: Setting) -> Draft:
    """The join at a size, each link as large as all the others and the hours allow."""
    giver, buyer = join.edge(Role.GIVER), join.edge(Role.BUYER)
    moved = {one.role: one.most for one in join.edges}
    linked = _link(join.hub, giver, buyer, moved)
    known = _rate(giver, buyer, moved, setting)
    most = _most_half_hours(join, setting)
    if known is None:
        hours = low = high = most / 2 if join.job is not None else 0.0
        source, estimated = "", False
    else:
        rate, year = known
        hours = year * rate.central / WEEKS
        shrink = min(1.0, most / 2 / hours) if hours else 1.0
        moved = {role: None if one is None else one * shrink for role, one in moved.items()}
        hours, low, high = (one * shrink * year / WEEKS for one in (rate.central, rate.low, rate.high))
        source, estimated = rate.source, rate.estimated
    half_hours = ceil(2 * hours * size - _HAIR)
    work = _work(join, half_hours, (low * size, high * size, source, estimated), setting) if half_hours else None
    years = tuple(_year(one, moved[one.role], size, half_hours / 2) for one in join.edges)
    failures = (*against(join, setting), *_too_small(join, years, work, most, setting))
    return Draft(join, size, years, work, linked, failures)


def _link(hub: Hub, giver: Edge | None, buyer: Edge | None, moved: dict[Role, float | None]) -> bool:
    """Bring what comes in and what goes out to one weight, where both can be weighed."""
    if giver is None or buyer is None or giver.most is None or buyer.most is None:
        return False
    if not giver.kg or not buyer.kg:
        return False
    out = min(buyer.most * buyer.kg, giver.most * giver.kg * hub.made_share)
    moved[Role.BUYER], moved[Role.GIVER] = out / buyer.kg, min(giver.most, out / hub.made_share / giver.kg)
    return True


def _rate(
    giver: Edge | None, buyer: Edge | None, moved: Mapping[Role, float | None], setting: Setting
) -> tuple[Rate, float] | None:
    """How the hours are known, and the amount that they follow: hours that are bought come first."""
    bought = buyer is not None and buyer.hours is not None
    for edge in (buyer, giver) if bought else (giver, buyer):
        rate = None if edge is None else rate_of(edge, setting.efforts, setting.problem.graph)
        year = None if edge is None else moved[edge.role]
        if rate is not None and year is not None:
            return rate, year
    return None


def _most_half_hours(join: Join, setting: Setting) -> int:
    """What is left of the position's half hours, in the seats that are left, or what the hub could take on."""
    most = setting.room.most
    if join.job is None:
        return most["hub_half_hours", join.hub.organisation]
    by_seats = int(2 * join.job.hours) * most["seats", join.job.id]
    return min(most["half_hours", join.job.id], by_seats)


def _work(join: Join, half_hours: int, told: tuple[float, float, str, bool], setting: Setting) -> Work:
    low, high, source, estimated = told
    hours, job, policy = half_hours / 2, join.job, setting.policy
    people = None if job is None else setting.problem.fitting.get(job.id)
    crowd = crowd_of(people, policy)
    seats = 0 if job is None else ceil(half_hours / int(2 * job.hours))
    return Work(
        position="" if job is None else job.id,
        hours=hours,
        low=round(low, 2),
        high=round(high, 2),
        positions=seats or ceil(hours / policy.position_hours),
        seats=seats,
        source=source,
        estimated=estimated or job is None,
        crowd=crowd,
        count=people if crowd is Crowd.MANY else None,
    )


def crowd_of(people: int | None, policy: Policy) -> Crowd:
    """How many there are, as far as it may be told."""
    if people is None:
        return Crowd.UNKNOWN
    if people >= policy.fewest_people:
        return Crowd.MANY
    return Crowd.FEW if people else Crowd.NOBODY


def _year(edge: Edge, most: float | None, size: float, hours: float) -> float | None:
    """What goes over a link: of a room or machine by the hour no more than is worked."""
    if most is None:
        return None
    year = most * size
    unit = UNITS[edge.moved.need_unit]
    if edge.role in (Role.SPACE, Role.EQUIPMENT) and unit.dimension == "time":
        year = min(edge.most or 0.0, hours * WEEKS / unit.factor)
    return round(year, _ROUND)


def against(join: Join, setting: Setting) -> Iterator[Reason]:
    """What stands against the join at any size."""
    policy, hub = setting.policy, join.hub
    ends = {one.role: one.other.organisation for one in join.edges}
    ring = Role.GIVER in ends and ends[Role.GIVER] == ends.get(Role.BUYER)
    if len(join.organisations) < policy.fewest_parties and not ring:
        yield unmet("too_few_parties", parties=len(join.organisations), asked_parties=policy.fewest_parties)
    if len(join.organisations) > policy.most_parties:
        yield unmet("too_many_parties", parties=len(join.organisations), most_parties=policy.most_parties)
    if hub.own_room is False and Role.SPACE not in ends:
        yield unmet("room_missing")
    for edge in join.edges:
        limit = policy.reach_km[edge.role]
        if edge.candidate.km is not None and edge.candidate.km > limit:
            yield unmet("link_far", party=edge.role, km=edge.candidate.km, limit_km=limit)
        if edge.candidate.stopped:
            yield stop("link_stopped", party=edge.role)
        if edge.most == 0:
            yield unmet("link_taken", party=edge.role)
    if join.key in setting.problem.refused:
        yield unmet("bundle_refused")
    if join.job is not None and setting.problem.fitting.get(join.job.id) == 0:
        yield unmet("people_nobody")


def _too_small(
    join: Join, years: tuple[float | None, ...], work: Work | None, most: int, setting: Setting
) -> Iterator[Reason]:
    for edge, year in zip(join.edges, years, strict=True):
        if year is not None and edge.most and year < edge.moved.lot * (1 - _HAIR) - _HAIR:
            unit, lot = edge.moved.need_unit, edge.moved.lot
            yield unmet("lot_short", party=edge.role, quantity=round(year, 2), lot=lot, unit=unit)
    least = max(setting.policy.least_hours, 0.0 if join.job is None else join.job.min_hours)
    if work is None:
        if not most:
            yield unmet("hub_full") if join.job is None else unmet("work_full", position=join.job.id)
        elif all(edge.most != 0 for edge in join.edges):
            yield unmet("work_unknown")
    elif work.hours < least:
        yield unmet("work_little", work_hours=work.hours, least_hours=least)


def uses_of_draft(made: Draft, work: Work, setting: Setting) -> Uses:
    """Grains of every resource that the draft takes."""
    join, half_hours = made.join, round(2 * work.hours)
    uses: dict[Resource, int] = {("join", join.key): 1}
    listings = {one.id: one for edge in join.edges for one in (edge.have, edge.need)}
    for edge, year in zip(join.edges, made.years, strict=True):
        for listing, grains in zip((edge.have, edge.need), takes(edge.candidate, year or 0.0, listings), strict=True):
            flow = flow_resource(listing.id, edge.candidate)
            resource = flow if flow in setting.room.running else listing_resource(listing.id)
            uses[resource] = uses.get(resource, 0) + grains
    if work.position:
        uses["half_hours", work.position], uses["seats", work.position] = half_hours, work.seats
    else:
        uses["hub_half_hours", join.hub.organisation] = half_hours
    return uses
