"""The closed list of measures and the periods that they are counted over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.accounting import Column, Kind, measure, measures, period, period_of
from symbiose.engine.accounting.periods import Grain

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def test_every_measure_stands_in_a_column_with_a_unit_and_two_languages():
    listed = measures()

    assert {one.column for one in listed.values()} == set(Column)
    assert {one.kind for one in listed.values()} == set(Kind)
    assert all(one.unit and one.code == code for code, one in listed.items())
    for language in ("da", "en"):
        names = [one.name(language) for one in listed.values()]
        assert len(set(names)) == len(names)
        assert all(one.definition(language).endswith(".") for one in listed.values())


def test_people_are_counted_once_and_guarded():
    persons = {one.code for one in measures().values() if one.persons}

    assert persons == {"persons_in_work", *(f"retained_{months}_months" for months in (3, 6, 12, 24))}
    assert all(measure(code).kind is Kind.DISTINCT for code in persons)


def test_what_is_not_in_the_list_is_no_measure():
    with pytest.raises(KeyError):
        measure("happiness")


@pytest.mark.parametrize(
    ("code", "starts", "ends"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-03-04", date(2026, 3, 4), date(2026, 3, 4)),
    ],
)
def test_a_period_has_both_its_ends(code, starts, ends):
    found = period(code)

    assert (found.starts, found.ends) == (starts, ends)


@pytest.mark.parametrize(
    "code", ["", "26", "2026-Q5", "2026-13", "2026-02-30", "2026-3", "2026-03-04-05", " 2026", "9999", "٢٠٢٦", "0001"]
)
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError):  # noqa: PT011  the sentence is ours or the calendar's
        period(code)


@given(DAYS, st.sampled_from(Grain))
def test_a_day_lies_in_its_period_and_not_in_the_next(day, grain):
    found = period_of(day, grain)

    assert found.covers(day)
    assert period(found.code) == found
    assert not found.covers(found.ends + timedelta(days=1))
    assert not found.covers(found.starts - timedelta(days=1))


@given(DAYS)
def test_longer_periods_hold_shorter_ones(day):
    day_of, month, quarter, year = (period_of(day, grain) for grain in Grain)

    assert year.holds(quarter)
    assert quarter.holds(month)
    assert month.holds(day_of)
    assert not day_of.holds(month)
    assert not month.holds(period_of(month.ends + timedelta(days=1), Grain.MONTH))
