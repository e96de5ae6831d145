"""The same handover told at the same moment: from two phones with one link, and by both sides."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from symbiose.ledger.models import Entry
from symbiose.matching import actions
from symbiose.matching.models import Handover, HandoverReport
from symbiose.notices.models import OutgoingMail
from tests.at_once.test_at_once import at_once
from tests.factories import make_municipality
from tests.matching.handed import CLOCK, GIVER, RECEIVER, form_of, kg, link_of, make_exchange, on

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_OF_APRIL = date(2026, 4, 1)


@pytest.fixture
def asked():
    make_municipality()
    make_exchange(ask_on=FIRST_OF_APRIL)
    actions.ask_about_handovers(on=FIRST_OF_APRIL, by=CLOCK)
    return Handover.objects.select_related("exchange__giver", "exchange__receiver").get()


def open_entries():
    return list(Entry.objects.filter(reverses__isnull=True, reversed_by__isnull=True))


def test_one_link_answered_from_two_phones_at_once_counts_once_and_the_second_is_told(asked):
    url = link_of(asked, GIVER)
    phones = [(Client(), amount) for amount in ("400", "480")]
    forms = [
        (phone, {**form_of(phone, url), "answer": "other", "quantity": amount, "unit": "kg", "how": "estimated"})
        for phone, amount in phones
    ]

    codes = at_once(*[lambda phone=phone, form=form: phone.post(url, form).status_code for phone, form in forms])

    assert sorted(codes) == [302, 422]
    assert HandoverReport.objects.count() == 1
    assert [entry.quantity for entry in open_entries()] == [HandoverReport.objects.get().quantity]
    assert Entry.objects.count() == 1


def test_both_sides_tell_at_once_and_one_figure_counts(asked):
    giver, receiver = on(asked, GIVER), on(asked, RECEIVER)

    given = at_once(
        lambda: actions.tell_handover(asked, side=GIVER, said=kg(120), by=giver),
        lambda: actions.tell_handover(asked, side=RECEIVER, said=kg(100), by=receiver),
    )

    assert [type(one).__name__ for one in given] == ["HandoverReport", "HandoverReport"]
    assert Handover.objects.get().state == "differs"
    assert [entry.quantity for entry in open_entries()] == [100]


def test_the_same_day_told_unasked_by_both_at_once_is_one_handover(asked):
    exchange, day = asked.exchange, date(2026, 4, 7)
    people = {side: on(asked, side) for side in (GIVER, RECEIVER)}

    at_once(
        *[
            lambda side=side, by=by: actions.tell_of_period(
                exchange, starts=day, ends=day, side=side, said=kg(120), by=by
            )
            for side, by in people.items()
        ]
    )

    assert Handover.objects.get(starts_on=day).state == "confirmed"
    assert len(open_entries()) == 1


def test_two_clocks_ask_once():
    make_municipality()
    make_exchange(ask_on=FIRST_OF_APRIL)

    at_once(*[lambda: actions.ask_about_handovers(on=FIRST_OF_APRIL, by=CLOCK)] * 3)

    assert Handover.objects.count() == 1
    assert OutgoingMail.objects.count() == 2
