"""Made-up people and positions round the towns of real municipalities: the same scale and seed give the same problem.

Hours are about 93 % of what is asked for and mentor hours about 85 %, so that somewhat under half can be placed. Rates of
accommodations, skills and waiting are guesses. A straight line crosses water.
"""

from __future__ import annotations

import hashlib
import math
import random
from datetime import date
from itertools import accumulate

from symbiose.engine.geography import Place, straight_km
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.model import (
    Candidate,
    Existing,
    Mode,
    Pattern,
    Position,
    Problem,
    Use,
    Workplace,
)
from symbiose.engine.windows import window
from symbiose.reference import municipalities

TODAY = date(2026, 11, 24)
# people, positions, municipalities
SCALES = {"municipality": (400, 250, 1), "region": (10_000, 6_000, 12), "country": (100_000, 60_000, 98)}
_SKILLS = tuple(f"skill {number:02}" for number in range(32))
_TASKS = tuple(f"task {number:02}" for number in range(24))
_ASKED = (
    0.25,
    0.12,
    0.1,
    0.2,
    0.08,
    0.08,
    0.2,
    0.12,
    0.1,
    0.12,
    0.08,
    0.05,
    0.1,
    0.05,
    0.03,
    0.04,
    0.06,
    0.02,
    0.1,
    0.12,
)
_MODES = ((Mode.WALK, 0.05), (Mode.BIKE, 0.35), (Mode.PUBLIC, 0.35), (Mode.CAR, 0.25))
_POSITIONS_OF_UNIT = 2.4


def problem(scale: str, seed: int = 1) -> Problem:
    """A problem of a scale; a few placements run already."""
    people, positions, areas = SCALES[scale]
    draw = random.Random(f"{scale} {seed}")
    towns = _towns(areas, draw)
    units = [_unit(number, towns, draw) for number in range(max(1, round(positions / _POSITIONS_OF_UNIT)))]
    jobs = tuple(_position(number, draw.choice(units), draw) for number in range(positions))
    running = draw.sample(jobs, positions // 20)
    return Problem(
        candidates=tuple(_candidate(number, towns, draw) for number in range(people)),
        positions=jobs,
        workplaces=tuple(unit for unit, _ in units),
        existing=tuple(
            Existing(f"placed {at}", job.id, job.min_hours, draw.randrange(0, 3) / 4) for at, job in enumerate(running)
        ),
    )


def digest(case: Problem) -> str:
    """The same for the same problem: proof that every method got the same."""
    told = repr([(one.id, one.hours, one.windows, one.place) for one in (*case.candidates, *case.positions)])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


_Towns = tuple[list[Place], list[float]]


def _towns(count: int, draw: random.Random) -> _Towns:
    """The municipality of Silkeborg and those nearest to it, each a town with a weight and some villages round it."""
    centre = next(one for one in municipalities().values() if one.name == "Silkeborg")
    middle = Place(centre.lat, centre.lon)
    every = sorted(municipalities().values(), key=lambda one: (straight_km(middle, Place(one.lat, one.lon)), one.name))[
        :count
    ]
    places, weights = [], []
    for one in every:
        weight = draw.lognormvariate(0, 0.6)
        places.append(Place(one.lat, one.lon, one.name))
        weights.append(weight)
        for at in range(8):
            places.append(_near(Place(one.lat, one.lon, f"{one.name} {at}"), 10, draw))
            weights.append(weight * 0.12)
    return places, list(accumulate(weights))


def _near(place: Place, km: float, draw: random.Random) -> Place:
    lat = place.lat + draw.gauss(0, km / 111)
    lon = place.lon + draw.gauss(0, km / 111 / math.cos(math.radians(place.lat)))
    return Place(round(min(57.75, max(54.6, lat)), 4), round(min(15.2, max(8.05, lon)), 4), place.name)


def _place(towns: _Towns, draw: random.Random) -> Place:
    return _near(draw.choices(towns[0], cum_weights=towns[1])[0], 2.0, draw)


def _hours(draw: random.Random) -> float:
    return round(2 * min(20.0, max(3.0, draw.gammavariate(4, 2.25)))) / 2


def _week(days: int, draw: random.Random, *, longest: int, shortest: int = 4) -> tuple[int, ...]:
    found = []
    for day in sorted(draw.sample(range(7) if draw.random() < 0.15 else range(5), days)):
        start = draw.randrange(12, 26)
        found.append(window(day, start, start + draw.randrange(shortest, longest + 1)))
    return tuple(found)


def _candidate(number: int, towns: _Towns, draw: random.Random) -> Candidate:
    mode = draw.choices([mode for mode, _ in _MODES], [share for _, share in _MODES])[0]
    return Candidate(
        id=f"person {number:06}",
        hours=_hours(draw),
        windows=sum(_week(draw.randrange(2, 6), draw, longest=14)),
        place=_place(towns, draw),
        transport=mode,
        max_travel=draw.choice((20, 30, 30, 45, 45, 60)),
        accommodations=frozenset(
            code for code, rate in zip(accommodations(), _ASKED, strict=True) if draw.random() < rate
        ),
        skills=frozenset(draw.sample(_SKILLS, draw.randrange(4, 16))),
        wishes=frozenset(draw.sample(_TASKS, draw.randrange(1, 5))),
        never=frozenset(draw.sample(_TASKS, draw.choice((0, 0, 1, 2)))),
        waiting_weeks=round(draw.expovariate(1 / 30), 1),
        mentor_hours=draw.choice((0, 2, 3, 4, 4, 6, 8)) / 4,
    )


def _unit(number: int, towns: _Towns, draw: random.Random) -> tuple[Workplace, Place]:
    """A production unit with its place; one of twelve is a social enterprise with three times the room."""
    employees = round(draw.lognormvariate(math.log(13), 1.0))
    most = max(1, min(employees, 50) // 5 + max(0, employees - 50) // 10)
    times = 3 if draw.random() < 0.08 else 1
    mentor = times * max(1, round(draw.gammavariate(2, 5.9))) / 4
    place = _place(towns, draw)
    return Workplace(
        f"unit {number:05}", f"firm {number:05}", mentor, times * most, draw.randrange(0, most // 2 + 1)
    ), place


def _position(number: int, at: tuple[Workplace, Place], draw: random.Random) -> Position:
    unit, place = at
    use = draw.choices(tuple(Use), (70, 15, 15))[0]
    windows = _week(
        draw.randrange(2, 6) if use is not Use.ALL else draw.randrange(1, 3),
        draw,
        longest=16 if use is Use.FLEXIBLE else 8,
    )
    total = round(2 * max(3.0, draw.gammavariate(3, 4.6))) / 2
    shifts = sum(one.bit_count() for one in windows) / 2
    least = draw.choice((2.0, 3.0, 3.0, 4.0, 5.0)) if use is not Use.ALL else shifts
    hours = max(least, min(20.0, total) if use is not Use.ALL else shifts)
    offered = 0.92 if draw.random() < 0.3 else 0.55
    return Position(
        id=f"position {number:05}",
        organisation=unit.organisation,
        unit=unit.unit,
        hours=hours,
        min_hours=least,
        windows=windows,
        place=place,
        pattern=Pattern(use, 1 if use is Use.ANY else 0),
        form="flex_job",
        seats=max(1, round(total / draw.uniform(3, 9))),
        total_hours=max(total, hours),
        subsidised=draw.random() < 0.7,
        accommodations=frozenset(code for code in accommodations() if draw.random() < offered),
        skills=frozenset(draw.sample(_SKILLS, draw.choice((0, 0, 1, 1, 2)))),
        tasks=frozenset(draw.sample(_TASKS, draw.randrange(1, 4))),
    )
