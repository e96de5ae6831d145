from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from symbiose.engine.law.working_days import OpenSpan, next_opening
from symbiose.municipalities.hours import HoursError, parse_hours


def test_parse_hours_spreads_a_range_of_days():
    openings = parse_hours("Man-ons 8.00–16.00; sat 10:00-12:00")

    assert openings == (
        OpenSpan(0, time(8), time(16)),
        OpenSpan(1, time(8), time(16)),
        OpenSpan(2, time(8), time(16)),
        OpenSpan(5, time(10), time(12)),
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


def test_a18_1_on_a_saturday_the_entrance_opens_on_monday():
    saturday = datetime(2026, 11, 28, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))

    opening = next_opening(parse_hours("mon-fri 08:00-16:00"), saturday, closed=())

    assert not opening.is_open
    assert opening.opens == saturday.replace(day=30, hour=8)
