"""Two that keep the same search become one organisation: it is told once, by one live copy, and parted each has its own."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.listings import actions
from symbiose.listings.models import Alert
from symbiose.notices.models import OutgoingMail
from symbiose.organisations.actions import merge_organisations, part_organisations
from tests.factories import make_actor, make_listing, make_organisation

pytestmark = pytest.mark.django_db
CLOCK = system("clock")
ORDERS = ("q=paller&side=have", "side=have&q=paller")


@pytest.fixture
def both(municipality):
    return make_organisation(contact_email="stays@firma.example"), make_organisation(contact_email="goes@firma.example")


def keep(organisation, query=ORDERS[0], **values):
    """An alert that was kept an hour ago, its search written as it is given."""
    alert = actions.keep_alert(organisation, query="q=" + str(organisation.pk), by=CLOCK)
    values = {"query": query, "told_until": timezone.now() - timedelta(hours=1), **values}
    Alert.objects.filter(pk=alert.pk).update(**values)
    return Alert.objects.get(pk=alert.pk)


def become_one(stays, goes):
    return merge_organisations(stays, goes, by=make_actor("adviser"))


def live():
    return list(Alert.objects.filter(active=True).order_by("pk"))


def letters_after_news():
    make_listing(title="Europaller", text="20 paller", shown_at=timezone.now() - timedelta(minutes=5))
    actions.tell_alerts(on=timezone.localdate(), by=CLOCK)
    return list(OutgoingMail.objects.filter(once_key__startswith="alert:").values_list("to", flat=True))


@pytest.mark.parametrize("written", ORDERS)
@pytest.mark.parametrize(("mine", "theirs"), [(True, True), (False, True), (True, False)])
def test_one_copy_lives_and_tells_once_however_it_is_written(both, written, mine, theirs):
    stays, goes = both
    own, double = keep(stays, active=mine), keep(goes, written, active=theirs)

    known = become_one(*both)
    during = live()
    told = letters_after_news()
    part_organisations(known, by=make_actor("adviser"), reason="Fejl")

    assert during == [own]
    assert told == ["stays@firma.example"]
    for row, was, owner in ((own, mine, stays), (double, theirs, goes)):
        row.refresh_from_db()
        assert (row.active, row.organisation) == (was, owner)


def test_the_double_is_not_offered_to_begin_again(both, client_as):
    own, double = keep(both[0]), keep(both[1])
    become_one(*both)
    client = client_as("adviser")

    shown = client.get(reverse("listings:alerts")).content.decode()
    answer = client.post(reverse("listings:alert_start", args=[double.pk]), {"form_key": str(uuid4())})

    assert reverse("listings:alert_stop", args=[own.pk]) in shown
    assert reverse("listings:alert_start", args=[double.pk]) not in shown
    assert (answer.status_code, live()) == (404, [own])


def test_a_search_that_both_stopped_stays_stopped(both):
    keep(both[0], active=False)
    keep(both[1], ORDERS[1], active=False)

    become_one(*both)

    assert live() == []
    assert letters_after_news() == []


def test_a_search_that_one_kept_in_two_forms_lives_once(both):
    first = keep(both[1])
    keep(both[1], ORDERS[1])

    known = become_one(*both)
    during = live()
    part_organisations(known, by=make_actor("adviser"), reason="Fejl")

    assert during == [first]
    first.refresh_from_db()
    assert (first.organisation, len(live())) == (both[1], 2)


def test_what_the_other_had_not_told_yet_is_told_by_the_copy_that_lives_again(both):
    keep(both[0], active=False, told_until=timezone.now())
    keep(both[1], ORDERS[1])
    make_listing(title="Europaller", text="20 paller", shown_at=timezone.now() - timedelta(minutes=5))

    become_one(*both)

    assert actions.tell_alerts(on=timezone.localdate(), by=CLOCK) == 1
