"""A carpenter without an account: writes on a telephone, gets a receipt from a real mail server, answers with a photo."""

from __future__ import annotations

import email
import email.policy
import re
import time
from io import BytesIO

import pytest
from aiosmtpd.controller import Controller
from PIL import Image

from tests.e2e.conftest import PHONE, free_port

pytestmark = pytest.mark.e2e
CAMERA = 0x010F  # its maker, in what a camera writes into a picture


class Postbox:
    """A mail server that keeps what it received."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the server library's own name
        self.letters.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"

    def wait_for(self, address: str):
        """The first letter to an address, once it is here."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for to, content in self.letters:
                if to == [address]:
                    return email.message_from_bytes(content, policy=email.policy.default)
            time.sleep(0.2)
        pytest.fail(f"no letter to {address}")


@pytest.fixture
def postbox():
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    box.url = f"smtp://127.0.0.1:{server.port}"
    yield box
    server.stop()


def write(page, address):
    """From the front page's door to the page that thanks."""
    page.goto(address + "/")
    page.get_by_role("link", name="Lav et opslag").click()
    page.get_by_label("Hvad vil du spørge om eller fortælle?").fill("Jeg har 40 meter egeplanker til overs.")
    page.get_by_label("Dit navn").fill("Karl Eksempel")
    page.get_by_label("Din mailadresse").fill("karl@snedker.example")
    page.wait_for_timeout(3100)  # nobody reads the form, writes and sends in less
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/skriv/sendt/")


def test_a1_1_a_carpenter_writes_without_an_account_answers_with_a_photo_and_the_adviser_sees_it(
    start_demo, visit, postbox, tmp_path
):
    with start_demo(SYMBIOSE_EMAIL_URL=postbox.url) as place:
        carpenter = visit(viewport=PHONE)
        page = carpenter.page
        write(page, place.address)
        carpenter.check()
        number = re.search(r"H.20\d\d.\d{4}", page.inner_text("main")).group().replace("\u2011", "-")

        letter = postbox.wait_for("karl@snedker.example")
        body = letter.get_content()
        assert number in letter["Subject"]
        assert "egeplanker" not in body
        page.goto(place.address + re.search(r"/svar/[^\s/]+/", body).group())
        assert "Du får svar senest" in page.inner_text("main")
        carpenter.check()

        photo = tmp_path / "Planker.jpg"
        taken = Image.Exif()
        taken[CAMERA] = "Eksempel Kamera"
        Image.new("RGB", (800, 600), "peru").save(photo, exif=taken)
        page.get_by_label("Hvad vil du tilføje?").fill("De ser sådan ud.")
        page.get_by_label("Filer eller billeder").set_input_files(str(photo))
        page.get_by_role("button", name="Send", exact=True).click()
        page.get_by_text("Den, der har din henvendelse, har fået besked.").wait_for()
        assert "De ser sådan ud." in page.inner_text("main")
        assert "Planker.jpg" in page.inner_text("main")

        adviser = visit()
        adviser.step_in(place.address, "adviser")
        adviser.page.goto(f"{place.address}/henvendelser/{number}/")
        assert "De ser sådan ud." in adviser.page.inner_text("main")
        adviser.check()
        opened = adviser.page.request.get(
            place.address + adviser.page.get_by_role("link", name="Planker.jpg").get_attribute("href")
        )
        assert (opened.status, opened.headers["content-type"]) == (200, "image/jpeg")
        shown = Image.open(BytesIO(opened.body()))
        assert (shown.size, dict(shown.getexif())) == ((800, 600), {})


def test_the_form_works_without_scripts_by_keyboard_and_says_what_is_wrong(shared, visit):
    seen = visit(viewport=PHONE, scripts=False)
    page = seen.page
    page.goto(shared.address + "/skriv/?emne=found")
    page.get_by_label("Hvad vil du spørge om eller fortælle?").focus()
    page.keyboard.type("Mit nummer er 010190-1234")
    page.get_by_role("button", name="Send", exact=True).press("Enter")
    page.get_by_role("alert").wait_for()

    said = page.inner_text("main")
    assert "Det ligner et CPR-nummer." in said
    assert "Skriv dit navn, så vi ved, hvem vi skal svare." in said
    assert page.get_by_label("Hvad vil du spørge om eller fortælle?").input_value() == "Mit nummer er 010190-1234"


@pytest.mark.parametrize("path", ["/skriv/", "/skriv/?emne=listing", "/skriv/sendt/", "/skriv/link/"])
def test_the_pages_for_everybody_have_no_finding_on_a_telephone_and_a_desk(path, shared, visit):
    for seen in (visit(viewport=PHONE), visit()):
        seen.page.goto(shared.address + path)
        seen.check()
