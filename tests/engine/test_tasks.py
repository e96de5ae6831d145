import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.basis import Basis
from symbiose.engine.reason import Tone
from symbiose.engine.tasks import (
    Demand,
    Hours,
    Measure,
    Yardstick,
    beside_yardstick,
    contradicted,
    hours_a_week,
    in_half_hours,
)

BASIS = Basis({"da": "et skøn", "en": "an estimate"}, "assumption")
EACH = Hours(20, 40, 60)


def test_hours_by_weight_are_tonnes_times_hours_in_the_weeks_of_a_year():
    found = hours_a_week(Measure.TONNES, EACH, 13, basis=BASIS)

    assert found.hours == Hours(5, 10, 15)
    assert found.reason.code == "task_by_tonnes"
    assert (found.reason.values["weeks"], found.reason.values["source_en"]) == (52, "an estimate")


def test_hours_by_rounds_are_rounds_times_the_hours_of_each():
    found = hours_a_week(Measure.ROUNDS, Hours(1, 1.5, 2), 3, basis=BASIS)

    assert found.hours == Hours(3, 4.5, 6)
    assert (found.reason.code, found.reason.tone) == ("task_by_rounds", Tone.NOTE)


def test_an_unknown_amount_is_unknown_and_no_amount_is_no_hours():
    unknown = hours_a_week(Measure.TONNES, EACH, None, basis=BASIS)

    assert (unknown.hours, unknown.reason.code, unknown.reason.tone) == (None, "task_amount_unknown", Tone.TODO)
    assert hours_a_week(Measure.TONNES, EACH, 0, basis=BASIS).hours == Hours(0, 0, 0)


@pytest.mark.parametrize("amount", [-1, float("nan"), float("inf")])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match=str(amount)):
        hours_a_week(Measure.TONNES, EACH, amount, basis=BASIS)


@pytest.mark.parametrize("hours", [(2, 1, 3), (1, 3, 2), (-1, 0, 1), (0, 0, float("inf")), (float("nan"), 1, 2)])
def test_a_range_out_of_order_is_refused(hours):
    with pytest.raises(ValueError, match="Hours"):
        Hours(*hours)


@pytest.mark.parametrize(("hours", "half"), [(0, 0), (0.24, 0), (0.25, 0.5), (4.9, 5), (5.25, 5.5), (5.74, 5.5)])
def test_hours_of_a_position_are_half_hours(hours, half):
    assert in_half_hours(hours) == half


def test_the_highest_estimate_stands_beside_what_others_reported():
    within = beside_yardstick(EACH, Yardstick(35, 2000, BASIS))
    at = beside_yardstick(EACH, Yardstick(30, 2000, BASIS))
    above = beside_yardstick(EACH, Yardstick(29, 2000, BASIS))

    assert (within.code, within.tone, within.values["jobs"]) == ("task_within_yardstick", Tone.NOTE, 30)
    assert at.code == within.code
    assert (above.code, above.tone, above.values["most_jobs"]) == ("task_above_yardstick", Tone.UNMET, 29)


def test_a_demand_names_each_accommodation_that_cannot_go_with_it():
    demands = [Demand("noise", frozenset({"quiet_place"})), Demand("wet", frozenset()), Demand("x", frozenset("ab"))]

    assert contradicted(demands, ["b", "quiet_place", "a"]) == (("noise", "quiet_place"), ("x", "a"), ("x", "b"))
    assert contradicted(demands, {"short_travel"}) == ()
    assert contradicted([], {"quiet_place"}) == ()


ranges = st.lists(st.floats(0, 1000), min_size=3, max_size=3).map(lambda three: Hours(*sorted(three)))
amounts = st.floats(0, 100_000)


@given(st.sampled_from(Measure), ranges, amounts, amounts)
def test_more_never_takes_fewer_hours_and_the_range_stays_in_order(measure, each, one, other):
    fewer, more = (hours_a_week(measure, each, amount, basis=BASIS).hours for amount in sorted((one, other)))

    assert fewer.low <= fewer.central <= fewer.high
    assert (fewer.low, fewer.central, fewer.high) <= (more.low, more.central, more.high)


@given(st.floats(0, 100))
def test_half_hours_are_never_further_away_than_a_quarter(hours):
    assert abs(in_half_hours(hours) - hours) <= 0.25
    assert (in_half_hours(hours) * 2).is_integer()
