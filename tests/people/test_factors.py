"""The second step of signing in: an app with codes, recovery codes, and what others cannot do with them."""

from __future__ import annotations

import json
import re

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from symbiose.common.models import AuditEntry
from tests.factories import make_user
from tests.people.sign_in import PASSWORD, add_app, code_of, codes_on, sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "mette@kommune.example"


@pytest.fixture(autouse=True)
def here(municipality):
    cache.clear()
    return municipality


@pytest.fixture
def person():
    return make_user(ADDRESS)


@pytest.fixture
def secured(person, client):
    """A person who has an app; its secret, and the codes that were shown."""
    sign_in(client, ADDRESS)
    secret = add_app(client)
    codes = codes_on(client.get(reverse("mfa_view_recovery_codes")))
    cache.clear()  # a code works once; the next test step may lie in the same half minute
    return secret, codes


def who(client):
    return client.get(reverse("home:front")).wsgi_request.user


def test_an_app_is_taken_into_use_with_codes_to_keep_and_a_letter(person, client, django_capture_on_commit_callbacks):
    sign_in(client, ADDRESS)

    with django_capture_on_commit_callbacks() as after:
        add_app(client)
    with request_context(client.get(reverse("mfa_index")).wsgi_request):
        for step in after:
            step()

    page = client.get(reverse("mfa_view_recovery_codes"))
    assert len(set(codes_on(page))) == 10
    assert [letter.subject for letter in mail.outbox] == ["Dit login er ændret"]
    assert "føjet en app med koder" in mail.outbox[0].body
    assert mail.outbox[0].to == [ADDRESS]
    row = AuditEntry.objects.get(verb="people.add_factor")
    assert (row.actor_user_id, row.subject_id, row.changes) == (person.pk, person.pk, {"factor": [None, "totp"]})


def test_a_wrong_code_takes_no_app_into_use(person, client):
    sign_in(client, ADDRESS)
    client.get(reverse("mfa_activate_totp"))

    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert page.status_code == 200
    assert "Koden passer ikke" in page.content.decode()
    assert not Authenticator.objects.exists()
    assert not AuditEntry.objects.filter(verb="people.add_factor").exists()


def test_the_secret_lies_sealed(secured):
    secret, codes = secured
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_with_another_key_of_the_installation_no_code_fits(secured, settings):
    secret, _codes = secured
    settings.SECRET_KEY = "another"
    client = Client()
    sign_in(client, ADDRESS)

    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert page.status_code == 200
    assert not who(client).is_authenticated


def test_the_password_alone_signs_nobody_in_who_has_an_app(secured):
    client = Client()

    reply = sign_in(client, ADDRESS)

    assert reply.url == reverse("mfa_authenticate")
    assert not who(client).is_authenticated


def test_the_code_of_the_app_is_the_last_step_and_works_once(secured):
    secret, _codes = secured
    first, second = Client(), Client()
    sign_in(first, ADDRESS)
    sign_in(second, ADDRESS)
    code = code_of(secret)

    first.post(reverse("mfa_authenticate"), {"code": code})
    again = second.post(reverse("mfa_authenticate"), {"code": code})

    assert who(first).email == ADDRESS
    assert "Koden passer ikke" in again.content.decode()
    assert not who(second).is_authenticated


def test_a_recovery_code_works_once(secured):
    _secret, codes = secured
    first, second = Client(), Client()
    sign_in(first, ADDRESS)
    sign_in(second, ADDRESS)

    first.post(reverse("mfa_authenticate"), {"code": codes[3]})
    second.post(reverse("mfa_authenticate"), {"code": codes[3]})

    assert who(first).is_authenticated
    assert not who(second).is_authenticated
    assert codes[3] not in codes_on(first.get(reverse("mfa_view_recovery_codes")))


def test_new_codes_end_the_old_ones(secured, client):
    _secret, codes = secured

    client.post(reverse("mfa_generate_recovery_codes"))

    fresh = codes_on(client.get(reverse("mfa_view_recovery_codes")))
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    assert AuditEntry.objects.filter(verb="people.new_codes").count() == 1


def test_an_app_that_is_given_up_takes_its_codes_with_it(secured, client):
    client.post(reverse("mfa_deactivate_totp"))
    again = client.post(reverse("mfa_deactivate_totp"))

    assert again.status_code == 404
    assert not Authenticator.objects.exists()
    assert AuditEntry.objects.filter(verb="people.remove_factor").count() == 1
    assert sign_in(Client(), ADDRESS).url == reverse("home:today")


def test_the_account_page_tells_what_is_in_use(secured, client):
    page = client.get(reverse("mfa_index")).content.decode()

    assert "Der er 10 koder tilbage." in page
    assert "I brug siden" in page
    assert "Du har ingen adgangsnøgle her." in page


def test_a_person_without_a_second_step_is_told_how_to_get_one(person, client):
    sign_in(client, ADDRESS)

    assert "En adgangskode alene er let at stjæle" in client.get(reverse("mfa_index")).content.decode()


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_the_passkey_of_another_is_not_there(person, client, name):
    other = Authenticator.objects.create(user=make_user(), type="webauthn", data={"name": "Fremmed", "credential": {}})
    sign_in(client, ADDRESS)

    assert client.get(reverse(name, args=[other.pk])).status_code == 404
    assert client.post(reverse(name, args=[other.pk]), {"name": "Min"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "Fremmed"


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "account_change_password",
        "people:confirm",
    ],
)
def test_a_visitor_is_led_to_sign_in(client, name):
    reply = client.get(reverse(name))

    assert reply.url == f"{reverse('account_login')}?next={reverse(name)}"


def test_the_password_is_changed_with_the_old_one_and_stands_in_the_trail(person, client):
    sign_in(client, ADDRESS)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "et helt nyt kodeord", "password2": "et helt nyt kodeord"},
    )

    assert who(client).is_authenticated
    assert AuditEntry.objects.get(verb="people.change_password").actor_user_id == person.pk
    assert Client().login(email=ADDRESS, password="et helt nyt kodeord")


def test_a_letter_that_cannot_be_sent_does_not_stop_a_change(person, client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sign_in(client, ADDRESS)

    reply = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "et helt nyt kodeord", "password2": "et helt nyt kodeord"},
    )

    assert reply.status_code == 302
    assert Client().login(email=ADDRESS, password="et helt nyt kodeord")
    assert re.search("could not be sent", caplog.text)
