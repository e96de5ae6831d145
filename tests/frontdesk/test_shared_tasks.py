"""Shared tasks: shared only with two departments, late once and once more, every transition for every role."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.common.actions import Conflict
from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry, Link
from symbiose.common.municipality import after_working_days
from symbiose.common.search import found_ids
from symbiose.common.states import NotAllowed
from symbiose.engine.law.working_days import is_working_day
from symbiose.frontdesk.actions import shared_tasks as actions
from symbiose.frontdesk.actions.shared_tasks import NotADepartment
from symbiose.frontdesk.models import SharedPart, SharedTask
from symbiose.frontdesk.queries.shared_tasks import counted, really_shared, shared_visible_to
from symbiose.frontdesk.shared_shown import fact_of
from symbiose.frontdesk.shared_waiting import waiting
from symbiose.frontdesk.sharing import SHARED_PART, SHARED_TASK
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, Notice, OutgoingMail
from symbiose.organisations.actions import (
    change_organisation,
    close_organisation,
    merge_organisations,
    part_organisations,
)
from tests.factories import make_actor, make_item, make_membership, make_organisation
from tests.frontdesk.cases import acting, at, away, make_case, make_desk, make_external
from tests.frontdesk.sharing import by_department, give, make_departments, make_shared, part_of

pytestmark = pytest.mark.django_db

CLOCK = system("Symbiose")
TODAY = timezone.localdate


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def told(text):
    return sorted(Notice.objects.filter(text__startswith=text).values_list("user__name", flat=True))


def as_counted(task):
    return counted(SharedTask.objects.filter(pk=task.pk)).get()


@pytest.fixture
def ann(db):
    return make_desk("Ann")[0]


@pytest.fixture
def three(db):
    return make_departments("Indkøb", "Teknik og Miljø", "Kultur")


def test_a10_1_a_task_is_shared_only_with_inputs_from_two_departments(ann, three):
    task = make_shared(acting(ann), three)
    facts = []

    for department in three:
        facts.append((fact_of(as_counted(task)), really_shared(SharedTask.objects.all()).count()))
        give(task, department)
    facts.append((fact_of(as_counted(task)), really_shared(SharedTask.objects.all()).count()))

    assert facts == [
        ("0 af 3 har givet bidrag", 0),
        ("1 af 3 har givet bidrag", 0),
        ("Fælles: 2 af 3 har givet bidrag", 1),
        ("Fælles: 3 af 3 har givet bidrag", 1),
    ]


def test_a10_1_one_department_that_gives_twice_is_one_and_a_no_is_none(ann, three):
    task = make_shared(acting(ann), three)
    give(task, three[0], "Første ord")
    give(task, three[0], "Rettede ord")
    actions.decline(part_of(task, three[1]), reason="Ikke vores område", by=by_department(three[1]))

    assert fact_of(as_counted(task)) == "1 af 3 har givet bidrag"
    assert not really_shared(SharedTask.objects.all()).exists()


def test_a10_1_two_records_of_one_department_are_one_department(ann, three):
    task = make_shared(acting(ann), three)
    give(task, three[0])
    give(task, three[1])

    merge = merge_organisations(three[0], three[1], by=acting(ann))
    assert fact_of(as_counted(task)) == "1 af 2 har givet bidrag"
    part_organisations(merge, reason="Det var to", by=acting(ann))
    assert fact_of(as_counted(task)) == "Fælles: 2 af 3 har givet bidrag"


@settings(max_examples=15)
@given(
    steps=st.lists(st.tuples(st.sampled_from(["give", "decline", "withdraw", "ask"]), st.integers(0, 2)), max_size=9)
)
def test_a10_1_the_count_is_that_of_its_rows_whatever_was_done(steps):
    with transaction.atomic():
        (ann,) = make_desk("Ann")
        departments = make_departments("Indkøb", "Teknik", "Kultur")
        task = make_shared(acting(ann), departments)
        for what, which in steps:
            part, by = part_of(task, departments[which]), acting(ann)
            own = by.acting_for(part.department_id, consent="sagt i telefonen")
            acts = {
                "give": lambda part=part, own=own: actions.give_input(part, text="Ja", field="law", by=own),
                "decline": lambda part=part, own=own: actions.decline(part, reason="Nej", by=own),
                "withdraw": lambda part=part, by=by: actions.withdraw(part, by=by),
                "ask": lambda part=part, by=by: actions.ask_again(part, due_on=TODAY(), by=by),
            }
            try:
                acts[what]()
            except NotAllowed:
                continue
        rows = SharedPart.objects.filter(task=task, state="given").values("department").distinct().count()

        assert as_counted(task).given_number == rows
        assert really_shared(SharedTask.objects.filter(pk=task.pk)).exists() == (rows >= 2)
        transaction.set_rollback(True)


def test_a10_2_an_agreement_between_departments_is_counted_with_its_rows(ann, three):
    task, other = make_shared(acting(ann), three), make_shared(acting(ann), three)
    for department in three[:2]:
        give(task, department)
    actions.lead_on(task, to="agreement", outcome="Teknik henter, Indkøb betaler.", by=acting(ann))
    actions.close_shared(other, reason="Ingen kunne bruge det", by=acting(ann))

    agreements = SharedTask.objects.filter(led_to="agreement")

    assert [row.outcome for row in agreements] == ["Teknik henter, Indkøb betaler."]
    assert list(really_shared(agreements)) == [task]


def test_each_department_is_told_and_gets_its_own_link_and_no_letter_twice(ann, three):
    for department in three[:2]:
        department.contact_email = f"post{department.pk}@afdeling.example"
        department.save()
    member = by_department(three[2])

    task = make_shared(acting(ann), three)
    actions.invite(task, three[0], field="law", due_on=TODAY(), by=acting(ann))

    assert OutgoingMail.objects.count() == AnswerLink.objects.filter(purpose="shared_task").count() == 2
    assert Notice.objects.get(user_id=member.user_id).kind == "entrance"
    assert task.parts.count() == 3


def opened(client, link):
    return client.get(f"/svar/{links.token(link)}/").status_code


def asked_at_its_old_address(ann, department):
    """The part of a department that was asked by letter, and the link in it."""
    change_organisation(department, contact_email="gammel@afdeling.example", by=acting(ann))
    department.refresh_from_db()
    part = part_of(make_shared(acting(ann), [department, *make_departments("Kultur")]), department)
    return part, AnswerLink.objects.get(purpose="shared_task")


def test_an_unanswered_invitation_follows_the_department_to_its_new_address(ann, three, client):
    part, old = asked_at_its_old_address(ann, three[0])
    assert opened(client, old) == 200

    change_organisation(three[0], contact_email="ny@afdeling.example", by=acting(ann))
    for _time in range(2):
        actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)

    new = AnswerLink.objects.get(purpose="shared_task", withdrawn_at__isnull=True)
    assert (new.email, new.subject_id) == ("ny@afdeling.example", part.pk)
    assert (opened(client, old), opened(client, new)) == (410, 200)
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True)) == [
        "gammel@afdeling.example",
        "ny@afdeling.example",
    ]


def test_sent_again_after_the_address_was_put_right_the_old_link_opens_nothing(ann, three, client):
    part, old = asked_at_its_old_address(ann, three[0])
    change_organisation(three[0], contact_email="ny@afdeling.example", by=acting(ann))

    actions.send_again(part, by=acting(ann))

    assert opened(client, old) == 410
    assert AnswerLink.objects.get(withdrawn_at__isnull=True).email == "ny@afdeling.example"


def test_what_is_answered_is_not_written_about_again_and_the_old_link_opens_nothing(ann, three, client):
    part, old = asked_at_its_old_address(ann, three[0])
    give(part.task, three[0])
    change_organisation(three[0], contact_email="ny@afdeling.example", by=acting(ann))

    actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)

    assert opened(client, old) == 410
    assert OutgoingMail.objects.count() == 1


def test_a_department_without_an_address_any_more_is_written_to_nowhere(ann, three, client):
    _part, old = asked_at_its_old_address(ann, three[0])
    change_organisation(three[0], contact_email="", by=acting(ann))

    actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)

    assert opened(client, old) == 410
    assert OutgoingMail.objects.count() == 1


def test_a_case_leads_to_its_shared_task_and_that_to_a_step_in_the_case(ann, three):
    case = make_case(acting(ann))
    task = make_shared(acting(ann), three, case=case)
    actions.lead_on(task, to="step", outcome="Teknik ringer til firmaet.", target=case, by=acting(ann))

    assert Link.objects.filter(from_label="frontdesk.case", to_label="frontdesk.sharedtask").count() == 1
    assert Link.objects.filter(from_label="frontdesk.sharedtask", to_id=case.pk, kind="led_to").count() == 1
    line = case_lines(case)[0]
    assert line.text == f"Fra den fælles opgave “{task.title}”: Teknik ringer til firmaet."


def case_lines(case):
    from symbiose.organisations.queries import contacts_of

    return list(contacts_of([case]))


def test_an_adviser_speaks_for_a_department_only_with_how_it_was_said(ann, three):
    task = make_shared(acting(ann), three)
    part = part_of(task, three[0])

    with pytest.raises(NotAllowed):
        actions.give_input(part, text="Ja", field="law", by=acting(ann))
    with pytest.raises(NotAllowed):
        actions.give_input(part, text="Ja", field="law", by=acting(ann).acting_for(three[1].pk, consent="sagt"))
    given = actions.give_input(
        part, text="Ja", field="law", by=acting(ann).acting_for(three[0].pk, consent="sagt i telefonen")
    )

    assert (given.state, given.given_by, given.consent) == ("given", "Ann", "sagt i telefonen")
    entry = AuditEntry.objects.get(verb="frontdesk.give_input")
    assert (entry.on_behalf_of, entry.consent) == (three[0].pk, "sagt i telefonen")
    assert entry.changes["text"] == ["personal", "personal"]


def test_two_who_give_at_once_are_told_and_an_ended_task_takes_nothing(ann, three):
    task = make_shared(acting(ann), three)
    part = part_of(task, three[0])
    give(task, three[0])

    with pytest.raises(Conflict):
        actions.give_input(part, text="Andet", field="law", version=part.version, by=by_department(three[0]))
    actions.close_shared(task, reason="Slut", by=acting(ann))
    with pytest.raises(NotAllowed):
        give(task, three[1])
    actions.reopen_shared(task, reason="Alligevel", by=acting(ann))
    assert give(task, three[1]).state == "given"


def test_repeats_change_nothing_more(ann, three):
    (fourth,) = make_departments("Ejendomme")
    task = make_shared(acting(ann), [*three, fourth])
    part, by = part_of(task, three[0]), by_department(three[0])
    give(task, fourth)
    for _ in range(2):
        actions.give_input(part, text="Ja", field="law", by=by)
        actions.decline(part_of(task, three[1]), reason="Nej", by=by_department(three[1]))
        actions.withdraw(part_of(task, three[2]), by=acting(ann))
        actions.lead_on(task, to="agreement", outcome="Aftalt", by=acting(ann)) if _ else None
    actions.lead_on(task, to="agreement", outcome="Aftalt", by=acting(ann))
    verbs = ("frontdesk.give_input", "frontdesk.decline_input", "frontdesk.withdraw_department", "frontdesk.lead_on")

    assert [AuditEntry.objects.filter(verb=verb).count() for verb in verbs] == [2, 1, 1, 1]


def test_a_late_input_is_reminded_of_once_and_told_to_others_once(ann, three):
    bo = make_desk_colleague(ann)
    due = after_working_days(TODAY(), 3)
    task = make_shared(acting(ann), three, due_on=due)
    give(task, three[0])
    member = by_department(three[1])
    Notice.objects.all().delete()

    done = [actions.tend_shared_tasks(now=noon(due + timedelta(days=ahead)), by=CLOCK) for ahead in range(15)]

    assert done[0] == 0
    assert sum(done) == 4  # two inputs, each reminded of and escalated
    assert told("Jeres bidrag mangler") == [member.name]
    assert set(told("For sent: intet bidrag")) == {"Ann"}
    assert bo.user.name not in told("For sent: intet bidrag")
    rows = task.parts.exclude(department=three[0])
    assert all(part.reminded_at < part.escalated_at for part in rows)


def make_desk_colleague(ann, name="Bo"):
    from tests.frontdesk.cases import make_adviser

    return make_adviser(ann.organisation, name)


def test_who_stands_in_hears_of_it_and_who_is_gone_owns_nothing(ann, three):
    bo = make_desk_colleague(ann)
    task = make_shared(acting(ann), three, due_on=TODAY() - timedelta(days=30))
    away(ann, TODAY(), TODAY() + timedelta(days=3), deputy=bo)

    actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)
    assert set(told("For sent: intet bidrag")) == {"Ann", "Bo"}
    assert [line.title for line in waiting(acting(bo))] == [task.title]

    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()
    actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)
    task.refresh_from_db()
    assert task.owner == bo.user
    assert actions.tend_shared_tasks(now=timezone.now(), by=CLOCK) == 0


def test_a_shared_task_does_not_stay_with_one_who_works_elsewhere_now(ann, three):
    bo = make_desk_colleague(ann)
    task = make_shared(acting(ann), three)
    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()
    make_membership(Role.FIRM, make_organisation("Eksempel Firma"), ann.user)

    actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)

    task.refresh_from_db()
    assert task.owner == bo.user


def test_a_department_that_is_gathered_in_another_is_not_asked_twice(ann, three):
    task = make_shared(acting(ann), three)

    merge_organisations(three[0], three[1], by=acting(ann))

    assert [task.parts.get(department_id=one.pk).state for one in three] == ["asked", "withdrawn", "asked"]


def test_a_new_deadline_moves_what_is_awaited_and_asks_anew(ann, three):
    task = make_shared(acting(ann), three, due_on=TODAY() - timedelta(days=30))
    actions.tend_shared_tasks(now=timezone.now(), by=CLOCK)
    later = TODAY() + timedelta(days=20)

    actions.change_shared(task, due_on=later, by=acting(ann))

    assert set(task.parts.values_list("due_on", "reminded_at", "escalated_at")) == {(later, None, None)}


def test_an_idle_minute_of_the_clock_asks_the_same_however_many_wait(ann, three, django_assert_num_queries):
    for _ in range(3):
        make_shared(acting(ann), three)

    with django_assert_num_queries(8):
        assert actions.tend_shared_tasks(now=timezone.now(), by=CLOCK) == 0


def test_a_closed_department_is_asked_no_more_and_what_it_gave_stands(ann, three):
    task = make_shared(acting(ann), three)
    give(task, three[0])
    for department in three[:2]:
        close_organisation(department, closed_on=TODAY(), reason="Nedlagt", by=acting(ann))

    assert [part_of(task, one).state for one in three] == ["given", "withdrawn", "asked"]
    with pytest.raises(actions.NotADepartment):
        actions.invite(make_shared(acting(ann)), three[1], field="law", due_on=TODAY(), by=acting(ann))


def test_only_departments_are_asked(ann):
    with pytest.raises(actions.NotADepartment):
        make_shared(acting(ann), [make_organisation("Eksempel Firma")])
    assert not SharedTask.objects.exists()


def test_who_sees_a_shared_task(ann, three):
    task = make_shared(acting(ann), three[:1])
    firm = make_actor(Role.FIRM, make_organisation())
    seers = {
        "adviser": acting(ann),
        "invited": by_department(three[0]),
        "not invited": by_department(three[1]),
        "external": acting(make_external()),
        "firm": firm,
        "visitor": Actor(),
        "by link": Actor(role=Role.FIRM, organisation_id=three[0].pk, link_id=1),
    }

    assert {who for who, actor in seers.items() if shared_visible_to(actor).exists()} == {"adviser", "invited"}
    actions.withdraw(part_of(task, three[0]), by=acting(ann))
    assert not shared_visible_to(seers["invited"]).exists()


def test_a_department_asks_the_others_and_keeps_its_own(ann, three):
    by = by_department(three[0])
    task = make_shared(by, three[1:])

    assert task.asked_by == three[0]
    assert shared_visible_to(by).get() == task
    assert actions.close_shared(task, reason="Klaret", by=by).state == "closed"
    for who in (make_actor(Role.FIRM, make_organisation()), Actor(), acting(make_external())):
        with pytest.raises(NotAllowed):
            actions.start_shared_task(title="x", text="x", due_on=TODAY(), owner=ann.user, by=who)


def test_it_is_found_by_its_words_and_its_departments(ann, three):
    task = make_shared(acting(ann), three)

    assert {task.pk} == set(found_ids("frontdesk.sharedtask", "genbrugsplads"))
    assert {task.pk} == set(found_ids("frontdesk.sharedtask", "kultur"))


WHO = ("adviser", "asker", "invited", "by link", "not invited", "firm", "external", "visitor", "system")
TASK_TABLE = {
    "change": (["open"], "open"),
    "invite": (["open"], "open"),
    "hand_over": (["open"], "open"),
    "lead_on": (["open"], "led"),
    "close": (["open"], "closed"),
    "reopen": (["closed", "led"], "open"),
}
PART_TABLE = {
    "give": (["asked", "declined", "given"], "given"),
    "decline": (["asked"], "declined"),
    "ask_again": (["declined", "withdrawn"], "asked"),
    "withdraw": (["asked"], "withdrawn"),
    "remind": (["asked"], "asked"),
    "escalate": (["asked"], "asked"),
}
KEEPS = {"adviser", "asker", "system"}
GIVES = {"adviser", "invited", "by link", "system"}


@pytest.fixture
def people(ann, three):
    asker, invited, other = three
    actors = {
        "adviser": acting(ann),
        "asker": by_department(asker),
        "invited": by_department(invited),
        "by link": Actor(role=Role.FIRM, organisation_id=invited.pk, link_id=1),
        "not invited": by_department(other),
        "firm": make_actor(Role.FIRM, make_organisation()),
        "external": acting(make_external()),
        "visitor": Actor(),
        "system": system("clock"),
    }
    return actors, make_shared(actors["asker"], [invited])


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("verb", TASK_TABLE)
def test_every_transition_of_a_shared_task_for_every_role(people, verb, who):
    actors, task = people
    sources, target = TASK_TABLE[verb]
    for state in ("open", "led", "closed"):
        row = SHARED_TASK.find(verb, state)
        assert (row is not None) == (state in sources)
        assert row is None or (row.target, row.who(actors[who], task)) == (target, who in KEEPS)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("verb", PART_TABLE)
def test_every_transition_of_an_input_for_every_role(people, verb, who):
    actors, task = people
    part = task.parts.get()
    sources, target = PART_TABLE[verb]
    allowed = {"give": GIVES, "decline": GIVES, "ask_again": KEEPS, "withdraw": KEEPS}.get(verb, {"system"})
    for state in ("asked", "given", "declined", "withdrawn"):
        row = SHARED_PART.find(verb, state)
        assert (row is not None) == (state in sources)
        assert row is None or (row.target, row.who(actors[who], part)) == (target, who in allowed)


def test_the_tables_hold_no_other_verbs():
    assert {row.verb for row in SHARED_TASK.transitions} == set(TASK_TABLE)
    assert {row.verb for row in SHARED_PART.transitions} == set(PART_TABLE)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "closed"}, "shared_task_ended_says_how"),
        ({"state": "led", "outcome": "x", "ended_at": timezone.now()}, "shared_task_ended_says_how"),
        ({"title": ""}, "shared_task_says_what"),
    ],
)
def test_the_database_refuses_a_task_that_says_too_little(ann, three, values, name):
    task = make_shared(acting(ann), three)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        SharedTask.objects.filter(pk=task.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "given"}, "shared_part_given_says_what"),
        ({"text": "noget"}, "shared_part_given_says_what"),
        ({"state": "declined"}, "shared_part_declined_says_why"),
    ],
)
def test_the_database_refuses_an_input_that_says_too_little(ann, three, values, name):
    task = make_shared(acting(ann), three)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        task.parts.filter(department=three[0]).update(**values)


def test_deadlines_offered_are_working_days_past_the_municipality_s_own(ann):
    from symbiose.common.municipality import closing_days
    from symbiose.frontdesk.periods import usual_deadline, working_day_from

    make_item("setting", "days", data={"key": "shared_task_days", "value": "3"})

    assert usual_deadline(at("2026-12-22").date()) == at("2026-12-29").date()
    assert working_day_from(at("2026-12-24").date()) == at("2026-12-28").date()
    assert all(
        is_working_day(usual_deadline(TODAY() + timedelta(days=ahead)), closed=closing_days()) for ahead in range(60)
    )


def test_a_department_that_has_closed_since_is_not_asked_again(ann, three):
    task = make_shared(acting(ann), three)
    part = part_of(task, three[0])
    actions.withdraw(part, by=acting(ann))
    close_organisation(three[0], closed_on=TODAY(), reason="Nedlagt", by=acting(ann))
    client = Client()
    client.force_login(ann.user)

    with pytest.raises(NotADepartment):
        actions.ask_again(part, due_on=TODAY() + timedelta(days=14), by=acting(ann))

    part.refresh_from_db()
    again = reverse("shared_tasks:ask_again", args=[task.pk, part.pk])
    assert part.state == "withdrawn"
    assert again not in client.get(reverse("shared_tasks:detail", args=[task.pk])).text
