"""What is wrong with a row is said in full, and every other row still takes part."""

import pytest

from symbiose.engine.geography import Place
from symbiose.engine.placement.accommodations import accommodations
from symbiose.engine.placement.faults import sound
from tests.engine.placement.given import STANDARD_POLICY, candidate, position, problem, workplace


def faults(*rows):
    left, found = sound(problem(*rows), STANDARD_POLICY)
    bad = {(fault.kind, fault.id) for fault in found}
    for kind, kept in (("candidate", left.candidates), ("position", left.positions)):
        assert bad.isdisjoint({(kind, row.id) for row in kept})
    return {(fault.kind, fault.id): {one.code: dict(one.values) for one in fault.reasons} for fault in found}


def test_a_sound_problem_is_left_as_it_is():
    whole = problem(
        candidate(), position(), position("q", pattern="any:2"), position("r", "", total_hours=20.0, seats=2)
    )

    assert sound(whole, STANDARD_POLICY) == (whole, ())


@pytest.mark.parametrize(
    ("values", "code", "said"),
    [
        ({"hours": 0.3}, "not_half_hours", {"value": 0.3}),
        ({"hours": 37.5}, "hours_out_of_range", {"value": 37.5, "most_hours": 37.0}),
        ({"hours": 0.0}, "hours_out_of_range", {"value": 0.0, "most_hours": 37.0}),
        ({"mentor_hours": 0.3}, "not_quarter_hours", {"value": 0.3}),
        ({"mentor_hours": -1.0}, "not_quarter_hours", {"value": -1.0}),
        ({"windows": 0}, "no_windows", {}),
        ({"place": Place(52.5, 13.4, "Berlin")}, "outside_denmark", {"place": "Berlin"}),
        ({"place": Place(56.0, 7.0, "Nordsøen")}, "outside_denmark", {"place": "Nordsøen"}),
        (
            {"accommodations": frozenset({"quiet_place", "a_diagnosis"})},
            "unknown_accommodation",
            {"value": "a_diagnosis"},
        ),
        ({"skills": frozenset({"010203-1234"})}, "cpr_like", {}),
    ],
)
def test_a_person_with_a_fault_is_left_out_and_the_fault_is_named(values, code, said):
    assert faults(candidate("bad", **values), candidate("good"), position()) == {("candidate", "bad"): {code: said}}


@pytest.mark.parametrize(
    ("values", "code", "said"),
    [
        ({"hours": 10.2}, "not_half_hours", {"value": 10.2}),
        ({"hours": 40.0}, "hours_out_of_range", {"value": 40.0, "most_hours": 37.0}),
        ({"hours": 40.0, "form": "small_job"}, "hours_out_of_range", {"value": 40.0, "most_hours": 37.0}),
        (
            {"hours": 30.0, "form": "small_job"},
            "more_than_form",
            {"value": 30.0, "form": "small_job", "most_hours": 20.0},
        ),
        ({"min_hours": 0.0}, "hours_out_of_range", {"value": 0.0, "most_hours": 37.0}),
        ({"min_hours": 11.0}, "least_over_most", {"asked_hours": 11.0, "most_hours": 10.0}),
        ({"total_hours": 400.0}, "hours_out_of_range", {"value": 400.0, "most_hours": 168.0}),
        ({"seats": 0}, "no_seats", {}),
        ({"organisation": ""}, "no_organisation", {}),
        (
            {"windows": "mon 08:00-12:00; mon 11:30-14:00", "pattern": "all"},
            "shifts_overlap",
            {"windows": "mon 11:30-12:00"},
        ),
        ({"windows": "mon 08:00-12:00", "pattern": "any:2"}, "too_few_windows", {"shifts": 1, "asked_shifts": 2}),
        ({"windows": "", "pattern": "all"}, "too_few_windows", {"shifts": 0, "asked_shifts": 1}),
        ({"place": Place(59.9, 10.7, "Oslo")}, "outside_denmark", {"place": "Oslo"}),
        ({"accommodations": frozenset({"free coffee"})}, "unknown_accommodation", {"value": "free coffee"}),
        ({"tasks": frozenset({"0102031234"})}, "cpr_like", {}),
    ],
)
def test_a_position_with_a_fault_is_left_out_and_the_fault_is_named(values, code, said):
    assert faults(candidate(), position("bad", **values), position("good")) == {("position", "bad"): {code: said}}


def test_windows_that_overlap_are_no_fault_where_hours_may_lie_anywhere():
    assert faults(position(windows="mon 08:00-12:00; mon 11:00-14:00")) == {}


def test_rows_that_share_a_code_name_are_all_left_out():
    found = faults(candidate("twin"), candidate("twin", hours=0.3), candidate("good"))

    assert found == {("candidate", "twin"): {"same_id": {"value": "twin"}, "not_half_hours": {"value": 0.3}}}


def test_rows_of_one_unit_that_do_not_agree_close_its_positions():
    found = faults(workplace(), workplace(mentor_hours=9.0), position(), position("q", unit="sound"))

    assert found == {
        ("workplace", "unit"): {"unit_conflict": {"value": "unit"}},
        ("position", "p"): {"unknown_unit": {"value": "unit"}},
    }


def test_rows_of_one_unit_that_agree_are_one():
    left, found = sound(problem(workplace(), workplace(), position()), STANDARD_POLICY)

    assert (left.workplaces, found) == ((workplace(),), ())


def test_a_full_week_is_the_limit_where_the_policy_names_none():
    from dataclasses import replace

    loose = replace(STANDARD_POLICY, most_hours={})

    assert sound(problem(candidate(hours=168.0)), loose)[1] == ()
    assert sound(problem(candidate(hours=168.5)), loose)[1] != ()


def test_the_accommodations_are_twenty_with_names_in_two_languages():
    assert len(accommodations()) == 20
    assert all(one.name_da and one.name_en and one.code == code for code, one in accommodations().items())
