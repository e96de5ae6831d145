"""A secretariat with its spreadsheet: the empty one fetched and filled in, one row mended, one yes, exchanges there."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

from tests.e2e.conftest import DESK, SCREENS
from tests.e2e.people import company_number

pytestmark = pytest.mark.e2e
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTNERS = [
    {"Id": "F1", "Navn": "Eksempel Dampværk", "Type": "virksomhed", "Postnr.": "4400", "Kontaktperson": "Driftsleder"},
    {"Id": "F2", "Navn": "Eksempel Fiskebrug", "Type": "virksomhed", "Postnr.": 4400, "Ansatte": 12},
]
STREAMS = [
    {"Id": "U1", "Fra": "F1", "Til": "F2", "Strøm": "Varmt kølevand", "Siden": 1989, "Kilde": "Årsrapport"},
    {"Id": "U2", "Fra": "F2", "Til": "F1", "Strøm": "Slam", "Mængde": 600.5, "Hvor tit": "år", "Siden": "2004"},
]


@pytest.fixture(scope="module")
def kalundborg(start_demo):
    with start_demo("kalundborg") as started:
        yield started.address


def filled(empty: bytes, **sheets) -> bytes:
    """The empty spreadsheet with rows under its own headings."""
    made = openpyxl.load_workbook(BytesIO(empty))
    for name, rows in sheets.items():
        headings = [cell.value for cell in made[name][1]]
        for row in rows:
            assert set(row) <= set(headings)
            made[name].append([row.get(heading) for heading in headings])
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def send(seen, address, data):
    seen.page.goto(f"{address}/aabningsbeholdning/")
    seen.check()
    seen.page.set_input_files("input[type=file]", {"name": "partnere.xlsx", "mimeType": XLSX, "buffer": data})
    seen.page.fill("[name=source]", "Sekretariatets regneark")
    press(seen, "Vis, hvad der vil ske")
    seen.check()


def press(seen, words):
    with seen.page.expect_navigation():
        seen.page.get_by_role("button", name=words).first.click()


@pytest.mark.parametrize("viewport", SCREENS)
def test_the_secretariat_brings_in_its_spreadsheet(kalundborg, visit, viewport):
    seen = visit(viewport=viewport)
    seen.step_in(kalundborg, "adviser")
    mark = "a" if viewport is DESK else "b"  # each run has partners of its own
    partners = [{**row, "Navn": f"{row['Navn']} {mark}"} for row in PARTNERS]
    partners[0]["CVR-nr."] = company_number(910_000 if viewport is DESK else 920_000)
    streams = [{**row, "Id": f"{row['Id']}{mark}"} for row in STREAMS]
    empty = seen.context.request.get(f"{kalundborg}/aabningsbeholdning/skabelon.xlsx").body()

    send(seen, kalundborg, filled(empty, Organisationer=partners, Udvekslinger=streams))
    text = seen.page.inner_text("main")
    assert "Skriv også enheden" in text
    assert "Udvekslinger, linje 3" in text
    assert seen.page.get_by_role("button", name=re.compile("^Importér")).count() == 0

    streams[1]["Enhed"] = "ton"
    data = filled(empty, Organisationer=partners, Udvekslinger=streams)
    send(seen, kalundborg, data)
    press(seen, re.compile("^Importér 4"))
    assert "4 rækker er importeret" in seen.page.inner_text("main")
    seen.check()
    seen.page.goto(f"{kalundborg}/udvekslinger/?q=Dampværk+{mark}")
    assert {"Varmt kølevand", "Slam"} <= set(seen.page.locator(".list-row .name").all_inner_texts())
    seen.page.locator(".list-row a", has_text="Slam").click()
    assert "Sekretariatets regneark" in seen.page.inner_text("main")

    send(seen, kalundborg, data)
    assert "4 uændrede" in seen.page.inner_text("main")
