"""The browser's "Back", with the pages kept in memory as people's browsers do: nothing typed is lost, nothing is left over."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import CHROMIUM, FLAGS, Visit

pytestmark = pytest.mark.e2e


@pytest.fixture
def seen(browser):
    """A page of a browser that keeps pages for "Back"; the driver switches that off where it is not told otherwise."""
    keeping = browser.browser_type.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield Visit(keeping)
    keeping.close()


def take_down(seen: Visit, firm: str, text: str) -> None:
    seen.page.fill("[name=firm]", firm)
    seen.page.fill("[name=text]", text)
    with seen.page.expect_navigation():
        seen.page.locator("form.phone-form button.button-primary").last.click()


def test_what_is_written_after_back_is_saved_and_sign_out_leaves_nothing(place, seen):
    seen.step_in(place.address, "adviser")
    telephone = f"{place.address}/opslag/telefon/"
    firm = place.ask("SELECT name FROM organisations_organisation WHERE state = 'active' AND kind = 'company'")[0][0]
    seen.page.goto(telephone)
    take_down(seen, firm, "20 tomme plantekasser, kan hentes")
    seen.page.go_back(wait_until="commit")
    seen.page.wait_for_url(telephone)

    take_down(seen, firm, "300 kg halm i småballer")

    newest = place.ask("SELECT text FROM listings_listing ORDER BY id DESC LIMIT 2")
    assert newest == [("300 kg halm i småballer",), ("20 tomme plantekasser, kan hentes",)]
    seen.page.goto(f"{place.address}/i-dag/")
    with seen.page.expect_navigation():
        seen.page.locator("form[action$='/log-af/'] button").first.evaluate("one => one.click()")
    seen.page.go_back(wait_until="commit")
    seen.page.wait_for_url("**/konto/log-ind/**")
    assert seen.page.locator("form[action$='/log-af/']").count() == 0
