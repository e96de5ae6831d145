"""Signing in for real in a browser: a passkey from registration to use, an app with codes, and signing out elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import PHONE, SCREENS
from tests.people.sign_in import code_of

pytestmark = pytest.mark.e2e
ADDRESS, PASSWORD = "raadgiver@kommune.example", "et ganske langt kodeord"
MAKE = (
    "from symbiose.people.models import User; u = User.objects.get(email='{address}'); "
    "u.set_password('{password}'); u.save()"
)


def command(folder, *words):
    """Run the installation's own command against the demo's data."""
    environment = {**os.environ, "SYMBIOSE_DATA": str(folder), "MUNICIPALITY": "silkeborg", "SYMBIOSE_DEMO": "1"}
    program = str(Path(sys.executable).with_name("symbiose"))
    subprocess.run([program, *words], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def town(start_demo):
    """A demo with an adviser who has a password; passkeys belong to a name, so it is asked for by `localhost`."""
    with start_demo() as place:
        command(place.folder, "adviser", ADDRESS, "--name", "Rådgiver Eksempel")
        command(place.folder, "manage", "shell", "--no-imports", "-c", MAKE.format(address=ADDRESS, password=PASSWORD))
        yield place.address.replace("127.0.0.1", "localhost")


def key_in(seen, *, verified=True):
    """A virtual authenticator in the browser; unverified, its owner's finger does not fit."""
    session = seen.context.new_cdp_session(seen.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def press(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=words).first.click()


def send(seen, field):
    """Send the form that has a field of that name."""
    with seen.page.expect_navigation():
        seen.page.locator(f"form:has([name={field}]) button").click()


def follow(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("link", name=words).first.click()


def enter(seen, town):
    """Sign in with address and password."""
    seen.page.goto(town + "/konto/log-ind/")
    seen.check()
    seen.page.fill("[name=login]", ADDRESS)
    seen.page.fill("[name=password]", PASSWORD)
    send(seen, "login")


def leave(seen, town):
    seen.page.goto(town + "/konto/log-af/")
    press(seen, "Log af")


@pytest.mark.parametrize("screen", SCREENS)
def test_a_passkey_is_added_and_then_signs_in_alone(visit, town, screen):
    seen = visit(viewport=screen)
    session, key = key_in(seen)
    enter(seen, town)
    seen.page.goto(town + "/konto/")
    seen.check()
    follow(seen, "Tilføj en adgangsnøgle")
    seen.check()
    seen.page.fill("[name=name]", "Min arbejdscomputer")

    press(seen, "Tilføj en adgangsnøgle")

    assert "Nødkoder" in seen.page.inner_text("h1")
    seen.check()
    seen.page.goto(town + "/konto/")
    assert "Min arbejdscomputer" in seen.page.inner_text("main")
    assert "uden adgangskode" in seen.page.inner_text("main")
    seen.check()

    leave(seen, town)
    seen.page.goto(town + "/konto/log-ind/")
    press(seen, "Log ind med adgangsnøgle")

    assert seen.page.url == town + "/i-dag/"
    counted = session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert [one["signCount"] for one in counted] == [2]

    seen.page.goto(town + "/konto/")
    follow(seen, "Nyt navn")
    seen.page.fill("[name=name]", "Den gamle")
    press(seen, "Gem")
    follow(seen, "Fjern")
    seen.check()
    press(seen, "Fjern adgangsnøglen")
    assert "Du har ingen adgangsnøgle her." in seen.page.inner_text("main")


def test_a_finger_that_does_not_fit_signs_nobody_in_and_says_so(visit, town):
    seen = visit()
    session, key = key_in(seen)
    enter(seen, town)
    seen.page.goto(town + "/konto/noegler/ny/")
    press(seen, "Tilføj en adgangsnøgle")
    leave(seen, town)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    seen.page.goto(town + "/konto/log-ind/")

    seen.page.get_by_role("button", name="Log ind med adgangsnøgle").click()

    said = seen.page.get_by_role("alert").filter(has_text="Adgangsnøglen blev ikke brugt.")
    said.wait_for()
    seen.check()
    assert seen.page.url == town + "/konto/log-ind/"

    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    enter(seen, town)  # with the password, the passkey is the second step
    assert "Et trin mere" in seen.page.inner_text("h1")
    seen.check()
    press(seen, "Brug din adgangsnøgle")
    assert seen.page.url == town + "/i-dag/"
    seen.page.goto(town + "/konto/")
    follow(seen, "Fjern")
    press(seen, "Fjern adgangsnøglen")


def test_an_app_with_codes_is_the_second_step_and_another_browser_is_signed_out(visit, town):
    seen, other = visit(viewport=PHONE), visit()
    enter(other, town)
    enter(seen, town)
    seen.page.goto(town + "/konto/app/")
    seen.check()
    secret = seen.page.inner_text(".key-text")
    seen.page.fill("[name=code]", code_of(secret))
    press(seen, "Brug appen")
    recovery = re.findall(r"\d{4} \d{4}", seen.page.inner_text(".code-list"))
    seen.page.goto(town + "/konto/")
    press(seen, "Log af alle andre steder")
    assert "Du er logget af i" in seen.page.inner_text("main")
    other.page.goto(town + "/i-dag/")
    assert other.page.url.startswith(town + "/konto/log-ind/")

    leave(seen, town)
    enter(seen, town)
    assert "Et trin mere" in seen.page.inner_text("h1")
    seen.page.fill("[name=code]", recovery[0])
    send(seen, "code")

    assert seen.page.url == town + "/i-dag/"
    seen.page.goto(town + "/konto/app/fjern/")
    seen.check()
    press(seen, "Hold op med at bruge appen")
    assert "Ikke i brug." in seen.page.inner_text("main")
