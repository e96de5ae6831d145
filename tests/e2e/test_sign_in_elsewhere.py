"""Signing in through an identity provider on another site, in a browser: OIDC as a program, SAML of our own."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.e2e.conftest import SCREENS
from tests.people.providers import SamlProvider, oidc_file, oidc_provider, saml_file, tell

pytestmark = pytest.mark.e2e
TRUST = 'trusted_domains = ["firma.example"]'
FIRM = "SELECT company_number, name FROM organisations_organisation WHERE company_number != '' AND state = 'active'"


def press(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=words).first.click()


def forget_theirs(*visits):
    """What the provider's own page could not fetch from the network is no fault of ours."""
    for one in visits:
        one.errors = [error for error in one.errors if "net::ERR_" not in error]


@pytest.mark.parametrize("screen", SCREENS)
def test_oidc_a_person_of_a_known_firm_comes_in_and_the_next_time_at_once(visit, start_demo, tmp_path, screen):
    with oidc_provider() as broker:
        file = oidc_file(tmp_path, broker, TRUST)
        given = {"SYMBIOSE_PROVIDERS": str(file), "SYMBIOSE_MITID_SECRET": "x"}
        with start_demo(**given) as place:
            demo = place.address
            number, name = place.ask(FIRM)[0]
            tell(broker, "ny", email="ny@firma.example", name="Ny Eksempel", cvr=number)
            seen = visit(viewport=screen)
            seen.page.goto(demo + "/konto/log-ind/")
            seen.check()

            press(seen, "Log ind med MitID Erhverv")
            seen.page.fill("[name=sub]", "ny")
            press(seen, "Authorize")
            assert "Du er næsten inde" in seen.page.inner_text("h1")
            seen.check()
            press(seen, "Fortsæt")
            assert seen.page.url == demo + "/i-dag/"
            seen.page.goto(demo + "/konto/")
            seen.check()
            assert "MitID Erhverv" in seen.page.inner_text("main")
            assert name in seen.page.content()

            seen.page.goto(demo + "/konto/log-af/")
            press(seen, "Log af")
            seen.page.goto(demo + "/konto/log-ind/")
            press(seen, "Log ind med MitID Erhverv")
            seen.page.fill("[name=sub]", "ny")
            seen.page.get_by_role("button", name="Authorize").click()
            seen.page.wait_for_url(demo + "/i-dag/")

            stranger = visit(viewport=screen)
            tell(broker, "fremmed", email="fremmed@firma.example", name="Fremmed", cvr="12345674")
            stranger.page.goto(demo + "/konto/log-ind/")
            press(stranger, "Log ind med MitID Erhverv")
            stranger.page.fill("[name=sub]", "fremmed")
            press(stranger, "Authorize")
            press(stranger, "Fortsæt")
            assert "Vi kender ikke jeres organisation endnu" in stranger.page.inner_text("h1")
            stranger.check()
            stranger.page.get_by_role("link", name="Bed om adgang for jeres virksomhed").first.click()
            stranger.page.wait_for_load_state()
            assert stranger.page.input_value("[name=email]") == "fremmed@firma.example"
            stranger.errors = [one for one in stranger.errors if "status of 403" not in one]
            forget_theirs(seen, stranger)


class Asked(BaseHTTPRequestHandler):
    """The provider's page: who one is stands already, and a button posts the signed answer back."""

    def do_GET(self):
        acs, text = self.server.idp.answer(self.path, "person-7", **self.server.told)
        page = (
            f'<!doctype html><html lang="da"><title>IdP</title><form method="post" action="{acs}">'
            f'<input type="hidden" name="SAMLResponse" value="{text}"><button>Det er mig</button></form></html>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def idp():
    """A SAML provider on loopback."""
    server = HTTPServer(("127.0.0.1", 0), Asked)
    server.idp, server.told = SamlProvider(), {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_saml_a_person_of_a_known_firm_comes_in_from_another_site(visit, start_demo, tmp_path, idp):
    file = saml_file(tmp_path, idp.idp, f"http://127.0.0.1:{idp.server_port}/sso", TRUST)
    with start_demo(SYMBIOSE_PROVIDERS=str(file)) as place:
        number = place.ask(FIRM)[0][0]
        idp.told = {"email": "ny@firma.example", "name": "Ny Eksempel", "cvr": number}
        town = place.address.replace("127.0.0.1", "localhost")
        seen = visit()
        seen.page.goto(town + "/konto/log-ind/")

        press(seen, "Log ind med Kommunens login")
        press(seen, "Det er mig")
        assert "Du er næsten inde" in seen.page.inner_text("h1")
        press(seen, "Fortsæt")

        assert seen.page.url == town + "/i-dag/"
        assert "Ny Eksempel" in seen.page.inner_text("header")
        forget_theirs(seen)
