"""By keyboard alone: a call from a known firm, from the start page to saved, with as few keys as it takes."""

from __future__ import annotations

import time

import pytest

from tests.e2e.conftest import SCREENS

pytestmark = pytest.mark.e2e
NOTE = "Pris på afskær"
CALLS = "SELECT count(*) FROM frontdesk_enquiry WHERE channel = 'phone' AND text = ?"


class Keys:
    """The keyboard, which counts what is pressed: each letter, Enter, Tab, and both keys of a chord."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def access(self, letter: str) -> None:
        """Alt and a letter as a real keyboard sends them: the driver's own chord lacks the letter that the browser reads."""
        self.pressed += 2
        sent = {"modifiers": 1, "key": letter, "text": letter, "unmodifiedText": letter}
        sent |= {"code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper())}
        self.page.context.new_cdp_session(self.page).send("Input.dispatchKeyEvent", {"type": "keyDown", **sent})

    def type(self, words: str) -> None:
        self.pressed += len(words)
        self.page.keyboard.type(words)


def focused(page, wanted: str) -> None:
    page.wait_for_function("wanted => document.activeElement && document.activeElement.id === wanted", arg=wanted)


def test_a_call_from_a_known_firm_takes_eight_keys_beside_the_note(place, visit, capsys):
    seen = visit()
    seen.step_in(place.address, "adviser")
    seen.page.wait_for_selector("a[accesskey=n]")
    keys, begun = Keys(seen.page), time.monotonic()

    keys.access("n")
    focused(seen.page, "call-q")
    keys.type("træv")
    keys.press("Enter")
    focused(seen.page, "id_note")
    keys.type(NOTE)
    keys.press("Enter")
    seen.page.wait_for_selector("[data-draft-done]")

    took = time.monotonic() - begun
    with capsys.disabled():
        print(f"\na call typed in: {keys.pressed} keys, of which {len(NOTE)} for the note; {took:.1f} s of machine")  # noqa: T201  the figures are for people
    assert keys.pressed - len(NOTE) == 8
    found = place.ask(
        "SELECT o.name, e.state FROM frontdesk_enquiry e JOIN organisations_organisation o ON o.id = e.organisation_id "
        "WHERE e.text = ?",
        NOTE,
    )
    assert found == [("Eksempel Træværk", "answered")]


def test_the_hits_come_while_one_types_and_arrow_keys_choose_another(place, visit):
    seen = visit()
    seen.step_in(place.address, "adviser")
    seen.page.goto(f"{place.address}/opkald/")
    focused(seen.page, "call-q")

    seen.page.keyboard.type("eksempel")
    seen.page.wait_for_selector("#found .call-firms li:nth-child(3)")
    seen.check()
    second = seen.page.locator("#found .call-firms a strong").nth(1).inner_text()
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("ArrowDown")
    with seen.page.expect_navigation():
        seen.page.keyboard.press("Enter")

    assert seen.page.locator(".call-card h2").inner_text().startswith(second)
    focused(seen.page, "id_note")
    seen.check()


def test_a_draft_outlives_a_reload_back_and_a_session_that_ran_out_and_two_enters_make_one_call(place, visit):
    seen = visit()
    seen.step_in(place.address, "adviser")
    seen.page.goto(f"{place.address}/opkald/?q=tr%C3%A6v")
    seen.page.keyboard.type("Halvt skrevet")

    seen.page.reload()
    assert seen.page.locator("#id_note").input_value() == "Halvt skrevet"
    seen.page.goto(f"{place.address}/i-dag/")
    seen.page.go_back()
    focused(seen.page, "id_note")
    assert seen.page.locator("#id_note").input_value() == "Halvt skrevet"

    kept = seen.context.cookies()
    seen.context.clear_cookies()
    seen.page.goto(f"{place.address}/opkald/")
    seen.context.add_cookies(kept)
    seen.page.goto(f"{place.address}/opkald/?q=tr%C3%A6v")
    assert seen.page.locator("#id_note").input_value() == "Halvt skrevet"

    seen.page.locator("#id_note").press("Enter")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("[data-draft-done]")
    assert place.ask(CALLS, "Halvt skrevet") == [(1,)]
    assert seen.page.locator("#id_note").input_value() == ""


@pytest.mark.parametrize("viewport", SCREENS)
def test_the_call_works_without_scripts(place, visit, viewport):
    seen = visit(scripts=False, viewport=viewport)
    seen.step_in(place.address, "adviser")
    seen.page.goto(f"{place.address}/opkald/")

    seen.page.fill("#call-q", "træværk")
    seen.page.press("#call-q", "Enter")
    seen.page.wait_for_selector(".call-card h2")
    seen.page.fill("#id_note", "Uden scripts")
    seen.page.click("button[value=answered]")

    seen.page.wait_for_selector("[data-draft-done]")
    assert place.ask(CALLS, "Uden scripts") == [(1,)]
