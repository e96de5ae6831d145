"""An answer is judged enquiry by enquiry: what comes to an answered case waits by a limit of its own, and a split keeps each answer."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.frontdesk import actions
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.waiting import waiting
from symbiose.notices.models import Notice
from tests.frontdesk.cases import acting, ask, make_case, make_desk, make_external, rule
from tests.frontdesk.letters import receipt_path

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
TODAY = timezone.localdate
ANSWERED, SOON = "Du har fået et første svar.", "Du får svar senest"


@pytest.fixture
def desk(db):
    return make_desk("Ann Eksempel", "Bo Eksempel")


@pytest.fixture
def ann(desk, client):
    client.force_login(desk[0].user)
    return desk[0]


def send(client, view, place, /, **values):
    return client.post(reverse(view, args=[place]), {"form_key": str(uuid.uuid4()), **values})


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def written(name="Karl Eksempel", **values):
    """An enquiry with a receipt."""
    enquiry = ask(name=name, email=f"{name.split()[0].lower()}@firma.example", **values)
    actions.give_receipt(enquiry, by=CLOCK)
    return enquiry


def call(case, ann, **values):
    return actions.log_dialogue(case, kind="call", text="Talte med dem", by=acting(ann), **values)


def answered_case(ann):
    """A case of hers whose writer had an answer, and their enquiry."""
    rule(ann, topic="listing")
    first = written(received_at=timezone.localtime() - timedelta(days=1), topic="listing")
    case = actions.open_case(first, by=acting(ann))
    call(case, ann, happened_at=timezone.now() - timedelta(hours=2))
    actions.set_next_step(case, kind="visit", on=TODAY() + timedelta(days=30), by=acting(ann))
    return Case.objects.get(pk=case.pk), Enquiry.objects.get(pk=first.pk)


def after(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time(12)))


def test_a1_2_an_enquiry_put_in_an_answered_case_waits_by_a_limit_of_its_own(client, ann):
    case, first = answered_case(ann)
    second = written("Signe Eksempel", text="Hvornår kan I hente?")

    send(client, "enquiries:make_case", second.number, number=case.number, title="Træ", topic="other")

    assert SOON in page(client, receipt_path(second))
    assert ANSWERED in page(client, receipt_path(first))
    assert [line.why for line in waiting(acting(ann))] == ["En ny henvendelse i det er ikke besvaret."]
    shown = page(client, reverse("cases:detail", args=[case.number]))
    assert "En ny henvendelse i forløbet er ikke besvaret." in shown
    assert shown.count("Lagt i et forløb") == 1
    second.refresh_from_db()
    case.refresh_from_db()
    assert (second.case, second.waits, case.waits_by) == (case, True, second.respond_by)
    assert case.responded_at == first.answered_at


def test_a_step_of_today_does_not_hide_who_waits_in_the_same_case(client, ann):
    case, _first = answered_case(ann)
    actions.set_next_step(case, kind="call", on=TODAY(), by=acting(ann))
    actions.attach_enquiry(written("Signe Eksempel", text="Hvornår kan I hente?"), case, by=acting(ann))

    first, second = waiting(acting(ann))

    assert first.why.startswith("Opkald")
    assert (second.why, second.button) == ("En ny henvendelse i det er ikke besvaret.", "Svar")
    file = b"".join(client.get(reverse("cases:list") + "?format=csv").streaming_content).decode()
    assert "nogen venter på svar senest" in file.lower()


def test_a1_2_what_waits_in_an_answered_case_is_late_in_lists_and_told_once(client, ann):
    case, first = answered_case(ann)
    second = written("Signe Eksempel", text="Hvornår kan I hente?", received_at=timezone.now() - timedelta(hours=1))
    actions.attach_enquiry(second, case, by=acting(ann))

    assert [actions.escalate_late(now=after(second.respond_by), by=CLOCK) for _ in range(2)] == [1, 0]
    assert Notice.objects.filter(user=ann.user, text__startswith="For sent: Hvornår kan I hente").count() == 1
    Enquiry.objects.filter(pk=second.pk).update(respond_by=TODAY() - timedelta(days=1))
    Case.objects.filter(pk=case.pk).update(waits_by=TODAY() - timedelta(days=1))
    late_cases = page(client, reverse("cases:list") + "?late=1")
    late_enquiries = page(client, reverse("enquiries:list") + "?late=1")
    assert case.number.replace("-", "\u2011") in late_cases
    assert second.number.replace("-", "\u2011") in late_enquiries
    assert first.number.replace("-", "\u2011") not in late_enquiries

    call(case, ann)

    for one in (case, second):
        one.refresh_from_db()
    assert (second.waits, case.waits_by, case.responded_at) == (False, None, first.answered_at)
    assert waiting(acting(ann)) == []
    assert ANSWERED in page(client, receipt_path(second))
    assert actions.escalate_late(now=after(TODAY() + timedelta(days=9)), by=CLOCK) == 0


def test_whoever_spoke_says_whose_enquiry_it_answered(client, ann):
    case = actions.open_case(written(), by=acting(ann))
    url = reverse("cases:dialogue", args=[case.number])
    assert 'name="answers"' not in page(client, url)
    second = written("Signe Eksempel", text="Hvornår kan I hente?")
    actions.attach_enquiry(second, case, by=acting(ann))
    first = case.enquiries.exclude(pk=second.pk).get()

    shown = page(client, url)
    assert shown.count('name="answers"') == 2
    assert "Signe Eksempel: Hvornår kan I hente?" in shown
    said = {"kind": "call", "direction": "out", "text": "Talte med Signe."}
    send(client, "cases:dialogue", case.number, **said, answers=[second.pk])

    assert ANSWERED in page(client, receipt_path(second))
    assert SOON in page(client, receipt_path(first))
    case.refresh_from_db()
    assert (case.waits_by, case.stage) == (first.respond_by, "dialogue")


def test_a_call_answers_what_the_same_writer_asked_and_nobody_elses(ann):
    case = actions.open_case(written(phone="12 34 56 78"), by=acting(ann))
    other = written("Signe Eksempel", text="Hvornår kan I hente?")
    actions.attach_enquiry(other, case, by=acting(ann))
    typed_in = ask(by=acting(ann), channel="phone", text="Karl ringer igen.", phone="12345678", name="Karl Eksempel")

    actions.attach_enquiry(typed_in, case, by=acting(ann))

    assert list(case.enquiries.order_by("pk").values_list("waits", flat=True)) == [False, True, False]
    case.refresh_from_db()
    assert (case.responded_at, case.waits_by) == (typed_in.received_at, other.respond_by)


@pytest.mark.parametrize("split_off", ["answered", "waiting"])
def test_after_a_split_each_case_keeps_the_answers_of_its_own_enquiries(client, ann, split_off):
    case, first = answered_case(ann)
    second = written("Signe Eksempel", text="Har I en til at pakke?", topic="hire")
    actions.attach_enquiry(second, case, by=acting(ann))
    gone = first if split_off == "answered" else second

    send(client, "cases:split", case.number, title="En anden sag", reason="Noget andet", enquiries=[gone.pk])

    assert SOON in page(client, receipt_path(second))
    assert ANSWERED in page(client, receipt_path(first))
    first.refresh_from_db()
    second.refresh_from_db()
    answered, waits = first.case, second.case
    assert answered != waits
    assert (answered.responded_at, answered.waits_by, answered.stage) == (first.answered_at, None, "dialogue")
    assert (waits.responded_at, waits.waits_by, waits.stage) == (None, second.respond_by, "received")
    assert (waits.respond_by, waits.opened_at) == (second.respond_by, second.received_at)
    assert actions.escalate_late(now=after(second.respond_by), by=CLOCK) == 1
    first.refresh_from_db()
    assert first.escalated_at is None


def test_two_cases_that_become_one_keep_what_waits_and_closing_answers_it(ann):
    case, _first = answered_case(ann)
    double = make_case(acting(ann), name="Signe Eksempel")

    kept = actions.merge_cases(double, case, reason="Det samme", by=acting(ann))

    waits = kept.enquiries.get(waits=True)
    assert kept.waits_by == waits.respond_by
    double.refresh_from_db()
    assert double.waits_by is None
    closed = actions.close_case(kept, outcome="advice", reason="De fik råd.", by=acting(ann))
    waits.refresh_from_db()
    assert (closed.waits_by, waits.waits, waits.answered_at) == (None, False, closed.closed_at)


def test_what_is_taken_up_again_and_put_in_a_case_waits_there_until_somebody_answers(client, ann):
    case, _first = answered_case(ann)
    again = written("Signe Eksempel", text="Hvornår kan I hente?")
    actions.answer_now(again, answer="På mandag", by=acting(ann))
    actions.attach_enquiry(actions.take_up(again, by=acting(ann)), case, by=acting(ann))

    case.refresh_from_db()
    assert case.waits_by == again.respond_by
    assert "ser på den en gang til" in page(client, receipt_path(again))
    call(case, ann)
    again.refresh_from_db()
    assert not again.waits
    assert again.answered_at < timezone.now()


def test_whoever_owns_the_case_hears_of_an_enquiry_that_somebody_else_puts_in_it(desk, ann):
    case, _first = answered_case(ann)
    _ann, bo = desk

    actions.attach_enquiry(written("Signe Eksempel", text="Hvornår kan I hente?"), case, by=acting(bo))

    told = "De venter på svar i dit forløb: Hvornår kan I hente?"
    assert list(Notice.objects.filter(text=told).values_list("user", flat=True)) == [ann.user_id]


def test_the_receipt_says_reminded_only_when_somebody_was(client, ann):
    late = written(received_at=timezone.localtime() - timedelta(days=20))

    before = page(client, receipt_path(late))
    actions.escalate_late(now=timezone.now(), by=CLOCK)
    after_it = page(client, receipt_path(late))

    assert "Svaret er forsinket" in before
    assert "mindet om det" not in before
    assert "mindet om det" in after_it


def test_the_most_urgent_comes_first_where_there_are_more_than_the_page_shows(ann):
    rule(ann, topic="listing")
    silent = [make_case(acting(ann), topic="listing", text=f"Nummer {number}") for number in range(41)]
    for case in silent:
        call(case, ann)
    due, unanswered = (make_case(acting(ann), topic="listing", text=text) for text in ("Skridt", "Uden svar"))
    call(due, ann)
    actions.set_next_step(due, kind="call", on=TODAY(), by=acting(ann))

    lines = [line.title for line in waiting(acting(ann))]

    assert {due.title, unanswered.title} < set(lines)


def test_an_external_entrances_cases_answer_alike(ann):
    member = make_external()
    by, here = acting(member), {"entrance": member.organisation}
    case = make_case(by, **here, name="Karl Eksempel")
    actions.log_dialogue(case, kind="call", text="Talte med dem", by=by)
    second = ask(**here, name="Signe Eksempel")

    actions.attach_enquiry(second, case, by=by)

    case.refresh_from_db()
    assert case.waits_by == second.respond_by


@pytest.mark.parametrize("values", [{"waits": False}, {"state": "noise", "noise_reason": "Reklame"}])
def test_the_database_knows_that_what_is_new_waits_and_what_is_set_aside_does_not(ann, values):
    enquiry = ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(**values)


def passed_on_call():
    """An enquiry that came by telephone to an entrance outside the municipality, as it stands at the municipality."""
    outside = make_external()
    told = ask(by=acting(outside), channel="phone", name="Karl Eksempel", entrance=outside.organisation)
    return actions.pass_on(told, consent="Ja i telefonen", by=acting(outside))


def test_a_call_that_another_entrance_passed_on_waits_until_somebody_here_answers(desk):
    passed = passed_on_call()

    case = actions.open_case(passed, by=acting(desk[0]))

    assert (case.responded_at, case.waits_by) == (None, passed.respond_by)


def test_a_call_that_was_passed_on_answers_nobody_in_the_case_that_it_is_put_in(desk):
    case = make_case(acting(desk[0]), name="Karl Eksempel")

    joined = actions.attach_enquiry(passed_on_call(), case, by=acting(desk[0]))

    assert joined.waits
    assert Case.objects.get(pk=case.pk).responded_at is None
