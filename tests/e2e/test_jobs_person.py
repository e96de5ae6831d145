"""A person on a phone: the code of a slip, one question on a page, answers, help, and erasing; with scripts and without."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.people import Place, enter, person_on, press, proposals_of, says, slip_code

pytestmark = pytest.mark.e2e
HALF = 4  # questions before the person closes the browser
MOST = 20  # more questions than there are
SCRIPTS = [True, pytest.param(False, marks=pytest.mark.slow)]


def answer_question(seen) -> None:
    """Answer the question on the page as it allows, and go on."""
    slug = seen.page.url.split("?")[0].rstrip("/").rpartition("/")[2]
    seen.check()
    if slug in {"timer", "haab", "rejse"}:
        seen.page.locator("input[type=radio][name=answer]").nth(3).check()
    elif slug == "tider":
        for day in range(4):
            seen.page.select_option(f"[name=answer_{day}_0_from]", "18")
            seen.page.select_option(f"[name=answer_{day}_0_to]", "28")
    elif slug == "bopael":
        seen.page.fill("[name=answer]", "8600")
    elif slug == "vej":
        seen.page.get_by_label("I bil").check()
    elif slug == "kan":
        for skill in ("Pakning", "Brug af håndværktøj", "Syning"):
            seen.page.get_by_label(skill, exact=True).check()
    press(seen, "Næste")


def new_person(consultant, place: Place) -> str:
    """Somebody of whom nothing is known yet."""
    consultant.page.goto(f"{place.address}/kandidater/ny/")
    press(consultant, "Gem, der kommer mere senere")
    return consultant.page.url.rstrip("/").rpartition("/")[2]


def tell_in_two_sittings(visit, place: Place, code: str, *, scripts: bool):
    """The first questions, then the browser is closed; the next day the others, from where it stopped."""
    first = visit(viewport=PHONE, scripts=scripts)
    first.page.goto(f"{place.address}/mit/")
    first.page.fill("input[name=code]", "BBBB-BBBB-BBBB")
    press(first, "Fortsæt")
    says(first, "Koden virker ikke")
    enter(first, place.address, code.lower().replace("-", " "))
    first.page.get_by_role("link", name="Fortæl, hvad der passer dig").click()
    first.page.get_by_label("Nej, jeg svarer selv").check()
    press(first, "Begynd")
    for _ in range(HALF):
        answer_question(first)
    stopped = first.page.url
    first.context.close()

    again = visit(viewport=PHONE, scripts=scripts)
    enter(again, place.address, code)
    again.page.get_by_role("link", name="Fortæl, hvad der passer dig").click()
    again.page.wait_for_url(stopped)
    for _ in range(MOST):
        if "/spoergsmaal/" in again.page.url:
            answer_question(again)
    says(again, "Er det rigtigt?")
    press(again, "Jeg er klar")
    says(again, "Vi leder efter arbejde til dig")
    return again


def read_and_correct(seen) -> None:
    """What is kept, who read it, and one answer put right."""
    seen.page.get_by_role("link", name="Hvad står der om mig").click()
    says(seen, "Hvem har læst det")
    seen.check()
    seen.page.locator("a[href*='/spoergsmaal/timer/']").first.click()
    seen.page.locator("input[type=radio][name=answer]").nth(2).check()
    press(seen, "Næste")
    seen.page.wait_for_url("**/mit/svar/")


def asked_about_work(consultant, place: Place, person: str) -> None:
    """The consultant searches for the person, and asks about what is found."""
    proposals_of(consultant, place, person)
    press(consultant, re.compile("^Søg (igen )?nu"))
    press(consultant, re.compile("^Spørg K"))


def answer_about_work(seen, place: Place, answer: str, said: str) -> None:
    """One tap and no reason."""
    seen.page.goto(f"{place.address}/mit/side/")
    seen.page.locator(".own-tile-waits a[href*='/forslag/']").click()
    says(seen, "Du må gerne sige nej.")
    assert seen.page.locator("main textarea, main input[type=text]").count() == 0
    seen.check()
    press(seen, answer)
    says(seen, said)


@pytest.mark.parametrize("scripts", SCRIPTS, ids=["scripts", "plain"])
def test_a_person_tells_in_two_sittings_says_no_and_yes_and_is_erased(shared, visit, scripts):
    consultant = visit(viewport=DESK)
    consultant.step_in(shared.address, "consultant")
    person = new_person(consultant, shared)
    code = slip_code(consultant, shared.address, person)

    seen = tell_in_two_sittings(visit, shared, code, scripts=scripts)
    read_and_correct(seen)
    asked_about_work(consultant, shared, person)
    answer_about_work(seen, shared, "Nej tak", "Du har sagt nej tak")
    asked_about_work(consultant, shared, person)
    answer_about_work(seen, shared, "Ja, jeg vil høre mere", "Du har sagt ja")
    seen.page.goto(f"{shared.address}/mit/om-mig/#laest")
    assert "Karen Eksempel, jobkonsulent" in seen.page.inner_text("main")

    seen.page.get_by_role("link", name="Slet det hele").click()
    press(seen, "Slet det hele")
    assert seen.page.locator("#form-errors li").count() == 1
    seen.page.locator("input[name=sure]").check()
    press(seen, "Slet det hele")
    says(seen, "Du er slettet her")
    seen.check()
    seen.page.fill("input[name=code]", code)
    press(seen, "Fortsæt")
    says(seen, "Koden virker ikke")


def test_a_person_at_work_presses_help_once_and_reads_the_first_day(shared, visit):
    consultant, seen = visit(viewport=DESK), visit(viewport=PHONE)
    consultant.step_in(shared.address, "consultant")
    person = person_on(consultant, f"{shared.address}/ansaettelser/?state=running")
    enter(seen, shared.address, slip_code(consultant, shared.address, person))

    calls = shared.ask("SELECT count(*) FROM jobs_helpcall")[0][0]
    seen.page.goto(f"{shared.address}/mit/hjaelp/")
    seen.check()
    seen.page.locator("[name=note]").fill("Kan jeg komme en time senere om mandagen?")
    seen.page.get_by_role("button", name="Jeg vil have hjælp").dblclick()
    says(seen, "Hjælpen er på vej")
    seen.check()
    assert shared.ask("SELECT count(*) FROM jobs_helpcall")[0][0] == calls + 1
    consultant.page.goto(f"{shared.address}/ansaettelser/?need=help&state=running")
    says(consultant, person.replace("-", "\N{NON-BREAKING HYPHEN}"))


def test_back_a_second_tab_and_a_double_click_lose_nothing_of_a_person(shared, visit):
    consultant, seen = visit(viewport=DESK), visit(viewport=PHONE)
    consultant.step_in(shared.address, "consultant")
    person = new_person(consultant, shared)
    enter(seen, shared.address, slip_code(consultant, shared.address, person))
    first = f"{shared.address}/mit/spoergsmaal/timer/"
    kept = "SELECT hours, max_travel FROM jobs_candidate WHERE code = ?"

    seen.page.goto(first)
    seen.page.locator("input[value='5']").check()
    seen.page.get_by_role("button", name="Næste").dblclick()
    seen.page.wait_for_url("**/spoergsmaal/haab/")
    seen.page.go_back()
    assert seen.page.locator("input[value='5']").is_checked()
    seen.page.locator("input[value='8']").check()
    press(seen, "Næste")
    assert shared.ask(kept, person)[0][0] == 8

    other = seen.context.new_page()
    other.goto(first)
    seen.page.goto(first)
    other.locator("input[value='5']").check()
    other.get_by_role("button", name="Næste").click()
    other.wait_for_url("**/spoergsmaal/haab/")
    seen.page.locator("input[value='2']").check()
    press(seen, "Næste")
    assert seen.page.url.endswith("/spoergsmaal/haab/")
    assert shared.ask(kept, person)[0][0] == 2

    other.goto(f"{shared.address}/mit/om-mig/slet/")
    other.locator("input[name=sure]").check()
    other.get_by_role("button", name="Slet det hele").dblclick()
    other.wait_for_selector("main >> text=Du er slettet her")
    seen.page.locator("input[type=radio][name=answer]").first.check()
    press(seen, "Næste")
    seen.page.wait_for_url("**/mit/")
    says(seen, "Skriv koden fra din seddel")


def test_two_tabs_of_the_same_question_about_work_keep_one_answer(shared, visit):
    consultant, seen = visit(viewport=DESK), visit(viewport=PHONE)
    consultant.step_in(shared.address, "consultant")
    person = person_on(consultant, f"{shared.address}/ansaettelsesforslag/?state=asked")
    enter(seen, shared.address, slip_code(consultant, shared.address, person))
    seen.page.locator(".own-tile-waits a[href*='/forslag/']").click()
    other = seen.context.new_page()
    other.goto(seen.page.url)

    seen.page.get_by_role("button", name="Nej tak").dblclick()
    says(seen, "Du har sagt nej tak")
    other.get_by_role("button", name="Ja, jeg vil høre mere").click()
    other.wait_for_selector("main >> text=Du har sagt nej tak")
    seen.page.go_back()
    seen.page.reload()
    says(seen, "Du har sagt nej tak")
