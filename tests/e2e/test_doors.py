"""Doors that are easily forgotten: personal links, error pages, English, no scripts, the keyboard, two tabs, the back button."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.people import TWO_THINGS
from tests.e2e.words import misplaced

pytestmark = pytest.mark.e2e
MAIL = "kontakt@traevaerk.example"
ENGLISH = {
    "visitor": [
        "/",
        "/opslag/",
        "/organisationer/hvem-er-med/",
        "/maal/",
        "/laes/",
        "/kontakt/",
        "/was/",
        "/om/",
        "/organisationer/adgang/bed-om/",
    ],
    "enterprise": ["/i-dag/", "/opslag/vores/", "/opslag/nyt/", "/forslag/", "/forslag/2026-0001/", "/opslag/import/"],
    "adviser": [
        *(
            "/i-dag/",
            "/organisationer/",
            "/organisationer/ny/",
            "/organisationer/import/",
            "/organisationer/adgang/",
            "/opslag/vores/",
        ),
        *("/forslag/", "/forslag/2026-0001/", "/forslag/tragt/", "/forslag/koersler/1/", "/forslag/hvorfor-ikke/"),
    ],
    "consultant": [
        *("/i-dag/", "/dem-du-foelger/", "/kandidater/", "/kandidater/ny/", "/kandidater/K-0001/", "/stillinger/"),
        *("/stillinger/S-0001/", "/ansaettelsesforslag/", "/ansaettelsesforslag/person/K-0001/", "/ansaettelser/"),
        *("/ansaettelser/A-0002/", "/ansaettelser/tal/", "/trivsel/", "/hvem-foerst/"),
    ],
    "leader": ["/i-dag/", "/hvem-foerst/", "/hvem-foerst/saet/"],
}


def close_links(place):
    """Let every personal link run out, through the framework's own shell."""
    code = "from symbiose.notices.models import AnswerLink as L; from datetime import date; L.objects.update(valid_until=date(2020, 1, 1))"
    subprocess.run(
        [str(Path(sys.executable).with_name("symbiose")), "manage", "shell", "-c", code],
        env={"PATH": "/usr/bin:/bin", "SYMBIOSE_DATA": str(place.folder), "SYMBIOSE_DEMO": "1"},
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("role", list(ENGLISH))
def test_pages_in_english_hold_no_danish_that_is_not_marked(shared, visit, role):
    seen = visit()
    seen.step_in(shared.address, role)
    seen.speak("en")

    found = {}
    for address in ENGLISH[role]:
        seen.page.goto(shared.address + address)
        assert seen.page.get_attribute("html", "lang") == "en"
        if wrong := misplaced(seen.page, "en"):
            found[address] = wrong

    assert found == {}


def test_error_pages_say_what_to_do(shared, visit):
    seen = visit()
    seen.step_in(shared.address, "enterprise")

    for address, status in (("/findes-ikke/", 404), ("/organisationer/", 403), ("/svar/forkert/", 404)):
        assert seen.page.goto(shared.address + address).status == status
        assert seen.page.locator("main h1").count() == 1
        seen.check()
        assert misplaced(seen.page, "da") == []
    seen.page.goto(shared.address + "/opslag/nyt/")
    seen.page.fill("textarea[name=text]", "Noget, som ikke må gå tabt")
    seen.context.clear_cookies(name="csrftoken")
    seen.page.evaluate("document.querySelector('form.writing').requestSubmit()")
    seen.page.wait_for_selector("main textarea[readonly]")
    assert "Noget, som ikke må gå tabt" in seen.page.content()
    seen.check()
    seen.errors.clear()  # the refusals themselves are what the console speaks of


def test_two_tabs_on_one_organisation_show_both_texts(shared, visit):
    first, second = visit(), visit()
    for one in (first, second):
        one.step_in(shared.address, "adviser")
        one.page.goto(shared.address + "/organisationer/?q=kaffebar")
        one.page.locator(".list-row .name a").first.click()
        one.page.locator("a[href$='/ret/']").first.click()

    first.page.fill("[name=description]", "Kaffe og brød ved åen.")
    first.page.locator("main form .button-primary").click()
    first.page.wait_for_selector("main >> text=Kaffe og brød ved åen.")
    second.page.fill("[name=description]", "Kaffe, te og kage.")
    second.page.locator("main form .button-primary").click()
    second.page.wait_for_selector("table caption")

    assert "Kaffe og brød ved åen." in second.page.inner_text("main table")
    assert second.page.input_value("[name=description]") == "Kaffe, te og kage."
    second.check()
    second.page.locator("main form .button-primary").click()
    second.page.wait_for_selector("dl >> text=Kaffe, te og kage.")


def test_the_back_button_after_a_listing_does_not_write_it_again(shared, visit):
    seen = visit()
    seen.step_in(shared.address, "enterprise")
    count = "SELECT count(*) FROM listings_listing"
    before = shared.ask(count)[0][0]
    seen.page.goto(shared.address + "/opslag/nyt/?side=have")
    seen.page.fill("textarea[name=text]", "Vi har 12 tomme spande med låg hver måned")
    show = seen.page.get_by_role("button", name="Vis opslag")
    show.wait_for()
    if seen.page.locator(".item .chip-input:checked").count() == 0:
        seen.page.locator(".item .chip-input").first.check()
    show.click()
    seen.page.wait_for_selector(".alert-success")

    seen.page.go_back()
    again = seen.page.get_by_role("button", name=re.compile("^(Vis opslag|Læs teksten)"))
    again.first.click()
    seen.page.wait_for_load_state()

    assert shared.ask(count)[0][0] == before + 1


def test_writing_and_answering_work_without_scripts(place, visit):
    seen = visit(scripts=False, viewport=PHONE)
    seen.step_in(place.address, "enterprise")
    seen.page.goto(place.address + "/opslag/nyt/")
    seen.page.get_by_label("Vi har noget").check()
    seen.page.fill("textarea[name=text]", TWO_THINGS)
    seen.page.locator("button[value=read]:visible").last.click()
    assert seen.page.locator(".item").count() == 2
    for section in seen.page.locator(".item").all():
        if section.locator(".chip-input:checked").count() == 0:
            section.locator(".chip-input").first.check()
    seen.page.get_by_role("button", name="Vis begge opslag").click()
    seen.page.wait_for_selector("main >> text=Begge opslag kan ses nu")

    party = visit(scripts=False, viewport=PHONE)
    party.page.goto(place.letter_link(MAIL))
    party.page.check("#answer-later")
    party.page.get_by_role("button", name="Send svar").click()
    party.page.wait_for_selector("main >> text=Tak")


def test_a_closed_personal_link_says_so_and_sends_a_new_one(place, visit):
    seen = visit(viewport=PHONE)
    address = place.letter_link(MAIL)
    seen.page.goto(address)
    seen.check()
    assert misplaced(seen.page, "da") == []
    close_links(place)

    assert seen.page.goto(address).status == 410

    seen.check()
    assert misplaced(seen.page, "da") == []
    seen.page.locator("main form button").click()
    seen.page.wait_for_selector(".alert-success, main form.answer-form")
    seen.errors.clear()  # the console names the status of the closed page


def test_the_keyboard_is_enough_to_find_and_answer(shared, visit):
    seen = visit()
    seen.step_in(shared.address, "enterprise")
    seen.page.goto(shared.address + "/i-dag/")

    def go_to(words):
        for _step in range(80):
            seen.page.keyboard.press("Tab")
            held = seen.page.evaluate(
                "[document.activeElement.id, document.activeElement.name, document.activeElement.innerText].join(' ')"
            )
            if words in held:
                shape = "getComputedStyle(document.activeElement)"
                assert seen.page.evaluate(f"{shape}.outlineStyle !== 'none' || {shape}.boxShadow !== 'none'"), words
                return
        pytest.fail(f"Tab never came to {words}")

    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "main-content"
    go_to("Svar")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("#answer-yes")
    go_to("answer")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.evaluate("document.activeElement.id") == "answer-later"
    go_to("Send svar")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("main >> text=Tak")
