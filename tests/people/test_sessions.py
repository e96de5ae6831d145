"""Where a person is signed in, and showing once more who they are."""

from __future__ import annotations

import time

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from symbiose.common.models import AuditEntry
from symbiose.common.pages.access import CONFIRMED_AT
from symbiose.people.queries import device
from tests.factories import make_user
from tests.people.sign_in import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "mette@kommune.example"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.fixture(autouse=True)
def here(municipality):
    cache.clear()
    return municipality


@pytest.fixture
def two():
    """The same person in two browsers."""
    make_user(ADDRESS)
    clients = Client(headers={"user-agent": FIREFOX}), Client(headers={"user-agent": EDGE})
    for client in clients:
        sign_in(client, ADDRESS)
    return clients


def signed_in(client):
    return client.get(reverse("home:front")).wsgi_request.user.is_authenticated


def test_the_account_page_tells_where_one_is_signed_in(two):
    page = two[0].get(reverse("mfa_index"))

    assert [(place.device, place.here) for place in page.context["places"]] == [
        ("Firefox på Linux", True),
        ("Edge på Windows", False),
    ]


@pytest.mark.parametrize("browsers", [1, 3])
def test_the_account_page_asks_as_much_of_the_database_for_one_browser_as_for_three(
    browsers, django_assert_num_queries
):
    make_user(ADDRESS)
    clients = [Client() for _ in range(browsers)]
    for client in clients:
        sign_in(client, ADDRESS)
    client = clients[0]
    client.get(reverse("mfa_index"))

    with django_assert_num_queries(10):
        client.get(reverse("mfa_index"))


def test_one_other_browser_is_signed_out(two):
    there = UserSession.objects.get(user_agent=EDGE)

    two[0].post(reverse("people:end_sessions"), {"session": there.pk})

    assert (signed_in(two[0]), signed_in(two[1])) == (True, False)
    assert AuditEntry.objects.filter(verb="people.end_sessions").count() == 1


def test_all_other_browsers_are_signed_out_and_a_repeat_does_nothing_more(two):
    third = Client()
    sign_in(third, ADDRESS)

    two[0].post(reverse("people:end_sessions"))
    again = two[0].post(reverse("people:end_sessions"), follow=True)

    assert [signed_in(client) for client in (*two, third)] == [True, False, False]
    assert "Du var ikke logget ind andre steder." in again.content.decode()
    assert AuditEntry.objects.filter(verb="people.end_sessions").count() == 1


def test_nobody_signs_another_out(two):
    client = Client()
    make_user("anden@firma.example")
    sign_in(client, "anden@firma.example")

    for row in UserSession.objects.filter(user__email=ADDRESS):
        client.post(reverse("people:end_sessions"), {"session": row.pk})
    client.post(reverse("people:end_sessions"), {"session": "abc"})

    assert [signed_in(client) for client in two] == [True, True]


def test_a_new_password_signs_out_everywhere_else(two):
    two[0].post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "et helt nyt kodeord", "password2": "et helt nyt kodeord"},
    )

    page = two[0].get(reverse("mfa_index"))
    assert (signed_in(two[0]), signed_in(two[1])) == (True, False)
    assert [place.here for place in page.context["places"]] == [True]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (FIREFOX, "Firefox på Linux"),
        (EDGE, "Edge på Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari på iPhone"),
        ("curl/8", "Ukendt browser"),
        ("", "Ukendt browser"),
    ],
)
def test_a_browser_is_named_in_two_words(said, shown):
    assert device(said) == shown


def long_ago(client, seconds=3600):
    session = client.session
    session[CONFIRMED_AT] = time.time() - seconds
    session.save()


@pytest.fixture
def stale(client):
    """A person who signed in an hour ago."""
    make_user(ADDRESS)
    sign_in(client, ADDRESS)
    long_ago(client)
    return client


@pytest.mark.parametrize("name", ["account_change_password", "mfa_activate_totp", "mfa_add_webauthn"])
def test_who_signed_in_long_ago_shows_it_once_more_and_goes_on(stale, name):
    asked = stale.get(reverse(name), follow=True)
    assert (
        asked.redirect_chain[-1][0] == f"{reverse('account_reauthenticate')}?next={reverse(name).replace('/', '%2F')}"
    )

    wrong = stale.post(asked.redirect_chain[-1][0], {"password": "forkert"})
    assert "form-errors" in wrong.content.decode()
    reply = stale.post(asked.redirect_chain[-1][0], {"password": PASSWORD, "next": reverse(name)})

    assert reply.url == reverse(name)
    assert stale.get(reverse(name)).status_code == 200


def test_the_password_of_another_shows_nothing(stale):
    make_user("anden@firma.example").set_password("et andet kodeord")

    stale.post(reverse("account_reauthenticate"), {"password": "et andet kodeord"})

    assert stale.get(reverse("account_change_password")).status_code == 302


def test_what_was_typed_in_time_is_taken_though_the_clock_ran_out_meanwhile(stale, settings):
    long_ago(stale, settings.CONFIRM_AGAIN_AFTER + 60)
    typed = {"oldpassword": PASSWORD, "password1": "et helt nyt kodeord", "password2": "et helt nyt kodeord"}

    assert stale.get(reverse("account_change_password")).status_code == 302
    assert stale.post(reverse("account_change_password"), typed).url == reverse("mfa_index")


def test_long_after_nothing_is_taken(stale):
    typed = {"oldpassword": PASSWORD, "password1": "et helt nyt kodeord", "password2": "et helt nyt kodeord"}

    reply = stale.post(reverse("account_change_password"), typed)

    assert reply.url.startswith(reverse("people:confirm"))
    assert Client().login(email=ADDRESS, password=PASSWORD)


def test_who_has_nothing_to_show_signs_in_anew(client):
    user = make_user(ADDRESS)
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    long_ago(client)

    page = client.get(reverse("account_change_password"), follow=True)

    assert page.status_code == 200
    assert "Log af, og log ind igen." in page.content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_showing_it_never_leads_away(stale, address):
    reply = stale.get(reverse("people:confirm"), {"next": address})

    assert reply.url == f"{reverse('account_reauthenticate')}?next=%2F"
