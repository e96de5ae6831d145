from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.law.months import months_after
from symbiose.engine.law.retention import Kept, Pause, RetentionPolicy, retention_of

POLICY = RetentionPolicy((3, 6, 12, 24), 31)
START = date(2026, 1, 1)
LATER = date(2029, 1, 1)


def steps(end=None, pauses=(), *, on=LATER, start=START):
    return {step.months: step for step in retention_of(start, end, pauses, policy=POLICY, on=on)}


def states(*args, **kwargs):
    return [step.state for step in steps(*args, **kwargs).values()]


def test_a_job_that_runs_has_reached_the_steps_that_have_come():
    assert states(on=date(2026, 3, 31)) == [Kept.NOT_YET] * 4
    assert states(on=date(2026, 4, 1)) == [Kept.KEPT, *[Kept.NOT_YET] * 3]
    assert states(on=date(2027, 1, 1)) == [*[Kept.KEPT] * 3, Kept.NOT_YET]
    assert states(on=date(2028, 1, 1)) == [Kept.KEPT] * 4
    assert states(on=date(2025, 12, 1)) == [Kept.NOT_YET] * 4


def test_an_end_before_a_step_is_not_kept_and_one_on_its_day_is():
    assert states(date(2026, 3, 31)) == [Kept.NOT_KEPT] * 4
    assert states(date(2026, 4, 1)) == [Kept.KEPT, *[Kept.NOT_KEPT] * 3]


def test_a_planned_end_decides_nothing_yet():
    assert states(date(2026, 3, 1), on=date(2026, 2, 1)) == [Kept.NOT_YET] * 4
    assert states(date(2026, 3, 1), on=date(2026, 3, 1)) == [Kept.NOT_KEPT] * 4


def test_an_unknown_start_is_unknown_and_never_not_kept():
    found = steps(date(2026, 3, 1), start=None)

    assert {(step.state, step.due) for step in found.values()} == {(Kept.UNKNOWN, None)}


def test_a_pause_of_up_to_a_month_counts_and_a_longer_one_moves_the_steps():
    short = steps(pauses=[Pause(date(2026, 2, 1), date(2026, 3, 3))])[3]
    long = steps(pauses=[Pause(date(2026, 2, 1), date(2026, 3, 4))])[3]
    after = steps(pauses=[Pause(date(2026, 4, 1), date(2026, 6, 1))])[3]

    assert (short.due, short.moved_days) == (date(2026, 4, 1), 0)
    assert (long.due, long.moved_days) == (date(2026, 5, 3), 32)
    assert (after.due, after.moved_days) == (date(2026, 4, 1), 0)


def test_a_moved_step_meets_the_next_pause():
    pauses = [Pause(date(2026, 4, 20), date(2026, 6, 30)), Pause(date(2026, 2, 1), date(2026, 3, 31))]

    assert steps(pauses=pauses)[3].moved_days == 59 + 72


def test_a_step_inside_a_short_pause_is_unknown_until_it_is_settled():
    running = [Pause(date(2026, 3, 25))]
    back = [Pause(date(2026, 3, 25), date(2026, 4, 10))]

    assert steps(pauses=running, on=date(2026, 4, 5))[3].state is Kept.UNKNOWN
    assert steps(pauses=back, on=date(2026, 4, 10))[3].state is Kept.UNKNOWN
    assert steps(pauses=back, on=date(2026, 4, 11))[3].state is Kept.KEPT
    assert steps(pauses=running, on=date(2026, 4, 25))[3].state is Kept.NOT_YET
    assert steps(date(2026, 4, 20), running)[3].state is Kept.NOT_KEPT


def test_a_pause_that_begins_on_the_day_of_a_step_leaves_it_reached():
    pause = [Pause(date(2026, 4, 1))]

    assert steps(pauses=pause, on=date(2026, 4, 2))[3].state is Kept.KEPT
    assert steps(date(2026, 4, 20), pause)[3].state is Kept.KEPT


def test_pauses_that_meet_are_one_and_those_outside_the_job_are_none():
    met = [Pause(date(2026, 2, 1), date(2026, 2, 20)), Pause(date(2026, 2, 15), date(2026, 2, 18))]
    met += [Pause(date(2026, 2, 21), date(2026, 3, 10))]
    outside = [Pause(date(2025, 1, 1), date(2025, 12, 1)), Pause(date(2030, 1, 1), date(2031, 1, 1))]

    assert steps(pauses=met)[3].moved_days == 38
    assert steps(pauses=outside)[24].moved_days == 0


def test_what_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="2025"):
        steps(date(2025, 12, 31))
    with pytest.raises(ValueError, match="Pause"):
        steps(pauses=[Pause(date(2026, 3, 2), date(2026, 3, 1))], start=None)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_months_after_a_day_end_with_the_month(day, months, then):
    assert months_after(day, months) == then


days = st.integers(0, 900).map(lambda number: START + timedelta(number))
lengths = st.integers(0, 120).map(timedelta)
pauses = st.lists(
    st.builds(lambda first, days, known: Pause(first, first + days if known else None), days, lengths, st.booleans()),
    max_size=4,
)
ends = st.one_of(st.none(), days)
STABLE = {Kept.KEPT, Kept.NOT_KEPT}


@given(ends, pauses, days, lengths)
def test_what_was_reached_is_never_taken_back_by_a_later_day(end, there, on, more):
    before, after = (states(end, there, on=day) for day in (on, on + more))

    assert all(then is now for then, now in zip(before, after, strict=True) if then in STABLE)


@given(ends, pauses, days)
def test_a_longer_step_is_never_kept_where_a_shorter_one_is_not(end, there, on):
    order = [state is Kept.KEPT for state in states(end, there, on=on)]

    assert order == sorted(order, reverse=True)


@given(ends, pauses, days, days)
def test_one_more_pause_never_brings_a_step_earlier(end, there, on, first):
    before = steps(end, there, on=on)
    after = steps(end, [*there, Pause(first, first + timedelta(40))], on=on)

    for months, step in before.items():
        if step.state is not Kept.KEPT:
            assert after[months].state is not Kept.KEPT


@given(ends, st.permutations([Pause(START + timedelta(10 * number), None) for number in range(4)]), days)
def test_the_order_of_pauses_never_matters(end, there, on):
    assert states(end, there, on=on) == states(end, sorted(there, key=lambda one: one.first), on=on)
