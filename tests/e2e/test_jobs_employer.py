"""A workplace on a phone: by a personal link or signed in, it sees code and hours after the person's yes, and answers easily."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.people import enter, press, proposals_of, says, slip_code

pytestmark = pytest.mark.e2e
OFFERS = (
    "SELECT c.code FROM jobs_offer o JOIN jobs_candidate c ON c.id = o.candidate_id JOIN jobs_position p ON "
    "p.id = o.position_id JOIN organisations_organisation g ON g.id = p.organisation_id "
    "WHERE o.state = 'found' AND o.rank = 0 AND g.contact_email = ? ORDER BY o.id"
)
LETTERS = 'SELECT count(*) FROM notices_outgoingmail WHERE "to" = ?'
METAL, WOOD = "kontakt@metalvaerk.example", "kontakt@traevaerk.example"


def person_says_yes(consultant, visit, place, person) -> None:
    """The consultant asks, the person says yes on a phone, and the consultant shows it to the workplace."""
    proposals_of(consultant, place, person)
    press(consultant, re.compile("^Spørg K"))
    phone = visit(viewport=PHONE)
    enter(phone, place.address, slip_code(consultant, place.address, person))
    phone.page.locator(".own-tile-waits a[href*='/forslag/']").click()
    press(phone, "Ja, jeg vil høre mere")
    says(phone, "Du har sagt ja")


def show(consultant, place, person) -> None:
    proposals_of(consultant, place, person)
    press(consultant, "Vis det for arbejdspladsen")
    says(consultant, "er spurgt")


def sees_no_more_than_it_may(seen, person) -> None:
    """The code, hours and that its conditions cover it; none of the words for what was asked for."""
    told = seen.page.inner_text("main").replace("\N{NON-BREAKING HYPHEN}", "-")
    assert person in told
    assert "timer om ugen" in told
    assert "De vilkår, I tilbyder, dækker det." in told
    for words in ("roligt sted", "mødetid", "hvile", "kontaktperson", "pauser", "Skånehensyn", "siddende"):
        assert words not in told
    seen.check()


def test_a_workplace_without_an_account_says_no_and_another_time_yes(shared, visit):
    consultant, firm = visit(viewport=DESK), visit(viewport=PHONE)
    consultant.step_in(shared.address, "consultant")
    first, second = (row[0] for row in shared.ask(OFFERS, METAL)[:2])
    letters = shared.ask(LETTERS, METAL)

    person_says_yes(consultant, visit, shared, first)
    assert shared.ask(LETTERS, METAL) == letters  # nothing before the person's yes, and before the consultant shows it
    show(consultant, shared, first)
    firm.page.goto(shared.letter_link(METAL))
    sees_no_more_than_it_may(firm, first)
    firm.page.get_by_role("button", name="Nej tak").dblclick()
    says(firm, "Tak")
    firm.check()
    proposals_of(consultant, shared, first)
    consultant.page.get_by_role("link", name="Alle forslag til").click()
    says(consultant, "blev ikke til noget")

    person_says_yes(consultant, visit, shared, second)
    show(consultant, shared, second)
    firm.page.goto(shared.letter_link(METAL))
    sees_no_more_than_it_may(firm, second)
    firm.page.get_by_role("button", name="Ja, vi vil gerne mødes").dblclick()
    says(firm, "I har begge sagt ja")
    firm.check()

    proposals_of(consultant, shared, second)
    consultant.page.get_by_role("link", name="Lav aftalen").click()
    press(consultant, "Aftal ansættelsen")
    page = consultant.page.url
    fold = consultant.page.locator(
        "details.tell", has=consultant.page.locator("summary", has_text="Et link til arbejdspladsen")
    )
    fold.locator("summary").click()
    with consultant.page.expect_navigation():
        fold.get_by_role("button", name="Send arbejdspladsen dens link").click()
    says(consultant, "på vej til arbejdspladsen")

    firm.page.goto(shared.letter_link(METAL))
    says(firm, "Vil I have hjælp?")
    firm.check()
    firm.page.get_by_role("link", name="Udfyld arket").click()
    firm.page.fill("[name=at]", "09:00")
    firm.page.fill("[name=who_meets]", "Værkføreren Mona ved porten")
    firm.check()
    press(firm, "Gem arket")
    says(firm, "Værkføreren Mona ved porten")
    firm.page.locator("input[name=note]").fill("Vi mangler et bord i den rette højde")
    firm.page.get_by_role("button", name="Vi vil have hjælp").dblclick()
    says(firm, "I bad om hjælp")
    firm.check()
    consultant.page.goto(page)
    consultant.page.wait_for_selector("#hjaelp >> text=Vi mangler et bord i den rette højde")
    assert consultant.page.locator("#hjaelp .row-item").count() == 1


def test_a_leader_with_an_account_finds_it_on_the_start_page_and_answers(shared, visit):
    consultant, leader = visit(viewport=DESK), visit(viewport=PHONE)
    consultant.step_in(shared.address, "consultant")
    leader.step_in(shared.address, "enterprise")
    person = shared.ask(OFFERS, WOOD)[0][0]

    person_says_yes(consultant, visit, shared, person)
    leader.page.goto(f"{shared.address}/i-dag/")
    assert person not in leader.page.inner_text("main").replace("\N{NON-BREAKING HYPHEN}", "-")
    show(consultant, shared, person)
    leader.page.reload()
    leader.page.locator("main a[href*='/ansaettelsesforslag/']").first.click()
    sees_no_more_than_it_may(leader, person)
    press(leader, "Ja, vi vil gerne mødes")
    says(leader, "I har begge sagt ja")
    leader.check()
