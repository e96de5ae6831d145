from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.reference import Certainty, find_place, municipalities, postcodes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("8600", "8600 Silkeborg"),
        ("DK-8600", "8600 Silkeborg"),
        ("8600 Silkeborg", "8600 Silkeborg"),
        ("Eksempelvej 12, 4400 Kalundborg", "4400 Kalundborg"),
        ("Hal 9999, 4400 Kalundborg", "4400 Kalundborg"),
        ("1432", "1432 København K"),
        ("silkeborg", "8600 Silkeborg"),
        ("Silkeborg Kommune", "8600 Silkeborg"),
        ("Aarhus", "8000 Århus C"),
        ("Århus N", "8200 Århus N"),
        ("arhus", "8000 Århus C"),
        ("Koebenhavn", "1000 København K"),
        ("Kobenhavn", "1000 København K"),
        ("Copenhagen", "1000 København K"),
        ("Nexö", "3730 Nexø"),
        ("Åbenrå", "6200 Aabenraa"),
        ("Viby J.", "8260 Viby Jylland"),
        ("Viby Sj.", "4130 Viby Sjælland"),
        ("Karup", "7470 Karup Jylland"),
        ("Halsnæs", "Halsnæs"),
        ("Frederiksberg", "2000 Frederiksberg"),
    ],
)
def test_place_is_found_by_postcode_town_or_municipality(text, name):
    assert find_place(text).name == name


@pytest.mark.parametrize("text", ["", "  ", "9999", "Viby", "Nykøbing", "Eksempelby", "91,10", "56.1,181"])
def test_place_that_is_unknown_or_one_of_several_is_none(text):
    assert find_place(text) is None


@pytest.mark.parametrize("text", ["56.17,9.55", " 56.17, 9.55 ", "56.17;9.55"])
def test_place_may_be_a_point(text):
    place = find_place(text)

    assert (place.lat, place.lon, place.name, place.postcode) == (56.17, 9.55, "56.17, 9.55", "")
    assert place.certainty is Certainty.CERTAIN


def test_place_of_a_postcode_carries_source_and_certainty():
    place = find_place("8600")

    assert (place.postcode, place.source, place.certainty) == ("8600", "DAGI/FOT 2014", Certainty.COMPUTED)


@given(st.sampled_from(postcodes()))
def test_place_of_every_postcode_lies_in_its_area(area):
    for number in (area.first, area.last):
        assert find_place(number).name == f"{number} {area.name}"
    assert find_place(area.name).lat == pytest.approx(area.lat)


def test_postcodes_do_not_overlap_and_lie_in_denmark():
    rows = postcodes()

    assert len(rows) == 592
    assert all(left.last < right.first for left, right in pairwise(rows))
    assert all(54 <= row.lat <= 58 and 8 <= row.lon <= 15.3 for row in rows)


def test_municipalities_are_the_98_and_christiansoe():
    rows = municipalities()

    assert len(rows) == 99
    assert (rows["326"].name, rows["740"].name) == ("Kalundborg", "Silkeborg")
    assert {row.certainty for row in rows.values()} == {Certainty.CERTAIN}
    assert {row.place_certainty for row in rows.values()} == {Certainty.COMPUTED}
