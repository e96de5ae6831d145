"""The carpenter's journey: two taps on a phone without an account, a picture, a receiver who says another amount."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.e2e.conftest import DESK, PHONE

pytestmark = pytest.mark.e2e
EXCHANGE = (
    "SELECT e.id, e.number, g.contact_email, r.contact_email FROM matching_exchange e "
    "JOIN organisations_organisation g ON g.id = e.giver_id JOIN organisations_organisation r ON r.id = e.receiver_id "
    "JOIN matching_handover h ON h.exchange_id = e.id WHERE h.state = 'asked' ORDER BY h.id DESC"
)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 1200), (150, 110, 60)).save(out, format="JPEG")
    return out.getvalue()


def asked_link(place, mail) -> str:
    """The personal link in the newest letter that asks what was handed over."""
    bodies = place.ask(
        'SELECT body FROM notices_outgoingmail WHERE "to" = ? AND subject = ? ORDER BY id DESC',
        mail,
        "Blev det overdraget? Cirka hvor meget?",
    )
    return place.address + re.search(r"/svar/[^\s/]+/", bodies[0][0]).group()


def press(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=words).first.click()


def test_the_carpenter_answers_in_two_taps_and_the_difference_reaches_the_adviser(place, visit):
    exchange, number, giver, receiver = place.ask(EXCHANGE)[0]
    phone = visit(viewport=PHONE)

    phone.page.goto(asked_link(place, giver))
    phone.check()
    phone.page.get_by_text("som aftalt").click()
    press(phone, "Send svar")
    phone.page.wait_for_selector("text=Tak. Vi spørger den anden side")
    phone.check()
    phone.page.set_input_files(
        "input[name=photos]", {"name": "laes.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    press(phone, "Tilføj billede")
    phone.page.wait_for_selector("img[alt^='Billede 1 fra']")
    phone.check()

    other = visit(viewport=PHONE)
    other.page.goto(asked_link(place, receiver))
    other.check()
    other.page.get_by_text("Ja, en anden mængde").click()
    other.page.fill("input[name=quantity]", "41,5")
    other.page.get_by_label("Vejet eller talt").check()
    press(other, "Send svar")
    other.page.wait_for_selector("text=De to sider siger noget forskelligt")
    other.check()

    adviser = visit(viewport=DESK)
    adviser.step_in(place.address, "adviser")
    adviser.page.goto(f"{place.address}/i-dag/")
    adviser.page.wait_for_selector("text=De to sider siger noget forskelligt")
    adviser.page.goto(f"{place.address}/udvekslinger/{number}/")
    adviser.check()
    assert "41,5 kg (vejet eller talt)" in adviser.page.inner_text("#overdragelser")
    adviser.page.get_by_role("link", name=re.compile("rækker?$")).first.click()
    adviser.page.wait_for_selector("text=41,5")
    assert place.ask("SELECT count(*) FROM ledger_entry WHERE thread_id = ? AND quantity = 41.5", exchange)[0][0] == 1
