"""Signing in, choosing a language, demo roles, and acting in another membership."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse

from symbiose.common.actor import Role
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(municipality):
    return municipality


def test_a_person_signs_in_with_mail_address_and_password(client):
    make_user("mette@kommune.example")

    reply = client.post(
        reverse("account_login"), {"login": "Mette@kommune.example", "password": "et langt kodeord"}, follow=True
    )

    assert reply.context["request"].user.email == "mette@kommune.example"
    assert reply.redirect_chain[0][0] == reverse("home:today")


def test_a_wrong_password_gets_one_sentence_and_keeps_the_address(client):
    make_user("mette@kommune.example")

    page = client.post(reverse("account_login"), {"login": "mette@kommune.example", "password": "forkert"})

    assert page.status_code == 200
    assert 'value="mette@kommune.example"' in page.content.decode()
    assert "form-errors" in page.content.decode()


def test_nobody_opens_an_account_alone(client):
    page = client.post(
        reverse("account_signup"),
        {"email": "ny@firma.example", "password1": "et langt kodeord", "password2": "et langt kodeord"},
    )

    assert "Konti oprettes af en rådgiver" in page.content.decode()
    assert page.resolver_match.view_name != "home:front"


def test_a_forgotten_password_is_replaced_through_a_letter(client):
    make_user("mette@kommune.example")

    client.post(reverse("account_reset_password"), {"email": "mette@kommune.example"})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    client.post(
        page.redirect_chain[-1][0], {"password1": "et andet langt kodeord", "password2": "et andet langt kodeord"}
    )

    assert client.login(email="mette@kommune.example", password="et andet langt kodeord")
    assert mail.outbox[0].subject == "Vælg en ny adgangskode"


def test_danish_is_shown_until_english_is_chosen_whatever_the_browser_asks_for(client):
    front = reverse("home:front")

    before = client.get(front, headers={"accept-language": "en-US"})
    chosen = client.post(reverse("people:language"), {"language": "en", "next": front})
    after = client.get(front)

    assert 'lang="da"' in before.content.decode()
    assert chosen.url == front
    assert '<html lang="en">' in after.content.decode()


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_a_choice_of_language_never_leads_away(client, address):
    assert client.post(reverse("people:language"), {"language": "en", "next": address}).url == "/"


def test_a_language_that_we_do_not_have_changes_nothing(client):
    reply = client.post(reverse("people:language"), {"language": "xx", "next": "/"})

    assert reply.cookies == {}


def test_there_is_no_demo_door_where_the_demo_is_off(client, settings):
    settings.DEMO = False
    make_membership(Role.ADVISER, user=make_user(demo_role="adviser"))

    assert client.post(reverse("people:demo", args=["adviser"])).status_code == 404


@pytest.mark.parametrize(("role", "signed_in"), [("adviser", True), ("visitor", False)])
def test_one_click_steps_into_a_demo_role(client, settings, role, signed_in):
    settings.DEMO = True
    make_membership(Role.ADVISER, user=make_user(demo_role="adviser"))

    reply = client.post(reverse("people:demo", args=[role]), follow=True)

    assert reply.context["request"].user.is_authenticated is signed_in


def test_a_door_opens_by_post_alone(client, settings):
    settings.DEMO = True

    assert client.get(reverse("people:demo", args=["adviser"])).status_code == 405


def test_a_person_with_two_firms_chooses_for_which_one_they_act(client):
    user = make_user()
    make_membership(Role.FIRM, make_organisation("Eksempel Et"), user)
    second = make_membership(Role.FIRM, make_organisation("Eksempel To"), user)
    client.force_login(user)

    client.post(reverse("people:membership"), {"membership": second.pk})

    assert client.get(reverse("home:today")).context["actor"].organisation_name == "Eksempel To"


def test_the_membership_of_another_cannot_be_chosen(client):
    user = make_user()
    make_membership(Role.FIRM, make_organisation("Eksempel Et"), user)
    foreign = make_membership(Role.ADVISER)
    client.force_login(user)

    client.post(reverse("people:membership"), {"membership": foreign.pk})

    assert client.get(reverse("home:today")).context["actor"].organisation_name == "Eksempel Et"
