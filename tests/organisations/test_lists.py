"""The advisers' list: search, filters, sort, count, export, queries."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.organisations.actions import add_organisation, change_organisation
from tests.factories import company_number, make_fact, make_organisation

LIST, DIRECTORY = "/organisationer/", "/organisationer/hvem-er-med/"
LIST_QUERIES = 11


@pytest.fixture
def three(municipality, actor_adviser):
    """Three organisations that can be told apart."""
    return [
        add_organisation(by=actor_adviser, name=name, kind=kind, postcode=postcode, description=words, **more)
        for name, kind, postcode, words, more in (
            ("Eksempel Træværk", "company", "8600", "Paller og kasser", {"company_number": company_number(1)}),
            ("Eksempel Fuglekassen", "social_enterprise", "8883", "Fuglekasser af rester", {}),
            ("Eksempel Ærøskolen", "school", "8653", "Elever i værkstedet", {}),
        )
    ]


def names(client, address=LIST, **query):
    text = client.get(address, query).text
    return [name for name in ("Træværk", "Fuglekassen", "Ærøskolen") if f"Eksempel {name}</a>" in text]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("palle", ["Træværk"]),
        ("fuglekasse", ["Fuglekassen"]),
        ("traevaerk", ["Træværk"]),
        ("aeroeskole", ["Ærøskolen"]),
        ("værksted", ["Ærøskolen"]),
        ("fulgekassen", ["Fuglekassen"]),
        ("silkeborg", ["Træværk"]),
        (company_number(1), ["Træværk"]),
        ("findes slet ikke", []),
        ("😀", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search_finds_stems_slips_and_folded_letters(adviser, three, query, expected):
    assert names(adviser, q=query) == expected


def test_search_follows_a_change_at_once(adviser, three, actor_adviser):
    change_organisation(three[0], by=actor_adviser, description="Nu bygger vi drivhuse")

    assert names(adviser, q="drivhus") == ["Træværk"]
    assert names(adviser, q="palle") == []


def test_nobody_is_found_by_a_persons_name(adviser, actor_adviser, municipality):
    add_organisation(by=actor_adviser, name="Eksempel Træværk", kind="company", contact_name="Skjult Kontaktsen")

    assert names(adviser, q="Kontaktsen") == []
    assert names(adviser, q="Træværk") == ["Træværk"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"type": ["company", "school"]}, ["Træværk", "Ærøskolen"]),
        ({"sted": "Them"}, ["Ærøskolen"]),
        ({"sted": "88"}, ["Fuglekassen"]),
        ({"sted": "SILKEBORG"}, ["Træværk"]),
        ({"sted": "ingen steder"}, []),
        ({"status": "registered"}, ["Fuglekassen"]),
        ({"status": ["registered", "shown_to_trade"]}, []),
        ({"status": "opdigtet"}, ["Træværk", "Fuglekassen", "Ærøskolen"]),
        ({"type": "opdigtet"}, []),
    ],
)
def test_filters_narrow(adviser, three, query, expected):
    make_fact(three[1], "registered")
    make_fact(three[2], "registered", valid_to=date(2024, 12, 31))
    make_fact(three[0], "registered", holds=False)

    assert names(adviser, **query) == expected


def test_a_fact_that_begins_tomorrow_does_not_hold_today(adviser, three):
    make_fact(three[0], "shown_to_trade", valid_from=timezone.localdate() + timedelta(days=2))

    assert names(adviser, status="shown_to_trade") == []


def test_count_and_types_are_counted(adviser, three):
    text = adviser.get(LIST, {"type": "company"}).text

    assert "1 organisation<" in text
    assert 'skole eller uddannelse <span class="count">(1)</span>' in text


def test_sort_by_place(adviser, three):
    text = adviser.get(LIST, {"sort": "sted"}).text

    assert text.index("Eksempel Træværk</a>") < text.index("Eksempel Ærøskolen</a>") < text.index("Fuglekassen</a>")


def test_saved_view_comes_back(adviser, three):
    given = {"list_name": "organisations", "name": "Skoler", "query": "type=school", "back": LIST}
    adviser.post(reverse("pages:save_view"), given)

    assert '<a href="?type=school">Skoler</a>' in adviser.get(LIST).text


def test_export_holds_exactly_what_is_shown_in_the_folder_format(adviser, three):
    make_fact(three[0], "registered", holds=False)
    make_fact(three[0], "social_enterprise")

    answer = adviser.get(LIST, {"type": "company", "format": "csv"})

    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["id", "name", "cvr", "type", "place", "nace", "employees", "social_enterprise", "registered"],
        [str(three[0].pk), "Eksempel Træværk", company_number(1), "company", "8600", "", "", "yes", "no"],
    ]


def test_a_formula_in_a_name_is_no_formula_in_the_export(adviser, actor_adviser, municipality):
    add_organisation(by=actor_adviser, name="=HYPERLINK(1)", kind="company")

    exported = b"".join(adviser.get(LIST, {"format": "csv", "type": "company"})).decode()

    assert ";'=HYPERLINK(1);" in exported


def test_an_empty_list_says_what_to_do(adviser, municipality):
    assert "Fjern et filter" in adviser.get(LIST, {"q": "findes ikke"}).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client_as, municipality, how_many, django_assert_num_queries):
    client = client_as(Role.ADVISER)
    for number in range(how_many):
        make_fact(make_organisation(f"Eksempel {number}"), "registered")

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


def test_menu_words(adviser, client, three):
    assert "Organisationer" in adviser.get(LIST).text
    assert "Hvem er med" in client.get(DIRECTORY).text
