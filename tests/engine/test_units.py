"""Units and rhythms: what can be compared, and that nothing is lost on the way there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.units import UNITS, Per, convert

CODES = st.sampled_from(sorted(UNITS))
AMOUNTS = st.floats(0.001, 1e9)
DENSITIES = st.none() | st.floats(0.1, 20_000)


@given(AMOUNTS, CODES, CODES, DENSITIES, DENSITIES)
def test_a_conversion_and_its_way_back_give_the_quantity(amount, source, target, kg_per_m3, kg_per_piece):
    there = convert(amount, source, target, kg_per_m3=kg_per_m3, kg_per_piece=kg_per_piece)

    if there is None:
        assert convert(amount, target, source, kg_per_m3=kg_per_m3, kg_per_piece=kg_per_piece) is None
    else:
        back = convert(there, target, source, kg_per_m3=kg_per_m3, kg_per_piece=kg_per_piece)
        assert back == pytest.approx(amount)


@given(AMOUNTS, CODES)
def test_a_unit_is_itself(amount, code):
    assert convert(amount, code, code) == pytest.approx(amount)


def test_mass_volume_and_count_meet_through_the_familys_own_figures():
    assert convert(2, "t", "kg") == 2000
    assert convert(2, "m3", "kg", kg_per_m3=400) == 800
    assert convert(44, "kg", "piece", kg_per_piece=22) == 2
    assert convert(1, "m3", "piece", kg_per_m3=220, kg_per_piece=22) == pytest.approx(10)


def test_quantities_without_a_common_measure_cannot_be_compared():
    assert convert(1, "m3", "kg") is None
    assert convert(1, "kg", "piece") is None
    assert convert(1, "hour", "kg", kg_per_m3=1, kg_per_piece=1) is None


def test_an_unknown_unit_is_an_error():
    with pytest.raises(KeyError):
        convert(1, "kg", "barrel")


def test_rhythms_know_how_often_they_are_in_a_year():
    assert [per.times_a_year for per in (Per.ONCE, Per.WEEK, Per.MONTH, Per.YEAR)] == [1, 52, 12, 1]


def test_every_unit_is_kept_under_its_code_and_has_names():
    for code, unit in UNITS.items():
        assert unit.code == code
        assert unit.name_da
        assert unit.name_en
        assert unit.factor > 0
