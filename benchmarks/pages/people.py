"""Workplaces with positions, people who wait, what a search proposed, and placements with their entries; all made up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from benchmarks.placement.generate import problem
from symbiose.common.actor import Actor, Role, system
from symbiose.engine.placement.model import Candidate as Told
from symbiose.engine.placement.model import Position as Asked
from symbiose.engine.windows import format_windows
from symbiose.jobs.actions import placement_runs
from symbiose.jobs.actions.placement_counting import count_placement
from symbiose.jobs.actions.placing import mark_of
from symbiose.jobs.choices import task_choices
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    HelpCall,
    Placement,
    PlacementHours,
    PlacementTerms,
    Position,
    PositionTask,
    Review,
    Slip,
    Workplace,
)
from symbiose.jobs.slips import digest_of
from symbiose.organisations.models import Organisation
from symbiose.people.models import User
from symbiose.reference import skills

BATCH = 1000
POSTCODES = ("8600", "8620", "8643", "8653", "8654", "8680", "8740", "8882", "8883", "8641")
TITLES = ("Sortere træ", "Pakke varer", "Luge og rive", "Mærke tøj", "Vaske biler", "Dele post ud", "Samle kasser")
A_PERSON, A_POSITION, A_PLACEMENT, A_CODE = "K-00001", "S-00001", "A-00001", "BCDF-GHJK-LMNP"
OF_ONE = 60  # people whom one consultant follows
YEARS = 3  # over which placements began
PLACED, RUNNING = 600, 250  # placements in all, and of them those that last


def open_jobs(
    waiting: int, owners: Sequence[Organisation], people: Sequence[User], chance: random.Random
) -> Organisation:
    """So many who wait, with positions as in a municipality of the engine's benchmark, and a search over all of them.

    The organisation whose positions hold most placements, to look with.
    """
    case = problem("municipality")
    share = len(case.candidates) // waiting
    open_, told = case.positions[::share], case.candidates[::share]
    places = _workplaces(sorted({one.unit for one in open_}), owners, chance)
    _positions(open_, places, chance)
    rows = _candidates(told, people, chance)
    placed = [_in_work(number, people[number // OF_ONE % len(people)]) for number in range(PLACED // share)]
    Candidate.objects.bulk_create(placed, batch_size=BATCH)
    placements = _placements(placed, [*places.values()], RUNNING // share, chance)
    Slip.objects.create(
        candidate=rows[0], digest=digest_of(A_CODE), valid_until=timezone.localdate() + timedelta(days=3650)
    )
    by = Actor(role=Role.CONSULTANT, user_id=people[0].pk, name=people[0].name)
    run = placement_runs.start_placement_run(by=by)
    placement_runs.carry_out_placement_run.func(run.pk)
    most = Counter(row.position.organisation_id for row in placements).most_common(1)[0][0]
    return Organisation.objects.get(pk=most)


def _workplaces(units: Sequence[str], owners: Sequence[Organisation], chance: random.Random) -> dict[str, Workplace]:
    rows = Workplace.objects.bulk_create(
        [
            Workplace(
                organisation=owner,
                mentor_hours=Decimal(chance.randint(4, 60)) / 4,
                ordinary_employees=Decimal(chance.randint(3, 80)),
                subsidised_elsewhere=chance.randint(0, 1),
                told_on=timezone.localdate(),
                source="Eksempel",
            )
            for owner in chance.sample(list(owners), len(units))
        ],
        batch_size=BATCH,
    )
    return dict(zip(units, rows, strict=True))


def _positions(asked: Sequence[Asked], places: dict[str, Workplace], chance: random.Random) -> None:
    known_skills, known_tasks = sorted(skills(timezone.localdate())), [code for code, _name in task_choices()]
    rows = Position.objects.bulk_create(
        [
            Position(
                number=f"S-{number:05d}",
                organisation_id=places[one.unit].organisation_id,
                workplace=places[one.unit],
                title=chance.choice(TITLES),
                about="Vi viser dig det hele.",
                state="open",
                hours=Decimal(str(one.hours)),
                min_hours=Decimal(str(one.min_hours)),
                seats=one.seats,
                total_hours=Decimal(str(one.total_hours or one.hours)),
                windows="; ".join(format_windows(shift) for shift in one.windows),
                use=one.pattern.use.value,
                least_shifts=one.pattern.least,
                postcode=chance.choice(POSTCODES),
                accommodations=sorted(one.accommodations),
                skills=chance.sample(known_skills, number % 2),
                tasks=chance.sample(known_tasks, 2),
                form="flex_job",
                opened_on=timezone.localdate() - timedelta(days=number % 90),
            )
            for number, one in enumerate(asked, 1)
        ],
        batch_size=BATCH,
    )
    PositionTask.objects.bulk_create(
        (
            PositionTask(
                position=row,
                title=row.title,
                source="Eksempel",
                hours_low=row.total_hours,
                hours_central=row.total_hours,
                hours_high=row.total_hours,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )


def _candidates(told: Sequence[Told], people: Sequence[User], chance: random.Random) -> list[Candidate]:
    known_skills, known_tasks = sorted(skills(timezone.localdate())), [code for code, _name in task_choices()]
    rows = Candidate.objects.bulk_create(
        [
            Candidate(
                code=f"K-{number:05d}",
                consultant=people[(number - 1) // OF_ONE % len(people)],
                state="waiting",
                hours=Decimal(str(one.hours)),
                hours_hoped=Decimal(str(one.hours)) + 2,
                windows=format_windows(one.windows),
                postcode=chance.choice(POSTCODES),
                transport=one.transport.value,
                max_travel=one.max_travel,
                skills=chance.sample(known_skills, 4),
                wishes=chance.sample(known_tasks, 2),
                never=chance.sample(known_tasks, number % 2),
                waiting_since=timezone.localdate() - timedelta(weeks=int(one.waiting_weeks)),
            )
            for number, one in enumerate(told, 1)
        ],
        batch_size=BATCH,
    )
    CandidateConditions.objects.bulk_create(
        (
            CandidateConditions(
                candidate=row, accommodations=sorted(one.accommodations), mentor_hours=Decimal(str(one.mentor_hours))
            )
            for row, one in zip(rows, told, strict=True)
        ),
        batch_size=BATCH,
    )
    return rows


def _in_work(number: int, consultant: User) -> Candidate:
    return Candidate(
        code=f"K-{10_000 + number:05d}",
        consultant=consultant,
        state="told",
        hours=Decimal(5),
        windows="man 09:00-12:00; ons 09:00-12:00",
        postcode="8600",
        transport="bike",
        max_travel=45,
    )


def _placements(
    people: Sequence[Candidate], places: Sequence[Workplace], running: int, chance: random.Random
) -> list[Placement]:
    """Each of these people has one; the last ones run, one of ten with a call for help, and all with a talk to hold."""
    today = timezone.localdate()
    positions = Position.objects.bulk_create(
        [
            _filled(number, chance.choice(places), lasts=number >= len(people) - running)
            for number in range(len(people))
        ],
        batch_size=BATCH,
    )
    rows = Placement.objects.bulk_create(
        [
            _placement(number, person, position, today - timedelta(days=chance.randint(40, 365 * YEARS)))
            for number, (person, position) in enumerate(zip(people, positions, strict=True), 1)
        ],
        batch_size=BATCH,
    )
    lasting = [row for row in rows if row.state == "running"]
    PlacementTerms.objects.bulk_create((PlacementTerms(placement=row, form="flex_job") for row in rows), BATCH)
    PlacementHours.objects.bulk_create(
        (
            PlacementHours(placement=row, from_day=row.starts_on + timedelta(days=after), hours=Decimal(hours))
            for row in rows
            for after, hours in ((0, 5), (30, 8))
        ),
        batch_size=BATCH,
    )
    Review.objects.bulk_create(
        (Review(placement=row, due_on=today + timedelta(days=chance.randint(-5, 60))) for row in lasting), BATCH
    )
    HelpCall.objects.bulk_create(
        (HelpCall(placement=row, voice="person", asked_at=timezone.now()) for row in lasting[::10]), BATCH
    )
    for row in rows:
        count_placement(row, by=system("benchmark"))
    return lasting


def _filled(number: int, place: Workplace, *, lasts: bool) -> Position:
    return Position(
        number=f"S-{10_000 + number:05d}",
        organisation_id=place.organisation_id,
        workplace=place,
        title=TITLES[number % len(TITLES)],
        state="open" if lasts else "closed",
        hours=Decimal(8),
        min_hours=Decimal(3),
        total_hours=Decimal(8),
        windows="man 09:00-15:00; ons 09:00-15:00",
        postcode="8600",
        accommodations=["quiet_place"],
        opened_on=timezone.localdate() - timedelta(days=365 * YEARS),
        closed_on=None if lasts else timezone.localdate(),
        close_reason="" if lasts else "Eksempel",
    )


def _placement(number: int, person: Candidate, position: Position, first: date) -> Placement:
    lasts = position.state == "open"
    return Placement(
        number=f"A-{number:05d}",
        candidate=person,
        position=position,
        state="running" if lasts else "ended",
        starts_on=first,
        ends_on=None if lasts else first + timedelta(days=35),
        outcome="" if lasts else "agreed_time",
        firm_kind="known_social" if number % 3 else "ordinary",
        counted_as=mark_of(person),
    )
