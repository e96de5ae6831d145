"""One's own calendar: what a program reads under the secret address, and for how long."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.frontdesk.actions import add_task, close_case, open_calendar, set_next_step
from symbiose.frontdesk.queries import calendar
from tests.factories import make_organisation
from tests.frontdesk.cases import acting, make_case, make_department, make_desk, make_external

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
OTHER_KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728951e"}
DAY = timezone.localdate() + timedelta(days=3)


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel", "Bo Eksempel")[0]


@pytest.fixture
def client(ann, client):
    client.force_login(ann.user)
    return client


@pytest.fixture
def visit(ann):
    firm = make_organisation("Eksempel Træværk")
    case = make_case(acting(ann), text="Jens Eksempel vil ansætte", organisation=firm, name="Jens Eksempel")
    return set_next_step(case, kind="visit", on=DAY, at=time(10), text="Spørg Jens", owner=ann.user, by=acting(ann))


def address(member):
    return reverse("calendar:feed", args=[calendar.token(open_calendar(by=acting(member)))])


def events(answer):
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_visit_stands_there_at_danish_time_without_any_persons_name(ann, visit, client):
    client.logout()

    answer = client.get(address(ann))
    (event,) = events(answer)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["summary"] == "Besøg: Eksempel Træværk"
    assert event["dtstart"].dt == datetime.combine(DAY, time(10), tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert event["dtstamp"].dt == visit.changed_at.replace(microsecond=0)
    assert "BEGIN:VTIMEZONE" in answer.content.decode()
    assert "Jens" not in answer.content.decode()


def test_a_step_without_an_hour_and_a_deadline_fill_their_day(ann, visit, client):
    set_next_step(visit, kind="call", on=DAY, owner=ann.user, by=acting(ann))
    add_task(visit, what="Spørg Jens", user=ann.user, due_on=DAY, by=acting(ann))

    found = events(client.get(address(ann)))

    titles = {"Opkald: Eksempel Træværk", "Frist for en opgave: Eksempel Træværk"}
    assert {str(event["summary"]) for event in found} == titles
    assert [event["dtstart"].dt for event in found] == [DAY, DAY]
    assert all(type(event["dtstart"].dt) is date for event in found)


def test_a_visit_that_is_moved_is_the_same_line_and_one_that_is_done_vanishes(ann, visit, client):
    url = address(ann)
    (first,) = events(client.get(url))

    moved = set_next_step(visit, kind="visit", on=DAY + timedelta(days=1), owner=ann.user, by=acting(ann))
    (second,) = events(client.get(url))
    close_case(moved, outcome="advice", reason="De klarer det selv.", by=acting(ann))

    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert events(client.get(url)) == []


def test_reading_writes_nothing_and_gives_the_same_bytes(ann, visit, client):
    url = address(ann)
    before = AuditEntry.objects.count()

    assert client.get(url).content == client.get(url).content
    assert AuditEntry.objects.count() == before


def test_a_colleagues_steps_are_in_no_other_calendar(ann, visit, client):
    bo = ann.organisation.memberships.get(user__name="Bo Eksempel")

    assert events(client.get(address(bo))) == []


def test_a_new_address_ends_the_old_and_an_ended_one_is_nobody(client, ann, visit):
    client.post(reverse("calendar:renew"), KEY)
    feed = ann.user.calendar_feed
    old = reverse("calendar:feed", args=[calendar.token(feed)])
    assert client.get(old).status_code == 200

    client.post(reverse("calendar:renew"), OTHER_KEY)
    feed.refresh_from_db()
    new = reverse("calendar:feed", args=[calendar.token(feed)])
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)

    client.post(reverse("calendar:end"), {"form_key": "0f8fad5b-d9cb-469f-a165-70867728952e"})
    assert client.get(new).status_code == 404
    assert not AuditEntry.objects.filter(changes__icontains=feed.key.hex).exists()


@pytest.mark.parametrize("gone", ["membership", "user"])
def test_who_no_longer_works_at_the_entrance_has_no_calendar(gone, ann, visit, client):
    url = address(ann)
    if gone == "membership":
        ann.valid_to = timezone.localdate() - timedelta(days=1)
        ann.save(update_fields=["valid_to"])
    else:
        ann.user.is_active = False
        ann.user.save(update_fields=["is_active"])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("guess", ["x", "0f8fad5bd9cb469fa16570867728950e", "0f8fad5bd9cb469fa16570867728950e.x"])
def test_a_guess_is_answered_like_nothing(guess, client, ann):
    open_calendar(by=acting(ann))

    assert client.get(reverse("calendar:feed", args=[guess])).status_code == 404


def test_an_external_entrance_reads_its_own_cases_alone(visit, client):
    outside = make_external()

    assert events(client.get(address(outside))) == []


def test_one_visit_is_put_in_ones_calendar_from_the_case(client, visit, client_as):
    url = reverse("cases:calendar", args=[visit.number])
    assert url in client.get(reverse("cases:detail", args=[visit.number])).content.decode()

    (event,) = events(client.get(url))

    assert event["summary"] == "Besøg: Eksempel Træværk"
    client.force_login(make_department().user)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", [Role.FIRM, Role.VISITOR])
def test_only_who_works_at_an_entrance_has_a_calendar(role, client_as):
    client = client_as(role)

    assert client.get(reverse("calendar:own")).status_code == (403 if role is Role.FIRM else 302)
    assert client.post(reverse("calendar:renew"), KEY).status_code == (403 if role is Role.FIRM else 302)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_takes_the_same_queries_for_one_and_three(rows, ann, client, django_assert_num_queries):
    for number in range(rows):
        firm = make_organisation(f"Firma {number}")
        case = make_case(acting(ann), text=f"Sag {number}", organisation=firm)
        set_next_step(case, kind="visit", on=DAY, owner=ann.user, by=acting(ann))
        add_task(case, what=f"Opgave {number}", user=ann.user, due_on=DAY, by=acting(ann))
    url = address(ann)

    with django_assert_num_queries(5):
        client.get(url)
