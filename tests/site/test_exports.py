"""Every list gives exactly its rows as CSV and as XLSX: same headings, same rows, nothing that runs, nothing hidden."""

from __future__ import annotations

import csv
import tempfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client

from symbiose.common.actor import Role
from symbiose.common.pages.lists import plain_text, shown
from tests.factories import make_listing, make_organisation
from tests.matching.cases import party_of
from tests.site.world import HIDDEN, addresses, make_world

pytestmark = pytest.mark.django_db


def body(answer):
    return b"".join(answer.streaming_content)


def sheet(answer):
    return openpyxl.load_workbook(BytesIO(body(answer))).worksheets[0]


def told(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def as_text(value):
    if isinstance(value, datetime):
        return plain_text(value.date() if value.time() == datetime.min.time() else value)
    return plain_text(Decimal(str(value)) if isinstance(value, float) else value)


def lists_of(client, pages):
    """The addresses that answer with a list as CSV."""
    found = {}
    for name, url in pages.items():
        answer = client.get(url, {"format": "csv"})
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/csv") and answer.streaming:
            found[name] = (url, answer)
    return found


@pytest.mark.slow
def test_every_list_is_there_as_xlsx_with_the_rows_and_headings_of_its_csv(settings, client_as):
    settings.DEMO = True
    pages = addresses(make_world())
    adviser = client_as(Role.ADVISER)

    found = lists_of(adviser, pages)

    assert {"organisations:list", "home:directory", "listings:market", "listings:own", "matching:list"} <= set(found)
    for name, (url, answer) in found.items():
        lines = list(csv.reader(StringIO(body(answer).decode("utf-8-sig")), delimiter=";"))
        book = adviser.get(url, {"format": "xlsx"})
        assert book["Content-Type"].endswith("spreadsheetml.sheet"), name
        assert book["Content-Disposition"].endswith('.xlsx"')
        rows = sheet(book)
        assert rows.freeze_panes == "A2"
        assert [[as_text(value) for value in row] for row in told(rows)] == [
            [cell.removeprefix("'") for cell in line] for line in lines
        ], name


def test_numbers_and_days_are_such_and_company_numbers_are_text(client_as):
    owner = make_organisation("=HYPERLINK(1)", company_number="00000051")
    listing = make_listing(owner, quantity=Decimal("1200.5"), text="+45 er ikke en formel")
    adviser = client_as(Role.ADVISER)

    listings = sheet(adviser.get("/opslag/", {"format": "xlsx"}))
    organisations = sheet(adviser.get("/organisationer/", {"format": "xlsx", "q": ""}))

    head, row = told(listings)
    held = dict(zip(head, row, strict=True))
    assert held["quantity"] == 1200.5
    assert held["valid_to"].date() == listing.valid_to
    assert (held["organisation"], held["text"]) == ("=HYPERLINK(1)", "+45 er ikke en formel")
    numbers = [row[2] for row in told(organisations)]
    assert "00000051" in numbers
    assert {cell.data_type for row in listings.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_the_csv_of_the_same_rows_writes_decimals_with_a_comma_and_no_formula(client_as):
    make_listing(make_organisation("=HYPERLINK(1)"), quantity=Decimal("1200.5"), price=Decimal(-0))

    line = body(client_as(Role.ADVISER).get("/opslag/", {"format": "csv"})).decode("utf-8-sig").splitlines()[1]

    assert ";'=HYPERLINK(1);" in line
    assert ";1200,5;kg;" in line


def test_the_file_holds_what_the_search_leaves(client_as):
    for number in range(3):
        make_listing(make_organisation(f"Eksempel {number}"), side="need" if number else "have")

    rows = told(sheet(Client().get("/opslag/", {"format": "xlsx", "side": "need"})))

    assert len(rows) == 3


def test_a_workbook_tells_its_length_and_leaves_no_file_whether_it_is_read_or_left(monkeypatch, tmp_path):
    make_listing()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    read, left = (Client().get("/opslag/", {"format": "xlsx"}) for _ in range(2))
    held = left._resource_closers[0].__self__
    size = len(body(read))
    assert not held.closed
    left.close()

    assert int(read["Content-Length"]) == size > 0
    assert held.closed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("how_many", "told"), [(1, False), (3, True)])
def test_a_long_list_says_before_the_click_how_long_a_workbook_takes(monkeypatch, how_many, told):
    for _ in range(how_many):
        make_listing()
    monkeypatch.setattr(shown, "LONG_WORKBOOK", 2)

    page = Client().get("/opslag/").content.decode()

    assert ("En så lang liste tager omkring 10 sekunder som XLSX; CSV begynder med det samme." in page) == told


@pytest.mark.parametrize(("total", "seconds"), [(19_999, 0), (20_000, 10), (20_001, 20), (60_000, 30), (200_000, 100)])
def test_how_long_a_workbook_takes_is_counted_from_its_rows(total, seconds):
    told = shown.ListShown(None, "", None, total, [], [], [], "")

    assert told.workbook_seconds == seconds


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_asks_the_same_number_of_queries(how_many, form, django_assert_num_queries):
    for _ in range(how_many):
        make_listing()

    with django_assert_num_queries(5):
        body(Client().get("/opslag/", {"format": form}))


@pytest.mark.slow
def test_a17_6_no_hidden_name_leaves_in_a_workbook(settings, client_as):
    settings.DEMO = True
    world = make_world()
    pages = addresses(world)
    adviser = lists_of(client_as(Role.ADVISER), pages)
    others = [Client(), client_as(Role.FIRM), client_as(Role.FIRM, party_of(world.proposal, 0).organisation)]

    def texts(client, url):
        answer = client.get(url, {"format": "xlsx"})
        return str(told(sheet(answer))) if answer.status_code == 200 and answer.streaming else ""

    assert HIDDEN in texts(client_as(Role.ADVISER), pages["listings:own"])
    assert [name for name, (url, _) in adviser.items() for client in others if HIDDEN in texts(client, url)] == []
