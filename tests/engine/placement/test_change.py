"""For somebody whom no position fits: the smallest single change, which really opens one."""

import pytest

from symbiose.engine.placement.change import smallest_change
from tests.engine.placement.given import (
    AWAY,
    STANDARD_POLICY,
    WORK,
    candidate,
    position,
    problem,
    running,
    table,
    workplace,
)

THREE = "mon 08:00-11:00; tue 08:00-11:00; wed 08:00-10:00"


def change(person, *rows, **more):
    found = smallest_change(person, problem=problem(person, *rows, **more), policy=STANDARD_POLICY)
    return found and (found.position, found.step, found.reason.code, dict(found.reason.values))


@pytest.mark.parametrize(
    ("person", "job", "step", "code", "values"),
    [
        ({"accommodations": frozenset({"sit_stand"})}, {}, 1, "change_accommodation", {"accommodation": "sit_stand"}),
        ({}, {"skills": frozenset({"truck"})}, 2, "change_skill", {"skill": "truck"}),
        ({"max_travel": 20}, {}, 0.402, "change_travel", {"short_minutes": 6, "limit_minutes": 26}),
        ({"hours": 2.5}, {}, 0.75, "change_hours", {"short_hours": 1.5}),
        ({"windows": "mon 09:00-12:00"}, {}, 0.5, "change_time", {"short_minutes": 60}),
        (
            {"windows": "mon 08:30-11:00"},
            {"windows": THREE, "pattern": "any:1", "min_hours": 2.0},
            0.25,
            "change_time",
            {"short_minutes": 30},
        ),
        (
            {"windows": "mon 08:00-11:30"},
            {"windows": "mon 08:00-12:00", "pattern": "all"},
            0.25,
            "change_time",
            {"short_minutes": 30},
        ),
        (
            {"windows": "mon 08:30-12:00"},
            {"windows": "mon 08:00-12:00", "pattern": "all"},
            0.25,
            "change_time",
            {"short_minutes": 30},
        ),
        (
            {"windows": "tue 08:00-12:00"},
            {"windows": "mon 08:00-12:00", "pattern": "all"},
            2,
            "change_time",
            {"short_minutes": 240},
        ),
        ({"mentor_hours": 6.0}, {}, 3, "change_room", {}),
        (
            {"windows": "mon 08:00-12:00; tue 08:00-11:00"},
            {"windows": "mon 08:00-12:00; tue 08:00-12:00", "pattern": "all"},
            0.5,
            "change_time",
            {"short_minutes": 60},
        ),
    ],
)
def test_the_one_condition_that_fails_is_the_change(person, job, step, code, values):
    found = change(candidate(**person), position(**job))

    assert found == ("p", pytest.approx(step), code, {**values, "position": "p"})


def test_room_is_a_change_where_a_position_is_full():
    assert change(candidate(), position(), running())[2] == "change_room"
    assert change(candidate(), position(seats=3, total_hours=6.0), running())[2] == "change_room"
    full = workplace(most_subsidised=1, subsidised_now=1)
    assert change(candidate(), position(subsidised=True), full)[2] == "change_room"


def test_the_smallest_step_comes_first_and_then_the_first_name():
    person = candidate(accommodations=frozenset({"sit_stand"}), max_travel=20)
    offering = frozenset({"sit_stand"})

    found = change(
        person,
        position("c", place=AWAY, accommodations=offering),
        position("b", accommodations=offering),
        position("a", accommodations=offering),
        position("0"),
    )

    assert found[0] == "a"


def test_a_smaller_step_comes_before_an_earlier_name():
    person = candidate(accommodations=frozenset({"sit_stand"}))
    learn = position("a", skills=frozenset({"truck"}), accommodations=person.accommodations)

    assert change(person, learn, position("b"))[0] == "b"


def test_two_things_that_fail_are_no_single_change():
    assert change(candidate(hours=2, accommodations=frozenset({"sit_stand"})), position()) is None


def test_what_somebody_said_no_to_or_has_no_way_to_is_never_opened():
    assert change(candidate(never=frozenset({"firm"})), position()) is None
    assert change(candidate(place=None), position()) is None
    assert change(candidate(), position(place=WORK), travel={}) is None
    assert change(candidate(windows="mon 09:00-12:00"), position(windows="mon 09:00-12:00")) is None
    cut = table(first_out=9 * 60)
    assert change(candidate(windows="mon 08:00-12:00"), position(windows="mon 08:00-12:00"), travel=cut) is None
    late = position(windows="mon 08:00-12:00", pattern="all")
    assert change(candidate(windows="mon 08:00-12:00"), late, travel=cut) is None


def test_a_person_with_a_position_open_needs_no_change():
    assert change(candidate(), position("a", skills=frozenset({"truck"})), position("b")) is None
