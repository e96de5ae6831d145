"""Listings that live, in a browser: taken down on the telephone, photos from a telephone, a search that tells and is stopped."""

from __future__ import annotations

import json
import sys

import pytest
from PIL import Image

from tests.e2e.conftest import PHONE, Visit

pytestmark = pytest.mark.e2e
COUNT = """
for (const kind of ['keydown', 'click'])
  addEventListener(kind, event => {
    if (!event.isTrusted || (kind === 'click' && event.detail === 0)) return;
    const counted = JSON.parse(sessionStorage.counted || '{}');
    counted[kind] = (counted[kind] || 0) + 1;
    sessionStorage.counted = JSON.stringify(counted);
  }, true);
"""
SECONDS_A_KEY, SECONDS_A_TAP = 0.28, 1.5  # an average typist; pointing, and finding what to point at
HEARD = "120 kg træafskær om ugen, tørt, kan hentes tirsdag 8-12"


def test_a_listing_by_telephone_takes_less_than_a_minute(browser, demo):
    seen = Visit(browser, viewport=PHONE)
    seen.step_in(demo, "adviser")
    page = seen.page
    page.context.add_init_script(COUNT)
    page.goto(demo + "/opslag/telefon/")

    page.keyboard.type("Eksempel Mejeri")  # the cursor stands there already
    page.locator("textarea[name=text]").click()
    page.keyboard.type(HEARD)
    page.get_by_role("button", name="Gem og vis").click()
    page.wait_for_url("**/opslag/*/")

    counted = json.loads(page.evaluate("sessionStorage.counted"))
    seconds = counted["keydown"] * SECONDS_A_KEY + counted["click"] * SECONDS_A_TAP
    sys.stdout.write(
        f"a listing by telephone: {counted['keydown']} keys, {counted['click']} taps, about {seconds:.0f} seconds\n"
    )
    assert "på vegne af Eksempel Mejeri" in page.inner_text("main")
    assert "120 kg om ugen" in page.inner_text("main")
    assert counted["click"] <= 2
    assert seconds < 60
    seen.check()


def test_photos_from_a_telephone_are_added_ordered_removed_and_brought_back(browser, demo, tmp_path):
    seen = Visit(browser, viewport=PHONE)
    seen.step_in(demo, "enterprise")
    page = seen.page
    files = []
    for shade in (60, 160):
        files.append(str(tmp_path / f"IMG_{shade}.jpg"))
        Image.new("RGB", (3000, 2000), (shade, shade, 90)).save(files[-1])
    page.goto(demo + "/opslag/vores/")
    page.locator(".list-row .name a").first.click()
    page.get_by_role("link", name="Tilføj et billede").first.click()

    page.set_input_files("input[type=file]", files)
    page.get_by_role("button", name="Tilføj", exact=True).click()
    pictures = page.locator(".photo-list > li > img")
    first, second = (pictures.nth(place).get_attribute("src") for place in (0, 1))
    page.get_by_role("button", name="Flyt op").click()
    moved = page.locator(".photo-list > li > img").first.get_attribute("src")
    page.get_by_role("button", name="Fjern").first.click()
    left = page.locator(".photo-list:not(.photo-removed) > li > img").count()
    page.get_by_role("button", name="Fortryd").click()

    back = page.locator(".photo-list:not(.photo-removed) > li > img")
    assert (moved, left, back.count()) == (second, 1, 2)
    assert first in {back.nth(place).get_attribute("src") for place in (0, 1)}
    assert back.first.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1600
    seen.check()
    assert seen.errors == []


def test_a_search_is_kept_and_stopped_from_a_telephone(browser, demo):
    seen = Visit(browser, viewport=PHONE)
    seen.step_in(demo, "enterprise")
    page = seen.page
    page.goto(demo + "/opslag/?q=paller&side=have")

    page.get_by_role("button", name="Få besked, når der kommer noget").click()
    kept = page.inner_text("main")
    seen.check()
    page.get_by_role("button", name="Stop").first.click()

    assert "Nogen har · paller" in kept
    assert "Højst ét brev om dagen" in kept
    assert "Stoppet. I får ikke flere breve" in page.inner_text("main")
    assert seen.errors == []
