from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from symbiose.municipalities.hours import HoursError, Opening, is_open, next_opening, parse_hours

WEEKDAYS = parse_hours("mon-fri 08:00-16:00")


def _at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=ZoneInfo("Europe/Copenhagen"))


def _never(_day: date) -> bool:
    return False


def test_parse_hours_spreads_a_range_of_days():
    openings = parse_hours("Man-ons 8.00–16.00; sat 10:00-12:00")

    assert openings == (
        Opening(0, time(8), time(16)),
        Opening(1, time(8), time(16)),
        Opening(2, time(8), time(16)),
        Opening(5, time(10), time(12)),
    )


def test_parse_hours_of_an_empty_text_is_unknown():
    assert parse_hours("  ") == ()


@pytest.mark.parametrize(
    "text",
    [
        "hverdage 8-16",
        "mon-fri 16:00-08:00",
        "fri-mon 08:00-16:00",
        "mon 08:00-08:00",
        "abc 08:00-16:00",
        "mon 25:00-26:00",
    ],
)
def test_parse_hours_names_the_part_that_is_wrong(text: str):
    with pytest.raises(HoursError) as error:
        parse_hours(f"mon 08:00-16:00; {text}")

    assert error.value.args == (text,)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (_at(2026, 11, 24, 8, 0), True),
        (_at(2026, 11, 24, 15, 59), True),
        (_at(2026, 11, 24, 16, 0), False),
        (_at(2026, 11, 24, 7, 59), False),
        (_at(2026, 11, 28, 10, 0), False),
    ],
)
def test_is_open_only_within_hours(at: datetime, *, expected: bool):
    assert is_open(WEEKDAYS, at, _never) is expected


def test_is_open_never_on_a_holiday():
    at = _at(2026, 12, 25, 10, 0)

    assert is_open(WEEKDAYS, at, _never)
    assert not is_open(WEEKDAYS, at, lambda day: day == date(2026, 12, 25))


def test_next_opening_on_a_saturday_is_monday_in_the_same_zone():
    assert next_opening(WEEKDAYS, _at(2026, 11, 28, 10, 0), _never) == _at(2026, 11, 30, 8, 0)


def test_next_opening_passes_over_holidays():
    christmas = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26)}

    assert next_opening(WEEKDAYS, _at(2026, 12, 23, 17, 0), christmas.__contains__) == _at(2026, 12, 28, 8, 0)


def test_next_opening_is_none_where_hours_are_unknown():
    assert next_opening((), _at(2026, 11, 24, 10, 0), _never) is None
