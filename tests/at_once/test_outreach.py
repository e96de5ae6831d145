"""A firm that several take in the same moment is one caller's, and the others hear whose."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.outreach import (
    NotFree,
    Talk,
    look_after_calls,
    note_call,
    open_case_of_call,
    stop_calls,
    take_call,
)
from symbiose.frontdesk.models import Call, CallStop, Case
from tests.at_once.test_at_once import MANY, at_once
from tests.frontdesk.calls import YES, make_callers, make_firm
from tests.frontdesk.cases import acting, make_department

pytestmark = pytest.mark.django_db(transaction=True)


def test_a2_2_departments_that_take_a_firm_in_the_same_moment_are_one_and_the_others_hear_it():
    make_callers()
    firm = make_firm()
    callers = [acting(make_department(f"Eksempel Afdeling {number}")) for number in range(MANY)]

    given = at_once(*[lambda by=by: take_call(firm, by=by) for by in callers])

    taken = Call.objects.get()
    refused = [one for one in given if isinstance(one, NotFree)]
    assert len(refused) == MANY - 1
    assert {one.args[0].taken.pk for one in refused} == {taken.pk}


def test_one_who_takes_a_firm_several_times_in_the_same_moment_takes_it_once():
    ann, *_ = make_callers()
    firm = make_firm()

    given = at_once(*[lambda: take_call(firm, by=ann)] * MANY)

    assert {call.pk for call in given} == {Call.objects.get().pk}


def test_a_talk_that_is_written_and_led_on_in_the_same_moment_is_one_case():
    ann, *_ = make_callers()
    call = take_call(make_firm(), by=ann)

    noted = at_once(*[lambda: note_call(call, YES, by=ann)] * 2)
    cases = at_once(*[lambda: open_case_of_call(call, by=ann)] * 2)

    assert {one.attempts for one in noted} == {1}
    assert {case.pk for case in cases} == {Case.objects.get().pk}


def test_two_noes_in_the_same_moment_leave_one_that_holds():
    ann, bo, _cem = make_callers()
    firm = make_firm()

    at_once(
        lambda: stop_calls(firm, said_by="Lederen", by=ann),
        lambda: stop_calls(firm, said_by="Direktøren", by=bo),
    )

    assert CallStop.objects.filter(lifted_at__isnull=True).count() == 1


def test_a_note_a_taking_and_a_no_of_the_same_firm_in_the_same_moment_never_wait_for_each_other():
    ann, bo, cem = make_callers()
    no = Talk(answer="no", line="Nej tak", partner=True, person="Lederen")
    given = []

    for number in range(6):
        firm = make_firm(f"Eksempel Firma {number}")
        call = take_call(firm, by=bo)
        given += at_once(
            lambda call=call: note_call(call, no, by=bo),
            lambda firm=firm: take_call(firm, by=cem, knowingly="Det haster"),
            lambda firm=firm: stop_calls(firm, said_by="Lederen", by=ann),
        )

    assert {type(one) for one in given if isinstance(one, Exception)} <= {NotAllowed, NotFree}


def test_a_talk_that_is_noted_while_the_clock_looks_at_the_call_stays_as_it_was_noted():
    ann = make_callers()[0]
    firm = make_firm("Eksempel Pap")
    call = take_call(firm, by=ann)
    Call.objects.filter(pk=call.pk).update(runs_out_on=timezone.localdate() - timedelta(days=1))
    noted, read = threading.Event(), threading.Event()

    def adviser():
        with transaction.atomic():
            note_call(call, YES, by=ann)
            noted.set()
            read.wait(0.7)  # the clock reads what stood before, and waits for the row

    def clock():
        noted.wait()
        return look_after_calls(now=timezone.now(), by=system("Symbiose"))

    given = at_once(adviser, clock)

    assert given == [None, 0]
    assert Call.objects.get(pk=call.pk).state == "talked"
