"""What is wrong with a problem's rows, each said in full; a row with a fault takes no part, and all others do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from math import isfinite
from typing import TypeVar

from symbiose.engine.law.cpr_pattern import find_cpr_like
from symbiose.engine.placement import reasons as placing
from symbiose.engine.placement.model import Fault, Position
from symbiose.engine.reason import Reason
from symbiose.engine.symbiosis.model import STATED, Accepted, Effect, Effort, Hub, Problem
from symbiose.engine.symbiosis.reasons import unmet
from symbiose.engine.units import UNITS

_Row = TypeVar("_Row")


def sound(problem: Problem) -> tuple[Problem, tuple[Fault, ...]]:
    """The problem without its faulty rows, and the faults in order of kind and id."""
    listings = {one.id for one in problem.listings}

    def effect(row: Effect) -> Iterator[Reason]:
        return _of_effect(row, listings)

    hubs, bad_hubs = _judged("hub", problem.hubs, _hub_id, _of_hub, single=True)
    efforts, bad_efforts = _judged("effort", problem.efforts, lambda one: one.family, _of_effort, single=True)
    positions, bad_positions = _judged("position", problem.positions, lambda one: one.id, _of_position, single=True)
    effects, bad_effects = _judged("effect", problem.effects, lambda one: one.listing, effect, single=False)
    accepted, bad_accepted = _judged("accepted", problem.accepted, _accepted_id, _of_accepted, single=False)
    left = replace(problem, hubs=hubs, efforts=efforts, positions=positions, effects=effects, accepted=accepted)
    return left, (*bad_accepted, *bad_effects, *bad_efforts, *bad_hubs, *bad_positions)


def _hub_id(row: Hub) -> str:
    return row.organisation


def _accepted_id(row: Accepted) -> str:
    return row.organisation


def _judged(
    kind: str,
    rows: Iterable[_Row],
    name: Callable[[_Row], str],
    judge: Callable[[_Row], Iterator[Reason]],
    *,
    single: bool,
) -> tuple[tuple[_Row, ...], tuple[Fault, ...]]:
    """The rows without fault, by id, and the faults of the others; of several rows of a `single` id none is believed."""
    every = sorted(rows, key=lambda row: (name(row), repr(row)))
    times = Counter(map(name, every))
    good: list[_Row] = []
    faults: dict[str, tuple[Reason, ...]] = {}
    for row in every:
        twice = [placing.unmet("same_id", value=name(row))] if single and times[name(row)] > 1 else []
        reasons = (*twice, *judge(row))
        if reasons:
            said = (*faults.get(name(row), ()), *reasons)
            faults[name(row)] = tuple({(one.code, *one.values.items()): one for one in said}.values())
        else:
            good.append(row)
    return tuple(good), tuple(Fault(kind, row_id, reasons) for row_id, reasons in faults.items())


def _of_hub(row: Hub) -> Iterator[Reason]:
    if not row.organisation:
        yield placing.unmet("no_organisation")
    if find_cpr_like(row.organisation):
        yield placing.unmet("cpr_like")
    for value in (row.most_hours, row.pay, row.made_share):
        if value is not None:
            yield from _not_below(value)
    if row.made_share == 0 or row.made_share > 1:
        yield unmet("number_wrong", value=row.made_share)


def _of_effort(row: Effort) -> Iterator[Reason]:
    if row.unit not in UNITS:
        yield unmet("unit_wrong", value=row.unit)
    if not 0 <= row.low <= row.central <= row.high or row.central == 0 or not isfinite(row.high):
        yield unmet("effort_wrong", family=row.family)


def _of_position(row: Position) -> Iterator[Reason]:
    if not row.organisation:
        yield placing.unmet("no_organisation")
    if row.seats < 1:
        yield placing.unmet("no_seats")
    for value in (row.hours, row.min_hours):
        if not isfinite(value) or value <= 0 or value * 2 != round(value * 2):
            yield unmet("number_wrong", value=value)


def _of_effect(row: Effect, listings: set[str]) -> Iterator[Reason]:
    if row.listing not in listings:
        yield unmet("unknown_row", value=row.listing)
    if row.measure not in STATED:
        yield unmet("measure_wrong", measure=row.measure)
    if not isfinite(row.per_unit):
        yield unmet("number_wrong", value=row.per_unit)


def _of_accepted(row: Accepted) -> Iterator[Reason]:
    yield from _not_below(row.quantity)


def _not_below(value: float) -> Iterator[Reason]:
    if not (isfinite(value) and value >= 0):
        yield unmet("number_wrong", value=value)
