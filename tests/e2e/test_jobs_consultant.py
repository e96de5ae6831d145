"""The job consultant's whole way in a browser: a person written down, a search, both say yes, a placement to its end."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.people import enter, press, proposals_of, says, slip_code

pytestmark = pytest.mark.e2e
DAYS = range(4)
LONG = 120  # seconds that a search may take on a busy machine
NINE, TWO = "18", "28"  # half hours of the day


def write_down(seen, place) -> str:
    """A person at the table, on one page; returns the code name."""
    seen.page.goto(f"{place.address}/kandidater/")
    seen.page.get_by_role("link", name="Ny kandidat").first.click()
    seen.page.fill("[name=hours]", "6")
    seen.page.fill("[name=hours_hoped]", "10")
    for day in DAYS:
        seen.page.select_option(f"[name=windows_{day}_0_from]", NINE)
        seen.page.select_option(f"[name=windows_{day}_0_to]", TWO)
    seen.page.fill("[name=postcode]", "86200")
    seen.page.fill("[name=max_travel]", "45")
    seen.page.get_by_label("På cykel").check()
    for wish in ("En fast kontaktperson", "Brug af håndværktøj", "Pakning"):
        seen.page.get_by_label(wish, exact=True).first.check()
    press(seen, "Gem: personen er klar")
    seen.page.wait_for_selector("#form-errors >> text=fire tal")
    assert seen.page.input_value("[name=hours]") == "6"
    assert seen.page.get_by_label("Brug af håndværktøj", exact=True).is_checked()
    seen.check()
    seen.page.fill("[name=postcode]", "8620")
    press(seen, "Gem: personen er klar")
    says(seen, "Venter på en stilling")
    seen.check()
    return seen.page.url.rstrip("/").rpartition("/")[2]


def print_slip(seen, place, person) -> str:
    """The slip as it comes out of the printer: the code, and none of the pages' own furniture."""
    code = slip_code(seen, place.address, person)
    seen.check()
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".slip-code").is_visible()
    assert not seen.page.locator("nav.nav").is_visible()
    assert not seen.page.locator(".alert").is_visible()
    seen.page.emulate_media(media="screen")
    return code


def search(seen, place) -> None:
    """One search over everybody, waited for as its page tells."""
    seen.page.goto(f"{place.address}/ansaettelsesforslag/")
    press(seen, "Søg for alle", seconds=LONG)
    seen.page.wait_for_selector("main >> text=Søgningen er færdig", timeout=1000 * LONG)
    seen.check()
    seen.page.get_by_role("link", name="Se forslagene").click()


def read_proposal(seen, person) -> None:
    """Conditions, the week, another option, and why not the others."""
    seen.page.fill("[name=q]", person)
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url(re.compile("q="))
    seen.page.locator(".list-row .name a").first.click()
    says(seen, "Betingelser:")
    says(seen, "En fast kontaktperson: Det tilbyder stedet.")
    assert seen.page.locator("section svg:visible").count() >= 1
    assert seen.page.locator(".option-cards article").count() >= 1
    seen.check()
    seen.page.locator("a[href*='/hvorfor-ikke/']").first.click()
    says(seen, "Eksempel")
    seen.check()
    seen.page.go_back()


def both_say_yes(seen, visit, place, person, code) -> None:
    """The person on a phone, then the workplace through the consultant."""
    press(seen, re.compile("^Spørg K"))
    phone = visit(viewport=PHONE)
    enter(phone, place.address, code)
    phone.page.locator(".own-tile-waits a[href*='/forslag/']").click()
    press(phone, "Ja, jeg vil høre mere")
    says(phone, "Du har sagt ja")
    proposals_of(seen, place, person)
    press(seen, "Vis det for arbejdspladsen")
    seen.page.get_by_role("link", name="Skriv arbejdspladsens svar ned").click()
    seen.page.get_by_label("Ja", exact=True).check()
    press(seen, "Gem deres svar")
    assert seen.page.locator("#form-errors li").count() == 1
    assert seen.page.get_by_label("Ja", exact=True).is_checked()
    seen.page.fill("[name=consent]", "Aftalt i telefonen i dag med værkføreren")
    press(seen, "Gem deres svar")
    says(seen, "Begge har sagt ja")


def make_placement(seen) -> None:
    """The agreement, and the first day."""
    seen.page.get_by_role("link", name="Lav aftalen").click()
    seen.check()
    seen.page.fill("[name=mentor]", "Værkføreren")
    seen.page.get_by_role("button", name="Aftal ansættelsen").dblclick()
    says(seen, "Ansættelsen er aftalt")
    seen.check()
    seen.page.fill("[name=begin-on]", seen.page.input_value("[name=begin-on]"))
    press(seen, "Den er begyndt")
    says(seen, "Den er begyndt. Den tæller med")


def tell(seen, fold, button, **fields) -> None:
    """Open a fold of the page, fill in its fields, press its button."""
    section = seen.page.locator("details.tell", has=seen.page.locator("summary", has_text=fold)).first
    if section.get_attribute("open") is None:
        section.locator("summary").click()
    for name, value in fields.items():
        section.locator(f"[name='{name}']").fill(value)
    with seen.page.expect_navigation():
        section.get_by_role("button", name=button).click()


def follow_to_the_end(seen) -> None:
    """A pause and its end, a call for help that is settled, a talk that is held, and how it ended."""
    tell(seen, "Den holder pause", "Gem pausen")
    says(seen, "Pausen er skrevet ind")
    press(seen, "Den kører videre")
    says(seen, "Den kører igen")
    fold = seen.page.locator("details.tell", has=seen.page.locator("summary", has_text="Nogen har sagt til mig"))
    fold.locator("summary").click()
    fold.locator("input[name=voice]").first.check()
    fold.locator("[name=note]").fill("Vil gerne have en fast plads ved bordet")
    with seen.page.expect_navigation():
        fold.get_by_role("button", name="Skriv den ned").click()
    seen.page.wait_for_selector("#hjaelp >> text=Vil gerne have en fast plads")
    seen.check()
    press(seen, "Jeg tager den")
    tell(seen, "Det er klaret", "Gem, at det er klaret", settlement="Fast plads aftalt med værkføreren")
    seen.page.wait_for_selector("#hjaelp >> text=Fast plads aftalt med værkføreren")
    tell(seen, "Den er holdt", "Gem samtalen", note="Timerne passer. Vil gerne pakke mere.")
    seen.page.wait_for_selector("#samtaler >> text=Vil gerne pakke mere")
    tell(seen, "Den er slut", "Gem, at den er slut")
    says(seen, "Vælg, hvordan den sluttede")
    end = seen.page.locator("details.tell", has=seen.page.locator("summary", has_text="Den er slut")).first
    end.locator("input[type=radio]").first.check()
    tell(seen, "Den er slut", "Gem, at den er slut")
    says(seen, "Alt, der er fortalt om den, bliver stående")
    seen.check()


def test_a12_a_consultant_from_the_table_to_the_end_of_a_placement(shared, visit):
    seen = visit(viewport=DESK)
    seen.step_in(shared.address, "consultant")

    person = write_down(seen, shared)
    code = print_slip(seen, shared, person)
    search(seen, shared)
    read_proposal(seen, person)
    both_say_yes(seen, visit, shared, person, code)
    make_placement(seen)
    follow_to_the_end(seen)

    number = seen.page.url.rstrip("/").rpartition("/")[2]
    assert shared.ask("SELECT state FROM jobs_placement WHERE number = ?", number) == [("ended",)]
