"""Coming from a SAML provider: a true answer lets one in, and every kind of false one is refused in words."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import etree

from symbiose.organisations.models import Membership
from symbiose.people.models import Identity, User
from symbiose.people.providers import read_providers
from tests.factories import company_number, make_organisation, make_user
from tests.people.providers import SamlProvider, saml_file

pytestmark = pytest.mark.django_db
FIRM = company_number(42)


@pytest.fixture(scope="module")
def idp():
    return SamlProvider()


@pytest.fixture
def client():
    return browser()


def browser():
    return Client(headers={"host": "symbiose.example"})


@pytest.fixture(autouse=True)
def here(municipality, settings, tmp_path, idp):
    cache.clear()
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["symbiose.example"]
    file = saml_file(tmp_path, idp, "https://idp.example/sso", 'trusted_domains = ["firma.example"]')
    settings.IDENTITY_PROVIDERS = read_providers(file, {})
    return make_organisation("Eksempel Træværk", company_number=FIRM)


def go(client):
    """What Symbiose asks the provider, as the address it sends one to."""
    return client.post(reverse("saml_login", args=["kommunen"])).url


def come(client, answer):
    """Post the provider's answer as the browser does, and follow to where it leads."""
    acs, text = answer
    return client.post(urlsplit(acs).path, {"SAMLResponse": text, "RelayState": ""}, follow=True)


def true_answer(idp, client, **options):
    told = {"email": "ny@firma.example", "name": "Ny Eksempel", "cvr": FIRM} | options
    return idp.answer(go(client), "person-7", **told)


def refused(client, page):
    """Told in words, and nothing made."""
    assert page.status_code in {401, 502}
    assert "Intet er ændret her." in page.content.decode()
    client.post(reverse("organisations:arrived"))
    assert not client.get(reverse("home:front")).wsgi_request.user.is_authenticated
    assert Identity.objects.count() == 0
    return True


def test_a_true_answer_lets_one_in_for_the_firm(client, idp, here):
    page = come(client, true_answer(idp, client))
    assert "Ny Eksempel" in page.content.decode()
    assert User.objects.count() == 0

    client.post(reverse("organisations:arrived"))

    member = Membership.objects.get()
    assert client.get(reverse("home:front")).wsgi_request.user == member.user
    assert (member.organisation, member.came_from, member.user.email) == (here, "kommunen", "ny@firma.example")
    assert Identity.objects.get().subject == "person-7"


def changed(answer, before, after):
    acs, text = answer
    told = base64.b64decode(text).decode()
    assert before in told
    return acs, base64.b64encode(told.replace(before, after).encode()).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [("person-7", "person-8"), (FIRM, company_number(43)), ("ny@firma.example", "mette@firma.example")],
)
def test_content_that_was_changed_after_signing_is_refused(client, idp, before, after):
    assert refused(client, come(client, changed(true_answer(idp, client), before, after)))


def test_an_answer_without_a_signature_is_refused(client, idp):
    acs, text = true_answer(idp, client)
    tree = etree.fromstring(base64.b64decode(text))
    for mark in tree.findall(".//{http://www.w3.org/2000/09/xmldsig#}Signature"):
        mark.getparent().remove(mark)

    assert refused(client, come(client, (acs, base64.b64encode(etree.tostring(tree)).decode())))


def test_an_answer_signed_by_another_is_refused(client, idp):
    assert refused(client, come(client, true_answer(SamlProvider(idp.entity), client)))


def test_an_answer_with_a_second_unsigned_assertion_is_refused(client, idp):
    acs, text = true_answer(idp, client)
    tree = etree.fromstring(base64.b64decode(text))
    signed = tree.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
    forged = etree.fromstring(etree.tostring(signed).replace(b"person-7", b"person-8").replace(b'ID="_a', b'ID="_f'))
    for mark in forged.findall("{http://www.w3.org/2000/09/xmldsig#}Signature"):
        forged.remove(mark)
    signed.addprevious(forged)

    assert refused(client, come(client, (acs, base64.b64encode(etree.tostring(tree)).decode())))


def test_the_same_answer_again_is_refused(client, idp):
    answer = true_answer(idp, client)
    come(client, answer)
    client.post(reverse("organisations:arrived"))
    client.post(reverse("account_logout"))

    page = come(client, answer)

    assert page.status_code in {401, 502}
    assert not client.get(reverse("home:front")).wsgi_request.user.is_authenticated


def test_an_answer_that_another_browser_asked_for_is_refused(client, idp):
    answer = true_answer(idp, client)
    other = browser()

    assert refused(other, come(other, answer))


@pytest.mark.parametrize("minutes", [-1, -60])
def test_an_answer_that_has_run_out_is_refused(client, idp, minutes):
    assert refused(client, come(client, true_answer(idp, client, minutes=minutes)))


def test_an_answer_for_another_audience_is_refused(client, idp):
    assert refused(client, come(client, true_answer(idp, client, audience="https://en-anden.example/")))


@pytest.mark.parametrize("text", ["", "ikke base64 !", "PGE+", base64.b64encode(b"<a/>" * 9).decode()])
def test_nonsense_is_refused(client, text):
    go(client)

    page = client.post(reverse("saml_acs", args=["kommunen"]), {"SAMLResponse": text}, follow=True)

    assert refused(client, page)


def test_coming_to_the_last_step_without_an_answer_is_refused(client):
    assert refused(client, client.get(reverse("saml_finish_acs", args=["kommunen"])))


def test_somebody_who_is_known_keeps_the_account_whatever_address_is_told(client, idp, here):
    user = make_user("gammel@firma.example")
    Identity.objects.create(user=user, provider="kommunen", subject="person-7")

    come(client, true_answer(idp, client))
    client.post(reverse("organisations:arrived"))

    assert client.get(reverse("home:front")).wsgi_request.user == user
    assert User.objects.count() == 1


def test_our_own_description_is_there_for_the_provider(client):
    page = client.get(reverse("saml_metadata", args=["kommunen"]))

    tree = etree.fromstring(page.content)
    service = tree.find(".//{urn:oasis:names:tc:SAML:2.0:metadata}AssertionConsumerService")
    assert service.get("Location") == "http://symbiose.example" + reverse("saml_acs", args=["kommunen"])


def test_a_link_from_the_provider_signs_nobody_out(client):
    client.force_login(make_user())

    reply = client.get(reverse("saml_sls", args=["kommunen"]))

    assert reply.url == reverse("account_logout")
    assert client.get(reverse("home:front")).wsgi_request.user.is_authenticated
