"""The exact knapsack of a workplace: equal to trying every set, in machine code as in Python, and a bound for any shares."""

import sys
from dataclasses import replace
from itertools import combinations
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.check.placements_bound import knapsack_bound
from symbiose.engine.placement import compiled, knapsack, moves, wanted
from symbiose.engine.placement.bound import ascend, best_sets, workplaces_of
from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.compiled import LARGE, kernels
from symbiose.engine.placement.eject import Moves
from symbiose.engine.placement.exact import Effort
from symbiose.engine.placement.faults import sound
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.improve import Work, improve
from symbiose.engine.placement.limit import Clock
from symbiose.engine.placement.links import make_links
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.plan import Result, Tier
from symbiose.engine.placement.prices import by_steps
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import STANDARD_POLICY, candidate, position, problem, running, workplace
from tests.engine.placement.test_solve import small, town


def links_of(case, rules=STANDARD_POLICY):
    whole, _ = sound(case, rules)
    columns = columns_of(whole)
    return make_links(find_pairs(whole, rules, columns), columns, rules)


def no_prices(links):
    return np.zeros(len(links.room), np.int64)


def sets_of(links, shares, tiers=(0, 0, 0), prices=None, before=None):
    places = workplaces_of(links, no_prices(links) if prices is None else prices)
    begin = np.zeros(len(links), np.bool_) if before is None else before
    return best_sets(links, places, np.array(shares), np.array(tiers), begin)


def tried(links, worth):
    """The most of each workplace by trying every set of its links, a person counted at each position."""
    total = 0
    for unit in np.unique(links.thing[:, 2]):
        rows = np.flatnonzero((links.thing[:, 2] == unit) & (worth > 0))
        sets = (np.array(some, np.int64) for size in range(len(rows) + 1) for some in combinations(rows, size))
        total += max(int(worth[some].sum()) for some in sets if _fits(links, some))
    return total


def _fits(links, some):
    used = np.zeros(len(links.room), np.int64)
    np.add.at(used, links.thing[some, :4].ravel(), links.takes[some, :4].ravel())
    return bool((used[: links.first_tier] <= links.room[: links.first_tier]).all())


@settings(max_examples=60, deadline=None)
@given(small(), st.lists(st.integers(0, 90_000), min_size=5, max_size=5), st.integers(0, 20_000))
def test_the_best_sets_are_worth_as_much_as_by_trying_every_set(case, drawn, price):
    links = links_of(case)
    if not len(links):
        return
    people = int(links.person.max()) + 1
    shares = np.array(drawn[:people])
    worth = links.aim - shares[links.person]
    prices = no_prices(links)
    prices[: links.first_tier : 2] = price // 10

    value, sets = sets_of(links, shares)
    again, same = sets_of(links, shares, prices=prices, before=sets)

    assert value - shares.sum() == tried(links, worth) == int(worth[sets].sum())
    assert (again, int(worth[same].sum())) == (value, int(worth[sets].sum()))
    assert _fits(links, np.flatnonzero(sets))


def test_mentor_hours_and_places_are_shared_by_the_positions_of_a_workplace():
    people = [candidate(f"c{at}", hours=4.0, mentor_hours=at / 2, waiting_weeks=at) for at in range(4)]
    jobs = (
        position("p", seats=2, hours=4.0, subsidised=True),
        position("q", seats=1, hours=4.0, subsidised=True),
        position("r", seats=3, hours=4.0),
    )
    links = links_of(problem(*people, *jobs, workplace(mentor_hours=2.5, most_subsidised=1)))

    value, sets = sets_of(links, [0] * 4)

    assert value == tried(links, links.aim) == int(links.aim[sets].sum())
    assert int(links.takes[sets, 3].sum()) == 1
    assert int(links.takes[sets, 2].sum()) <= 10


def test_a_workplace_without_places_has_an_empty_set_for_what_counts():
    full = problem(
        candidate(),
        position("p", subsidised=True, seats=2),
        position("q"),
        workplace(most_subsidised=1, subsidised_now=1),
    )
    links = links_of(full)
    none = links.room.copy()
    none[links.thing[:, 0]] = 0

    assert [links.job.tolist(), sets_of(links, [0])[1].tolist()] == [[0], [True]]
    assert sets_of(links.part(np.arange(len(links)), none), [0])[0] == 0


@settings(max_examples=20, deadline=None)
@given(small(), st.lists(st.floats(0, 90), min_size=7, max_size=7))
def test_any_shares_prove_a_bound(case, drawn):
    result = solve(case, policy=STANDARD_POLICY, stop=Stop(rounds=2, nodes=100))
    people = [(("person", one.id), share) for one, share in zip(case.candidates, drawn, strict=False)]
    other = replace(result, shares=dict([*people, (("tier", "52"), drawn[-1]), (("tier", "0"), drawn[-2])]))

    assert knapsack_bound(case, other, policy=STANDARD_POLICY) >= result.value - 1e-6


def test_the_bound_of_knapsacks_knows_what_prices_by_the_hour_do_not():
    """Two people of six hours each want a position of ten: half of the second is in the linear bound."""
    case = problem(candidate("a", hours=6), candidate("b", hours=6), position(seats=2, total_hours=10.0))
    links = links_of(case)
    none = np.zeros(len(links), np.bool_)
    prices = by_steps(links, 0)

    proof = ascend(links, prices, none, (50, 1), clock=Clock())

    assert links.value(proof.chosen) == int(links.aim.max())
    assert proof.bound < 1.01 * links.value(proof.chosen) < 1.2 * links.value(proof.chosen)


def test_time_that_is_out_ends_the_steps():
    links = links_of(town())
    none = np.zeros(len(links), np.bool_)

    hurried = ascend(links, no_prices(links), none, (50, 60), clock=Clock(0))
    longer = ascend(links, no_prices(links), none, (50, 60), clock=Clock())

    assert longer.bound < hurried.bound


def test_a_bound_leaves_out_who_has_a_placement_and_what_is_full():
    case = problem(
        candidate("a"), candidate("b"), position("p", seats=2, total_hours=20.0), position("q", subsidised=True)
    )
    result = solve(case, policy=STANDARD_POLICY)
    free = replace(result, shares={})
    busy = replace(case, existing=(running("a", "p", 4.0),))
    full = replace(case, workplaces=(workplace(most_subsidised=0),))

    whole = knapsack_bound(case, free, policy=STANDARD_POLICY)
    assert knapsack_bound(busy, free, policy=STANDARD_POLICY) < whole
    assert knapsack_bound(full, free, policy=STANDARD_POLICY) < whole


@pytest.mark.parametrize("kernel", [knapsack, moves, wanted])
def test_large_plans_get_machine_code_and_small_ones_none(kernel):
    assert kernels(kernel, LARGE - 1) is kernel
    twin = kernels(kernel, LARGE)
    assert twin is kernels(kernel, LARGE + 1) is not kernel
    assert kernel.KERNELS[-1] in vars(twin)


def test_machine_code_and_python_count_alike(monkeypatch):
    case = town(12)
    links = links_of(case)
    shares = (np.arange(12) * 3_000)[: int(links.person.max()) + 1]
    order = np.argsort(-links.aim, kind="stable")

    def all_of_it():
        value, sets = sets_of(links, shares)
        plan = Moves.of(links).filled(order)
        better = Moves.of(links).bettered(plan, links.aim - 10_000 * sets, 2)
        return value, sets.tolist(), plan.tolist(), better.tolist(), by_steps(links, 0).tolist()

    plain = all_of_it()
    monkeypatch.setattr(compiled, "LARGE", 0)

    assert all_of_it() == plain


class _Compiler(ModuleType):
    """Stands for a compiler that has nowhere to keep what it makes."""

    def njit(self, function=None, *, cache=False, **_):
        if cache:
            return self._refuse
        return function or (lambda plain: plain)

    @staticmethod
    def _refuse(function):
        raise RuntimeError("no locator available")


@pytest.mark.parametrize("numba", [None, _Compiler("numba")])
def test_without_a_compiler_or_a_place_for_what_it_makes_plans_are_made_all_the_same(monkeypatch, numba):
    monkeypatch.setitem(sys.modules, "numba", numba)
    module = ModuleType("some kernels")
    module.KERNELS = ("_inner", "outer")
    module._inner = lambda: 1
    module.outer = lambda: 2

    assert kernels(module, LARGE).outer() == 2


def crowd(seed: int, people: int = 24):
    """Many people for two workplaces with more room of one kind than of another, drawn by number."""
    draw = np.random.default_rng(seed)
    persons = [
        candidate(
            f"c{at:02}",
            hours=float(draw.integers(2, 9)),
            mentor_hours=float(draw.integers(0, 9)) / 4,
            waiting_weeks=float(draw.integers(0, 60)),
            wishes=frozenset({f"task {draw.integers(0, 3)}"}),
        )
        for at in range(people)
    ]
    jobs = [
        position(
            f"p{at}",
            seats=int(draw.integers(1, 5)),
            hours=8.0,
            min_hours=2.0,
            total_hours=float(draw.integers(8, 17)),
            unit=f"unit {at % 2}",
            subsidised=bool(draw.integers(0, 2)),
            tasks=frozenset({f"task {at % 3}"}),
        )
        for at in range(7)
    ]
    far = position("far", unit="unit 0", skills=frozenset({"nobody's"}))
    most = int(draw.integers(1, 4))
    return problem(
        *persons,
        *jobs,
        far,
        workplace("unit 0", mentor_hours=60.0),
        workplace("unit 1", mentor_hours=3.0, most_subsidised=most),
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_crowd_at_large_workplaces_is_counted_as_the_check_counts_it(seed):
    case = crowd(seed)
    links = links_of(case)
    shares = np.arange(24) * 1_000
    people = [one.id for one in case.candidates]
    told = {("person", name): share / 1_000 for name, share in zip(people, shares.tolist(), strict=True)}
    nobody = Result((), 0, 0, (Tier(0, 24, 0, 0, 0, 24),), "", shares=told)

    value, _ = sets_of(links, shares)

    assert value / 1_000 == pytest.approx(knapsack_bound(case, nobody, policy=STANDARD_POLICY))


def test_a_crowd_is_moved_about_until_nobody_gains():
    links = links_of(crowd(1))
    none = np.zeros(len(links), np.bool_)

    after = Moves.of(links).bettered(none, links.aim, 9)

    assert links.holds(after)
    assert (Moves.of(links).bettered(after, links.aim, 1) == after).all()


def test_neighbourhoods_take_in_ever_more_links_until_all_had_their_turn_or_time_is_out():
    links = links_of(town(16))
    none = np.zeros(len(links), np.bool_)
    proof = ascend(links, no_prices(links), none, (5, 9), clock=Clock())
    work = Work(rounds=1000, links=8, effort=Effort(nodes=1, seed=0), enough=10**9)

    better = improve(links, proof, none, work, Clock())

    assert links.holds(better)
    whole = improve(links, proof, none, replace(work, links=10_000), Clock())

    assert proof.bound >= links.value(whole) >= links.value(better) > 0
    assert not improve(links, proof, none, work, Clock(0)).any()


def test_a_position_that_nobody_is_worth_more_at_than_their_share_adds_nothing():
    links = links_of(
        problem(candidate(wishes=frozenset({"pack"})), position("p", tasks=frozenset({"pack"})), position("q"))
    )
    least = int(links.aim.min())

    value, sets = sets_of(links, [least])

    assert value == int(links.aim.max())
    assert links.job[sets].tolist() == [0]
