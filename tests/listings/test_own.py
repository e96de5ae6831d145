"""One's own listings, and what waits on the start page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.listings import queries
from tests.factories import make_actor, make_listing, make_organisation

pytestmark = pytest.mark.django_db

URL = reverse("listings:own")
OWN_QUERIES = 12


def titles(answer):
    return [row.title for row in answer.context["shown"].page.object_list]


def test_own_shows_a_firm_its_own_in_every_state(client_as, organisation):
    for state in ("draft", "shown", "hidden", "withdrawn"):
        make_listing(organisation, title=state, state=state)
    make_listing(title="andres")

    answer = client_as(Role.FIRM, organisation).get(URL)

    assert sorted(titles(answer)) == ["draft", "hidden", "shown", "withdrawn"]
    assert "Kladde" in answer.content.decode()


def test_own_shows_an_adviser_all(client_as):
    make_listing(title="draft", state="draft")

    assert titles(client_as(Role.ADVISER).get(URL)) == ["draft"]


def test_own_sends_visitors_to_sign_in(client_as):
    assert client_as(Role.VISITOR).get(URL).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_own_queries_do_not_grow_with_rows(client_as, organisation, django_assert_num_queries, count):
    for _number in range(count):
        make_listing(organisation, codes=["pallets"])
    client = client_as(Role.FIRM, organisation)
    client.get(URL)

    with django_assert_num_queries(OWN_QUERIES):
        client.get(URL)


def test_own_export_holds_own_rows(client_as, organisation):
    listing = make_listing(organisation)

    answer = client_as(Role.FIRM, organisation).get(URL, {"format": "csv"})

    assert f"symbiose-{listing.pk};" in b"".join(answer.streaming_content).decode()


def test_waiting_names_what_runs_out_soon_and_what_just_did(organisation):
    today = timezone.localdate()
    make_listing(organisation, title="Snart", valid_to=today + timedelta(days=3))
    make_listing(
        organisation, title="Skjult", state="hidden", valid_from=date(2020, 1, 1), valid_to=today - timedelta(days=2)
    )
    make_listing(organisation, title="Senere")
    make_listing(title="Andres", valid_to=today + timedelta(days=3))

    lines = queries.waiting(make_actor(Role.FIRM, organisation))

    assert [(line.title, line.late) for line in lines] == [("Skjult", True), ("Snart", False)]
    assert lines[1].when == "om 3 dage"
    assert lines[1].button_url == reverse(
        "listings:refresh", args=[queries.own(make_actor(Role.FIRM, organisation)).get(title="Snart").pk]
    )


def test_waiting_names_the_organisation_to_advisers_and_nothing_to_visitors(organisation):
    make_listing(organisation, title="Snart", valid_to=timezone.localdate())

    assert queries.waiting(make_actor(Role.ADVISER))[0].title == f"{organisation.name}: Snart"
    assert queries.waiting(Actor()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_queries_do_not_grow_with_rows(django_assert_num_queries, count):
    for _number in range(count):
        make_listing(make_organisation(), valid_to=timezone.localdate())
    adviser = make_actor(Role.ADVISER)

    with django_assert_num_queries(2):
        queries.waiting(adviser)
