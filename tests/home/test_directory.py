"""The public list of who takes part: by offer, area and registration, with its map and exactly its rows as a file."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.common.actor import Role
from symbiose.home import map as drawing
from symbiose.home.queries.directory import Town
from symbiose.listings import bridge
from symbiose.reference.places import find_place, postcodes
from tests.factories import make_champion, make_fact, make_listing, make_membership, make_organisation

DIRECTORY = "/organisationer/hvem-er-med/"
NAMES = ("Træværk", "Fuglekassen", "Ærøskolen", "Foreningen", "Ildsjæl")
THEM = {"postcode": "8653", "town": "Them", "latitude": 56.1, "longitude": 9.55}
GJERN = {"postcode": "8883", "town": "Gjern", "latitude": 56.23, "longitude": 9.75}


@pytest.fixture
def everybody(municipality):
    """One of each, in three towns; the first has wood to spare under its name."""
    trae = make_organisation("Eksempel Træværk", in_directory=True, description="Paller og kasser")
    make_listing(trae, codes=["wood_offcuts"])
    fugle = make_organisation("Eksempel Fuglekassen", kind="social_enterprise", in_directory=True, **GJERN)
    make_fact(fugle, "registered")
    make_organisation("Eksempel Ærøskolen", kind="school", in_directory=True, **THEM)
    make_organisation("Eksempel Foreningen", kind="association", in_directory=True, **THEM)
    make_champion("Eksempel Ildsjæl", with_name=False, **GJERN)
    make_organisation("Eksempel Skjult")
    return trae


def names(client, **query):
    text = client.get(DIRECTORY, query).text
    return [name for name in NAMES if f"Eksempel {name}</a>" in text]


def exported(client, **query):
    lines = b"".join(client.get(DIRECTORY, {**query, "format": "csv"})).decode("utf-8-sig").splitlines()
    return [dict(zip(lines[0].split(";"), line.split(";"), strict=True)) for line in lines[1:]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, NAMES),
        ({"har": "wood"}, ["Træværk"]),
        ({"har": "textiles"}, []),
        ({"q": "træafskær"}, ["Træværk"]),
        ({"q": "fuglekasse"}, ["Fuglekassen"]),
        ({"q": "reparere"}, []),
        ({"slags": "registered"}, ["Fuglekassen"]),
        ({"slags": "social_enterprise"}, []),
        ({"slags": ["school", "association"]}, ["Ærøskolen", "Foreningen"]),
        ({"slags": "champion"}, ["Ildsjæl"]),
        ({"slags": "opdigtet"}, []),
        ({"sted": "8883"}, ["Fuglekassen", "Ildsjæl"]),
        ({"sted": "86"}, ["Træværk", "Ærøskolen", "Foreningen"]),
        ({"sted": "Them"}, ["Ærøskolen", "Foreningen"]),
        ({"sted": "8600", "inden": "10"}, ["Træværk", "Ærøskolen", "Foreningen"]),
        ({"sted": "8600", "inden": "25"}, NAMES),
        ({"inden": "5"}, ["Træværk"]),
        ({"sted": "ingen steder", "inden": "5"}, []),
        ({"har": "wood", "sted": "Them"}, []),
        ({"har": "opdigtet"}, []),
        ({"inden": "²"}, NAMES),
    ],
)
def test_a18_3_one_directory_filters_by_offer_area_and_registration(client, everybody, query, expected):
    assert names(client, **query) == list(expected)


def test_a18_3_registration_is_a_dated_fact_and_comes_first(client, municipality):
    both = make_organisation("Eksempel Foreningen", kind="association", in_directory=True)
    make_fact(both, "social_enterprise")

    assert names(client, slags="social_enterprise") == ["Foreningen"]

    make_fact(both, "registered")
    assert names(client, slags="registered") == ["Foreningen"]
    assert names(client, slags="association") == []


def test_those_without_a_yes_are_in_no_list_and_no_file(client, everybody):
    assert "Skjult" not in client.get(DIRECTORY).text
    assert "Skjult" not in str(exported(client))


def test_a_hidden_owner_is_not_given_away_by_what_is_offered(client, client_as, municipality):
    owner = make_organisation("Eksempel Træværk", in_directory=True, description="Et værksted")
    listing = make_listing(owner, codes=["wood_offcuts"], anonymous=True)
    open_words = {"har": "wood", "q": "træafskær"}

    for client_now in (client, client_as(Role.FIRM), client_as(Role.ADVISER)):
        assert [names(client_now, **{name: value}) for name, value in open_words.items()] == [[], []]
        assert "Har til overs" not in client_now.get(DIRECTORY).text.split("list-rows")[1]
    assert exported(client)[0]["offers"] == ""

    listing.anonymous = False
    listing.save()
    assert [names(client, **{name: value}) for name, value in open_words.items()] == [["Træværk"], ["Træværk"]]


def test_an_offer_that_ran_out_is_none(client, everybody):
    everybody.listings.update(state="withdrawn")

    assert names(client, har="wood") == []


def test_counts_tags_and_offers_say_how_many(client, everybody):
    text = client.get(DIRECTORY, {"slags": "school"}).text

    assert "1 er med<" in text
    assert 'Ildsjæl <span class="count">(1)</span>' in text
    assert f"{bridge.family_name('wood').capitalize()} (1)" in text
    assert 'class="tag tag-icon"' in text


def test_the_file_holds_exactly_what_is_shown(client, everybody):
    rows = exported(client, slags=["company", "champion"])

    assert [row["name"] for row in rows] == ["Eksempel Ildsjæl", "Eksempel Træværk"]
    assert rows[1]["offers"] == bridge.family_name("wood_offcuts")
    assert rows[0]["place"] == "8883 Gjern"


def test_pages_of_25_and_the_map_of_all(client, municipality):
    for number in range(27):
        make_organisation(f"Eksempel {number:02d}", in_directory=True)

    text = client.get(DIRECTORY).text

    assert text.count('<li class="list-row">') == 25
    assert "Side 1 af 2" in text
    assert re.search(r'font-weight="600">27</text>', text)


def test_places_that_share_a_postcode_are_one_mark_and_the_table_says_the_same(client, everybody):
    text = client.get(DIRECTORY).text

    for width in ("desk", "phone"):
        svg = text.split(f'id="map-{width}-title"')[1].split("</svg>")[0]
        assert sorted(re.findall(r'font-weight="600">(\d+)</text>', svg)) == ["1", "2", "2"]
    table = text.split("<table")[1].split("</table>")[0]
    assert re.findall(r'sted=(\d{4})".*?class="number">(\d)', table) == [("8653", "2"), ("8883", "2"), ("8600", "1")]
    assert "5 er i 3 postnumre." in text
    assert 'role="img"' in text


def test_nobody_to_draw_is_no_map(client, everybody):
    assert "<svg xmlns" not in client.get(DIRECTORY, {"q": "findes slet ikke"}).text


@given(st.lists(st.sampled_from(postcodes()), min_size=1, max_size=40, unique_by=lambda one: one.first), st.data())
def test_circles_stay_inside_and_every_name_is_clear_of_them(chosen, data):
    towns = [Town(one.first, one.name, data.draw(st.integers(1, 60))) for one in chosen]

    for form in (drawing.DESK, drawing.PHONE):
        drawn = drawing.draw(towns, form)
        for mark in drawn.marks:
            x, y, radius = (float(one) for one in (mark.x, mark.y, mark.radius))
            assert radius <= x <= drawn.width - radius
            assert radius <= y <= drawn.height - radius
        assert 0 < float(drawn.scale_to) - float(drawn.scale_from) <= drawn.width


def test_the_place_with_most_keeps_its_name_on_a_phone_though_its_neighbours_crowd_it():
    counts = {
        "4400": 19,
        "4592": 1,
        "4591": 2,
        "4593": 1,
        "4460": 3,
        "4470": 2,
        "4490": 1,
        "4480": 1,
        "4281": 3,
        "4270": 3,
    }
    towns = [Town(code, find_place(code).name.partition(" ")[2], many) for code, many in counts.items()]

    first, *_others = drawing.draw(towns, drawing.PHONE).marks

    assert (first.name, first.anchor) == ("Kalundborg", "middle")
    assert abs(float(first.name_y) - float(first.y)) > float(first.radius)


def test_circles_of_neighbours_do_not_lie_on_each_other():
    towns = [Town(code, "By", 5) for code in ("8600", "8653", "8883", "8620", "8680", "8654", "8641", "8632")]

    for form in (drawing.DESK, drawing.PHONE):
        circles = [(float(m.x), float(m.y), float(m.radius)) for m in drawing.draw(towns, form).marks]
        for one, other in combinations(circles, 2):
            assert math.dist(one[:2], other[:2]) >= one[2] + other[2]


def test_the_scale_is_true_to_the_distance_between_two_towns():
    drawn = drawing.draw([Town("8600", "Silkeborg", 1), Town("7400", "Herning", 1)], drawing.DESK)
    one, other = ((float(mark.x), float(mark.y)) for mark in drawn.marks)

    per_km = (float(drawn.scale_to) - float(drawn.scale_from)) / drawn.scale_km

    assert math.dist(one, other) / per_km == pytest.approx(37, abs=3)


def test_an_unknown_place_is_said_and_an_empty_list_says_what_to_do(client, municipality):
    assert "Vi kender ikke det sted." in client.get(DIRECTORY, {"sted": "ingen steder", "inden": "5"}).text
    assert "Vil I være med?" in client.get(DIRECTORY).text


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize("query", [{}, {"format": "csv"}])
def test_the_directory_asks_the_same_number_of_queries(
    client, municipality, how_many, query, django_assert_num_queries
):
    for number in range(how_many):
        shown = make_organisation(f"Eksempel {number}", in_directory=True)
        make_fact(shown, "registered")
        make_listing(shown, codes=["wood_offcuts"])
        make_champion(f"Rolle {number}", organisation=shown)

    with django_assert_num_queries(5 if query else 10):
        b"".join(client.get(DIRECTORY, query))


def test_everybody_reads_it(client_as, everybody):
    make_membership(Role.FIRM, everybody)

    for role in (Role.VISITOR, Role.FIRM, Role.ADVISER):
        assert "Eksempel Træværk</a>" in client_as(role).get(DIRECTORY).text
