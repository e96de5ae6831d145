"""A filtered list is kept under a name, by its owner alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.models import SavedView

pytestmark = pytest.mark.django_db
LIST = "/organisationer/?kind=company"


@pytest.fixture
def adviser(client_as):
    return client_as(Role.ADVISER)


def save(client, name="Firmaer", back=LIST):
    return client.post(
        reverse("pages:save_view"),
        {"list_name": "organisations", "query": "kind=company", "name": name, "back": back},
    )


def test_a_view_is_kept_under_its_name_and_stands_on_the_list(adviser):
    answer = save(adviser)

    view = SavedView.objects.get()
    assert (answer.url, view.name, view.query) == (LIST, "Firmaer", "kind=company")
    assert "Firmaer" in adviser.get(LIST).text


def test_the_same_name_again_replaces_what_it_showed(adviser):
    save(adviser)
    save(adviser)

    assert SavedView.objects.count() == 1


def test_a_view_without_a_name_gets_a_sentence(adviser):
    save(adviser, name="")

    assert SavedView.objects.count() == 0
    assert "alert-error" in adviser.get("/organisationer/").text


def test_nobody_leads_away_from_the_site(adviser):
    assert save(adviser, back="https://example.com/").url == "/"
    assert save(adviser, back="//example.com").url == "/"


def test_a_view_is_removed_by_its_owner_alone(adviser, client_as):
    save(adviser)
    view = SavedView.objects.get()

    client_as(Role.ADVISER).post(reverse("pages:drop_view", args=[view.pk]), {"back": LIST})
    assert SavedView.objects.count() == 1

    adviser.post(reverse("pages:drop_view", args=[view.pk]), {"back": LIST})
    assert SavedView.objects.count() == 0


def test_the_public_keeps_no_views(client, municipality):
    assert reverse("account_login") in save(client).url
    assert SavedView.objects.count() == 0
