"""Error pages in Danish that give back what was typed, and the health page."""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib.metadata import version

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.home import views
from tests.factories import make_organisation

LONG_TEXT = "Vi har 120 kg træafskær om ugen, tørt og ubehandlet"


@pytest.fixture
def strict(silkeborg):
    """A browser that must send the form's key, as real ones do."""
    return Client(enforce_csrf_checks=True)


def test_unknown_page_is_danish_and_offers_search(silkeborg, client):
    answer = client.get("/findes-ikke/")

    assert answer.status_code == 404
    assert "Den side kan vi ikke finde" in answer.content.decode()
    assert 'action="/soeg/"' in answer.content.decode()


def test_what_was_typed_to_a_gone_page_is_given_back(silkeborg, client):
    answer = client.post("/findes-ikke/", {"text": LONG_TEXT})

    assert answer.status_code == 404
    assert LONG_TEXT in answer.content.decode()


def test_no_access_is_danish(silkeborg, client_as):
    other = make_organisation()

    answer = client_as(Role.FIRM).get(f"/organisationer/{other.pk}/ret/")

    assert answer.status_code == 403
    assert "Det har du ikke adgang til" in answer.content.decode()


def test_expired_form_from_our_own_page_can_be_sent_again_as_it_was(strict):
    answer = strict.post("/opslag/nyt/", {"text": LONG_TEXT, "side": "have"}, headers={"origin": "http://testserver"})
    shown = answer.content.decode()

    assert answer.status_code == 403
    assert "Formularen var for gammel" in shown
    assert f'<input type="hidden" name="text" value="{LONG_TEXT}">' in shown
    assert '<input type="hidden" name="side" value="have">' in shown
    assert "Send den igen, som den var" in shown


@pytest.mark.parametrize("headers", [{}, {"origin": "https://ondt.example"}, {"referer": "https://ondt.example/x"}])
def test_form_from_elsewhere_is_shown_for_copying_but_never_sent_on(headers, strict):
    shown = strict.post("/opslag/nyt/", {"text": LONG_TEXT}, headers=headers).content.decode()

    assert f">{LONG_TEXT}</textarea>" in shown
    assert "Send den igen" not in shown


def test_secrets_are_never_sent_back(strict):
    shown = strict.post(
        "/konto/log-ind/",
        {"login": "jens@firma.example", "password": "meget hemmeligt"},
        headers={"origin": "http://testserver"},
    ).content.decode()

    assert "jens@firma.example" in shown
    assert "meget hemmeligt" not in shown
    assert "Send den igen" not in shown


def test_a_file_must_be_chosen_again(strict):
    shown = strict.post(
        "/opslag/import/",
        {"consent": "Aftalt i telefonen", "file": SimpleUploadedFile("a.csv", b"id;side;text")},
        headers={"origin": "http://testserver"},
    ).content.decode()

    assert "Aftalt i telefonen" in shown
    assert "En adgangskode eller en fil sendes aldrig tilbage." in shown


def test_script_in_a_kept_text_stays_text(strict):
    shown = strict.post("/opslag/nyt/", {"text": "</textarea><script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in shown


def test_wrong_host_is_answered_without_the_database(silkeborg, client):
    answer = client.get("/", headers={"host": "ondt.example"})

    assert answer.status_code == 400
    assert "Det kunne vi ikke forstå" in answer.content.decode()


def test_our_own_mistake_is_told_without_the_database_and_keeps_the_text(django_assert_num_queries, db):
    request = RequestFactory().post("/opslag/nyt/", {"text": LONG_TEXT})
    request.id = "b6a5"

    with django_assert_num_queries(0):
        answer = views.broken(request)

    assert answer.status_code == 500
    assert "Noget gik galt hos os" in answer.content.decode()
    assert LONG_TEXT in answer.content.decode()
    assert "b6a5" in answer.content.decode()


def test_health_says_that_the_database_answers_without_a_session(db, client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert json.loads(answer.content) == {"database": True, "version": version("symbiose")}
    assert answer.cookies == {}


@contextmanager
def silent_database():
    def refuse(execute, sql, params, many, context):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        yield


def test_health_is_503_when_the_database_is_gone(db, client):
    with silent_database():
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert json.loads(answer.content)["database"] is False


def test_the_address_of_a_button_opened_as_a_page_leads_on_and_does_nothing(client_as):
    answer = client_as(Role.CONSULTANT).get(reverse("offers:start_run"))

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Her er ingen side" in answer.text
    assert reverse("home:front") in answer.text
