"""Roles for which a password alone is not enough, and pages that ask again who it is."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.pages.access import CONFIRMED_AT
from tests.factories import make_membership, make_organisation, make_user
from tests.people.sign_in import PASSWORD, add_app, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "mette@kommune.example"


@pytest.fixture(autouse=True)
def here(municipality, settings):
    cache.clear()
    settings.SECOND_STEP_ROLES = frozenset({"adviser"})


@pytest.fixture
def adviser():
    return make_membership(Role.ADVISER, user=make_user(ADDRESS))


def test_an_adviser_without_a_second_step_is_led_to_set_one_up(adviser, client):
    page = sign_in(client, ADDRESS, follow=True)

    assert page.redirect_chain[-1][0] == reverse("people:second_step")
    assert "En adgangskode alene er ikke nok til det." in page.content.decode()


@pytest.mark.parametrize("name", ["home:today", "organisations:list", "listings:market", "home:search", "home:front"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_until_then_no_other_page_opens(adviser, client, name, method):
    client.force_login(adviser.user)

    assert getattr(client, method)(reverse(name)).url == reverse("people:second_step")


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "home:contact", "home:health"])
def test_what_one_needs_for_it_opens(adviser, client, name):
    client.force_login(adviser.user)

    assert client.get(reverse(name)).status_code == 200


def test_with_an_app_everything_opens(adviser, client):
    sign_in(client, ADDRESS)
    add_app(client)

    assert client.get(reverse("home:today")).status_code == 200
    assert client.get(reverse("people:second_step")).url == reverse("home:today")


def test_recovery_codes_alone_are_no_second_step(adviser, client):
    Authenticator.objects.create(user=adviser.user, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(adviser.user)

    assert client.get(reverse("home:today")).url == reverse("people:second_step")


def test_other_roles_and_visitors_are_not_asked(client_as, client):
    assert client_as(Role.FIRM).get(reverse("home:today")).status_code == 200
    assert client.get(reverse("home:front")).status_code == 200


def test_where_nothing_is_required_nobody_is_asked(adviser, client, settings):
    settings.SECOND_STEP_ROLES = frozenset()
    client.force_login(adviser.user)

    assert client.get(reverse("home:today")).status_code == 200


@pytest.fixture
def stale(client, settings):
    """An adviser who signed in an hour ago."""
    settings.SECOND_STEP_ROLES = frozenset()
    make_membership(Role.ADVISER, user=make_user(ADDRESS))
    sign_in(client, ADDRESS)
    session = client.session
    session[CONFIRMED_AT] = time.time() - 3600
    session.save()
    return client


def sensitive():
    """Pages about who may act for an organisation, and the file of all who asked to."""
    member = make_membership(Role.FIRM, make_organisation())
    return [
        reverse("organisations:add_member", args=[member.organisation_id]),
        reverse("organisations:end_member", args=[member.organisation_id, member.pk]),
        reverse("organisations:access_list") + "?format=csv",
    ]


def test_sensitive_pages_ask_again_and_then_open(stale):
    pages = sensitive()
    for page in pages:
        asked = stale.get(page)
        assert asked.url.startswith(reverse("people:confirm")), page

    way = stale.get(asked.url)
    reply = stale.post(way.url, {"password": PASSWORD})

    assert reply.url == pages[-1]
    assert [stale.get(page).status_code for page in pages] == [200, 200, 200]


def test_pages_that_are_only_read_do_not_ask(stale):
    assert stale.get(reverse("organisations:access_list")).status_code == 200


def test_asking_again_opens_no_page_to_those_without_the_right(client_as):
    firm = client_as(Role.FIRM)

    assert [firm.get(page).status_code for page in sensitive()] == [403, 403, 403]
    assert [Client().get(page).url.split("?")[0] for page in sensitive()] == [reverse("account_login")] * 3
