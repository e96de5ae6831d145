from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.working_days import (
    ClosedDay,
    Opening,
    OpenSpan,
    add_working_days,
    holiday_name,
    is_working_day,
    next_opening,
)

CONSTITUTION_DAY = ClosedDay(6, 5, "Grundlovsdag", "Constitution Day", date(2025, 1, 1))
CHRISTMAS_EVE = ClosedDay(12, 24, "juleaften", "Christmas Eve", date(2020, 1, 1), date(2026, 12, 31))
CLOSED = (CONSTITUTION_DAY, CHRISTMAS_EVE)
WEEK = (
    *(OpenSpan(day, time(9), time(15)) for day in range(4)),
    OpenSpan(4, time(9), time(12)),
    OpenSpan(3, time(16), time(18)),
)
ZONE = ZoneInfo("Europe/Copenhagen")


def test_great_prayer_day_is_a_holiday_in_2023_and_not_after():
    assert holiday_name(date(2023, 5, 5), closed=()) == "Store bededag"
    assert holiday_name(date(2024, 4, 26), closed=()) is None


def test_holiday_has_a_name_in_both_languages():
    assert holiday_name(date(2026, 4, 3), closed=()) == "Langfredag"
    assert holiday_name(date(2026, 4, 3), closed=(), language="en") == "Good Friday"


def test_closed_day_counts_while_it_is_valid():
    assert holiday_name(date(2026, 6, 5), closed=CLOSED) == "Grundlovsdag"
    assert holiday_name(date(2026, 6, 5), closed=CLOSED, language="en") == "Constitution Day"
    assert holiday_name(date(2024, 6, 5), closed=CLOSED) is None
    assert holiday_name(date(2026, 12, 24), closed=CLOSED) == "juleaften"
    assert holiday_name(date(2027, 12, 24), closed=CLOSED) is None


def test_working_day_is_monday_to_friday_outside_holidays():
    assert is_working_day(date(2026, 6, 4), closed=CLOSED)
    assert not is_working_day(date(2026, 6, 5), closed=CLOSED)
    assert is_working_day(date(2026, 6, 5), closed=())
    assert not is_working_day(date(2026, 6, 6), closed=())


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 4, 7), -1, date(2026, 4, 1)),
        (date(2026, 4, 1), 0, date(2026, 4, 1)),
        (date(2026, 4, 2), 0, date(2026, 4, 7)),
        (date(2026, 11, 20), 5, date(2026, 11, 27)),
    ],
)
def test_working_days_are_added_over_holidays(start, count, end):
    assert add_working_days(start, count, closed=()) == end


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 40))
def test_working_days_added_and_taken_away_end_at_the_first_working_day(start, count):
    first = add_working_days(start, 0, closed=CLOSED)

    there = add_working_days(first, count, closed=CLOSED)

    assert is_working_day(there, closed=CLOSED)
    assert add_working_days(there, -count, closed=CLOSED) == first


def test_a18_1_closed_on_a_saturday_and_says_when_it_opens():
    now = datetime(2026, 11, 21, 10, tzinfo=ZONE)

    opening = next_opening(WEEK, now, closed=CLOSED)

    assert opening == Opening(is_open=False, closes=None, opens=datetime(2026, 11, 23, 9, tzinfo=ZONE), holiday=None)


def test_a18_1_closed_on_a_holiday_and_says_when_it_opens():
    now = datetime(2026, 4, 2, 10, tzinfo=ZONE)

    opening = next_opening(WEEK, now, closed=CLOSED)

    assert opening == Opening(
        is_open=False, closes=None, opens=datetime(2026, 4, 7, 9, tzinfo=ZONE), holiday="Skærtorsdag"
    )


def test_open_now_says_until_when():
    now = datetime(2026, 11, 24, 14, 59, tzinfo=ZONE)

    assert next_opening(WEEK, now, closed=()).closes == datetime(2026, 11, 24, 15, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (datetime(2026, 11, 24, 8, tzinfo=ZONE), datetime(2026, 11, 24, 9, tzinfo=ZONE)),
        (datetime(2026, 11, 24, 15, tzinfo=ZONE), datetime(2026, 11, 25, 9, tzinfo=ZONE)),
        (datetime(2026, 11, 26, 15, 30, tzinfo=ZONE), datetime(2026, 11, 26, 16, tzinfo=ZONE)),
        (datetime(2026, 11, 27, 12, tzinfo=ZONE), datetime(2026, 11, 30, 9, tzinfo=ZONE)),
    ],
)
def test_closed_now_says_when_it_opens(now, opens):
    assert next_opening(WEEK, now, closed=()).opens == opens


def test_no_hours_never_open():
    now = datetime(2026, 12, 25, 8, tzinfo=ZONE)

    assert next_opening((), now, closed=(), language="en") == Opening(
        is_open=False, closes=None, opens=None, holiday="Christmas Day"
    )


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001 - local time, no zone needed
def test_opening_is_consistent_with_itself(now):
    opening = next_opening(WEEK, now, closed=CLOSED)

    if opening.is_open:
        after = next_opening(WEEK, opening.closes, closed=CLOSED)
        assert opening.closes - now <= timedelta(hours=6)
        assert not after.is_open
    else:
        assert opening.opens > now
        assert next_opening(WEEK, opening.opens, closed=CLOSED).is_open
