"""Bad input at the browser's doors: one clear sentence, nothing lost, nothing half-written."""

from __future__ import annotations

import csv
import io

import pytest

pytestmark = pytest.mark.e2e
LINE = "id;organisation;side;text;quantity;unit;per\n"
GOOD = "1;Eksempel Kaffebar;have;Kaffegrums i spande;12,5;kg;week\n"
FILES = {
    "mistyped": ("billede.png", b"\x89PNG\r\n", "kan ikke læses her"),
    "empty": ("tom.csv", b"", "tom"),
    "too large": ("stor.csv", b"a;b\n" * 1_400_000, "Den må højst fylde"),
    "no text column": ("kolonner.csv", b"id;side\n1;have\n", "text"),
    "a CPR-like number": ("cpr.csv", (LINE + GOOD.replace("Kaffegrums", "Ring til 010180-1234")).encode(), "CPR"),
    "an unknown unit": ("enhed.csv", (LINE + GOOD.replace(";kg;", ";favnfuld;")).encode(), "favnfuld"),
    "a quantity that is no number": ("tal.csv", (LINE + GOOD.replace("12,5", "mange")).encode(), "mange"),
}


@pytest.fixture
def adviser(shared, visit):
    seen = visit()
    seen.step_in(shared.address, "adviser")
    return seen


def choose(seen, shared, name, data):
    seen.page.goto(f"{shared.address}/opslag/import/")
    seen.page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": data})
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name="Vis, hvad der vil ske").click()
    return seen.page.inner_text("main")


def counts(shared):
    return shared.ask(
        "SELECT (SELECT count(*) FROM listings_listing), (SELECT count(*) FROM organisations_organisation)"
    )


def test_a_bad_file_is_refused_in_a_sentence_and_nothing_is_written(shared, adviser):
    before = counts(shared)

    for what, (name, data, sentence) in FILES.items():
        said = choose(adviser, shared, name, data)
        assert sentence in said, f"{what}: {said}"
        assert adviser.page.get_by_role("button", name="Importér").count() == 0, what

    assert counts(shared) == before


def test_a_latin_1_file_with_semicolons_and_decimal_commas_is_read(shared, adviser):
    text = LINE + "1;Eksempel Kaffebar;have;Rørsukker på sække;12,5;kg;week\n"

    said = choose(adviser, shared, "gammel.csv", text.encode("latin-1"))

    assert "Rørsukker på sække" in said
    assert "12,5" in said


def test_impossible_values_in_forms_keep_what_was_typed(shared, adviser):
    page = adviser.page
    page.goto(f"{shared.address}/organisationer/?q=kaffebar")
    page.locator(".list-row .name a").first.click()
    page.get_by_role("link", name="Oplys noget").click()
    page.fill("[name=valid_from]", "2026-05-02")
    page.fill("[name=valid_to]", "2026-05-01")
    page.fill("[name=source]", "Registret <script>alert(1)</script>")
    with page.expect_navigation():
        page.locator("main form .button-primary").click()
    assert page.locator("#form-errors li").count() == 1
    assert page.input_value("[name=source]") == "Registret <script>alert(1)</script>"
    page.fill("[name=valid_to]", "")
    with page.expect_navigation():
        page.locator("main form .button-primary").click()
    assert "Registret <script>alert(1)</script>" in page.inner_text("main")

    page.locator("a[href$='/ret/']").first.click()
    page.fill("[name=description]", "Spørg efter 010180-1234")
    with page.expect_navigation():
        page.locator("main form .button-primary").click()
    assert "CPR" in page.inner_text("#form-errors")
    assert page.input_value("[name=description]") == "Spørg efter 010180-1234"


def test_a_formula_in_a_text_leaves_as_a_text(shared, visit):
    seen = visit()
    seen.step_in(shared.address, "enterprise")
    seen.page.goto(f"{shared.address}/opslag/nyt/?side=have")
    seen.page.fill("textarea[name=text]", '=HYPERLINK("http://x.example") 5 tomme spande om ugen')
    seen.page.get_by_role("button", name="Gem kladde").click()
    seen.page.wait_for_selector(".alert-success")

    told = seen.context.request.get(f"{shared.address}/opslag/vores/?format=csv").body().decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(told), delimiter=";") for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)
