"""Records into a problem of the engine. Ids of people and positions are those of their rows, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from symbiose.engine.geography import Place
from symbiose.engine.placement import model
from symbiose.engine.windows import WindowError, parse_shifts, parse_windows
from symbiose.jobs.models import Candidate, Offer, Placement, Position, Workplace
from symbiose.jobs.queries.placement_room import hours_of
from symbiose.jobs.queries.ratio import ratio_by
from symbiose.jobs.queries.runs import Rows
from symbiose.reference import counting_rule, find_place, offer_policy

ORGANISATION = "organisation"  # how a person's "never" names one: organisation:17
WEEK = 7


@dataclass(frozen=True, slots=True)
class Told:
    """The problem, and the positions whose times nobody can read, which take no part."""

    problem: model.Problem
    unread: tuple[Position, ...]


def problem_of(rows: Rows) -> Told:
    """What the rows say, in the engine's words. Existing placements and what people were asked about keep their room."""
    positions = [(row, made) for row in rows.positions for made in [_position(row, rows)]]
    taking_part = {row.pk for row, made in positions if made is not None}
    places: dict[int, Workplace] = {row.workplace_id: row.workplace for row in rows.positions}
    places |= {one.position.workplace_id: one.position.workplace for one in rows.placements}
    problem = model.Problem(
        candidates=tuple(_candidate(row, rows) for row in rows.people),
        positions=tuple(made for _row, made in positions if made is not None),
        workplaces=tuple(_workplace(place, rows, taking_part) for place in places.values()),
        existing=(*map(_running, rows.placements), *(_held(one, rows) for one in rows.held)),
        refused=frozenset((str(person), str(job)) for person, job in rows.refused | rows.put_away),
    )
    return Told(problem, tuple(row for row, made in positions if made is None))


def _candidate(row: Candidate, rows: Rows) -> model.Candidate:
    asked = rows.conditions.get(row.pk)
    limit = offer_policy(rows.on)["unknown.max_travel"].value if row.max_travel is None else row.max_travel
    return model.Candidate(
        id=str(row.pk),
        hours=float(row.hours or 0),
        windows=_bits(row.windows),
        place=_place(row.postcode),
        # Who told of no way to get about is thought of by bus, until the consultant has asked.
        transport=model.Mode(row.transport or model.Mode.PUBLIC),
        max_travel=int(limit),
        accommodations=frozenset(asked.accommodations if asked else ()),
        skills=frozenset(row.skills),
        wishes=frozenset(row.wishes),
        never=frozenset({*row.never, *_gathered(row.never, rows)}),
        knows=frozenset(map(str, rows.been.get(row.pk, ()))),
        waiting_weeks=max(0, (rows.on - row.waiting_since).days) / WEEK if row.waiting_since else 0.0,
        mentor_hours=float(asked.mentor_hours or 0) if asked else 0.0,
        forms=frozenset({asked.form} if asked and asked.form else ()),
    )


def _gathered(never: Iterable[str], rows: Rows) -> Iterator[str]:
    """What a person said no to, under the name of the organisation in which it was gathered since."""
    for code in never:
        kind, _colon, number = code.partition(":")
        if kind == ORGANISATION and number.isdecimal() and int(number) in rows.gathered:
            yield f"{ORGANISATION}:{rows.gathered[int(number)]}"


def _position(row: Position, rows: Rows) -> model.Position | None:
    try:
        shifts = parse_shifts(row.windows)
    except WindowError:
        return None
    return model.Position(
        id=str(row.pk),
        organisation=f"{ORGANISATION}:{row.organisation_id}",
        unit=str(row.workplace_id),
        hours=float(row.hours),
        min_hours=float(row.min_hours),
        windows=shifts,
        place=_place(row.postcode or _postcode_of(row.workplace) or row.organisation.postcode),
        pattern=model.Pattern(model.Use(row.use), row.least_shifts),
        form=row.form,
        seats=row.seats,
        total_hours=float(row.total_hours),
        subsidised=bool(counting_rule(rows.on).counts(row.form)),
        accommodations=frozenset(row.accommodations),
        skills=frozenset(row.skills),
        tasks=frozenset(row.tasks),
    )


def _postcode_of(workplace: Workplace) -> str:
    return workplace.unit.postcode if workplace.unit else ""


def _workplace(row: Workplace, rows: Rows, taking_part: set[int]) -> model.Workplace:
    """Mentor hours without those of placements in positions that take no part, since the engine does not know these."""
    here = [one for one in rows.placements if one.position.workplace_id == row.pk]
    elsewhere = sum(float(one.mentor_hours or 0) for one in here if one.position_id not in taking_part)
    forms = [rows.terms[one.pk].form if one.pk in rows.terms else one.position.form for one in here]
    forms += [one.position.form for one in rows.held if one.position.workplace_id == row.pk]
    ratio = ratio_by(row, forms, on=rows.on)
    return model.Workplace(
        unit=str(row.pk),
        organisation=f"{ORGANISATION}:{row.organisation_id}",
        mentor_hours=max(0.0, float(row.mentor_hours or 0) - elsewhere),
        most_subsidised=ratio.most,
        subsidised_now=ratio.counted,
    )


def _running(row: Placement) -> model.Existing:
    return model.Existing(
        candidate=str(row.candidate_id) if row.candidate_id else f"placement:{row.pk}",
        position=str(row.position_id),
        hours=float(hours_of(row) or row.position.min_hours),
        mentor_hours=float(row.mentor_hours or 0),
        main=row.main,
    )


def _held(row: Offer, rows: Rows) -> model.Existing:
    asked = rows.conditions.get(row.candidate_id)
    mentor = float(asked.mentor_hours or 0) if asked else 0.0
    return model.Existing(str(row.candidate_id), str(row.position_id), float(row.hours), mentor)


def _bits(text: str) -> int:
    """Times as bits; none where they cannot be read, which the engine then names as a fault of the row."""
    try:
        return parse_windows(text)
    except WindowError:
        return 0


def _place(postcode: str) -> Place | None:
    found = find_place(postcode) if postcode else None
    return Place(found.lat, found.lon, found.name) if found else None


@dataclass(frozen=True)
class ById:
    """A problem without faults, looked up by the engine's ids."""

    rows: Rows
    problem: model.Problem

    @cached_property
    def people(self) -> dict[str, model.Candidate]:
        return {one.id: one for one in self.problem.candidates}

    @cached_property
    def positions(self) -> dict[str, model.Position]:
        return {one.id: one for one in self.problem.positions}

    @cached_property
    def workplaces(self) -> dict[str, model.Workplace]:
        return {one.unit: one for one in self.problem.workplaces}

    @cached_property
    def unknown_mentors(self) -> frozenset[str]:
        """Workplaces of which nobody said how much support they have room for."""
        places = (row.workplace for row in self.rows.positions)
        return frozenset(str(place.pk) for place in places if place.mentor_hours is None)

    @cached_property
    def put_away(self) -> frozenset[tuple[str, str]]:
        """Pairs that a consultant put away."""
        return frozenset((str(person), str(job)) for person, job in self.rows.put_away)

    @cached_property
    def free(self) -> frozenset[str]:
        """People who have no placement and were asked about none."""
        taken = {one.candidate for one in self.problem.existing if one.main}
        return frozenset(self.people.keys() - taken)
