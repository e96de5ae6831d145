"""A firm gets an account of its own: it asks, the adviser proves and invites, the person chooses a password and is in."""

from __future__ import annotations

import email
import re
import time

import pytest
from aiosmtpd.controller import Controller

from tests.e2e.conftest import SCREENS, free_port

pytestmark = pytest.mark.e2e
ADDRESS = "leder@traevaerk.example"
PASSWORD = "et ganske langt kodeord"
FIRM = "Eksempel Træværk"


class Postbox:
    """What the mail server received for the person who asks, as text; the demo writes to others too."""

    def __init__(self):
        self.letters: list[str] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the server library's own name
        letter = email.message_from_bytes(envelope.content)
        if ADDRESS in envelope.rcpt_tos:
            self.letters.append(letter.get_payload(decode=True).decode(letter.get_content_charset("utf-8")))
        return "250 OK"

    def link(self, number: int) -> str:
        """The personal address in a letter, once it has come."""
        until = time.monotonic() + 20
        while len(self.letters) < number:
            assert time.monotonic() < until, self.letters
            time.sleep(0.1)
        return re.search(r"/svar/[^\s/]+/", self.letters[number - 1]).group()


@pytest.fixture
def postbox():
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.port = port
    yield box
    controller.stop()


def press(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=words).first.click()


def follow(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("link", name=words).first.click()


def ask(seen, address):
    """From the front page: find the firm in the public list, say who one is."""
    seen.page.goto(address)
    follow(seen, "Bed om adgang for jeres virksomhed")
    seen.page.fill("[name=find]", "træværk")
    press(seen, "Søg")
    seen.check()
    follow(seen, f"Det er den her {FIRM}")
    press(seen, "Bed om adgang")
    assert seen.page.locator("#form-errors li").count() == 2
    seen.page.fill("[name=name]", "Leder Eksempel")
    seen.page.fill("[name=email]", ADDRESS)
    seen.check()
    press(seen, "Bed om adgang")
    assert "Tak. Vi har fået din anmodning." in seen.page.inner_text("main")
    seen.check()


def answer(seen, address):
    """The adviser finds it among what calls today, writes the proof and invites."""
    seen.step_in(address, "adviser")
    follow(seen, re.compile("^Se og svar Leder Eksempel"))
    assert FIRM in seen.page.inner_text("h1")
    seen.check()
    follow(seen, "Skriv beviset og invitér")
    seen.page.locator("[name=proof][value=called_back]").check()
    seen.page.fill("[name=proof_note]", "Ringede til hovednummeret; ejeren sagde ja")
    seen.check()
    press(seen, "Skriv det ned og invitér")
    assert "invitationen er på vej" in seen.page.inner_text("main")
    seen.check()


def take_up(seen, address):
    """By the link of the letter: yes, a password, and in among one's own listings."""
    seen.page.goto(address)
    seen.check()
    press(seen, "Ja tak, jeg er med")
    seen.page.fill("[name=password1]", PASSWORD)
    seen.page.fill("[name=password2]", PASSWORD)
    seen.check()
    press(seen, "Gem adgangskoden")
    assert FIRM in seen.page.inner_text("main")
    seen.page.goto(address.split("/svar/")[0] + "/opslag/vores/")
    assert seen.page.locator(".list-row .name").count() >= 1


@pytest.mark.parametrize("screen", SCREENS)
def test_a_firm_asks_the_adviser_proves_and_the_person_is_in(visit, postbox, start_demo, screen):
    with start_demo(SYMBIOSE_EMAIL_URL=f"smtp://127.0.0.1:{postbox.port}") as place:
        person = visit(viewport=screen)

        ask(person, place.address)
        person.page.goto(place.address + postbox.link(1))
        person.check()
        answer(visit(viewport=screen), place.address)
        take_up(person, place.address + postbox.link(2))

        person.page.goto(place.address + postbox.link(1))
        assert "Du har adgang" in person.page.inner_text("main")
