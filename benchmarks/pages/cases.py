"""Enquiries, cases and what was said in them; all made up."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from symbiose.common.models import AuditEntry
from symbiose.frontdesk.models import Case, CaseParty, CaseTask, Enquiry
from symbiose.organisations.models import Contact, Organisation
from symbiose.people.models import User

BATCH = 2000
A_CASE = "E-00001"  # one that is open
LINES = 10  # of the dialogue of one case
TOPICS = ("found", "register", "partner", "hire", "listing", "sell", "other")
SAID = "De har paller og kasser til overs og vil gerne tale om {number} timer om ugen til en, der kan sortere træ."


def open_cases(many: int, owners: Sequence[Organisation], people: Sequence[User], chance: random.Random) -> list[Case]:
    """Cases of these people, each with an enquiry, ten lines of dialogue, a party, a task and its trail; half are open."""
    entrance = people[0].memberships.get().organisation
    cases = Case.objects.bulk_create(_cases(many, owners, people, entrance, chance), batch_size=BATCH)
    Enquiry.objects.bulk_create((_enquiry(case) for case in cases), batch_size=BATCH)
    Contact.objects.bulk_create((line for case in cases for line in _lines(case, chance)), batch_size=BATCH)
    CaseParty.objects.bulk_create(
        (CaseParty(case=one, organisation=chance.choice(owners), role="Leverandør") for one in cases), batch_size=BATCH
    )
    CaseTask.objects.bulk_create((_task(case) for case in cases), batch_size=BATCH)
    AuditEntry.objects.bulk_create((entry for case in cases for entry in _trail(case)), batch_size=BATCH)
    return cases


def _cases(many, owners, people, entrance, chance: random.Random) -> Iterator[Case]:
    now = timezone.now()
    for number in range(many):
        opened = now - timedelta(hours=3 * (many - number))
        closed = number % 2 == 0
        owner = people[number // 2 % len(people)]  # of an open one and a closed one
        yield Case(
            number=f"E-{number:05d}",
            title=f"Vil af med {chance.choice(('afskær', 'paller', 'møbler', 'tøj'))} og måske ansætte få timer",
            topic=TOPICS[number % len(TOPICS)],
            stage="outcome" if closed else "dialogue",
            state="closed" if closed else "open",
            owner=owner,
            owner_reason="Har færrest.",
            organisation=chance.choice(owners),
            entrance=entrance,
            opened_at=opened,
            respond_by=timezone.localdate(opened) + timedelta(days=2),
            responded_at=opened + timedelta(hours=5),
            outcome="advice" if closed else "",
            outcome_reason="Fik råd om registrering." if closed else "",
            closed_at=opened + timedelta(days=9) if closed else None,
            **({} if closed else _next(number, owner)),
        )


def _next(number: int, owner: User) -> dict[str, object]:
    return {"next_kind": "call", "next_on": timezone.localdate() + timedelta(days=number % 60 - 3), "next_owner": owner}


def _enquiry(case: Case) -> Enquiry:
    return Enquiry(
        number=f"H-{case.number}",
        channel="phone",
        topic=case.topic,
        title=case.title,
        text=SAID.format(number=case.pk % 20 + 1),
        name="Jens Eksempel",
        phone=phone_of(case),
        organisation_id=case.organisation_id,
        entrance_id=case.entrance_id,
        owner_id=case.owner_id,
        owner_reason=case.owner_reason,
        received_at=case.opened_at,
        respond_by=case.respond_by,
        answered_at=case.responded_at,
        waits=False,
        state="in_case",
        case=case,
    )


def phone_of(case: Case) -> str:
    """A made-up telephone number of its own."""
    return f"00 01 {case.pk // 100 % 100:02d} {case.pk % 100:02d}"


def _lines(case: Case, chance: random.Random) -> Iterator[Contact]:
    for number in range(LINES):
        yield Contact(
            organisation_id=case.organisation_id,
            person="Jens Eksempel",
            kind="call",
            direction="out",
            happened_at=case.opened_at + timedelta(days=number),
            text=SAID.format(number=chance.randint(1, 20)),
            user_id=case.owner_id,
            spoken_for_id=case.entrance_id,
            thread_label=Case._meta.label_lower,
            thread_id=case.pk,
        )


def _task(case: Case) -> CaseTask:
    done: datetime | None = case.closed_at
    return CaseTask(
        case=case,
        what="Afklar affaldsstatus",
        owner_user_id=case.owner_id,
        due_on=timezone.localdate() + timedelta(days=case.pk % 60),
        done_at=done,
        result="Det er et biprodukt." if done else "",
    )


def _trail(case: Case) -> Iterator[AuditEntry]:
    for verb in ("frontdesk.open_case", "frontdesk.set_next_step", "frontdesk.add_task"):
        yield AuditEntry(
            actor_user_id=case.owner_id,
            actor_name="Eksempel Person",
            actor_role="adviser",
            verb=verb,
            subject_label=Case._meta.label_lower,
            subject_id=case.pk,
        )
