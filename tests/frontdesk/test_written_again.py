"""A letter on what is settled reaches whoever is there: its owner, the deputy of one who is away, the successor of one who is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.frontdesk import actions
from symbiose.frontdesk.queries.unread import is_unread
from symbiose.frontdesk.waiting import waiting
from symbiose.home.clock import due_by_the_clock
from symbiose.notices.models import Notice
from tests.frontdesk.cases import acting, ask, away, make_desk, rule

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
TODAY = timezone.localdate


def settled(ann, kind):
    """An enquiry or a case of hers that is settled; and the enquiry that they write back to."""
    enquiry = ask(topic="listing", name="Karl Eksempel")
    if kind == "enquiry":
        return actions.answer_now(enquiry, answer="Ja", by=acting(ann)), enquiry
    if kind == "noise":
        return actions.set_aside(enquiry, reason="Reklame", by=acting(ann)), enquiry
    case = actions.open_case(enquiry, by=acting(ann))
    return actions.close_case(case, outcome="advice", reason="De fik råd.", by=acting(ann)), enquiry


@pytest.fixture
def desk(db):
    ann, bo, cia = make_desk("Ann", "Bo", "Cia")
    rule(ann, topic="listing")
    return ann, bo, cia


def said_to(member):
    """Why each line stands on a start page."""
    return [line.why for line in waiting(acting(member))]


def start(client, member):
    client.force_login(member.user)
    return client.get(reverse("home:today")).content.decode()


@pytest.mark.parametrize("kind", ["enquiry", "noise", "case"])
def test_of_one_who_is_away_it_reaches_the_deputy(client, desk, kind):
    ann, bo, cia = desk
    subject, enquiry = settled(ann, kind)
    away(ann, TODAY(), TODAY() + timedelta(days=3), deputy=bo)
    actions.write_back(enquiry, text="Der er mere", by=CLOCK)

    due_by_the_clock()

    said = f"De har skrevet igen: {subject.title}"
    assert (said_to(bo), said_to(cia)) == ([said], [])
    assert said in start(client, bo)
    subject.refresh_from_db()
    assert subject.owner_reason.startswith("Er stedfortræder for Ann")
    assert Notice.objects.filter(user=bo.user, text__contains="er din nu").count() == 1
    assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == 0
    actions.mark_read(subject, by=acting(bo))
    assert said_to(bo) == []


@pytest.mark.parametrize("kind", ["enquiry", "noise", "case"])
def test_of_one_who_is_gone_it_reaches_the_successor(client, desk, kind):
    ann, bo, cia = desk
    subject, enquiry = settled(ann, kind)
    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()
    actions.write_back(enquiry, text="Der er mere", by=CLOCK)

    due_by_the_clock()

    subject.refresh_from_db()
    assert subject.owner in {bo.user, cia.user}
    member = bo if subject.owner == bo.user else cia
    assert said_to(member) == [f"De har skrevet igen: {subject.title}"]
    assert said_to(member)[0] in start(client, member)


def test_what_is_settled_and_read_stays_with_one_who_is_away(desk):
    ann, bo, _cia = desk
    subject, enquiry = settled(ann, "enquiry")
    actions.write_back(enquiry, text="Der er mere", by=CLOCK)
    actions.mark_read(subject, by=acting(ann))
    away(ann, TODAY(), TODAY(), deputy=bo)

    assert actions.leave_nothing_behind(now=timezone.now(), by=CLOCK) == 0
    assert not is_unread(subject)
