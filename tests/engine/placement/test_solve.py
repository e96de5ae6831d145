"""Plans: as good as trying everything, fair to within the tolerance, the same for the same input, and checked apart."""

from dataclasses import replace
from itertools import product
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.check.placements import check_placements, priced_bound
from symbiose.engine.check.placements_bound import knapsack_bound
from symbiose.engine.placement.model import Problem, Stop
from symbiose.engine.placement.pair import judge
from symbiose.engine.placement.plan import Result
from symbiose.engine.placement.room import quarters, room_of
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import STANDARD_POLICY, candidate, policy, position, problem, running, workplace
from tests.engine.placement.test_laws import jobs, people, placements, tables, units

STOP = Stop(rounds=2, nodes=500)


def plan(case: Problem, rules=STANDARD_POLICY, stop=STOP, seed=0) -> Result:
    result = solve(case, policy=rules, stop=stop, seed=seed)
    assert check_placements(case, result, policy=rules) == ()
    return result


def named(result: Result):
    return {one.candidate: one.position for one in result.placements}


def brute(case: Problem, rules):
    """The best of all plans by coverage of the tiers, each to within the tolerance, and then by points."""
    room = room_of(case)
    fitting = []
    for one in case.candidates:
        pairs = [judge(one, job, problem=case, policy=rules, room=room) for job in case.positions]
        fitting.append([None, *(pair for pair in pairs if pair.feasible and pair.points > 0)])
    plans = [chosen for chosen in product(*fitting) if _keeps(chosen, case, room)]
    for tier in range(len(rules.tiers)):
        counts = [_covered(chosen, case, rules, tier) for chosen in plans]
        least = max(counts) - int(rules.tolerance * max(counts))
        plans = [chosen for chosen, count in zip(plans, counts, strict=True) if count >= least]
    return max(round(sum(pair.points for pair in chosen if pair), 3) for chosen in plans)


def _covered(chosen, case, rules, tier):
    return sum(
        pair is not None and rules.tier(one.waiting_weeks) == tier
        for one, pair in zip(case.candidates, chosen, strict=True)
    )


def _keeps(chosen, case, room):
    seats, hours, mentor, places = (dict(left) for left in (room.seats, room.half_hours, room.mentor, room.places))
    jobs_by_id = {job.id: job for job in case.positions}
    for one, pair in zip(case.candidates, chosen, strict=True):
        if pair:
            job = jobs_by_id[pair.position]
            seats[job.id] -= 1
            hours[job.id] -= round(pair.hours * 2)
            mentor[job.unit] -= quarters(one.mentor_hours)
            if job.subsidised and places[job.unit] is not None:
                places[job.unit] -= 1
    left = (
        *seats.values(),
        *hours.values(),
        *mentor.values(),
        *(value for value in places.values() if value is not None),
    )
    return min(left, default=0) >= 0


@st.composite
def small(draw):
    persons = [draw(people(f"c{at}")) for at in range(draw(st.integers(0, 5)))]
    positions = [draw(jobs("pqr"[at])) for at in range(draw(st.integers(0, 3)))]
    if draw(st.booleans()):  # more that fits, so that room is what decides
        persons = [replace(one, accommodations=frozenset(), never=frozenset(), max_travel=120) for one in persons]
        positions = [replace(one, skills=frozenset(), min_hours=1.0) for one in positions]
    return problem(*persons, *positions, draw(units), *draw(placements), travel=draw(tables))


@settings(max_examples=100, deadline=None)
@given(small(), st.sampled_from([0.0, 0.5]))
def test_a_small_problem_is_solved_as_well_as_by_trying_every_plan(case, tolerance):
    rules = policy(tolerance=tolerance)

    result = plan(case, rules)

    assert result.value == pytest.approx(brute(case, rules), abs=1e-6)
    assert result.bound == pytest.approx(result.value, abs=2e-3)
    assert (
        min(priced_bound(case, result, policy=rules), knapsack_bound(case, result, policy=rules)) >= result.bound - 1e-6
    )
    assert "placed" in result.summary()


@settings(max_examples=25, deadline=None)
@given(small(), st.randoms())
def test_the_order_of_rows_never_changes_the_result_and_the_same_input_gives_the_same(case, chance):
    shuffled = replace(
        case,
        candidates=tuple(chance.sample(case.candidates, len(case.candidates))),
        positions=tuple(chance.sample(case.positions, len(case.positions))),
        existing=tuple(chance.sample(case.existing, len(case.existing))),
    )

    assert repr(plan(shuffled)) == repr(plan(case))


def rivals(count: int = 2, **more):
    """People who all fit one position of one seat; who is named first waits least."""
    return [candidate(f"c{at}", waiting_weeks=10.0 * at, **more) for at in range(count)]


def test_who_waited_a_year_comes_before_who_is_worth_more_points():
    tasks = frozenset({"pack"})
    long, short = candidate("long", waiting_weeks=53), candidate("short", waiting_weeks=20, wishes=tasks)

    result = plan(problem(short, long, position(tasks=tasks)))

    assert named(result) == {"long": "p"}
    assert [(tier.waiting, tier.covered, tier.guaranteed, tier.most) for tier in result.tiers] == [
        (1, 1, 1, 1),
        (0, 0, 0, 0),
        (1, 0, 0, 1),
    ]


def test_the_tolerance_lets_points_decide_over_a_part_of_a_tier():
    tasks = frozenset({"pack"})
    long = [candidate(f"long {at}", waiting_weeks=52) for at in range(2)]
    short = candidate("short", waiting_weeks=51, wishes=tasks)
    case = problem(*long, short, position("p", tasks=tasks), position("q"))

    assert set(named(plan(case))) == {"long 0", "long 1"}
    assert "short" in named(plan(case, policy(tolerance=0.5, tiers=(52.0,))))


def test_placements_that_run_keep_their_room_and_are_not_moved():
    person = candidate("c", waiting_weeks=99)
    case = problem(person, candidate("d"), position(seats=2, total_hours=10.0), running("c", "p", 7.0))

    assert plan(case).placements == ()
    assert named(plan(replace(case, existing=(running("c", "p", 6.0),)))) == {"d": "p"}


def test_mentor_hours_are_room_that_several_positions_share():
    people_of = [candidate(f"c{at}", mentor_hours=2.0, waiting_weeks=at) for at in range(3)]
    case = problem(*people_of, position("p", seats=2), position("q", seats=2), workplace(mentor_hours=4.0))

    assert set(named(plan(case))) == {"c1", "c2"}


def test_the_ratio_rule_is_room_of_a_unit():
    limit = workplace(most_subsidised=3, subsidised_now=1)
    case = problem(*rivals(5), position("p", subsidised=True, seats=5, total_hours=99.0), limit)

    assert len(plan(case).placements) == 2
    assert len(plan(replace(case, workplaces=(workplace(),))).placements) == 5


def test_pairs_worth_nothing_are_not_proposed():
    dear = replace(STANDARD_POLICY, weights=replace(STANDARD_POLICY.weights, travel_minute=5.0))

    assert plan(problem(candidate(), position()), dear).placements == ()


def test_a_problem_without_rows_has_an_empty_plan():
    result = plan(problem())

    assert (result.placements, result.value, result.bound, result.gap) == ((), 0, 0, 0)


def test_faulty_rows_take_no_part_and_are_named():
    result = plan(problem(candidate("a", hours=0.3), candidate("b"), position()))

    assert named(result) == {"b": "p"}
    assert [(fault.id, fault.reasons[0].code) for fault in result.faults] == [("a", "not_half_hours")]
    assert result.open_to == {"b": 1}


def town(count: int = 20, **more) -> Problem:
    """More people than room, of different hours, waits and support, and positions of several seats."""
    persons = [
        candidate(
            f"c{at:03}",
            hours=3 + at * 7 % 11 / 2,
            waiting_weeks=at * 13 % 70,
            mentor_hours=at % 4 / 4,
            wishes=frozenset({f"task {at % 5}"}),
            max_travel=26 + at,
        )
        for at in range(count)
    ]
    positions = [
        position(
            f"p{at:02}",
            seats=2,
            unit=f"unit {at // 2}",
            min_hours=2.0 + at % 3,
            hours=8.0,
            total_hours=9.0,
            tasks=frozenset({f"task {at % 5}"}),
        )
        for at in range(count // 5)
    ]
    units_of = [workplace(f"unit {at}", mentor_hours=1.0) for at in range(-(-len(positions) // 2))]
    return problem(*persons, *positions, *units_of, **more)


def test_what_is_too_large_for_exact_search_is_bettered_by_neighbourhoods(monkeypatch):
    from symbiose.engine.placement import prices, search

    exact = plan(town(), stop=Stop(rounds=0, nodes=1))
    monkeypatch.setattr(search, "EXACT", 0)
    monkeypatch.setattr(search, "NEAR", 12)
    rough = plan(town(), stop=Stop(rounds=0, nodes=1))
    better = plan(town(), stop=Stop(rounds=10, nodes=1))
    monkeypatch.setattr(prices, "EXACT_PRICES", 0)
    stepped = plan(town(), stop=Stop(rounds=10, nodes=1))

    assert rough.value <= better.value <= exact.value
    assert better.value >= 0.98 * exact.value
    assert exact.bound <= better.bound <= stepped.bound * 1.0001
    assert stepped.bound <= 1.03 * better.bound
    assert [tier.guaranteed for tier in better.tiers] == [tier.guaranteed for tier in exact.tiers]


def test_nothing_has_a_price_where_there_is_room_for_all(monkeypatch):
    from symbiose.engine.placement import prices

    monkeypatch.setattr(prices, "EXACT_PRICES", 0)
    result = plan(problem(candidate("a"), candidate("b"), position(seats=9, hours=37.0)))

    assert (len(result.placements), result.prices, result.gap) == (2, {}, 0)


def test_another_seed_gives_a_plan_that_keeps_every_promise_as_well():
    one, other = (plan(town(16), stop=Stop(rounds=3, nodes=1), seed=seed) for seed in (1, 2))

    assert one.tiers[0].guaranteed == other.tiers[0].guaranteed


@pytest.mark.parametrize("room", ["seats", "total_hours"])
def test_more_room_never_makes_the_plan_worse(room):
    case = town(12)
    wider = replace(case, positions=tuple(replace(one, **{room: getattr(one, room) * 2}) for one in case.positions))
    free = policy(tiers=())

    assert plan(wider, free).value >= plan(case, free).value


def test_a_plan_that_stood_is_kept_where_nothing_is_better():
    case = town(16)
    before = plan(case, stop=Stop(rounds=3, nodes=1))
    nothing_more = Stop(rounds=0, nodes=0)

    again = plan(case, stop=nothing_more)
    warm = solve(case, policy=STANDARD_POLICY, stop=nothing_more, warm=before)

    assert check_placements(case, warm, policy=STANDARD_POLICY) == ()
    assert warm.value >= max(before.value, again.value) - 1e-6


def test_a_plan_that_stood_keeps_only_what_still_fits():
    case = problem(*rivals(3), position("p", seats=2, hours=5.0), position("q"))
    before = plan(case)
    less = replace(case, candidates=case.candidates[1:], positions=case.positions[:1])

    warm = solve(less, policy=STANDARD_POLICY, stop=STOP, warm=before)

    assert check_placements(less, warm, policy=STANDARD_POLICY) == ()
    assert set(named(warm)) == {"c1", "c2"}


def test_somebody_who_waits_gets_what_was_found_until_then(monkeypatch):
    from symbiose.engine.placement import search

    monkeypatch.setattr(search, "EXACT", 0)
    begun = monotonic()
    result = plan(town(), stop=Stop(rounds=10**9, nodes=1, seconds=0.0))

    assert result.placements
    assert result.bound >= result.value
    assert monotonic() - begun < 60
