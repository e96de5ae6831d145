import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.cpr_pattern import find_cpr_like

NO_DAY = "000000"


@pytest.mark.parametrize(
    "number", ["010203-1234", "0102031234", "010203 1234", "010203–1234", "010203 - 1234", "290200-0000", "311299-9999"]
)
def test_cpr_like_number_is_found_where_it_stands(number):
    text = f"Ring til Eksempel ({number}) i morgen"

    assert find_cpr_like(text) == ((19, 19 + len(number)),)


@pytest.mark.parametrize(
    "text",
    [
        "CVR 13748136",
        "Tlf. 20 12 34 56",
        "+45 20123456",
        "004520123456",
        "320199-1234",
        "300299-1234",
        "011399-1234",
        "000199-1234",
        "12.500 kg om ugen i 2026",
        "1201021234567",
        "uge 12, 2026-2027",
        "20 01 08",
        "",
    ],
)
def test_cpr_like_number_is_not_seen_in_other_numbers(text):
    assert find_cpr_like(text) == ()


def test_cpr_like_number_in_a_number_field_needs_its_sign():
    assert find_cpr_like("0102031234", number_field=True) == ()
    assert find_cpr_like("010203-1234", number_field=True) == ((0, 11),)


def test_cpr_like_numbers_are_all_found():
    assert find_cpr_like("010203-1234, 0102031234") == ((0, 11), (13, 23))


@given(st.dates(), st.integers(0, 9999), st.sampled_from(["", "-", " ", "–", " - "]))
def test_cpr_like_number_is_found_for_every_date(born, serial, sign):
    assert find_cpr_like(f"{born:%d%m}{born.year % 100:02d}{sign}{serial:04d}") != ()
