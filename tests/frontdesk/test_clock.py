"""The clock: late first answers are told once, nothing stays with one who is away or gone, reminders, a simulated year."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.common.models import AuditEntry
from symbiose.common.municipality import closing_days
from symbiose.engine.law.working_days import is_working_day
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.home.clock import due_by_the_clock
from symbiose.notices.models import Notice
from tests.frontdesk.cases import acting, ask, away, make_case, make_desk, make_external, rule

pytestmark = pytest.mark.django_db

CLOCK = system("Symbiose")
TODAY = timezone.localdate


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def told(text):
    return sorted(Notice.objects.filter(text__startswith=text).values_list("user__name", flat=True))


def test_a1_2_a_late_enquiry_is_told_once_to_the_owner_the_deputy_and_one_other():
    ann, bo, cia = make_desk("Ann", "Bo", "Cia")
    rule(ann, topic="listing")
    found = ask(topic="listing")
    away(ann, found.respond_by, found.respond_by + timedelta(days=9), deputy=cia)

    assert actions.escalate_late(now=noon(found.respond_by), by=CLOCK) == 0
    late = noon(found.respond_by + timedelta(days=1))
    assert [actions.escalate_late(now=late, by=CLOCK) for _ in range(3)] == [1, 0, 0]

    found.refresh_from_db()
    assert found.escalated_at == late
    assert told("For sent") == ["Ann", "Bo", "Cia"]
    assert bo.user != cia.user


def test_a1_2_a_case_without_a_first_answer_is_late_too_and_an_answered_one_never():
    (ann,) = make_desk("Ann")
    unanswered = make_case(acting(ann))
    answered = make_case(acting(ann))
    actions.log_dialogue(answered, kind="call", text="Talte med dem", by=acting(ann))
    actions.answer_now(ask(), answer="Ja", by=acting(ann))

    assert actions.escalate_late(now=noon(unanswered.respond_by + timedelta(days=1)), by=CLOCK) == 1

    assert unanswered.enquiries.get().escalated_at is not None


def test_a1_2_a_letter_from_them_and_a_talk_before_it_came_answer_nothing():
    (ann,) = make_desk("Ann")
    case = make_case(acting(ann))
    by = acting(ann)

    actions.log_dialogue(case, kind="mail", direction="in", text="De skriver igen.", by=by)
    actions.log_dialogue(case, kind="call", text="I går", happened_at=case.opened_at - timedelta(days=1), by=by)

    case.refresh_from_db()
    assert (case.responded_at, case.stage) == (None, "received")
    assert actions.escalate_late(now=noon(case.respond_by + timedelta(days=1)), by=CLOCK) == 1
    line = actions.log_dialogue(case, kind="mail", direction="out", text="Vi skriver tilbage.", by=by)
    case.refresh_from_db()
    assert (case.responded_at, case.stage) == (line.happened_at, "dialogue")


def test_a1_2_a_call_from_them_about_an_unanswered_case_is_its_first_answer():
    (ann,) = make_desk("Ann")
    case = make_case(acting(ann))
    call = ask(by=acting(ann), channel="phone", text="De ringer om det.")

    actions.attach_enquiry(call, case, by=acting(ann))

    case.refresh_from_db()
    assert (case.responded_at, case.stage) == (call.received_at, "dialogue")
    assert actions.escalate_late(now=noon(case.respond_by + timedelta(days=1)), by=CLOCK) == 0


def test_a1_2_what_is_taken_up_again_has_a_limit_from_today_and_is_late_once_more():
    (ann,) = make_desk("Ann")
    old = ask(received_at=noon(TODAY() - timedelta(days=30)))
    actions.escalate_late(now=timezone.now(), by=CLOCK)
    actions.answer_now(old, answer="Ja", by=acting(ann))

    again = actions.take_up(old, by=acting(ann))

    assert again.respond_by == ask().respond_by
    assert again.answered_at is not None
    assert again.escalated_at is None
    Enquiry.objects.exclude(pk=old.pk).delete()
    assert actions.escalate_late(now=timezone.now(), by=CLOCK) == 0
    assert actions.escalate_late(now=noon(again.respond_by + timedelta(days=1)), by=CLOCK) == 1
    assert actions.open_case(again, by=acting(ann)).responded_at is None


def test_an_external_entrances_delay_is_not_told_to_the_municipality():
    make_desk("Ann")
    external = make_external()
    found = ask(by=acting(external), channel="phone")

    actions.escalate_late(now=noon(found.respond_by + timedelta(days=1)), by=CLOCK)

    assert told("For sent") == ["Erik Eksempel"]


def test_what_waits_for_one_who_is_away_goes_to_the_deputy_with_the_reason():
    ann, bo, _cia = make_desk("Ann", "Bo", "Cia")
    rule(ann, topic="listing")
    enquiry, unanswered = ask(topic="listing"), make_case(acting(ann), topic="listing")
    talked = make_case(acting(ann), topic="listing")
    actions.log_dialogue(talked, kind="call", text="Talte med dem", by=acting(ann))
    actions.set_next_step(talked, kind="call", on=TODAY() + timedelta(days=1), by=acting(ann))
    task = actions.add_task(talked, what="Send papirer", user=ann.user, due_on=TODAY(), by=acting(ann))
    away(ann, TODAY(), TODAY() + timedelta(days=2), deputy=bo)

    assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == 4
    assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == 0

    for one in (enquiry, unanswered, talked, task):
        one.refresh_from_db()
    assert enquiry.owner == unanswered.owner == talked.next_owner == task.owner_user == bo.user
    assert talked.owner == ann.user  # it is hers again when she is back
    assert enquiry.owner_reason.startswith("Er stedfortræder for Ann")


def test_a_step_that_is_due_after_they_are_back_stays_theirs():
    ann, bo = make_desk("Ann", "Bo")
    rule(ann, topic="listing")
    case = make_case(acting(ann), topic="listing")
    actions.log_dialogue(case, kind="call", text="Talte med dem", by=acting(ann))
    actions.set_next_step(case, kind="call", on=TODAY() + timedelta(days=9), by=acting(ann))
    away(ann, TODAY(), TODAY() + timedelta(days=2), deputy=bo)

    assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == 0


def test_of_one_who_is_gone_everything_moves():
    ann, bo = make_desk("Ann", "Bo")
    rule(ann, topic="listing")
    case = make_case(acting(ann), topic="listing")
    actions.log_dialogue(case, kind="call", text="Talte med dem", by=acting(ann))
    actions.set_next_step(case, kind="call", on=TODAY() + timedelta(days=60), by=acting(ann))
    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()

    actions.leave_nothing_behind(now=timezone.now(), by=CLOCK)

    case.refresh_from_db()
    assert case.owner == case.next_owner == bo.user
    assert case.owner_reason == "Ann er der ikke. Er den eneste i indgangen i dag."


def test_a_next_step_is_told_on_its_day_and_a_late_task_once():
    (ann,) = make_desk("Ann")
    case = make_case(acting(ann))
    actions.set_next_step(case, kind="call", on=TODAY() + timedelta(days=3), by=acting(ann))
    actions.add_task(case, what="Send papirer", user=ann.user, due_on=TODAY() + timedelta(days=4), by=acting(ann))

    days = [actions.remind(now=noon(TODAY() + timedelta(days=ahead)), by=CLOCK) for ahead in range(7)]

    assert days == [0, 0, 0, 1, 0, 1, 0]
    assert told("Næste skridt") == told("En opgave er for sent") == ["Ann"]


def test_the_minute_of_the_clock_does_all_of_it_and_again_nothing():
    ann, bo = make_desk("Ann", "Bo")
    rule(ann, topic="listing")
    ask(topic="listing", received_at=noon(TODAY() - timedelta(days=20)))
    away(ann, TODAY(), TODAY(), deputy=bo)

    due_by_the_clock()
    before = AuditEntry.objects.count()
    due_by_the_clock()

    found = Enquiry.objects.get()
    assert found.owner == bo.user
    assert found.escalated_at is not None
    assert AuditEntry.objects.count() == before


@pytest.mark.slow
def test_a1_2_a_year_of_a_thousand_enquiries_leaves_none_unowned_and_tells_late_ones_once():
    """Four advisers with rules, holidays and absences; some enquiries are answered in time, some late, some never."""
    dice = random.Random(4)
    people = make_desk("Ann", "Bo", "Cia", "Dan")
    for member, topic in zip(people, ("found", "listing", "hire", "other"), strict=True):
        rule(member, topic=topic)
    first = date(2026, 1, 1)
    for member in people:
        for month in (2, 5, 7, 10, 12):
            start = date(2026, month, dice.randint(1, 20))
            away(
                member,
                start,
                start + timedelta(days=dice.randint(0, 20)),
                dice.choice([*(set(people) - {member}), None]),
            )
    closed, waiting_for_answer = closing_days(), {}

    arrivals = sorted(dice.randrange(365) for _ in range(1000))
    for ahead in range(380):
        day = first + timedelta(days=ahead)
        actions.leave_nothing_behind(now=noon(day), by=CLOCK)
        actions.escalate_late(now=noon(day), by=CLOCK)
        absent = {row.user_id for row in _away_on(day)}
        here = {member.user_id for member in people} - absent
        if here:
            assert not Enquiry.objects.filter(state="new", owner_id__in=absent).exists(), day
        for _ in range(arrivals.count(ahead)):
            found = ask(topic=dice.choice(["found", "listing", "hire", "other"]), received_at=noon(day), on=day)
            assert found.owner_id in here or not here
            assert found.owner_reason
            assert is_working_day(found.respond_by, closed=closed)
            waiting_for_answer[found.pk] = day + timedelta(days=dice.choice([0, 1, 1, 2, 3, 6, 400]))
        due = [pk for pk, on in waiting_for_answer.items() if on == day]
        for enquiry in Enquiry.objects.filter(pk__in=due):
            actions.answer_now(enquiry, answer="Ja", by=CLOCK)

    rows = list(Enquiry.objects.all())
    assert len(rows) == 1000
    late = {row.pk for row in rows if waiting_for_answer[row.pk] > row.respond_by}
    assert {row.pk for row in rows if row.escalated_at} == late
    assert len(late) > 100
    escalations = AuditEntry.objects.filter(verb="frontdesk.escalate")
    assert sorted(escalations.values_list("subject_id", flat=True)) == sorted(late)
    assert Case.objects.count() == 0


def _away_on(day):
    from symbiose.organisations.models import Absence

    return Absence.objects.filter(valid_from__lte=day, valid_to__gte=day)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_round_in_which_all_are_there_asks_the_same_few_questions(rows, django_assert_num_queries):
    ann, bo = make_desk("Ann", "Bo")
    for _ in range(rows):
        make_case(acting(ann))
        ask()

    with django_assert_num_queries(17):
        assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == 0

    away(bo, TODAY(), TODAY() + timedelta(days=9), deputy=ann)
    waiting = Enquiry.objects.filter(owner=bo.user).count()

    assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == waiting > 0
