"""All pairs that fit, found on columns: the same conditions as `placement.pair`, many at a time.

People go in groups that live near each other; a position takes part where it lies near the group, and one AND of two
words closes most of the rest. What is left is judged pair by pair, on arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from symbiose.engine.geography import DETOUR, EARTH_RADIUS_KM, road_km_columns
from symbiose.engine.placement.columns import MODES, Columns, Ints, Mask, Words, columns_of, words
from symbiose.engine.placement.compiled import at_once
from symbiose.engine.placement.hours import WEEK, WEEK_BITS, between
from symbiose.engine.placement.model import Policy, Problem, Use, Way
from symbiose.engine.placement.shifts import of_shifts
from symbiose.engine.placement.value import quantities, worth

_CELL = 0.1  # degrees: some ten kilometres
_GROUP = 2_000_000  # pairs of a group of people and the positions near them that are looked at together
_KM_PER_DEGREE = EARTH_RADIUS_KM * np.pi / 180
_HAIR_KM = 0.06  # distances are told to a tenth
_FLEXIBLE = tuple(Use).index(Use.FLEXIBLE)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that fit, by person and position (rows of the columns), with half hours, minutes and thousandths of a point.

    `left_out` is how many more fit but were outdone by others of the same person.
    """

    person: Ints
    job: Ints
    half_hours: Ints
    minutes: Ints
    worth: Ints
    left_out: int

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What every pair is judged against; `closed` holds numbers of pairs that somebody said no to, in order."""

    columns: Columns
    policy: Policy
    closed: Ints
    known: Ints
    ways: Mapping[int, _Rows] | None  # by home, mode: rows of a table of travel
    masks: Words
    by_place: tuple[Ints, Ints]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table of travel from one home by one mode: place of work, minutes, and which mask of the week."""

    work: Ints
    minutes: Ints
    mask: Ints


@dataclass(frozen=True, slots=True)
class _Some:
    """Pairs on their way through the conditions."""

    person: Ints
    job: Ints
    minutes: Ints
    mask: Ints

    def only(self, keep: Mask) -> _Some:
        return _Some(self.person[keep], self.job[keep], self.minutes[keep], self.mask[keep])


def find_pairs(problem: Problem, policy: Policy, columns: Columns | None = None) -> Pairs:
    """For each person the best positions that fit, at most as many as the policy keeps, by person and position.

    Points order them; among equals a number drawn from both ids does, so that not all are shown the same few.
    """
    setting = _setting(problem, policy, columns or columns_of(problem))
    found = [part for parts in at_once(_found, _groups(setting)) for part in parts]
    empty = np.zeros(0, np.int64)
    person, job, half_hours, minutes, points = (
        np.concatenate([empty, *(part[at] for part in found)]) for at in range(5)
    )
    order = np.lexsort((job, person))
    left_out = sum(part[5] for part in found)
    return Pairs(person[order], job[order], half_hours[order], minutes[order], points[order], left_out)


def _setting(problem: Problem, policy: Policy, columns: Columns) -> _Setting:
    people, jobs = columns.people.rows, columns.jobs.rows
    count = len(jobs)
    person_at = {row.id: at for at, row in enumerate(people)}
    job_at = {row.id: at for at, row in enumerate(jobs)}
    unit_at = {unit: at for at, unit in enumerate(columns.units.ids)}
    of_organisation: dict[str, list[int]] = {}
    for at, row in enumerate(jobs):
        of_organisation.setdefault(row.organisation, []).append(at)
    closed = {
        person_at[one] * count + job_at[job] for one, job in problem.refused if one in person_at and job in job_at
    }
    for at, one in enumerate(people):
        closed.update(at * count + job_at[code] for code in one.never & job_at.keys())
        for code in one.never & of_organisation.keys():
            closed.update(at * count + job for job in of_organisation[code])
    known = {at * len(unit_at) + unit_at[unit] for at, one in enumerate(people) for unit in one.knows & unit_at.keys()}
    ways, masks = _table(problem, columns) if problem.travel is not None else (None, _by_mode(policy))
    order = np.argsort(columns.jobs.place, kind="stable")
    starts = np.searchsorted(columns.jobs.place[order], np.arange(len(columns.work) + 1))
    return _Setting(columns, policy, _sorted(closed), _sorted(known), ways, masks, (order, starts))


def _sorted(numbers: set[int]) -> Ints:
    return np.array(sorted(numbers), np.int64)


def _by_mode(policy: Policy) -> Words:
    speeds = (policy.speeds[mode] for mode in MODES)
    return words((between(speed.first_out, speed.last_home) for speed in speeds), WEEK_BITS)


def _table(problem: Problem, columns: Columns) -> tuple[dict[int, _Rows], Words]:
    """Rows of the table by number of home and mode, and the masks of the week that they name."""
    home = {name: at for at, name in enumerate(columns.home)}
    work = {name: at for at, name in enumerate(columns.work)}
    masks: dict[int, int] = {WEEK: 0}
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for (start, end, mode), way in sorted((problem.travel or {}).items(), key=_by_name):
        if start in home and end in work:
            mask = masks.setdefault(between(way.first_out, way.last_home), len(masks))
            rows.setdefault(home[start] * len(MODES) + MODES.index(mode), []).append((work[end], way.minutes, mask))
    ways = {key: _Rows(*np.array(found, np.int64).T) for key, found in rows.items()}
    return ways, words(masks, WEEK_BITS)


def _by_name(row: tuple[tuple[str, str, str], Way]) -> tuple[str, str, str]:
    return row[0]


def _groups(setting: _Setting) -> list[tuple[_Setting, Ints]]:
    """People in groups that are looked at together: of one home and mode where there is a table, else of one cell."""
    people = setting.columns.people
    if setting.ways is not None:
        _, group = np.unique(people.place * len(MODES) + people.mode, return_inverse=True)
    else:
        cells = np.column_stack((np.floor(people.lat / _CELL), np.floor(people.lon / _CELL), people.mode))
        _, group = np.unique(cells.astype(np.int64), axis=0, return_inverse=True)
    order = np.argsort(group, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else ()
    return [(setting, part) for part in parts]


def _found(group: tuple[_Setting, Ints]) -> list[tuple[Ints, Ints, Ints, Ints, Ints, int]]:
    """The pairs that fit of a group."""
    setting, some = group
    near = _by_cell(some, setting) if setting.ways is None else _by_table(some, setting, setting.ways)
    return [_worthwhile(pairs, setting) for pairs in near]


def _by_table(some: Ints, setting: _Setting, ways: Mapping[int, _Rows]) -> Iterator[_Some]:
    """The people of a home and mode, with the positions in places that the table leads to."""
    people = setting.columns.people
    order, starts = setting.by_place
    rows = ways.get(int(people.place[some[0]]) * len(MODES) + int(people.mode[some[0]]))
    if rows is None:
        return
    counts = starts[rows.work + 1] - starts[rows.work]
    jobs = np.concatenate([order[starts[at] : starts[at + 1]] for at in rows.work.tolist()])
    minutes, mask = np.repeat(rows.minutes, counts), np.repeat(rows.mask, counts)
    for person, at in _open(some, jobs, setting):
        found = _Some(person, jobs[at], minutes[at], mask[at])
        yield found.only(found.minutes <= people.limit[person])


def _by_cell(some: Ints, setting: _Setting) -> Iterator[_Some]:
    """The people of a cell, with the positions that lie near enough."""
    people, jobs = setting.columns.people, setting.columns.jobs
    reach = _farthest_km(some, setting) / _KM_PER_DEGREE / DETOUR
    lat, lon = people.lat[some], people.lon[some]
    wide = reach / max(0.01, np.cos(np.radians(np.abs(lat).max() + reach)))
    near = (jobs.lat >= lat.min() - reach) & (jobs.lat <= lat.max() + reach)
    near &= (jobs.lon >= lon.min() - wide) & (jobs.lon <= lon.max() + wide)
    nearby = np.flatnonzero(near)
    for person, at in _open(some, nearby, setting):
        yield _reached(person, nearby[at], setting)


def _farthest_km(some: Ints, setting: _Setting) -> float:
    """How far by road the longest wish of people of one mode reaches."""
    people = setting.columns.people
    speed = setting.policy.speeds[MODES[people.mode[some[0]]]]
    return max(0.0, float(people.limit[some].max()) - speed.minutes) * speed.km_per_hour / 60 + _HAIR_KM


def _reached(person: Ints, job: Ints, setting: _Setting) -> _Some:
    people, jobs = setting.columns.people, setting.columns.jobs
    speeds = [setting.policy.speeds[mode] for mode in MODES]
    mode = people.mode[person]
    km = road_km_columns(people.lat[person], people.lon[person], jobs.lat[job], jobs.lon[job])
    pace = np.array([speed.km_per_hour for speed in speeds])[mode]
    beside = np.array([speed.minutes for speed in speeds])[mode]
    minutes = np.where(km == 0, 0, np.ceil(np.round(km / pace * 60 + beside, 6))).astype(np.int64)
    return _Some(person, job, minutes, mode).only(minutes <= people.limit[person])


def _open(some: Ints, jobs: Ints, setting: _Setting) -> Iterator[tuple[Ints, Ints]]:
    """Rows of people, and places in `jobs`, where neither accommodations, skills, tasks nor mentor hours close the pair."""
    people, columns = setting.columns.people, setting.columns
    closes, mentor = columns.jobs.closes[jobs], columns.units.quarters[columns.jobs.unit[jobs]]
    step = max(1, _GROUP // max(1, len(jobs)))
    for start in range(0, len(some), step):
        part = some[start : start + step]
        free = people.quarters[part, None] <= mentor[None, :]
        for word in range(closes.shape[1]):
            free &= (people.asks[part, None, word] & closes[None, :, word]) == 0
        person, at = np.nonzero(free)
        yield part[person], at


def _worthwhile(some: _Some, setting: _Setting) -> tuple[Ints, Ints, Ints, Ints, Ints, int]:
    """The pairs of some people that fit in time as well, with their points, cut to what the policy keeps of each."""
    people, jobs, policy = setting.columns.people, setting.columns.jobs, setting.policy
    if len(setting.closed):
        some = some.only(~_among(some.person * len(jobs.rows) + some.job, setting.closed))
    some = some.only(np.minimum(people.half_hours[some.person], jobs.most[some.job]) >= jobs.least[some.job])
    half_hours = _half_hours(some, setting)
    some, half_hours = some.only(half_hours > 0), half_hours[half_hours > 0]
    person, job = some.person, some.job
    wanted = np.bitwise_count(people.wishes[person] & jobs.tasks[job]).sum(axis=1, dtype=np.int64)
    parts = worth(
        policy.weights,
        quantities(
            half_hours=half_hours,
            can_half_hours=people.half_hours[person],
            wished_share=wanted / np.maximum(1, jobs.task_count[job]),
            weeks=people.weeks[person],
            known=_among(person * len(setting.columns.units.ids) + jobs.unit[job], setting.known).astype(np.float64),
            minutes=some.minutes,
        ),
    )
    points: Ints = sum(parts.values())
    spread = (people.mark[person] * _SPREAD) ^ (jobs.mark[job] * (_SPREAD >> np.uint64(7)))
    order = np.lexsort((spread, -points, person))
    starts = np.searchsorted(person[order], person[order], side="left")
    keep = order[np.arange(len(order)) - starts < policy.keep]
    return person[keep], job[keep], half_hours[keep], some.minutes[keep], points[keep], len(order) - len(keep)


def _among(numbers: Ints, sorted_numbers: Ints) -> Mask:
    if not len(sorted_numbers):
        return np.zeros(len(numbers), np.bool_)
    at = np.minimum(np.searchsorted(sorted_numbers, numbers), len(sorted_numbers) - 1)
    found: Mask = sorted_numbers[at] == numbers
    return found


def _half_hours(some: _Some, setting: _Setting) -> Ints:
    """Half hours of each pair, 0 where its times do not fit."""
    people, jobs = setting.columns.people, setting.columns.jobs
    free = people.week[some.person] & setting.masks[some.mask]
    cap = np.minimum(people.half_hours[some.person], jobs.most[some.job])
    use = jobs.use[some.job]
    found = np.zeros(len(cap), np.int64)
    flexible = use == _FLEXIBLE
    common = np.bitwise_count(free[flexible] & jobs.week[some.job[flexible]]).sum(axis=1, dtype=np.int64)
    found[flexible] = np.minimum(cap[flexible], common)
    at = np.flatnonzero(~flexible)
    if len(at):
        found[at] = of_shifts(free[at], some.job[at], cap[at], jobs)
    return np.where(found >= jobs.least[some.job], found, 0)
