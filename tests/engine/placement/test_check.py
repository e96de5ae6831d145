"""Each promise of a plan broken on purpose: the check, which shares no code with the solver, must say so."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbiose.engine.check.placements import check_placements, fits, points_of, priced_bound
from symbiose.engine.geography import Place
from symbiose.engine.placement.model import Mode, Problem, Stop, Way
from symbiose.engine.placement.pair import judge
from symbiose.engine.placement.plan import Placed, Result
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import (
    AWAY,
    EVERY_MORNING,
    STANDARD_POLICY,
    candidate,
    position,
    problem,
    running,
    workplace,
)
from tests.engine.placement.test_laws import cases

NAN = float("nan")
SKILL = frozenset({"truck"})


def whole() -> Problem:
    """One who waited long in a position with two seats, beside somebody who is there already, and one elsewhere."""
    return problem(
        candidate(
            "a",
            mentor_hours=1.0,
            waiting_weeks=60,
            skills=SKILL,
            accommodations=frozenset({"sit_stand"}),
            forms=frozenset({"flex_job"}),
        ),
        candidate("b", EVERY_MORNING, waiting_weeks=30),
        position(
            "p", seats=2, total_hours=14.0, skills=SKILL, accommodations=frozenset({"sit_stand"}), subsidised=True
        ),
        position("q", EVERY_MORNING, "any:2", unit="other"),
        workplace(mentor_hours=2.0, most_subsidised=1),
        running("c", "p", 4.0, mentor_hours=1.0),
    )


def solved(case: Problem) -> Result:
    return solve(case, policy=STANDARD_POLICY, stop=Stop(rounds=2, nodes=100))


def broken(case: Problem, result: Result) -> set[str]:
    return {found.code for found in check_placements(case, result, policy=STANDARD_POLICY)}


def changed(case: Problem, name: str, **values: Any) -> Problem:
    """The problem with one person, position or unit changed behind the result's back."""
    return replace(
        case,
        candidates=tuple(replace(one, **values) if one.id == name else one for one in case.candidates),
        positions=tuple(replace(one, **values) if one.id == name else one for one in case.positions),
        workplaces=tuple(replace(one, **values) if one.unit == name else one for one in case.workplaces),
    )


def test_a_true_plan_keeps_every_promise():
    case = whole()
    result = solved(case)

    assert broken(case, result) == set()
    assert [(one.candidate, one.position, one.hours) for one in result.placements] == [("a", "p", 8.0), ("b", "q", 8.0)]
    assert result.value <= result.bound <= priced_bound(case, result, policy=STANDARD_POLICY) + 1e-6


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("p", {"accommodations": frozenset()}, {"accommodation_missing"}),
        ("p", {"skills": frozenset({"baking"})}, {"skill_missing"}),
        ("p", {"form": "small_job"}, {"form_not_possible"}),
        ("a", {"never": frozenset({"firm"})}, {"said_no"}),
        ("a", {"max_travel": 25}, {"out_of_reach"}),
        ("a", {"place": AWAY}, {"out_of_reach"}),
        ("a", {"place": None}, {"out_of_reach"}),
        ("p", {"place": Place(56.17, 9.62, "8680")}, {"wrong_points"}),
        ("a", {"windows": 0}, {"hours_do_not_fit"}),
        ("p", {"hours": 7.0}, {"hours_do_not_fit"}),
        ("p", {"min_hours": 9.0}, {"hours_do_not_fit"}),
        ("b", {"hours": 7.0}, {"hours_do_not_fit", "wrong_points"}),
        ("q", {"windows": ()}, {"hours_do_not_fit"}),
        ("p", {"seats": 1}, {"too_many_seats"}),
        ("p", {"total_hours": 11.5}, {"too_many_hours"}),
        ("p", {"total_hours": None, "hours": 8.0, "seats": 1}, {"too_many_seats", "too_many_hours"}),
        ("unit", {"mentor_hours": 1.75}, {"too_many_mentor_hours"}),
        ("unit", {"most_subsidised": 0}, {"over_the_ratio"}),
        ("other", {"unit": "renamed"}, {"unknown_unit"}),
        (
            "a",
            {"waiting_weeks": 51.0},
            {"wrong_points", "wrong_waiting", "wrong_most", "wrong_coverage", "guarantee_broken"},
        ),
    ],
)
def test_a_row_that_does_not_bear_the_plan_is_found(name, values, expected):
    case = whole()

    assert broken(changed(case, name, **values), solved(case)) == expected


@pytest.mark.parametrize(
    ("at", "hours"),
    [(0, 7.75), (0, 4.1), (0, float("nan")), (1, 7.5), (1, 4.5)],  # shifts of four hours are worked whole
)
def test_hours_that_nobody_can_work_are_found_though_there_are_fewer_than_there_could_be(at, hours):
    case = whole()
    result = solved(case)
    rows = list(result.placements)
    person, job = case.candidates[at], case.positions[at]
    worth = points_of(person, job, hours, problem=case, policy=STANDARD_POLICY) if hours > 0 else 0.0
    rows[at] = replace(rows[at], hours=hours, points=worth)

    bent = replace(result, placements=tuple(rows), value=sum(one.points for one in rows))

    assert "hours_do_not_fit" in broken(case, bent)


def test_people_who_are_placed_twice_moved_or_refused_are_found():
    case = whole()
    result = solved(case)
    twice = replace(result, placements=(*result.placements, replace(result.placements[0], position="q")))

    assert "placed_twice" in broken(case, twice)
    assert broken(replace(case, existing=(*case.existing, running("b", "gone"))), result) == {"moved", "wrong_waiting"}
    assert broken(replace(case, refused=frozenset({("b", "q")})), result) == {"said_no"}


@pytest.mark.parametrize("one", [Placed("x", "p", 4.0, 1.0), Placed("a", "x", 4.0, 1.0)])
def test_what_nobody_knows_is_found(one):
    case = whole()
    result = solved(case)

    assert broken(case, replace(result, placements=(one,))) == {"unknown"}


def test_figures_that_do_not_add_up_are_found():
    case = whole()
    result = solved(case)
    first, *rest = result.tiers

    assert broken(case, replace(result, value=result.value + 1)) == {"wrong_value", "bound_below_value"}
    assert broken(case, replace(result, bound=result.value - 1)) == {"bound_below_value"}
    assert broken(case, replace(result, tiers=(replace(first, covered=0), *rest))) == {"wrong_coverage"}
    assert broken(case, replace(result, tiers=(replace(first, guaranteed=2), *rest))) == {"guarantee_broken"}
    assert broken(case, replace(result, tiers=(replace(first, reached=2), *rest))) == {
        "guarantee_too_low",
        "wrong_most",
    }
    assert broken(case, replace(result, tiers=())) == {"wrong_tiers"}
    assert "wrong_tiers" in broken(case, replace(result, tiers=(*rest,)))
    assert broken(case, replace(result, tiers=(replace(first, waiting=9), *rest))) == {"wrong_waiting"}
    assert broken(case, replace(result, tiers=(replace(first, most=0), *rest))) == {"wrong_most"}
    assert broken(case, replace(result, value=NAN)) == {"wrong_value", "bound_below_value"}
    assert broken(case, replace(result, bound=NAN)) == {"bound_below_value"}
    no_number = (replace(result.placements[0], points=NAN), *result.placements[1:])
    assert "wrong_points" in broken(case, replace(result, placements=no_number))
    worth = replace(result.placements[0], points=result.placements[0].points + 1)
    assert "wrong_points" in broken(case, replace(result, placements=(worth, *result.placements[1:])))


@given(cases())
def test_the_check_and_the_engine_judge_a_pair_alike(case):
    person, job = case.candidates[0], case.positions[0]
    bare = replace(case, existing=(), workplaces=(workplace(mentor_hours=99.0),))
    bare = replace(bare, positions=(replace(job, total_hours=None),))
    mine = judge(person, bare.positions[0], problem=bare, policy=STANDARD_POLICY)

    hours = fits(person, job, problem=bare, policy=STANDARD_POLICY)

    assert hours == mine.hours
    if hours:
        assert points_of(person, job, hours, problem=bare, policy=STANDARD_POLICY) == pytest.approx(mine.points)


def test_the_way_home_ends_the_hours_in_the_check_as_well():
    way = {("8600", "8680", Mode.BIKE): Way(20, first_out=8 * 60 + 10, last_home=11 * 60 + 50)}
    case = problem(candidate(), position(), travel=way)

    assert fits(case.candidates[0], case.positions[0], problem=case, policy=STANDARD_POLICY) == 8.0
    monday = replace(case.candidates[0], windows=case.candidates[0].windows & ((1 << 48) - 1))
    assert fits(monday, replace(case.positions[0], min_hours=1.0), problem=case, policy=STANDARD_POLICY) == 3.0


@given(
    st.floats(0, 3),
    st.sampled_from([("seat", "p"), ("half_hour", "q"), ("tier", "52"), ("place", "unit"), ("gone", "x")]),
)
def test_any_prices_prove_a_bound(price, name):
    case = whole()
    result = solved(case)
    other = replace(result, prices={**result.prices, name: price})

    assert priced_bound(case, other, policy=STANDARD_POLICY) >= result.value - 1e-6


def test_a_bound_by_price_leaves_out_what_has_no_room():
    case = whole()
    free = replace(solved(case), prices={}, tiers=solved(case).tiers)
    both = points_of(case.candidates[0], case.positions[0], 8.0, problem=case, policy=STANDARD_POLICY) + points_of(
        case.candidates[1], case.positions[1], 8.0, problem=case, policy=STANDARD_POLICY
    )

    assert priced_bound(case, free, policy=STANDARD_POLICY) == pytest.approx(both)
    full = changed(case, "unit", subsidised_now=1)
    assert priced_bound(full, free, policy=STANDARD_POLICY) < both
    busy = replace(case, existing=(*case.existing, running("d", "p", 7.0)))
    assert priced_bound(busy, free, policy=STANDARD_POLICY) < both
    away = replace(case, existing=(*case.existing, running("b", "gone")))
    assert priced_bound(away, free, policy=STANDARD_POLICY) < both
