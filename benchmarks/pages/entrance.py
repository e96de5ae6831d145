"""What the entrance holds beside its cases: calls on firms, the dialogue, shared tasks, the survey, letters; all made up."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from benchmarks.pages.cases import BATCH
from symbiose.common.actor import Actor, Role
from symbiose.files.actions import receive_upload
from symbiose.files.models import Purpose
from symbiose.frontdesk.actions.outreach import recount_prospects
from symbiose.frontdesk.actions.rhythm_counting import recount_talks
from symbiose.frontdesk.models import (
    CalendarFeed,
    Call,
    CallRound,
    CallStop,
    Case,
    Enquiry,
    Letter,
    Rhythm,
    SharedPart,
    SharedTask,
    SurveyAnswer,
    SurveyAsked,
    SurveyRound,
    TopicTouched,
)
from symbiose.frontdesk.models.rhythm import AgendaTopic
from symbiose.frontdesk.queries import CASE, ENQUIRY
from symbiose.frontdesk.queries.receipts import PURPOSE
from symbiose.frontdesk.queries.survey import questions
from symbiose.notices.models import AnswerLink
from symbiose.organisations.models import Contact, Organisation, OrganisationYear
from symbiose.people.models import User

SHARE = {"call": 3, "stop": 100, "year": 2, "letter": 10, "shared": 20, "asked": 4}  # one of so many
ROUNDS = 40
PARTS = 4  # departments of one shared task
EXTRACT = "cvr-udtraek.csv"
EXTRACT_ROWS = 1_000
HEAD = "CVR-nr;Navn;P-numre;Adresse;Postnr;Branchekode;Ansatte;Status;Virksomhedsform;Startdato;Slutdato\n"


def open_entrance(
    owners: Sequence[Organisation], cases: Sequence[Case], people: Sequence[User], chance: random.Random
) -> Organisation:
    """All of it, for the firms, cases and advisers that are there; a department that is asked. What the clock counts, its verbs count."""
    entrance = people[0].memberships.get().organisation
    departments = _departments()
    OrganisationYear.objects.bulk_create(
        (
            OrganisationYear(organisation=one, year=2025, headcount=chance.randint(1, 400), source="Eksempel")
            for one in owners[:: SHARE["year"]]
        ),
        batch_size=BATCH,
    )
    _calls(owners, people, entrance)
    recount_prospects()
    recount_talks(on=timezone.localdate())
    _rhythms(people, chance)
    TopicTouched.objects.bulk_create(_touched(chance), batch_size=BATCH)
    _shared(cases, people, departments, entrance)
    _survey(chance)
    _letters(cases)
    CalendarFeed.objects.create(user=people[0])
    _extract(people[0], owners, chance)
    return departments[0]


def _departments() -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(name=f"Eksempel Forvaltning {number}", kind="department", postcode="8600", town="Silkeborg")
        for number in range(PARTS)
    )


def _calls(owners: Sequence[Organisation], people: Sequence[User], entrance: Organisation) -> None:
    today = timezone.localdate()
    rounds = CallRound.objects.bulk_create(
        CallRound(
            name=f"Eksempel runde {number}",
            department=entrance,
            owner=people[number % len(people)],
            starts_on=today - timedelta(days=10 * number),
            ends_on=today + timedelta(days=30),
        )
        for number in range(ROUNDS)
    )
    called = [one for one in owners if one.kind == "company"][:: SHARE["call"]]
    Call.objects.bulk_create(
        (_call(number, firm, rounds, people, entrance) for number, firm in enumerate(called)), batch_size=BATCH
    )
    CallStop.objects.bulk_create(
        CallStop(organisation=one, department=entrance, user=people[0], said_on=today, said_by="Jens Eksempel")
        for one in owners[:: SHARE["stop"]]
    )


def _call(
    number: int, firm: Organisation, rounds: list[CallRound], people: Sequence[User], entrance: Organisation
) -> Call:
    """Of ten calls seven were talks, one waits to be made, one is promised, one was given back."""
    state = ("reserved", "later", "released", *["talked"] * 7)[number % 10]
    today, at = timezone.localdate(), timezone.now() - timedelta(hours=number)
    talked = state in {"talked", "later"}
    return Call(
        organisation=firm,
        round=rounds[number % len(rounds)],
        department=entrance,
        user=people[number % len(people)],
        state=state,
        taken_at=at,
        runs_out_on=today + timedelta(days=number % 14 + 1),
        attempts=number % 4,
        talked_at=at if talked else None,
        outsource=talked and number % 2 == 0,
        partner=talked and number % 2 == 1,
        answer={"later": "later", "talked": ("yes", "no")[number % 2]}.get(state, ""),
        line="De vil gerne høre mere om paller og sortering." if talked else "",
        again_on=today + timedelta(days=number % 60 + 1) if state == "later" else None,
        released_reason="Eksempel" if state == "released" else "",
    )


def _rhythms(people: Sequence[User], chance: random.Random) -> None:
    """Half have a rhythm of their own, a third somebody who keeps the dialogue, some an agreed day."""
    today, rows = timezone.localdate(), list(Rhythm.objects.order_by("pk"))
    for number, row in enumerate(rows):
        row.months = chance.choice((3, 4, 6, 12)) if number % 2 else None
        row.owner = people[number % len(people)] if number % 3 == 0 else None
        row.next_on = today + timedelta(days=number % 90 - 20) if number % 4 == 0 else None
    Rhythm.objects.bulk_update(rows, ["months", "owner", "next_on"], batch_size=500)


def _touched(chance: random.Random) -> Iterator[TopicTouched]:
    """Every fifth talk touched one topic or two."""
    for pk in Contact.objects.order_by("pk").values_list("pk", flat=True)[::5]:
        for topic in chance.sample(AgendaTopic.values, chance.randint(1, 2)):
            yield TopicTouched(contact_id=pk, topic=topic, line="De vil gerne ansætte en mere.")


def _shared(
    cases: Sequence[Case], people: Sequence[User], departments: Sequence[Organisation], entrance: Organisation
) -> None:
    today = timezone.localdate()
    tasks = SharedTask.objects.bulk_create(
        (
            SharedTask(
                title=f"Hvem kan bruge træet? {number}",
                text="Skriv, hvad I kan bruge, og hvornår I kan hente det.",
                case=case,
                asked_by=entrance,
                owner=people[number % len(people)],
                due_on=today + timedelta(days=number % 40 + 1),
                **_ended(number),
            )
            for number, case in enumerate(cases[:: SHARE["shared"]])
        ),
        batch_size=BATCH,
    )
    SharedPart.objects.bulk_create(
        (
            SharedPart(task=task, department=one, field="Eksempel", due_on=task.due_on, **_given(task, place))
            for task in tasks
            for place, one in enumerate(departments)
        ),
        batch_size=BATCH,
    )


def _ended(number: int) -> dict[str, object]:
    if number % 3:
        return {}
    return {"state": "led", "led_to": "agreement", "outcome": "De deler træet.", "ended_at": timezone.now()}


def _given(task: SharedTask, place: int) -> dict[str, object]:
    if (task.pk + place) % 2:
        return {}
    return {"state": "given", "text": "Vi kan bruge ti paller.", "given_at": timezone.now(), "given_by": "Eksempel"}


def _survey(chance: random.Random) -> None:
    """Last year's round, which has ended: one of four enterprises was asked, nearly half of them answered."""
    today = timezone.localdate()
    opened = date(today.year - 1, 3, 1)
    one = SurveyRound.objects.create(year=opened.year, opened_on=opened, closes_on=opened + timedelta(days=30))
    ids = Rhythm.objects.order_by("pk").values_list("organisation_id", flat=True)[:: SHARE["asked"]]
    asked = SurveyAsked.objects.bulk_create(
        (_asked(one, pk, answered=number % 2 == 0, no=number % 7 == 1) for number, pk in enumerate(ids)),
        batch_size=BATCH,
    )
    keys = [item.key for item in questions(today)]
    SurveyAnswer.objects.bulk_create(
        (
            SurveyAnswer(asked=row, question=key, value=chance.randint(0, 5))
            for row in asked
            if row.answered
            for key in keys
        ),
        batch_size=BATCH,
    )


def _asked(one: SurveyRound, pk: int, *, answered: bool, no: bool) -> SurveyAsked:
    said = answered and not no
    return SurveyAsked(round=one, organisation_id=pk, answered=said, declined=no, never_again=no)


def _letters(cases: Sequence[Case]) -> None:
    """What one of ten wrote themselves, with the personal link of their receipt; half of them wrote to the case again, of which a tenth is unread."""
    written = cases[:: SHARE["letter"]]
    rows = list(Enquiry.objects.filter(case__in=[case.pk for case in written]).order_by("pk"))
    _written([(one, ENQUIRY, one.pk) for one in rows], first=True)
    again = rows[::2]
    _written([(one, CASE, one.case_id) for one in again], first=False)
    read = [one.case_id for place, one in enumerate(again) if place % 10]
    Case.objects.filter(pk__in=read).update(read_at=timezone.now())
    until = timezone.localdate() + timedelta(days=365)
    AnswerLink.objects.bulk_create(
        (
            AnswerLink(purpose=PURPOSE, subject_label=ENQUIRY, subject_id=one.pk, organisation_id=0, valid_until=until)
            for one in rows
        ),
        batch_size=BATCH,
    )


def _written(rows: Sequence[tuple[Enquiry, str, int]], *, first: bool) -> None:
    lines = Contact.objects.bulk_create(
        (
            Contact(
                organisation_id=one.organisation_id,
                person=one.name,
                kind="mail",
                direction="in",
                happened_at=one.received_at,
                text=one.text,
                spoken_for_id=one.entrance_id,
                thread_label=label,
                thread_id=pk,
            )
            for one, label, pk in rows
        ),
        batch_size=BATCH,
    )
    Letter.objects.bulk_create(
        (Letter(line=line, enquiry=one, first=first) for line, (one, _label, _pk) in zip(lines, rows, strict=True)),
        batch_size=BATCH,
    )


def _extract(adviser: User, owners: Sequence[Organisation], chance: random.Random) -> None:
    """An extract of a thousand companies that are known here, each with something new."""
    lines = (_told(one, chance) for one in owners[:EXTRACT_ROWS])
    file = SimpleUploadedFile(EXTRACT, (HEAD + "".join(lines)).encode())
    receive_upload(file, purpose=Purpose.IMPORT, by=Actor(role=Role.ADVISER, user_id=adviser.pk, name=adviser.name))


def _told(one: Organisation, chance: random.Random) -> str:
    street, employees = f"Eksempelvej {chance.randint(1, 90)}", chance.randint(1, 90)
    given = (one.company_number, one.name, "", street, one.postcode, one.trade_code, employees, "aktiv", "ApS")
    return ";".join(map(str, (*given, "2010-05-01", ""))) + "\n"
