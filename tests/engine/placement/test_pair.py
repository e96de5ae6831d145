"""Each hard condition by itself: what is met, and exactly what fails and by how much."""

import pytest

from symbiose.engine.geography import Place
from symbiose.engine.placement.hours import most_of
from symbiose.engine.placement.model import Mode
from symbiose.engine.placement.reasons import reason
from symbiose.engine.reason import Tone
from symbiose.engine.windows import parse_windows
from tests.engine.placement.given import (
    AWAY,
    EVERY_MORNING,
    candidate,
    codes,
    failed,
    pair,
    policy,
    position,
    running,
    table,
    workplace,
)


def test_a_pair_that_fits_says_what_is_met_and_adds_up_its_points():
    person = candidate(wishes=frozenset({"pack"}), waiting_weeks=26, knows=frozenset({"unit"}))
    job = position(tasks=frozenset({"pack", "sort"}), seats=2)

    found = pair(person, job)

    assert found.feasible
    assert (found.hours, found.minutes, found.windows) == (8.0, 26, parse_windows(EVERY_MORNING))
    assert codes(found.reasons) == ["travel_fits", "travel_estimated", "hours_fit", "room_left"]
    assert {part.code: (part.quantity, part.points) for part in found.parts} == {
        "own_hours": (1.0, 40.0),
        "wishes": (0.5, 12.5),
        "waiting": (0.5, 10.0),
        "continuity": (1.0, 10.0),
        "workplace_hour": (8.0, 4.0),
        "travel_minute": (26.0, -5.2),
    }
    assert found.points == 71.3


def test_hours_are_at_most_what_person_position_and_windows_give():
    assert pair(candidate(hours=6.5), position()).hours == 6.5
    assert pair(candidate(hours=20), position()).hours == 10
    assert pair(candidate(windows="mon 08:00-12:30"), position()).hours == 4
    assert pair(candidate(hours=20), position(windows="", hours=30)).hours == 20


def test_a_person_with_few_hours_is_worth_as_much_as_one_with_many():
    few, many = (pair(candidate(hours=hours), position(hours=20, min_hours=4)) for hours in (5, 20))

    assert few.parts[0] == many.parts[0]


def test_waiting_counts_up_to_two_years():
    points = [pair(candidate(waiting_weeks=weeks), position()).parts[2].points for weeks in (0, 52, 104, 200)]

    assert points == [0, 20, 40, 40]


def test_mentor_hours_and_accommodations_never_change_what_a_person_is_worth():
    plain = pair(candidate(), position())
    supported = pair(
        candidate(mentor_hours=5, accommodations=frozenset({"quiet_place"})),
        position(accommodations=frozenset({"quiet_place"})),
    )

    assert supported.parts == plain.parts


def test_too_few_hours_of_the_person():
    found = pair(candidate(hours=3), position())

    assert failed(found) == {"person_hours_short": {"can_hours": 3.0, "asked_hours": 4.0, "short_hours": 1.0}}
    assert (found.hours, found.windows, found.parts, found.points) == (0, 0, (), 0)


def test_windows_that_meet_too_little():
    found = pair(candidate(windows="mon 09:00-12:00; sat 08:00-12:00"), position())

    assert failed(found) == {"common_hours_short": {"hours": 3.0, "asked_hours": 4.0, "short_hours": 1.0}}


def test_journeys_that_leave_too_little():
    job = position(windows="mon 06:00-12:00", min_hours=6)
    way = table(first_out=7 * 60 - 10, last_home=11 * 60 + 40)

    found = pair(candidate(windows="mon 05:00-14:00"), job, travel=way)

    assert failed(found) == {"travel_hours_short": {"hours": 4.5, "asked_hours": 6.0, "short_hours": 1.5}}


def test_journeys_on_the_half_hour_leave_all_between_them():
    found = pair(
        candidate(windows="mon 05:00-14:00"),
        position(windows="mon 06:00-12:00"),
        travel=table(first_out=7 * 60, last_home=11 * 60 + 30),
    )

    assert (found.hours, found.windows) == (4.5, parse_windows("mon 07:00-11:30"))


def test_a_last_way_home_before_the_first_way_out_leaves_nothing():
    found = pair(candidate(), position(), travel=table(first_out=20 * 60, last_home=60))

    assert failed(found)["travel_hours_short"]["hours"] == 0


def test_every_shift_must_be_worked_and_decides_the_hours():
    job = position(windows="mon 08:00-12:00; tue 09:00-11:30", pattern="all")

    assert pair(candidate(hours=20), job).hours == 6.5
    assert failed(pair(candidate(hours=6), job)) == {
        "person_hours_short": {"can_hours": 6.0, "asked_hours": 6.5, "short_hours": 0.5}
    }


@pytest.mark.parametrize(
    ("windows", "code", "values"),
    [
        ("mon 08:30-12:00", "shift_starts_early", {"short_minutes": 30}),
        ("mon 06:00-11:00", "shift_ends_late", {"short_minutes": 60}),
        ("mon 08:30-11:30", "shift_not_free", {"short_hours": 1.0}),
        ("mon 08:00-09:00; mon 10:00-12:00", "shift_not_free", {"short_hours": 1.0}),
        ("tue 08:00-12:00", "shift_not_free", {"short_hours": 4.0}),
    ],
)
def test_a_shift_names_what_the_persons_week_lacks(windows, code, values):
    found = pair(candidate(windows=windows), position(windows="mon 08:00-12:00", pattern="all"))

    assert failed(found) == {code: {"windows": "mon 08:00-12:00", **values}}


def test_the_first_way_out_thirty_minutes_too_late_closes_a_shift():
    job = position(windows="mon 07:00-12:00", pattern="all")
    person = candidate(windows="mon 06:00-16:00")

    found = pair(person, job, travel=table(first_out=7 * 60 + 30))

    assert failed(found) == {
        "first_way_late": {"windows": "mon 07:00-12:00", "first_out": "07:30", "short_minutes": 30}
    }
    assert pair(person, job, travel=table(first_out=7 * 60)).hours == 5


def test_the_last_way_home_too_early_closes_a_shift():
    job = position(windows="mon 14:00-18:30", pattern="all")
    person = candidate(windows="mon 06:00-20:00")

    found = pair(person, job, travel=table(last_home=18 * 60 + 10))

    assert failed(found) == {
        "last_way_early": {"windows": "mon 14:00-18:30", "last_home": "18:10", "short_minutes": 20}
    }
    assert pair(person, job, travel=table(last_home=18 * 60 + 30)).hours == 4.5


THREE = "mon 08:00-11:00; tue 08:00-11:00; wed 08:00-10:00"


def test_any_of_the_shifts_fills_the_hours_as_far_as_they_go():
    assert pair(candidate(hours=5.5), position(windows=THREE, pattern="any:1")).hours == 5
    assert pair(candidate(hours=8), position(windows=THREE, pattern="any:2")).hours == 8
    assert pair(candidate(hours=7.5), position(windows=THREE, pattern="any:2", hours=6)).hours == 6
    assert failed(pair(candidate(hours=7.5), position(windows=THREE, pattern="any:3"))) == {
        "person_hours_short": {"can_hours": 7.5, "asked_hours": 8.0, "short_hours": 0.5}
    }


def test_shifts_that_can_be_worked_but_give_too_few_hours():
    found = pair(candidate(hours=4.5), position(windows="mon 08:00-11:00; tue 08:00-11:00", pattern="any:1"))

    assert failed(found) == {"common_hours_short": {"hours": 3.0, "asked_hours": 4.0, "short_hours": 1.0}}


def test_too_few_shifts_say_how_many_and_what_each_lacks():
    found = pair(candidate(windows="mon 08:00-11:00; tue 08:30-11:00"), position(windows=THREE, pattern="any:2"))

    assert failed(found) == {"shifts_short": {"shifts": 1, "asked_shifts": 2, "short_shifts": 1}}
    assert codes(tuple(one for one in found.reasons if one.tone is Tone.NOTE)) == [
        "travel_estimated",
        "shift_starts_early",
        "shift_not_free",
    ]


def test_shifts_longer_than_the_positions_own_hours():
    found = pair(candidate(hours=20), position(windows=THREE, pattern="all", hours=6))

    assert failed(found) == {"shifts_over_hours": {"asked_hours": 8.0, "most_hours": 6.0, "short_hours": 2.0}}


@pytest.mark.parametrize(
    ("lengths", "least", "cap", "most"),
    [
        ((2, 3, 4), 1, 8, 7),
        ((2, 3, 4), 2, 8, 7),
        ((2, 3, 4), 3, 8, 0),
        ((2, 3, 4), 3, 9, 9),
        ((6,), 0, 5, 0),
        ((), 0, 5, 0),
    ],
)
def test_most_of_shifts(lengths, least, cap, most):
    assert most_of(lengths, least, cap) == most


def test_a_journey_longer_than_wished_says_by_how_much():
    found = pair(candidate(max_travel=21), position())

    assert failed(found) == {
        "travel_long": {"minutes": 26, "limit_minutes": 21, "short_minutes": 5, "transport": "bike"}
    }
    assert pair(candidate(max_travel=26), position()).feasible


@pytest.mark.parametrize("mode", list(Mode))
def test_a_way_within_one_place_is_unknown_and_keeps_nobody_out_who_would_travel_at_all(mode):
    home = candidate(transport=mode, max_travel=5).place
    found = pair(candidate(transport=mode, max_travel=5), position(place=home))

    assert found.feasible
    assert "travel_near" in codes(found.reasons)
    assert not {"travel_fits", "travel_estimated"} & set(codes(found.reasons))


def test_a_table_of_travel_holds_alone_and_what_it_does_not_name_is_out_of_reach():
    near = pair(candidate(max_travel=20), position(), travel=table(20))
    assert "travel_estimated" not in codes(near.reasons)
    assert near.minutes == 20

    none = pair(candidate(transport=Mode.CAR), position(), travel=table(20))
    assert failed(none) == {"no_way": {"transport": "car"}}
    assert none.minutes is None


def test_public_transport_has_a_first_way_out_where_no_table_is_given():
    person = candidate(transport=Mode.PUBLIC, windows="mon 00:00-24:00")
    found = pair(person, position(windows="mon 04:00-07:00", min_hours=1.5))

    assert failed(found) == {"travel_hours_short": {"hours": 1.0, "asked_hours": 1.5, "short_hours": 0.5}}


def test_the_same_place_is_open_to_whoever_does_not_travel_and_its_minutes_are_unknown():
    found = pair(candidate(max_travel=0), position(place=Place(56.17, 9.55, "8600")))

    assert found.feasible
    assert found.minutes is None


def test_a_place_that_nobody_said_is_asked_for():
    assert failed(pair(candidate(place=None), position(place=None))) == {
        "home_unknown": {},
        "position_place_unknown": {},
    }


def test_each_accommodation_that_is_not_offered_is_named():
    person = candidate(accommodations=frozenset({"quiet_place", "extra_breaks", "sit_stand"}))

    lacking = pair(person, position(accommodations=frozenset({"quiet_place"})))
    assert [one.values["accommodation"] for one in lacking.unmet] == ["extra_breaks", "sit_stand"]

    covered = pair(person, position(accommodations=person.accommodations | {"language_support"}))
    assert "accommodations_covered" in codes(covered.reasons)
    assert covered.feasible


def test_each_skill_that_the_work_takes_and_the_person_lacks_is_named():
    job = position(skills=frozenset({"truck", "baking"}))

    assert failed(pair(candidate(skills=frozenset({"baking"})), job)) == {"skill_missing": {"skill": "truck"}}
    assert "skills_had" in codes(pair(candidate(skills=frozenset({"baking", "truck", "more"})), job).reasons)


@pytest.mark.parametrize("never", ["p", "firm", "kitchen"])
def test_what_a_person_said_no_to_is_never_proposed(never):
    job = position(tasks=frozenset({"kitchen"}))

    assert failed(pair(candidate(never=frozenset({never, "elsewhere"})), job)) == {"person_never": {"never": never}}


def test_a_pair_that_somebody_refused_is_never_proposed():
    assert failed(pair(candidate(), position(), refused=frozenset({("c", "p")}))) == {"said_no": {}}
    assert pair(candidate(), position(), refused=frozenset({("other", "p")})).feasible


def test_a_main_placement_that_runs_is_never_moved():
    assert failed(pair(candidate(), position(), running("c", "elsewhere"))) == {"has_place": {}}
    assert pair(candidate(), position(), running("c", "elsewhere", main=False)).feasible


def test_seats_that_are_taken():
    job = position(total_hours=10.0)

    assert failed(pair(candidate(), job, running())) == {"seats_full": {"seats": 1}}
    assert pair(candidate(), job, running(job="elsewhere")).feasible


def test_hours_of_a_position_that_are_taken():
    job = position(seats=3, total_hours=10.0)

    assert pair(candidate(), job, running(hours=4)).hours == 6
    assert failed(pair(candidate(), job, running(hours=7))) == {
        "hours_taken": {"hours": 3.0, "asked_hours": 4.0, "short_hours": 1.0}
    }


def test_mentor_hours_that_a_workplace_lacks():
    person = candidate(mentor_hours=1.25)

    assert pair(person, position(seats=2), workplace(mentor_hours=2), running(mentor_hours=0.75)).feasible
    assert failed(pair(person, position(seats=2), workplace(mentor_hours=2), running(mentor_hours=1.0))) == {
        "mentor_short": {"hours": 1.0, "asked_hours": 1.25, "short_hours": 0.25}
    }
    assert pair(person, position(), workplace(mentor_hours=1.25), running(job="elsewhere", mentor_hours=1.0)).feasible


def test_the_ratio_rule_closes_a_subsidised_position_and_no_other():
    full = workplace(most_subsidised=2, subsidised_now=2)

    assert failed(pair(candidate(), position(subsidised=True), full)) == {"ratio_full": {"most": 2, "now": 2}}
    assert pair(candidate(), position(), full).feasible
    assert pair(candidate(), position(subsidised=True), workplace(most_subsidised=2, subsidised_now=1)).feasible
    assert failed(pair(candidate(), position(subsidised=True), workplace(most_subsidised=1, subsidised_now=2)))


def test_all_that_fails_is_named_at_once():
    person = candidate(hours=2, place=AWAY, accommodations=frozenset({"sit_stand"}), mentor_hours=9)

    assert list(failed(pair(person, position()))) == [
        "travel_long",
        "accommodation_missing",
        "person_hours_short",
        "mentor_short",
    ]


def test_a_reason_takes_exactly_its_values():
    with pytest.raises(ValueError, match="seats_full takes"):
        reason("seats_full", Tone.UNMET, places=1)


def test_the_policy_names_the_tier_of_a_wait():
    tiers = policy(tiers=(52.0, 26.0))

    assert [tiers.tier(weeks) for weeks in (60, 52, 51.9, 26, 0)] == [0, 0, 1, 1, 2]


def test_a_position_of_another_form_than_the_person_can_have_is_closed_and_an_unknown_form_closes_nothing():
    job = position(form="small_job")

    assert failed(pair(candidate(forms=frozenset({"flex_job"})), job)) == {"form_not_possible": {"form": "small_job"}}
    assert failed(pair(candidate(forms=frozenset({"small_job", "flex_job"})), job)) == {}
    assert failed(pair(candidate(), job)) == {}
    assert failed(pair(candidate(forms=frozenset({"flex_job"})), position())) == {}
