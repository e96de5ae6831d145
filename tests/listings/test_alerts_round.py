"""A round of the clock over kept searches: what it asks does not grow with how many keep them, and nothing is told twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.listings import actions
from symbiose.listings.actions import alerts
from symbiose.listings.models import Alert
from symbiose.notices.models import OutgoingMail
from tests.factories import make_fact, make_listing, make_organisation

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


def keepers(count, query="q=paller"):
    """So many organisations of one place that keep the same search since an hour ago."""
    found = [make_organisation(contact_email=f"post{number}@firma.example") for number in range(count)]
    for one in found:
        actions.keep_alert(one, query=query, by=CLOCK)
    Alert.objects.update(told_until=timezone.now() - timedelta(hours=1))
    return found


def show(**values):
    shown_at = timezone.now() - timedelta(minutes=5)
    return make_listing(**{"title": "Europaller", "text": "20 paller", "shown_at": shown_at, **values})


@pytest.mark.parametrize("count", [1, 3])
def test_looking_asks_the_same_however_many_keep_a_search(municipality, django_assert_num_queries, count):
    keepers(count)
    show(text="Savsmuld", title="Savsmuld")

    with django_assert_num_queries(6):  # moment, due, what is new, the word, the search, those without news
        assert actions.tell_alerts(on=timezone.localdate(), by=CLOCK) == 0


@pytest.mark.parametrize("new", [1, 3])
def test_looking_asks_the_same_however_much_is_new(municipality, django_assert_num_queries, new):
    keepers(1, query="kind=space")
    for _number in range(new):
        show()

    with django_assert_num_queries(5):
        assert actions.tell_alerts(on=timezone.localdate(), by=CLOCK) == 0


def test_one_who_was_told_while_another_looked_is_not_told_twice(municipality):
    owner = keepers(1)[0]
    row = show()
    seen = Alert.objects.select_related("organisation").get()
    news = [(seen, [row])]
    told = {"on": timezone.localdate(), "until": timezone.now(), "by": CLOCK}

    first, second = (alerts._tell_owner(news, **told) for _worker in range(2))

    assert (first, second) == (True, False)
    assert OutgoingMail.objects.filter(to=owner.contact_email).count() == 1


def test_one_who_stopped_while_another_looked_is_not_told(municipality):
    keepers(1)
    row = show()
    seen = Alert.objects.select_related("organisation").get()
    actions.stop_alert(seen, by=CLOCK)

    assert not alerts._tell_owner([(seen, [row])], on=timezone.localdate(), until=timezone.now(), by=CLOCK)
    assert not OutgoingMail.objects.exists()


def test_x4_one_search_for_many_shows_each_what_a_visitor_sees(municipality):
    """The first who keeps a search may be the hidden owner itself; what it may see of itself is told to nobody else."""
    owner, other = keepers(2, query="social=1")
    make_fact(owner, "social_enterprise")
    show(organisation=owner, anonymous=True)

    with CaptureQueriesContext(connection):
        told = actions.tell_alerts(on=timezone.localdate(), by=CLOCK)

    assert told == 0
    assert not OutgoingMail.objects.filter(to=other.contact_email).exists()
