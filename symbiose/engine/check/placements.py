"""Independent validator of placements: judges every proposal a second time and imports nothing that made it.

It stands on the problem and the policy alone: where this and the solver disagree, one of them is wrong.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from symbiose.engine.check.conditions import Violation
from symbiose.engine.check.placements_tiers import check_tiers
from symbiose.engine.placement.model import Candidate, Policy, Position, Problem, Use, Way
from symbiose.engine.placement.plan import Placed, Result

__all__ = ["Violation", "check_placements", "fits", "points_of", "priced_bound"]
_POINTS = 1e-6
_EARTH_KM, _DETOUR = 6371.0088, 1.3
_HALF = 30  # minutes
_DAY, _WEEK = 48, 336


def check_placements(problem: Problem, result: Result, *, policy: Policy) -> tuple[Violation, ...]:
    """Every promise that the result breaks; empty where it keeps them all."""
    people = {row.id: row for row in problem.candidates}
    jobs = {row.id: row for row in problem.positions}
    unknown = [
        Violation("unknown", (one.candidate, one.position))
        for one in result.placements
        if one.candidate not in people or one.position not in jobs
    ]
    if unknown:
        return tuple(unknown)
    return (
        *_people(problem, result),
        *(found for one in result.placements for found in _pair(one, people, jobs, problem, policy)),
        *_room(problem, result, people, jobs),
        *_figures(problem, result, policy),
    )


def _people(problem: Problem, result: Result) -> Iterator[Violation]:
    """One main placement each, and nobody who has one is moved."""
    seen = {one.candidate for one in problem.existing if one.main}
    running = set(seen)
    for one in result.placements:
        if one.candidate in seen:
            yield Violation("moved" if one.candidate in running else "placed_twice", (one.candidate,))
        seen.add(one.candidate)


def _pair(
    one: Placed, people: Mapping[str, Candidate], jobs: Mapping[str, Position], problem: Problem, policy: Policy
) -> Iterator[Violation]:
    person, job, ids = people[one.candidate], jobs[one.position], (one.candidate, one.position)
    broken = [*_conditions(person, job, problem, policy)]
    yield from (Violation(code, ids) for code in broken)
    if broken:
        return
    most = _most_hours(person, job, problem, policy)
    within = job.min_hours <= one.hours <= most  # of what is no number nothing is true
    if not within or not _can_be_worked(one.hours, person, job, problem, policy):
        yield Violation("hours_do_not_fit", ids, f"{one.hours} of {most}")
    points = points_of(person, job, one.hours, problem=problem, policy=policy) if math.isfinite(one.hours) else 0.0
    if not abs(points - one.points) <= _POINTS:
        yield Violation("wrong_points", ids, f"{one.points} for {points}")


def fits(person: Candidate, job: Position, *, problem: Problem, policy: Policy) -> float:
    """The most hours a week of a pair by itself, whatever the room; 0 where a condition fails."""
    if any(_conditions(person, job, problem, policy)):
        return 0.0
    most = _most_hours(person, job, problem, policy)
    return most if most >= job.min_hours else 0.0


def _conditions(person: Candidate, job: Position, problem: Problem, policy: Policy) -> Iterator[str]:
    if not person.accommodations <= job.accommodations:
        yield "accommodation_missing"
    if not job.skills <= person.skills:
        yield "skill_missing"
    if job.form and person.forms and job.form not in person.forms:
        yield "form_not_possible"
    if (person.id, job.id) in problem.refused or person.never & {job.id, job.organisation, *job.tasks}:
        yield "said_no"
    way = _way(person, job, problem, policy)
    if way is None or way.minutes > person.max_travel:
        yield "out_of_reach"


def _way(person: Candidate, job: Position, problem: Problem, policy: Policy) -> Way | None:
    home, work = person.place, job.place
    if home is None or work is None:
        return None
    if problem.travel is not None:
        return problem.travel.get((home.name, work.name, person.transport))
    # The chord through the globe: another way to the same distance.
    ends = [
        (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        for lat, lon in ((math.radians(place.lat), math.radians(place.lon)) for place in (home, work))
    ]
    km = round(2 * _EARTH_KM * math.asin(min(1.0, math.dist(*ends) / 2)) * _DETOUR, 1)
    speed = policy.speeds[person.transport]
    minutes = math.ceil(round(km * 60 / speed.km_per_hour + speed.minutes, 6)) if km else 0  # one point: unknown
    return Way(minutes, speed.first_out, speed.last_home)


def _free(person: Candidate, way: Way) -> set[int]:
    """Half hours of the week in which the person can be at work, by number."""
    first = 0 if way.first_out is None else way.first_out
    last = _DAY * _HALF if way.last_home is None else way.last_home
    return {
        slot
        for slot in range(_WEEK)
        if person.windows >> slot & 1 and slot % _DAY * _HALF >= first and (slot % _DAY + 1) * _HALF <= last
    }


def _most_hours(person: Candidate, job: Position, problem: Problem, policy: Policy) -> float:
    """The most hours of what the pattern allows; 0 where it allows none."""
    limit = min(person.hours, job.hours)
    if job.pattern.use is Use.FLEXIBLE:
        shifts, free = _week(person, job, problem, policy)
        open_slots = set().union(*shifts) if shifts else set(range(_WEEK))
        return min(limit, len(free & open_slots) / 2)
    return max((hours for hours in _shift_sums(person, job, problem, policy) if hours <= limit), default=0.0)


def _can_be_worked(hours: float, person: Candidate, job: Position, problem: Problem, policy: Policy) -> bool:
    """Half hours where they lie freely; else those of whole shifts, as many as the pattern asks for."""
    if job.pattern.use is Use.FLEXIBLE:
        return hours * 2 == round(hours * 2)
    return hours in _shift_sums(person, job, problem, policy)


def _shift_sums(person: Candidate, job: Position, problem: Problem, policy: Policy) -> Iterator[float]:
    """Hours of every set of shifts that the person can work and the pattern allows."""
    shifts, free = _week(person, job, problem, policy)
    lengths = [len(shift) / 2 for shift in shifts if shift <= free]
    least = len(shifts) if job.pattern.use is Use.ALL else job.pattern.least
    return (sum(some) for count in range(least, len(lengths) + 1) for some in combinations(lengths, count))


def _week(person: Candidate, job: Position, problem: Problem, policy: Policy) -> tuple[list[set[int]], set[int]]:
    """Half hours of each window of the position, and those in which the person can be at work."""
    way = _way(person, job, problem, policy)
    shifts = [{slot for slot in range(_WEEK) if window >> slot & 1} for window in job.windows]
    return shifts, _free(person, way) if way else set()


def points_of(person: Candidate, job: Position, hours: float, *, problem: Problem, policy: Policy) -> float:
    """What a pair is worth by the policy's weights, part by part in thousandths."""
    way = _way(person, job, problem, policy)
    weights, minutes = policy.weights, way.minutes if way else 0
    wished = sum(task in person.wishes for task in job.tasks) / max(1, len(job.tasks))
    parts = (
        weights.own_hours * hours / person.hours,
        weights.wishes * wished,
        weights.waiting * min(2.0, person.waiting_weeks / 52),
        weights.continuity if job.unit in person.knows else 0.0,
        weights.workplace_hour * hours,
        -weights.travel_minute * minutes,
    )
    return sum(round(part * 1000) for part in parts) / 1000


def _room(
    problem: Problem, result: Result, people: Mapping[str, Candidate], jobs: Mapping[str, Position]
) -> Iterator[Violation]:
    """Seats and hours of positions, mentor hours and subsidised places of units, with the placements that run."""
    seats: dict[str, float] = defaultdict(float)
    hours: dict[str, float] = defaultdict(float)
    mentor: dict[str, float] = defaultdict(float)
    places: dict[str, float] = {one.unit: one.subsidised_now for one in problem.workplaces}
    running = [(one.position, one.hours, one.mentor_hours, 0) for one in problem.existing if one.position in jobs]
    new = [
        (one.position, one.hours, people[one.candidate].mentor_hours, int(jobs[one.position].subsidised))
        for one in result.placements
    ]
    touched = {one.position for one in result.placements}
    for name, worked, support, counted in (*running, *new):
        unit = jobs[name].unit
        seats[name] += 1
        hours[name] += worked
        mentor[unit] += support
        places[unit] = places.get(unit, 0) + counted
    for name in sorted(touched):
        job = jobs[name]
        if seats[name] > job.seats:
            yield Violation("too_many_seats", (name,), f"{seats[name]:g} > {job.seats}")
        most = job.seats * job.hours if job.total_hours is None else job.total_hours
        if hours[name] > most:
            yield Violation("too_many_hours", (name,), f"{hours[name]} > {most}")
    units = {one.unit: one for one in problem.workplaces}
    for unit in sorted({jobs[name].unit for name in touched}):
        place = units.get(unit)
        if place is None:
            yield Violation("unknown_unit", (unit,))
            continue
        if mentor[unit] > max(place.mentor_hours, sum(row[2] for row in running if jobs[row[0]].unit == unit)):
            yield Violation("too_many_mentor_hours", (unit,), f"{mentor[unit]} > {place.mentor_hours}")
        if place.most_subsidised is not None and places[unit] > max(place.most_subsidised, place.subsidised_now):
            yield Violation("over_the_ratio", (unit,), f"{places[unit]:g} > {place.most_subsidised}")


def _figures(problem: Problem, result: Result, policy: Policy) -> Iterator[Violation]:
    value = sum(one.points for one in result.placements)
    if not abs(value - result.value) <= _POINTS * max(1.0, value):
        yield Violation("wrong_value", (), f"{result.value} for {value}")
    if not result.bound >= result.value - _POINTS:
        yield Violation("bound_below_value", (), f"{result.bound} < {result.value}")
    yield from check_tiers(problem, result, policy)


def priced_bound(problem: Problem, result: Result, *, policy: Policy) -> float:
    """What no plan that keeps the guarantees can exceed, from the result's prices alone, over all pairs that fit.

    For any prices not below 0: the price of all room, less that of what is guaranteed, and each person's best pair above
    the price of what it takes.
    """
    prices = {name: max(0.0, price) for name, price in result.prices.items()}
    left = room_left(problem)
    bound = sum(price * left.get(name, 0.0) for name, price in prices.items() if name[0] != "tier")
    bound -= sum(prices.get(("tier", f"{tier.least_weeks:g}"), 0.0) * tier.guaranteed for tier in result.tiers)
    running = {one.candidate for one in problem.existing if one.main}
    for person in problem.candidates:
        if person.id not in running:
            tier = next(one for one in result.tiers if person.waiting_weeks >= one.least_weeks)
            gift = prices.get(("tier", f"{tier.least_weeks:g}"), 0.0)
            above = (_above(person, job, (prices, left), problem, policy) for job in problem.positions)
            bound += max(0.0, max(above, default=-math.inf) + gift)
    return bound


Named = Mapping[tuple[str, str], float]


def _above(person: Candidate, job: Position, named: tuple[Named, Named], problem: Problem, policy: Policy) -> float:
    """What a pair is worth above the price of what it takes; less than anything where it cannot be."""
    prices, left = named
    hours = fits_beside(person, job, left, problem=problem, policy=policy)
    if not hours:
        return -math.inf
    paid = (
        prices.get(("seat", job.id), 0.0)
        + prices.get(("half_hour", job.id), 0.0) * hours * 2
        + prices.get(("mentor_quarter", job.unit), 0.0) * person.mentor_hours * 4
        + (prices.get(("place", job.unit), 0.0) if counts(job, left) else 0.0)
    )
    return points_of(person, job, hours, problem=problem, policy=policy) - paid


def counts(job: Position, left: Named) -> bool:
    """True where a person of the position takes one of a known number of subsidised places."""
    return job.subsidised and ("place", job.unit) in left


def fits_beside(person: Candidate, job: Position, left: Named, *, problem: Problem, policy: Policy) -> float:
    """The most hours a week of a pair in the room that running placements leave; 0 where it cannot be."""
    most = min(job.hours, left["half_hour", job.id] / 2)
    full = left["seat", job.id] < 1 or (counts(job, left) and left["place", job.unit] < 1)
    if full or most < job.min_hours or person.mentor_hours * 4 > left["mentor_quarter", job.unit]:
        return 0.0
    return fits(person, replace(job, hours=most), problem=problem, policy=policy)


def room_left(problem: Problem) -> dict[tuple[str, str], float]:
    """Seats, half hours, mentor quarters and, where a limit is known, subsidised places that running placements leave."""
    left: dict[tuple[str, str], float] = {}
    unit_of = {job.id: job.unit for job in problem.positions}
    for job in problem.positions:
        most = job.seats * job.hours if job.total_hours is None else job.total_hours
        left["seat", job.id], left["half_hour", job.id] = float(job.seats), most * 2
    for place in problem.workplaces:
        left["mentor_quarter", place.unit] = place.mentor_hours * 4
        if place.most_subsidised is not None:
            left["place", place.unit] = float(place.most_subsidised - place.subsidised_now)
    for one in problem.existing:
        if one.position in unit_of:
            left["seat", one.position] -= 1
            left["half_hour", one.position] -= one.hours * 2
            left["mentor_quarter", unit_of[one.position]] -= one.mentor_hours * 4
    return {name: max(0.0, value) for name, value in left.items()}
