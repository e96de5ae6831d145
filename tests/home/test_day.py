"""Beside what waits: today's steps by the hour, for whom one stands in, and the calls answered at once."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.frontdesk.actions import answer_call, set_next_step
from symbiose.frontdesk.models import Case
from symbiose.home.queries.day import side_of
from tests.factories import make_organisation
from tests.frontdesk.cases import acting, away, make_case, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return make_desk("Ann Eksempel", "Bo Eksempel")


@pytest.fixture
def client(desk, client):
    client.force_login(desk[0].user)
    return client


def step(member, title, days, at=None, kind="call"):
    case = make_case(acting(member), text=title, organisation=make_organisation(f"Firma {title}"))
    on = timezone.localdate() + timedelta(days=days)
    return set_next_step(case, kind=kind, on=on, at=at, owner=member.user, by=acting(member))


def test_today_stands_by_the_hour_and_what_has_none_comes_last(desk):
    ann, bo = desk
    for title, at in (("sent", time(13, 30)), ("uden tid", None), ("tidligt", time(8))):
        step(ann, title, 0, at)
    step(ann, "i morgen", 1)
    step(ann, "i går", -1)
    step(bo, "en kollegas", 0)

    side = side_of(acting(ann))

    assert [case.title for case in side.today] == ["tidligt", "sent", "uden tid"]
    assert side.after.title == "i morgen"


def test_whose_deputy_one_is_leads_to_their_open_cases(client, desk):
    ann, bo = desk
    for title in ("første", "andet", "tredje"):
        step(bo, title, 5)
    owned = Case.objects.filter(owner=bo.user).count()
    day = timezone.localdate()
    away(bo, day, day + timedelta(days=3), deputy=ann)

    row = side_of(acting(ann)).stood_in_for[0]
    shown = client.get(reverse("home:today")).content.decode()

    assert (row.name, row.until) == ("Bo Eksempel", day + timedelta(days=3))
    assert "Du er stedfortræder for Bo Eksempel" in shown
    assert row.cases == owned > 0
    assert f"{owned} forløb" in client.get(row.url).content.decode()


def test_an_absence_that_is_over_makes_nobody_a_deputy(desk):
    ann, bo = desk
    day = timezone.localdate()
    away(bo, day - timedelta(days=5), day - timedelta(days=1), deputy=ann)

    assert side_of(acting(ann)).stood_in_for == []


def test_the_count_of_calls_opens_to_as_many_rows(client, desk):
    for number in range(2):
        answer_call(note=f"Kald {number}", by=acting(desk[0]))

    shown = client.get(reverse("home:today")).content.decode()
    side = side_of(acting(desk[0]))

    assert ">2 opkald</a>" in shown
    assert "i denne uge blev besvaret uden forløb" in shown
    assert "2 henvendelser" in client.get(side.calls_url).content.decode()


def test_the_search_of_the_start_page_finds_a_firm_by_telephone_for_the_entrance_alone(client, client_as, desk):
    make_organisation("Eksempel Smed", in_directory=True, contact_phone="20 20 20 20")

    assert "Fundet på telefon" in client.get(reverse("home:search"), {"q": "20202020"}).content.decode()
    for role in (Role.FIRM, Role.VISITOR):
        assert "Eksempel Smed" not in client_as(role).get(reverse("home:search"), {"q": "20202020"}).content.decode()
