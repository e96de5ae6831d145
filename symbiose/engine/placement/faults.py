"""What is wrong with a problem's rows, each said in full; a row with a fault takes no part, and all others do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from symbiose.engine.geography import Place, in_denmark
from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.hours import least_shifts
from symbiose.engine.placement.model import Candidate, Fault, Policy, Position, Problem, Use, Workplace
from symbiose.engine.placement.reasons import unmet
from symbiose.engine.reason import Reason
from symbiose.engine.windows import format_windows

_FULL_WEEK = 168.0


def sound(problem: Problem, policy: Policy) -> tuple[Problem, tuple[Fault, ...]]:
    """The problem without its faulty rows, and the faults in order of kind and id."""
    faults = {
        "candidate": _faults("candidate", problem.candidates, policy, ()),
        "workplace": _workplaces(problem.workplaces),
    }
    bad_units = {fault.id for fault in faults["workplace"]}
    units = {one.unit for one in problem.workplaces} - bad_units
    faults["position"] = _faults("position", problem.positions, policy, units)
    bad = {kind: {fault.id for fault in found} for kind, found in faults.items()}
    left = replace(
        problem,
        candidates=tuple(one for one in problem.candidates if one.id not in bad["candidate"]),
        positions=tuple(one for one in problem.positions if one.id not in bad["position"]),
        workplaces=tuple(dict.fromkeys(one for one in problem.workplaces if one.unit not in bad_units)),
    )
    return left, tuple(sorted((one for found in faults.values() for one in found), key=lambda one: (one.kind, one.id)))


def _faults(kind: str, rows: Iterable[Candidate | Position], policy: Policy, units: Collection[str]) -> list[Fault]:
    every = tuple(rows)
    times = Counter(row.id for row in every)
    found: dict[str, tuple[Reason, ...]] = {}
    for row in every:
        own = _of_candidate(row, policy) if isinstance(row, Candidate) else _of_position(row, policy, units)
        twice = (unmet("same_id", value=row.id),) if times[row.id] > 1 else ()
        reasons = (*found.get(row.id, ()), *twice, *own)
        if reasons:
            found[row.id] = tuple({(one.code, *one.values.items()): one for one in reasons}.values())
    return [Fault(kind, row_id, reasons) for row_id, reasons in found.items()]


def _workplaces(workplaces: Iterable[Workplace]) -> list[Fault]:
    """Rows of one production unit that do not agree; rows that are alike are one."""
    times = Counter(one.unit for one in dict.fromkeys(workplaces))
    return [Fault("workplace", unit, (unmet("unit_conflict", value=unit),)) for unit, many in times.items() if many > 1]


def _of_candidate(row: Candidate, policy: Policy) -> Iterator[Reason]:
    yield from _hours(row.hours, _most(policy, ""))
    yield from _quarters(row.mentor_hours)
    if not row.windows:
        yield unmet("no_windows")
    yield from _place(row.place)
    yield from _codes(row.accommodations)
    yield from _texts((row.id, *row.skills, *row.wishes, *row.never, *row.forms))


def _of_position(row: Position, policy: Policy, units: Collection[str]) -> Iterator[Reason]:
    most = _most(policy, row.form)
    yield from _hours(row.hours, _most(policy, ""))
    yield from _hours(row.min_hours, _most(policy, ""))
    if most < row.hours <= _most(policy, ""):
        yield unmet("more_than_form", value=row.hours, form=row.form, most_hours=most)
    if row.total_hours is not None:
        yield from _hours(row.total_hours, _FULL_WEEK * max(1, row.seats))
    if row.min_hours > row.hours:
        yield unmet("least_over_most", asked_hours=row.min_hours, most_hours=row.hours)
    yield from _windows(row)
    if row.seats < 1:
        yield unmet("no_seats")
    if not row.organisation:
        yield unmet("no_organisation")
    if row.unit not in units:
        yield unmet("unknown_unit", value=row.unit)
    yield from _place(row.place)
    yield from _codes(row.accommodations)
    yield from _texts((row.id, *row.skills, *row.tasks))


def _most(policy: Policy, form: str) -> float:
    return policy.most_hours.get(form, policy.most_hours.get("", _FULL_WEEK))


def _hours(value: float, most: float) -> Iterator[Reason]:
    if value * 2 != round(value * 2):
        yield unmet("not_half_hours", value=value)
    if not 0 < value <= most:
        yield unmet("hours_out_of_range", value=value, most_hours=most)


def _quarters(value: float) -> Iterator[Reason]:
    if value < 0 or value * 4 != round(value * 4):
        yield unmet("not_quarter_hours", value=value)


def _windows(row: Position) -> Iterator[Reason]:
    if row.pattern.use is Use.FLEXIBLE:
        return
    seen = both = 0
    for shift in row.windows:
        both, seen = both | (seen & shift), seen | shift
    if both:
        yield unmet("shifts_overlap", windows=format_windows(both, danish=False))
    asked = max(1, least_shifts(row.pattern, row.windows))
    if len(row.windows) < asked:
        yield unmet("too_few_windows", shifts=len(row.windows), asked_shifts=asked)


def _place(place: Place | None) -> Iterator[Reason]:
    if place is not None and not in_denmark(place.lat, place.lon):
        yield unmet("outside_denmark", place=place.name)


def _codes(codes: Iterable[str]) -> Iterator[Reason]:
    for code in sorted(set(codes) - accommodations().keys()):
        yield unmet("unknown_accommodation", value=code)


def _texts(texts: Iterable[str]) -> Iterator[Reason]:
    if find_cpr_like("|".join(texts)):  # a sign that no number reaches across
        yield unmet("cpr_like")
