"""Enquiries and cases at the same moment: each has its own number, and one matter becomes one case."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions
from symbiose.frontdesk.actions.rhythm import withdraw_from_dialogue
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.organisations.models import Contact
from tests.at_once.test_at_once import MANY, at_once
from tests.factories import make_organisation
from tests.frontdesk.cases import acting, ask, away, make_case, make_desk, rule

pytestmark = pytest.mark.django_db(transaction=True)


def test_enquiries_that_arrive_in_the_same_moment_get_numbers_without_a_gap():
    make_desk("Ann", "Bo")

    given = at_once(*[ask] * MANY)

    assert sorted(enquiry.number[-4:] for enquiry in given) == [f"{place:04d}" for place in range(1, MANY + 1)]


def test_the_same_letter_read_by_two_is_one_enquiry():
    make_desk("Ann")

    given = at_once(*[lambda: ask(source_key="<1@mail>")] * MANY)

    assert {enquiry.pk for enquiry in given} == {Enquiry.objects.get().pk}
    assert Contact.objects.count() == 1


def test_two_who_make_a_case_of_the_same_enquiry_make_one():
    ann, bo = make_desk("Ann", "Bo")
    enquiry = ask()

    given = at_once(*[lambda member=member: actions.open_case(enquiry, by=acting(member)) for member in (ann, bo)])

    assert {case.pk for case in given} == {Case.objects.get().pk}


def test_two_cases_that_are_gathered_in_each_other_leave_one():
    (ann,) = make_desk("Ann")
    by = acting(ann)
    first, second = make_case(by), make_case(by)

    given = at_once(
        lambda: actions.merge_cases(first, second, reason="Samme", by=by),
        lambda: actions.merge_cases(second, first, reason="Samme", by=by),
    )

    assert sum(isinstance(one, NotAllowed) for one in given) == 1
    assert sorted(Case.objects.values_list("state", flat=True)) == ["merged", "open"]
    assert Case.objects.get(state="open").enquiries.count() == 2


HANDED = {
    "enquiry": (Enquiry, "owner", lambda row, to, by: actions.hand_over_enquiry(row, to=to, note="Kender dem", by=by)),
    "case": (Case, "owner", lambda row, to, by: actions.hand_over_case(row, to=to, note="Kender dem", by=by)),
    "step": (
        Case,
        "next_owner",
        lambda row, to, by: actions.set_next_step(row, kind="visit", on=row.next_on, owner=to, by=by),
    ),
    "answered": (
        Enquiry,
        "owner",
        lambda row, _to, by: actions.answer_now(row, answer="Ja", by=by),
    ),
}


@pytest.mark.parametrize("what", HANDED)
def test_what_somebody_hands_over_while_the_clock_looks_at_it_stays_as_they_said(what):
    ann, bo, cia = make_desk("Ann", "Bo", "Cia")
    rule(ann, topic="listing")
    kind, field, hand_over = HANDED[what]
    row = ask(topic="listing") if kind is Enquiry else make_case(acting(ann), topic="listing")
    if what == "step":
        actions.log_dialogue(row, kind="call", text="Talte med dem", by=acting(ann))
        row = actions.set_next_step(row, kind="call", on=timezone.localdate(), by=acting(ann))
    away(ann, timezone.localdate(), timezone.localdate(), deputy=bo)
    handed, read = threading.Event(), threading.Event()

    def adviser():
        with transaction.atomic():
            hand_over(row, cia.user, acting(cia))
            handed.set()
            read.wait(0.7)  # the clock reads what stood before, and waits for the row

    def clock():
        handed.wait()
        return actions.leave_nothing_behind(now=timezone.now(), by=system("Symbiose"))

    given = at_once(adviser, clock)

    assert given == [None, 0]
    assert getattr(kind.objects.get(pk=row.pk), field) == (ann.user if what == "answered" else cia.user)


def test_a_firm_confirmed_while_somebody_notes_a_call_in_its_case_never_wait_for_each_other():
    ann, bo = make_desk("Ann", "Bo")
    given = []

    for number in range(4):
        firm = make_organisation(f"Eksempel Firma {number}")
        enquiry = ask(organisation_text=firm.name, name="Karl Eksempel")
        case = actions.open_case(enquiry, by=acting(ann))
        confirmed = partial(actions.confirm_firm, enquiry, firm=firm, by=acting(bo))
        noted = partial(actions.log_dialogue, case, kind="call", text="Talte med dem", by=acting(ann))
        given += at_once(confirmed, noted, confirmed, noted)

    assert [one for one in given if isinstance(one, Exception)] == []


def test_a_talk_that_is_withdrawn_while_another_is_noted_in_its_case_never_wait_for_each_other():
    ann, bo = make_desk("Ann", "Bo")
    given = []

    for number in range(4):
        case = make_case(acting(ann), organisation=make_organisation(f"Eksempel Firma {number}"))
        talks = [actions.log_dialogue(case, kind="call", text="Om træ", by=acting(ann)) for _talk in range(2)]
        noted = partial(actions.log_dialogue, case, kind="call", text="Om pap", by=acting(bo))
        withdrawn = [partial(withdraw_from_dialogue, line, reason="Forkert", by=acting(ann)) for line in talks]
        given += at_once(withdrawn[0], noted, withdrawn[1], noted)

    assert [one for one in given if isinstance(one, Exception)] == []
