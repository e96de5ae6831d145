"""Every condition of one pair, each by itself with its amounts."""

import pytest

from symbiose.engine.placement.every import every_condition
from symbiose.engine.placement.pair import judge
from symbiose.engine.reason import Tone
from tests.engine.placement.given import (
    STANDARD_POLICY,
    candidate,
    pair,
    position,
    problem,
    running,
    table,
    workplace,
)

ASKED = frozenset({"quiet_place", "later_start"})


def every(person, job, *rows, **more):
    return every_condition(person, job, problem=problem(person, job, *rows, **more), policy=STANDARD_POLICY)


def told(reasons, tone):
    return {one.code: dict(one.values) for one in reasons if one.tone is tone}


def test_a_pair_that_fits_names_each_thing_asked_for_and_every_amount():
    person = candidate(accommodations=ASKED, skills=frozenset({"truck", "other"}), mentor_hours=1.0)
    job = position(
        accommodations=ASKED | {"sit_stand"}, skills=frozenset({"truck"}), form="flex_job", subsidised=True, seats=2
    )

    reasons = every(person, job, workplace(most_subsidised=3, subsidised_now=1))

    assert [one.values["accommodation"] for one in reasons if one.code == "accommodation_offered"] == [
        "later_start",
        "quiet_place",
    ]
    assert told(reasons, Tone.MET) == {
        "nobody_said_no": {},
        "accommodation_offered": {"accommodation": "quiet_place"},
        "skill_had": {"skill": "truck"},
        "person_hours_enough": {"can_hours": 8.0, "asked_hours": 4.0},
        "room_left": {"seats": 2},
        "hours_left": {"hours": 20.0, "asked_hours": 4.0},
        "mentor_enough": {"hours": 5.0, "asked_hours": 1.0},
        "ratio_room": {"most": 3, "now": 1},
        "travel_fits": {"minutes": 26, "limit_minutes": 30, "transport": "bike"},
        "hours_fit": {
            "hours": 8.0,
            "windows": "; ".join(f"{day} 08:00-12:00" for day in (["mon", "tue", "wed", "thu", "fri"])),
        },
    }
    assert told(reasons, Tone.UNMET) == {}


def test_a_pair_that_asks_for_nothing_says_so():
    reasons = every(candidate(), position())

    assert {"no_accommodations_asked", "no_skills_asked", "nobody_said_no"} <= told(reasons, Tone.MET).keys()
    assert "ratio_room" not in told(reasons, Tone.MET)


def test_what_is_met_stands_beside_what_is_not():
    person = candidate(accommodations=ASKED, hours=2.0)
    job = position(accommodations=frozenset({"quiet_place"}), skills=frozenset({"truck"}))

    reasons = every(person, job)

    assert told(reasons, Tone.MET).keys() >= {"accommodation_offered", "windows_enough", "room_left", "hours_left"}
    assert told(reasons, Tone.MET)["windows_enough"] == {"hours": 20.0, "asked_hours": 4.0}
    assert told(reasons, Tone.UNMET) == {
        "accommodation_missing": {"accommodation": "later_start"},
        "skill_missing": {"skill": "truck"},
        "person_hours_short": {"can_hours": 2.0, "asked_hours": 4.0, "short_hours": 2.0},
    }


def test_windows_that_meet_too_little_are_not_said_to_be_enough():
    reasons = every(candidate(windows="mon 08:00-09:00"), position())

    assert "windows_enough" not in told(reasons, Tone.MET)
    assert told(reasons, Tone.UNMET)["common_hours_short"]["short_hours"] == 3.0


def test_the_shifts_that_can_be_worked_are_named_beside_those_that_cannot():
    job = position(windows="mon 08:00-12:00; sat 08:00-12:00", pattern="all")

    reasons = every(candidate(), job)

    assert told(reasons, Tone.MET)["shift_free"] == {"windows": "mon 08:00-12:00"}
    assert told(reasons, Tone.UNMET)["shift_not_free"]["windows"] == "sat 08:00-12:00"


def test_a_shift_outside_the_journeys_is_not_said_to_be_free():
    job = position(windows="mon 08:00-12:00; tue 08:00-10:00", pattern="all", min_hours=0.5)

    reasons = every(candidate(), job, travel=table(first_out=480, last_home=660))

    assert [one.values["windows"] for one in reasons if one.code == "shift_free"] == ["tue 08:00-10:00"]


@pytest.mark.parametrize("more", [{"place": None}, {}])
def test_a_pair_without_a_known_way_still_says_the_rest(more):
    reasons = every(candidate(hours=2.0, **more), position(), travel={})

    assert told(reasons, Tone.MET)["windows_enough"]["hours"] == 20.0
    assert told(reasons, Tone.UNMET).keys() & {"no_way", "home_unknown"}


def test_each_kind_of_room_that_is_full_is_unmet_and_the_others_are_met():
    person, job = candidate(mentor_hours=1.0), position(seats=1, form="flex_job", subsidised=True)
    rows = (workplace(most_subsidised=2, subsidised_now=2, mentor_hours=0.5), running(hours=8.0))

    reasons = every(person, job, *rows)

    assert told(reasons, Tone.UNMET).keys() == {"seats_full", "hours_taken", "mentor_short", "ratio_full"}
    assert not told(reasons, Tone.MET).keys() & {"room_left", "hours_left", "mentor_enough", "ratio_room"}


def test_a_no_is_unmet():
    reasons = every(candidate(never=frozenset({"firm"})), position())

    assert "nobody_said_no" not in told(reasons, Tone.MET)
    assert told(reasons, Tone.UNMET) == {"person_never": {"never": "firm"}}


def test_what_the_ratio_rule_cannot_reckon_is_said():
    unknown = every(candidate(), position(form="flex_job", subsidised=True))
    unwritten = every(candidate(), position(), workplace(most_subsidised=1))

    assert "ratio_unknown" in told(unknown, Tone.NOTE)
    assert "form_unknown" in told(unwritten, Tone.NOTE)


def test_it_decides_nothing_that_the_pair_does_not():
    person, job = candidate(accommodations=ASKED), position()
    whole = problem(person, job)

    reasons = every_condition(person, job, problem=whole, policy=STANDARD_POLICY)

    judged = judge(person, job, problem=whole, policy=STANDARD_POLICY)
    assert tuple(one for one in reasons if one.tone is Tone.UNMET) == judged.unmet
    assert [one.tone for one in reasons] == sorted((one.tone for one in reasons), key=list(Tone).index)
    assert pair(person, job).unmet == judged.unmet
