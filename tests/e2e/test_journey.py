"""The main job in a browser: organisations, listings, import, a run, a loop that all say yes to, and a no."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import SCREENS
from tests.e2e.people import TWO_THINGS, company_number

pytestmark = pytest.mark.e2e
BAD_ORGANISATIONS = (
    "id;name;cvr;type;place;employees\n"
    "1;Eksempel Sejlloft;{good};virksomhed;8600;4\n"
    "2;Eksempel Rebslager;12345678;virksomhed;8600;2\n"
)
BAD_LISTINGS = (
    "id;organisation;side;text;quantity;unit;per\n"
    "1;Eksempel Havecenter;have;Tomme plantekasser af plast;40;stk;month\n"
    "2;Eksempel Havecenter;have;Brugt jord;-3;ton;year\n"
)


def field(seen, name):
    return seen.page.locator(f"main [name={name}]")


def press(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=words).first.click()


def says(seen, words):
    seen.page.wait_for_selector(f"main >> text={words}")


def keep_an_organisation(seen, place):
    """Wrong number first: one sentence and nothing lost; then edit, a dated fact, and a search with a slip."""
    seen.page.goto(f"{place.address}/organisationer/ny/")
    for name, value in {"name": "Eksempel Sejlmager", "company_number": "12345678", "street": "Havnen 1"}.items():
        field(seen, name).fill(value)
    field(seen, "postcode").fill("8600")
    press(seen, "Gem")
    assert seen.page.locator("#form-errors li").count() == 1
    assert field(seen, "street").input_value() == "Havnen 1"
    seen.check()

    field(seen, "company_number").fill(company_number(900_000))
    press(seen, "Gem")
    says(seen, "Eksempel Sejlmager")
    seen.page.locator("a[href$='/ret/']").first.click()
    field(seen, "description").fill("Syr sejl og presenninger af kraftig dug.")
    press(seen, "Gem")
    says(seen, "Syr sejl og presenninger")

    seen.page.get_by_role("link", name="Oplys noget").click()
    field(seen, "kind").select_option("registered")
    field(seen, "valid_from").fill("2026-02-01")
    field(seen, "source").fill("Registret, slået op i dag")
    press(seen, "Oplys")
    says(seen, "Ja, siden 1. februar 2026")
    seen.check()

    seen.page.goto(f"{place.address}/organisationer/?q=sejlmagr")
    assert seen.page.locator(".list-row a", has_text="Eksempel Sejlmager").count() == 1


def write_two_listings(seen, place):
    """One free text with two things, read within the page; a double click makes no third and fourth."""
    before = place.ask("SELECT count(*) FROM listings_listing")[0][0]
    seen.page.goto(f"{place.address}/opslag/nyt/")
    seen.page.get_by_label("Vi har noget").check()
    field(seen, "text").fill(TWO_THINGS)
    seen.page.wait_for_selector(".reading-text mark.read-2")
    sections = seen.page.locator(".item")
    assert sections.count() == 2
    wood = sections.nth(0).get_by_label("Træafskær", exact=True)
    if not wood.is_checked():
        wood.check()
    assert sections.nth(1).get_by_label("Trailer").is_checked()
    seen.check()
    seen.page.get_by_role("button", name="Vis begge opslag").dblclick()
    says(seen, "Begge opslag kan ses nu")
    assert place.ask("SELECT count(*) FROM listings_listing") == [(before + 2,)]

    seen.page.goto(f"{place.address}/opslag/?q=trailr")
    assert seen.page.locator(".list-row .name", has_text=re.compile("trailer", re.IGNORECASE)).count() >= 1
    if seen.page.viewport_size["width"] < 500:
        seen.page.locator("details.filters > summary").click()
    seen.page.get_by_label(re.compile("^Transport")).check()
    seen.page.wait_for_url(re.compile("kind=transport"))
    assert seen.page.locator(".tags .tag", has_text="Transport").count() == 1
    seen.check()


def bring_in(seen, place, path, *, bad, good, fault):
    """A file with a bad row says how to mend it and cannot be imported; the good file can."""
    for text in (bad, good):
        seen.page.goto(f"{place.address}{path}")
        seen.page.set_input_files(
            "input[type=file]", {"name": "fil.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        press(seen, "Vis, hvad der vil ske")
        if text == bad:
            assert fault in seen.page.inner_text("main")
            assert seen.page.get_by_role("button", name=re.compile("^Importér")).count() == 0
            seen.check()
    if field(seen, "consent").count():
        field(seen, "consent").fill("Aftalt i telefonen i dag")
    press(seen, re.compile("^Importér"))
    assert seen.page.locator(".alert-success").count() == 1


def run_once_more(seen, place):
    """Start a run from the list, and wait until it says that it is done."""
    seen.page.goto(f"{place.address}/forslag/")
    press(seen, "Led efter forslag")
    seen.page.wait_for_selector("main >> text=Søgningen er færdig", timeout=60_000)


def send_first(seen, place, query):
    """Open the first proposal that a search of the list gives, and send it; returns its number."""
    seen.page.goto(f"{place.address}/forslag/?state=found&{query}")
    seen.page.locator(".list-row .name a").first.click()
    assert seen.page.locator("figure.drawing svg:visible").count() == 1
    assert seen.page.locator("section table").first.locator("tbody tr").count() >= 1
    press(seen, "Send til parterne")
    says(seen, "Forslaget er sendt")
    return seen.page.url.rstrip("/").rpartition("/")[2]


def answer_by_link(visit, place, mail, answer, viewport):
    """A party without an account answers from the link in its letter."""
    seen = visit(viewport=viewport)
    seen.page.goto(place.letter_link(mail))
    assert seen.page.locator("nav.nav").count() == 0
    seen.page.check(f"#answer-{answer}")
    if answer == "no":
        seen.page.check("#no-too_far")
    seen.check()
    seen.page.get_by_role("button", name="Send svar").dblclick()
    says(seen, "Tak")
    return seen


def answer_on_behalf(seen, place, number):
    """The adviser answers for the party that the page names first; how they agreed must be said, and is shown."""
    seen.page.goto(f"{place.address}/forslag/{number}/")
    seen.page.locator(".next-step a.button-primary").click()
    seen.page.check("#answer-yes")
    press(seen, "Gem deres svar")
    seen.page.wait_for_selector("#form-errors li")
    assert seen.page.is_checked("#answer-yes")
    seen.check()
    field(seen, "consent").fill("Aftalt i dag med butikslederen")
    press(seen, "Gem deres svar")
    says(seen, "Aftalt i dag med butikslederen")


@pytest.mark.parametrize("viewport", SCREENS)
def test_a17_the_main_job_from_a_text_to_a_dialogue(place, visit, viewport):
    adviser, firm = visit(viewport=viewport), visit(viewport=viewport)
    adviser.step_in(place.address, "adviser")
    firm.step_in(place.address, "enterprise")

    keep_an_organisation(adviser, place)
    write_two_listings(firm, place)
    bad = BAD_ORGANISATIONS.format(good=company_number(910_000))
    mended = bad.replace("12345678", company_number(920_000))
    bring_in(adviser, place, "/organisationer/import/", bad=bad, good=mended, fault="CVR")
    mended = BAD_LISTINGS.replace("-3", "3")
    bring_in(adviser, place, "/opslag/import/", bad=BAD_LISTINGS, good=mended, fault="større end 0")

    partner = answer_by_link(visit, place, "kontakt@fuglekassen.example", "yes", viewport)
    run_once_more(adviser, place)
    adviser.check()
    loop = send_first(adviser, place, "kind=loop")
    adviser.check()
    refused = send_first(adviser, place, "q=pap&kind=pair")

    # One answers through the adviser; the last of the story's loop answers signed in, and all three can talk.
    answer_on_behalf(adviser, place, loop)
    firm.page.goto(f"{place.address}/forslag/2026-0001/")
    assert "kontakt@havecenter.example" not in firm.page.inner_text("main")
    firm.page.check("#answer-yes")
    press(firm, "Send svar")
    says(firm, "kontakt@havecenter.example")
    firm.check()

    field(firm, "text").fill("Skal vi mødes på fredag?")
    press(firm, "Send besked")
    partner.page.reload()
    says(partner, "Skal vi mødes på fredag?")
    field(partner, "text").fill("Ja, klokken ni hos jer.")
    press(partner, "Send besked")
    firm.page.reload()
    says(firm, "Ja, klokken ni hos jer.")

    # A no is remembered: the same is not found again.
    giver = place.ask(
        "SELECT o.contact_email FROM matching_proposalparty p JOIN organisations_organisation o ON o.id = "
        "p.organisation_id JOIN matching_proposal m ON m.id = p.proposal_id WHERE m.number = ?",
        refused,
    )[0][0]
    answer_by_link(visit, place, giver, "no", viewport)
    run_once_more(adviser, place)
    adviser.page.goto(f"{place.address}/forslag/{refused}/")
    says(adviser, "for langt")
    adviser.page.goto(f"{place.address}/forslag/?state=found&q=pap&kind=pair")
    titles = adviser.page.locator(".list-row a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert f"/forslag/{refused}/" not in titles
    adviser.page.goto(f"{place.address}/forslag/tragt/")
    counts = adviser.page.locator("tbody tr td:nth-of-type(1)").all_inner_texts()
    assert counts[3:5] == ["4", "2"]  # one sent and agreed to came with the demo
