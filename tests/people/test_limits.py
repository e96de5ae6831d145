"""Too many attempts, and that nobody learns from sign-in who has an account."""

from __future__ import annotations

import re
import time

import pytest
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from symbiose.people.limits import minutes_to_wait
from tests.factories import make_user
from tests.people.sign_in import PASSWORD, add_app, code_of, sign_in

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN, WITHOUT, CLOSED = (
    "mette@kommune.example",
    "ukendt@firma.example",
    "uden@firma.example",
    "lukket@f.example",
)
ALL = [KNOWN, UNKNOWN, WITHOUT, CLOSED]


@pytest.fixture(autouse=True)
def here(municipality):
    cache.clear()
    make_user(KNOWN)
    make_user(CLOSED, is_active=False)
    user = make_user(WITHOUT)
    user.set_unusable_password()
    user.save()


def plain(page, address) -> str:
    """The page without what differs by itself: its one-time key, and what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return text.replace(address, "…")


class Counted(MD5PasswordHasher):
    """Quick, and counts how often a password is worked out."""

    algorithm = "counted"
    runs = 0

    def encode(self, password, salt):
        type(self).runs += 1
        return super().encode(password, salt)


def test_a_sign_in_that_fails_says_and_costs_the_same_whoever_it_is(settings):
    settings.PASSWORD_HASHERS = ["tests.people.test_limits.Counted"]
    for user in type(make_user()).objects.exclude(email=WITHOUT):
        user.set_password(PASSWORD)
        user.save()
    answers, work = set(), set()

    for address in ALL:
        cache.clear()
        before = Counted.runs
        page = sign_in(Client(), address, "forkert")
        answers.add((page.status_code, plain(page, address)))
        work.add(Counted.runs - before)

    assert len(answers) == 1
    assert work == {1}
    assert "E-mailadressen eller adgangskoden passer ikke." in answers.pop()[1]


def test_a_forgotten_password_answers_the_same_and_writes_one_letter_whoever_it_is():
    answers = set()

    for address in ALL:
        reply = Client().post(reverse("account_reset_password"), {"email": address}, follow=True)
        answers.add((reply.status_code, tuple(reply.redirect_chain), plain(reply, address)))

    assert len(answers) == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(ALL)
    assert len({letter.subject for letter in mail.outbox}) == 1


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "null", "[1]", '{"id": 1}', '{"id": "x", "response": {"userHandle": "MQ"}}', "ikke json"],
)
def test_a_passkey_that_is_made_up_is_refused_the_same_whoever_it_names(client, credential):
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    reply = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert (reply.status_code, reply.url) == (302, reverse("account_login"))
    assert not client.get(reverse("home:front")).wsgi_request.user.is_authenticated


@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_reauthenticate_webauthn"])
@pytest.mark.parametrize("credential", ["[1]", '{"id": "x"}', '{"id": "x", "rawId": "y", "response": {}}'])
def test_a_made_up_passkey_is_refused_by_those_who_are_signed_in_too(client, name, credential):
    sign_in(client, KNOWN)
    client.get(reverse(name))

    assert client.post(reverse(name), {"name": "x", "credential": credential}).status_code < 400
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("address", ALL)
def test_after_five_failures_one_waits_and_is_told_how_long(address):
    for _ in range(5):
        page = sign_in(Client(), address, "forkert")
        assert "slået fejl" not in page.content.decode()

    right = sign_in(Client(), address, PASSWORD)

    assert right.status_code == 200
    assert "For mange forsøg er slået fejl. Prøv igen om 5 minutter" in right.content.decode()


def test_the_wait_of_one_is_not_the_wait_of_another(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
    for _ in range(6):
        sign_in(Client(), UNKNOWN, "forkert")

    assert sign_in(Client(), KNOWN).url == reverse("home:today")


def test_a_sign_in_that_succeeds_does_not_count(settings):
    for _ in range(9):
        assert sign_in(Client(), KNOWN).status_code == 302


def test_the_wait_counts_down(rf, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/5m/key,4/h/key"}
    request = rf.post("/", REMOTE_ADDR="127.0.0.1")
    now = time.time()
    short, long = get_rates(app="allauth.account", action="login_failed")
    key = {"app": "allauth.account", "action": "login_failed", "key": "x"}

    cache.set(get_cache_key(request, rate=short, **key), [now - 10, now - 200])
    assert minutes_to_wait(request, "x") == 2
    cache.set(get_cache_key(request, rate=long, **key), [now - 5, now - 10, now - 200, now - 600])
    assert minutes_to_wait(request, "x") == 50
    assert minutes_to_wait(request, "y") == 1


def test_codes_cannot_be_guessed_without_end():
    client, guesser = Client(), Client()
    sign_in(client, KNOWN)
    secret = add_app(client)
    cache.clear()
    sign_in(guesser, KNOWN)

    for _ in range(5):
        guesser.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = guesser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "For mange forsøg er slået fejl. Prøv igen om fem minutter." in page.content.decode()
    assert not guesser.get(reverse("home:front")).wsgi_request.user.is_authenticated


def test_showing_it_again_has_the_same_limit(client):
    sign_in(client, KNOWN)
    for _ in range(5):
        client.post(reverse("account_reauthenticate"), {"password": "forkert"})

    page = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert "For mange forsøg er slået fejl." in page.content.decode()


def test_a_flood_of_letters_is_stopped_with_a_page_in_danish():
    for _ in range(5):
        Client().post(reverse("account_reset_password"), {"email": UNKNOWN})

    page = Client().post(reverse("account_reset_password"), {"email": UNKNOWN})

    assert page.status_code == 429
    assert "Prøv igen om et minut." in page.content.decode()
    assert len(mail.outbox) == 5
