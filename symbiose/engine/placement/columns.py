"""People and positions as columns, in the order of their ids, so that the order of rows decides nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from symbiose.engine.geography import Place
from symbiose.engine.placement.hours import WEEK_BITS, halves, least_shifts, offered
from symbiose.engine.placement.model import Candidate, Mode, Position, Problem, Use
from symbiose.engine.placement.room import Room, quarters, room_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Short = NDArray[np.int32]  # of what there is most of
Words = NDArray[np.uint64]

BITS = 64
_BYTES = BITS // 8
WEEK_WORDS = -(-WEEK_BITS // BITS)
MODES = tuple(Mode)
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who waits and has no main placement, a row each.

    `asks` holds bits of what the person asks for, of skills that the person lacks, of tasks never wanted and of job forms
    that are not possible: a position closes where one of them stands in its `closes`.
    """

    rows: tuple[Candidate, ...]
    asks: Words
    week: Words
    half_hours: Ints
    quarters: Ints
    lat: Floats
    lon: Floats
    place: Ints  # number of the place's name
    mode: Ints
    limit: Ints
    wishes: Words
    weeks: Floats
    mark: Words


@dataclass(frozen=True, slots=True)
class Jobs:
    """Positions that have room for somebody, a row each; `most` half hours of one person beside those who are there."""

    rows: tuple[Position, ...]
    closes: Words
    week: Words
    shifts: Words  # of each shift, where the pattern has shifts
    shift_length: Ints
    least_shifts: Ints
    use: Ints
    most: Ints
    least: Ints
    seats: Ints
    left: Ints
    unit: Ints
    lat: Floats
    lon: Floats
    place: Ints
    tasks: Words
    task_count: Ints
    mark: Words


@dataclass(frozen=True, slots=True)
class Units:
    """Production units: quarters of mentor hours that are left, and places under the ratio rule (-1: no limit)."""

    ids: tuple[str, ...]
    quarters: Ints
    places: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """A problem as columns; `home` and `work` are the names of places by number."""

    people: People
    jobs: Jobs
    units: Units
    home: tuple[str, ...]
    work: tuple[str, ...]


def columns_of(problem: Problem) -> Columns:
    """Those who can still be placed and what still has room."""
    room = room_of(problem)
    ids = tuple(sorted(room.units))
    people = sorted((one for one in problem.candidates if one.id not in room.placed and one.place), key=_id)
    jobs = sorted((one for one in problem.positions if one.place and _open(one, room)), key=_id)
    tasks = _numbers(code for job in jobs for code in job.tasks)
    asked = _numbers(code for one in people for code in one.accommodations)
    skills = _numbers(code for job in jobs for code in job.skills)
    forms = _numbers(job.form for job in jobs if job.form)
    home, work = (_numbers(one.place.name for one in side if one.place) for side in (people, jobs))
    units = Units(
        ids,
        np.array([room.mentor[unit] for unit in ids], np.int64),
        np.array([NOWHERE if (left := room.places[unit]) is None else left for unit in ids], np.int64),
    )
    codes = (asked, skills, tasks, forms)
    return Columns(_people(people, codes, home), _jobs(jobs, codes, work, (ids, room)), units, tuple(home), tuple(work))


def _id(row: Candidate | Position) -> str:
    return row.id


def _open(position: Position, room: Room) -> bool:
    closed = position.subsidised and room.places[position.unit] == 0
    return not closed and room.seats[position.id] > 0 and room.half_hours[position.id] >= halves(position.min_hours)


Numbers = dict[str, int]
_Codes = tuple[Numbers, Numbers, Numbers, Numbers]


def _people(rows: Sequence[Candidate], codes: _Codes, home: Numbers) -> People:
    _asked, skills, tasks, forms = codes
    asks = (
        _beside(
            codes,
            row.accommodations,
            skills.keys() - row.skills,
            row.never,
            forms.keys() - row.forms if row.forms else (),
        )
        for row in rows
    )
    lat, lon = _degrees(row.place for row in rows)
    return People(
        rows=tuple(rows),
        asks=words(asks, sum(map(len, codes))),
        week=words((row.windows for row in rows), WEEK_BITS),
        half_hours=_ints(halves(row.hours) for row in rows),
        quarters=_ints(quarters(row.mentor_hours) for row in rows),
        lat=lat,
        lon=lon,
        place=_ints(home[row.place.name] for row in rows if row.place),
        mode=_ints(MODES.index(row.transport) for row in rows),
        limit=_ints(row.max_travel for row in rows),
        wishes=words((_set(row.wishes, tasks) for row in rows), len(tasks)),
        weeks=np.array([row.waiting_weeks for row in rows], np.float64),
        mark=_marks(rows),
    )


def _jobs(rows: Sequence[Position], codes: _Codes, work: Numbers, of_units: tuple[Sequence[str], Room]) -> Jobs:
    (asked, _skills, tasks, _forms), (units, room) = codes, of_units
    number = {unit: at for at, unit in enumerate(units)}
    closes = (
        _beside(codes, asked.keys() - row.accommodations, row.skills, row.tasks, (row.form,) if row.form else ())
        for row in rows
    )
    lat, lon = _degrees(row.place for row in rows)
    with_shifts = [row.windows if row.pattern.use is not Use.FLEXIBLE else () for row in rows]
    most = max(map(len, with_shifts), default=0)
    shifts = [(*row, *[0] * (most - len(row))) for row in with_shifts]
    return Jobs(
        rows=tuple(rows),
        closes=words(closes, sum(map(len, codes))),
        week=words((offered(row) for row in rows), WEEK_BITS),
        shifts=words((shift for row in shifts for shift in row), WEEK_BITS).reshape(len(rows), most, WEEK_WORDS),
        shift_length=_ints(shift.bit_count() for row in shifts for shift in row).reshape(len(rows), most),
        least_shifts=_ints(least_shifts(row.pattern, row.windows) for row in rows),
        use=_ints(tuple(Use).index(row.pattern.use) for row in rows),
        most=_ints(min(halves(row.hours), room.half_hours[row.id]) for row in rows),
        least=_ints(halves(row.min_hours) for row in rows),
        seats=_ints(room.seats[row.id] for row in rows),
        left=_ints(room.half_hours[row.id] for row in rows),
        unit=_ints(number[row.unit] for row in rows),
        lat=lat,
        lon=lon,
        place=_ints(work[row.place.name] for row in rows if row.place),
        tasks=words((_set(row.tasks, tasks) for row in rows), len(tasks)),
        task_count=_ints(len(row.tasks) for row in rows),
        mark=_marks(rows),
    )


def words(bits: Iterable[int], count: int) -> Words:
    """Long bit sets as rows of 64-bit words, at least one word each."""
    parts = max(1, -(-count // BITS))
    told = b"".join(one.to_bytes(parts * _BYTES, "little") for one in bits)
    return np.frombuffer(told, "<u8").astype(np.uint64).reshape(-1, parts)


def _numbers(codes: Iterable[str]) -> Numbers:
    return {code: number for number, code in enumerate(sorted(set(codes)))}


def _set(codes: Iterable[str], numbers: Mapping[str, int]) -> int:
    return sum(1 << numbers[code] for code in codes if code in numbers)


def _beside(codes: _Codes, *held: Iterable[str]) -> int:
    """Bits of each kind of code beside one another, in the order of `codes`."""
    bits = shift = 0
    for numbers, one in zip(codes, held, strict=True):
        bits |= _set(one, numbers) << shift
        shift += len(numbers)
    return bits


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _degrees(places: Iterable[Place | None]) -> tuple[Floats, Floats]:
    found = np.array([(place.lat, place.lon) for place in places if place], np.float64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _marks(rows: Iterable[Candidate] | Iterable[Position]) -> Words:
    """A number drawn from each id: pairs of equal points take turns by it, so that not all are shown the same few."""
    return np.array([zlib.crc32(row.id.encode()) for row in rows], np.uint64)
