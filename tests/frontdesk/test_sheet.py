"""The visit sheet, and where a case may lead."""

from __future__ import annotations

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actions import link
from symbiose.common.links import STARTED
from symbiose.frontdesk.actions import add_task, close_case, log_dialogue, set_next_step
from symbiose.frontdesk.queries.ahead import chain_of
from tests.factories import make_listing, make_organisation
from tests.frontdesk.cases import acting, make_case, make_department, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


@pytest.fixture
def client(ann, client):
    client.force_login(ann.user)
    return client


@pytest.fixture
def case(ann):
    firm = make_organisation("Eksempel Træværk", street="Savværksvej 4")
    made = make_case(
        acting(ann), text="Vil ansætte få timer", organisation=firm, name="Jens Eksempel", phone="31 31 31 31"
    )
    return set_next_step(
        made, kind="visit", on=timezone.localdate(), at=time(10), text="Tal om sortering", by=acting(ann)
    )


def sheet(client, case):
    return client.get(reverse("cases:sheet", args=[case.number]))


def test_the_sheet_says_who_where_when_what_and_what_runs(client, ann, case):
    log_dialogue(case, kind="call", text="Jens regner med 120 kg.", by=acting(ann))
    add_task(case, what="Afklar affaldsstatus", user=ann.user, due_on=timezone.localdate(), by=acting(ann))
    make_listing(case.organisation, title="Lukket trailer")
    make_case(acting(ann), text="Et andet forløb", organisation=case.organisation)

    shown = sheet(client, case).content.decode()

    for said in ("Savværksvej 4, 8600 Silkeborg", "kl. 10.00", "Jens Eksempel, 31 31 31 31", "Vil ansætte få timer"):
        assert said in shown
    for said in ("Tal om sortering", "120 kg", "Afklar affaldsstatus", "Lukket trailer", "Et andet forløb"):
        assert said in shown


def test_what_is_confidential_is_on_no_sheet_though_the_reader_may_read_it(client, ann, case):
    log_dialogue(case, kind="call", text="Det hemmelige.", confidential_reason="Forretningshemmelighed", by=acting(ann))
    assert "Det hemmelige." in client.get(reverse("cases:detail", args=[case.number])).content.decode()

    assert "Det hemmelige." not in sheet(client, case).content.decode()


def test_a_department_without_a_part_has_no_sheet(client, case):
    client.force_login(make_department().user)

    assert sheet(client, case).status_code == 404


def test_an_agreed_visit_offers_its_sheet(client, case):
    address = reverse("cases:sheet", args=[case.number])

    assert "Udskriv besøgsark" in client.get(reverse("cases:detail", args=[case.number])).content.decode()
    assert address in client.get(reverse("home:today")).content.decode()


def test_the_chain_shows_what_is_not_reached_after_the_farthest_step(ann, case):
    by = acting(ann)
    before = [(step.title, step.reached) for step in chain_of(case, by)]
    link(case, make_listing(case.organisation, title="Træafskær"), kind=STARTED)

    after = [(step.title, step.reached) for step in chain_of(case, by)]

    assert before[-3:] == [("Opslag", False), ("Forslag", False), ("Udveksling", False)]
    assert after[-3:] == [("Træafskær", True), ("Forslag", False), ("Udveksling", False)]
    closed = close_case(case, outcome="advice", reason="De klarer det selv.", by=by)
    assert all(step.reached for step in chain_of(closed, by))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_takes_the_same_queries_for_one_and_three(rows, client, ann, case, django_assert_num_queries):
    for number in range(rows):
        make_listing(case.organisation, title=f"Kasse {number}")
        log_dialogue(case, kind="call", text=f"Talt {number}", by=acting(ann))
        add_task(case, what=f"Opgave {number}", user=ann.user, due_on=timezone.localdate(), by=acting(ann))

    with django_assert_num_queries(20):
        sheet(client, case)
