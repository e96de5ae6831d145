"""Rows of the people side as the engine's problem of placement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from symbiose.engine.files.model import FindPlace
from symbiose.engine.files.people import CandidateRow, PositionRow, TravelRow
from symbiose.engine.files.positions import site_of
from symbiose.engine.geography import Place
from symbiose.engine.placement.model import Candidate, Pattern, Position, Problem, Use, Way, Ways, Workplace

_HALF_HOUR = 0.5

CountsForm = Callable[[str], bool]
MostPlaces = Callable[[float], int | None]


def to_problem(
    candidates: Iterable[CandidateRow],
    positions: Sequence[PositionRow],
    travel: Iterable[TravelRow] | None,
    *,
    find_place: FindPlace,
    counts_form: CountsForm,
    most_places: MostPlaces,
) -> Problem:
    """The rows as the engine takes them. Where `travel` is None, journeys are estimated.

    `counts_form` says whether the ratio rule counts a job form, `most_places` how many subsidised places it allows beside
    so many ordinary employees in full-time persons.
    """
    return Problem(
        candidates=tuple(_candidate(row, find_place) for row in candidates),
        positions=tuple(_position(row, find_place, counts_form) for row in positions),
        workplaces=tuple(_workplaces(positions, most_places)),
        travel=None if travel is None else _ways(travel, find_place),
    )


def _candidate(row: CandidateRow, find_place: FindPlace) -> Candidate:
    return Candidate(
        id=row.id,
        hours=row.hours,
        windows=row.windows,
        place=_place(row.place, find_place),
        transport=row.transport,
        max_travel=row.max_travel,
        accommodations=frozenset(row.accommodations),
        skills=_codes(row.skills),
        wishes=_codes(row.wishes),
        waiting_weeks=row.waiting_weeks or 0.0,
        mentor_hours=row.mentor_hours or 0.0,
    )


def _position(row: PositionRow, find_place: FindPlace, counts_form: CountsForm) -> Position:
    pattern = row.pattern or Pattern()
    return Position(
        id=row.id,
        organisation=row.organisation,
        unit=site_of(row),
        hours=row.hours,
        min_hours=row.min_hours or _least(row, pattern),
        windows=row.windows,
        place=_place(row.place, find_place),
        pattern=pattern,
        form=row.form,
        seats=row.seats or 1,
        subsidised=counts_form(row.form),
        accommodations=frozenset(row.accommodations),
        skills=_codes(row.skills),
        tasks=_codes(row.tasks),
    )


def _least(row: PositionRow, pattern: Pattern) -> float:
    """Where nobody said less, all its hours are asked for; shifts say themselves how long they are."""
    return row.hours if pattern.use is Use.FLEXIBLE else _HALF_HOUR


def _workplaces(positions: Sequence[PositionRow], most_places: MostPlaces) -> Iterable[Workplace]:
    """One workplace for each production unit, with the figures that any of its rows says."""
    for site in sorted({site_of(row) for row in positions}):
        rows = [row for row in positions if site_of(row) == site]
        mentor = next((row.mentor_hours for row in rows if row.mentor_hours is not None), 0.0)
        employees = next((row.ordinary_employees for row in rows if row.ordinary_employees is not None), None)
        yield Workplace(
            unit=site,
            organisation=rows[0].organisation,
            mentor_hours=mentor,
            most_subsidised=None if employees is None else most_places(employees),
            subsidised_now=next((row.subsidised_now for row in rows if row.subsidised_now is not None), 0),
        )


def _ways(travel: Iterable[TravelRow], find_place: FindPlace) -> Ways:
    return {
        (_name(row.start, find_place), _name(row.end, find_place), row.mode): Way(
            row.minutes, row.first_out, row.last_home
        )
        for row in travel
    }


def _place(text: str, find_place: FindPlace) -> Place | None:
    found = find_place(text) if text else None
    return Place(found.lat, found.lon, found.name) if found else None


def _name(text: str, find_place: FindPlace) -> str:
    found = find_place(text)
    return found.name if found else text


def _codes(written: Iterable[str]) -> frozenset[str]:
    """Free codes without regard to capitals."""
    return frozenset(one.casefold() for one in written)
