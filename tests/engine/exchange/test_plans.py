"""The parts that make plans, on links laid out by hand."""

import numpy as np
import pytest

from symbiose.engine.exchange.eject import Ejection
from symbiose.engine.exchange.exact import bound, relax, solve_links
from symbiose.engine.exchange.improve import improve
from symbiose.engine.exchange.links import Links
from symbiose.engine.exchange.plan import fill_all, greedy, settle
from symbiose.engine.exchange.prices import left_over


def links(*rows: tuple[int, int, float, float, float], least: float = 0.0, fixed: float = 5.0) -> Links:
    """Links as (have, need, worth, share of the have, share of the need) at x = 1."""
    have, need, worth, take_have, take_need = (np.array(column) for column in zip(*rows, strict=True))
    none = np.zeros(len(rows), bool)
    return Links(
        candidate=np.arange(len(rows)),
        have=have.astype(np.int64),
        need=need.astype(np.int64),
        worth=worth.astype(float),
        take_have=take_have.astype(float),
        take_need=take_need.astype(float),
        whole_have=none,
        whole_need=none,
        least=np.full(len(rows), least),
        fixed=fixed,
        haves=int(have.max()) + 1,
        needs=int(need.max()) + 1,
    )


# Have 0 could serve need 0 (best) or need 1; have 1 can serve need 0 only: greedy leaves have 1 and need 1 alone.
CROSS = links((0, 0, 90.0, 1.0, 1.0), (0, 1, 80.0, 1.0, 1.0), (1, 0, 80.0, 1.0, 1.0))


# Shares that never add up to whole listings: the linear plan is far above what can be had.
ODD = links(
    *[(one, other, 50.0 + 7 * ((one * 5 + other * 3) % 4), 0.6, 0.7) for one in range(5) for other in range(5)],
    least=0.6,
)


def test_greedy_takes_the_best_pair_and_ejection_turns_it_round():
    plan = greedy(CROSS)

    better = Ejection(CROSS, plan, CROSS.worth, np.arange(3)).run(1, 100)

    assert plan.tolist() == [1, 0, 0]
    assert better.tolist() == [0, 1, 1]
    assert CROSS.value(better) == 150.0


def test_ejection_lowers_a_link_that_can_give_way_in_part():
    part = links((0, 0, 60.0, 1.0, 0.5), (1, 0, 100.0, 1.0, 0.75))

    better = Ejection(part, np.array([1.0, 0.0]), part.worth, np.arange(2)).run(4, 100)

    assert better.tolist() == [0.5, 1.0]


def test_a_neighbourhood_solved_exactly_turns_greedy_round_and_then_rests():
    prices = relax(CROSS, seed=0)

    better = improve(CROSS, greedy(CROSS), prices, rounds=5, seed=0)
    again = improve(CROSS, better, prices, rounds=100, seed=0)

    assert better.tolist() == [0, 1, 1]
    assert again.tolist() == better.tolist()


def test_improvement_ends_where_even_large_neighbourhoods_find_nothing():
    prices = relax(ODD, seed=0)

    better = improve(ODD, greedy(ODD), prices, rounds=100, seed=0)

    assert ODD.value(greedy(ODD)) <= ODD.value(better) < prices.bound
    assert improve(ODD, better, prices, rounds=100, seed=0).tolist() == better.tolist()


def test_a_plan_that_loses_nothing_to_its_prices_is_left_alone():
    single = links((0, 0, 90.0, 1.0, 1.0))

    assert improve(single, np.ones(1), relax(single, seed=0), rounds=3, seed=0).tolist() == [1.0]


def test_any_prices_bound_every_plan():
    exact = solve_links(CROSS, (np.ones(2), np.ones(2)), greedy(CROSS), nodes=100, seed=0)

    assert exact.bound == pytest.approx(150.0)
    assert relax(CROSS, seed=0).bound == pytest.approx(150.0)
    assert bound(CROSS, np.zeros(2), np.zeros(2)) == 85 + 75 + 75
    assert bound(CROSS, np.array([75.0, 0.0]), np.array([75.0, 0.0])) == 150.0


def test_without_nodes_the_start_stands_and_nothing_is_proven():
    impossible = np.ones(len(ODD))

    solved = solve_links(ODD, (np.ones(5), np.ones(5)), impossible, nodes=0, seed=0)

    assert solved.share.tolist() == impossible.tolist()
    assert solved.bound == np.inf
    assert 0 < ODD.value(settle(ODD, solved.share, np.ones(5), np.ones(5))) <= relax(ODD, seed=0).bound


def test_shares_are_settled_within_the_limits_and_lots_first():
    split = links((0, 0, 50.0, 1.0, 1.0), (0, 1, 40.0, 1.0, 1.0), least=0.4)
    wish = np.array([0.6000005, 0.4])

    share = settle(split, wish, np.ones(1), np.ones(2))

    assert share[1] == 0.4
    assert share[0] == pytest.approx(0.6, abs=1e-6)
    assert share.sum() <= 1


def test_a_share_below_the_lot_or_not_worth_its_cost_is_left_out():
    narrow = links((0, 0, 50.0, 1.0, 1.0), (0, 1, 40.0, 1.0, 1.0), least=0.4)
    cheap = links((0, 0, 50.0, 0.95, 1.0), (0, 1, 40.0, 1.0, 1.0))

    assert settle(narrow, np.array([0.7, 0.4]), np.array([0.9]), np.ones(2)).tolist() == [0.5, 0.4]
    assert fill_all(cheap, np.array([0, 1])).tolist() == [1.0, 0.0]


def test_what_is_left_over_is_what_is_left_after_cost_and_prices():
    assert left_over(CROSS, np.array([10.0, 20.0]), np.array([1.0, 2.0])).tolist() == [74.0, 63.0, 54.0]
