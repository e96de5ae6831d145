"""Weekly windows: text, bits and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.windows import (
    SLOTS_PER_DAY,
    EndsFirstError,
    NotHalfHoursError,
    WindowError,
    format_windows,
    parse_shifts,
    parse_windows,
    spans,
    window,
)

WEEKS = st.integers(0, (1 << (7 * SLOTS_PER_DAY)) - 1)
RUNS = st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 48)).filter(lambda run: run[1] < run[2])


@given(st.lists(RUNS, max_size=8), st.booleans())
def test_windows_written_and_read_again_are_the_same(runs, danish):
    bits = 0
    for day, start, end in runs:
        bits |= window(day, start, end)

    text = format_windows(bits, danish=danish)

    assert parse_windows(text) == bits
    assert format_windows(parse_windows(text), danish=danish) == text


@given(WEEKS)
def test_spans_cover_exactly_the_set_half_hours(bits):
    covered = 0
    for day, start, end in spans(bits):
        assert not covered & window(day, start, end)
        covered |= window(day, start, end)

    assert covered == bits


def test_a_window_is_as_many_bits_as_half_hours():
    assert window(1, 16, 24).bit_count() == 8
    assert spans(window(1, 16, 24)) == ((1, 16, 24),)


def test_windows_read_danish_and_english_days_and_both_signs():
    expected = window(0, 18, 25) | window(2, 26, 32)

    assert parse_windows("mon 09:00-12:30; wed 13:00-16:00") == expected
    assert parse_windows("Mandag 9.00 – 12.30;onsdag 13.00–16.00;") == expected


def test_an_empty_text_has_no_window():
    assert parse_windows("") == parse_windows(" ; ") == 0
    assert format_windows(0) == ""


def test_times_are_rounded_outwards_to_half_hours():
    assert parse_windows("fre 08:10-09:01") == window(4, 16, 19)
    assert parse_windows("søn 00:00-24:00") == window(6, 0, 48)


def test_windows_are_written_in_danish_or_english():
    bits = window(5, 16, 23)

    assert format_windows(bits) == "lør 08:00-11:30"
    assert format_windows(bits, danish=False) == "sat 08:00-11:30"


@pytest.mark.parametrize(
    "wrong", ["tir", "tir 8-12", "xyz 08:00-12:00", "tir 12:00-08:00", "tir 08:00-25:00", "tir 08:00-08:00"]
)
def test_a_wrong_window_is_named(wrong):
    with pytest.raises(WindowError) as caught:
        parse_windows(f"man 08:00-09:00; {wrong}")

    assert caught.value.args[0] == wrong


@pytest.mark.parametrize("wrong", ["tir 12:00-08:00", "tir 08:00-08:00", "tir 08:20-08:10", "tir 25:00-08:00"])
def test_a_window_that_ends_before_it_starts_is_told_apart(wrong):
    with pytest.raises(EndsFirstError):
        parse_windows(wrong)


@pytest.mark.parametrize("wrong", ["tir 08:10-12:00", "tir 08:00-11:59"])
def test_a_time_that_is_no_half_hour_is_refused_where_it_must_be_exact(wrong):
    with pytest.raises(NotHalfHoursError):
        parse_shifts(wrong, exact=True)

    assert parse_shifts("tir 08:30-12:00", exact=True) == (window(1, 17, 24),)


def test_shifts_keep_each_window_as_it_is_written():
    assert parse_shifts("tue 12:00-14:00; mon 08:00-12:00; tue 09:00-12:00") == (
        window(1, 24, 28),
        window(0, 16, 24),
        window(1, 18, 24),
    )
