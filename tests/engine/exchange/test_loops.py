from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.check import check
from symbiose.engine.exchange import loops
from symbiose.engine.exchange.loops import Edges, Ring, pack, rings, worth
from symbiose.engine.exchange.model import Problem, Result
from symbiose.engine.exchange.solve import solve
from tests.engine.exchange.given import GRAPH, NEAR, have, need, policy, problem

Arrow = tuple[str, str, float]


def edge(giver: str, taker: str, points: float = 50.0) -> Arrow:
    """From organisation to organisation, each a letter."""
    return giver, taker, points


def found(*arrows: Arrow, **more) -> tuple[Ring, ...]:
    """Rings of arrows, the most points first; rows are the arrows' places as they are given here."""
    order = sorted(range(len(arrows)), key=lambda row: (-arrows[row][2], row))
    giver, taker = ([ord(arrows[row][side]) for row in order] for side in (0, 1))
    points = np.array([arrows[row][2] for row in order], np.float64)
    edges = Edges(np.array(giver, np.int64), np.array(taker, np.int64), points, np.array(order, np.int64))
    return rings(edges, policy(**more))[0]


def names(ring: Ring) -> str:
    return "".join(chr(member) for member in ring.organisations)


def solved(case: Problem) -> Result:
    return solve(case, graph=GRAPH, policy=policy())


def test_a17_8_loops_are_simple_closed_and_begin_with_the_first_by_id():
    edges = [edge("b", "c"), edge("c", "a"), edge("a", "b"), edge("b", "a"), edge("c", "d")]

    assert [names(ring) for ring in found(*edges)] == ["abc", "ab"]
    assert found(*edges)[0].rows == (2, 0, 1)


def test_a17_8_a_loop_of_firms_carries_what_each_gives_and_passes_the_check():
    listings = []
    for giver, taker, family in (("a", "b", "wood"), ("b", "c", "boards"), ("c", "a", "crates")):
        listings += [
            have(f"{giver} has", family, organisation=giver),
            need(f"{taker} lacks", family, organisation=taker, quantity=40, place=NEAR),
        ]
    case = problem(*listings)

    result = solved(case)

    (loop,) = result.loops
    assert loop.organisations == ("a", "b", "c")
    assert [(flow.candidate.have, flow.candidate.need, flow.quantity) for flow in loop.flows] == [
        ("a has", "b lacks", 40),
        ("b has", "c lacks", 40),
        ("c has", "a lacks", 40),
    ]
    assert loop.points == pytest.approx(3 * 96.8 + 3 * 40)
    assert result.loop_value == pytest.approx(result.loop_bound) == pytest.approx(loop.points)
    assert check(case, result, graph=GRAPH, policy=policy()) == ()


def test_points_are_those_of_the_best_candidates_and_of_each_member():
    (ring,) = found(edge("a", "b", 30.0), edge("b", "a", 20.0), loop_member=5.0)

    assert ring.points == 60.0


def test_a_loop_is_no_longer_than_the_policy_says_and_is_worth_something():
    chain = [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("d", "a")]

    assert len(found(*chain)) == 1
    assert found(*chain, loop_length=3) == ()
    assert found(edge("a", "b", -60.0), edge("b", "a", -60.0)) == ()


def test_a_stopped_candidate_closes_no_loop():
    there = [have("1", organisation="a"), need("2", organisation="b", place=NEAR)]
    back = [have("3", "solvent", organisation="b", hazard_step_recorded=True), need("4", "solvent", organisation="a")]

    assert len(solved(problem(*there, *back)).loops) == 1
    assert solved(problem(*there, replace(back[0], hazard_step_recorded=False), back[1])).loops == ()


def test_rings_beyond_the_limit_are_counted(monkeypatch):
    both = [edge("a", "b"), edge("b", "a"), edge("c", "d", 40.0), edge("d", "c", 40.0)]
    case = problem(*(make(f"{at}{side}", organisation=at) for at in "ab" for side, make in (("h", have), ("n", need))))
    monkeypatch.setattr(loops, "MOST_RINGS", 1)

    assert [names(ring) for ring in found(*both)] == ["ab"]
    monkeypatch.setattr(loops, "MOST_RINGS", 0)
    assert solved(case).left_out["rings_not_weighed"] == 1


def test_walking_from_few_edges_at_a_time_finds_the_same(monkeypatch):
    every = [edge(one, other, 50.0 + ord(one)) for one in "abcdef" for other in "abcdef" if one != other]
    whole = found(*every)
    monkeypatch.setattr(loops, "_STARTS", 3)

    assert found(*every) == whole


def test_an_organisation_gives_to_its_best_partners_only():
    many = [edge("a", other, 50.0 - place) for place, other in enumerate("bcdefghijkl")]
    back = [edge(other, "a") for other in "bcdefghijkl"]

    assert len(found(*many, *back, loop_length=2)) == loops.OUTGOING


def brute_force(some: tuple[Ring, ...]) -> float:
    best = 0.0
    for count in range(1, len(some) + 1):
        for chosen in combinations(some, count):
            members = [member for ring in chosen for member in ring.organisations]
            if len(members) == len(set(members)):
                best = max(best, worth(chosen))
    return best


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.dictionaries(st.permutations("abcdef").map(lambda names: tuple(names[:2])), st.integers(-50, 90), max_size=12)
)
def test_packing_equals_brute_force_on_small_cases(arrows):
    some = found(*(edge(one, other, float(points)) for (one, other), points in arrows.items()))[:12]

    chosen, bound = pack(some, nodes=1000, seed=0)

    assert worth(chosen) == pytest.approx(brute_force(some))
    assert bound == pytest.approx(worth(chosen))


def test_packing_sees_beyond_the_best_loop():
    best_first = [edge("a", "b", 60.0), edge("b", "a", 60.0)]
    two_others = [edge("a", "c"), edge("c", "a"), edge("b", "d"), edge("d", "b")]

    chosen, _ = pack(found(*best_first, *two_others, loop_length=2), nodes=1000, seed=0)

    assert [names(ring) for ring in chosen] == ["ac", "bd"]


def test_many_loops_are_packed_within_a_proven_gap(monkeypatch):
    some = "abcdefghij"
    every = [edge(one, other, 50.0 + some.index(one)) for one in some for other in some if one != other]
    some = found(*every)
    whole, _ = pack(some[:200], nodes=1000, seed=0)
    monkeypatch.setattr(loops, "EXACT_RINGS", 30)

    chosen, bound = pack(some, nodes=1000, seed=0)

    taken = [member for ring in chosen for member in ring.organisations]
    assert len(taken) == len(set(taken))
    assert 0 < worth(chosen) <= bound
    assert worth(whole) <= bound


def test_what_the_linear_choice_takes_whole_stays_and_the_others_are_weighed_round_it(monkeypatch):
    apart = [edge("a", "b", 90.0), edge("b", "a", 90.0)]
    triangle = [edge(one, other, 50.0) for one in "cde" for other in "cde" if one != other]
    every = found(*apart, *triangle, loop_length=2)
    best, _ = pack(every, nodes=1000, seed=0)
    monkeypatch.setattr(loops, "EXACT_RINGS", 0)

    chosen, bound = pack(every, nodes=1000, seed=0)

    assert worth(chosen) == worth(best)
    assert "ab" in [names(ring) for ring in chosen]
    assert bound == pytest.approx(180 + 80 + 1.5 * (100 + 80))  # half of each ring of the triangle
    assert pack(found(*apart, loop_length=2), nodes=1000, seed=0)[0] == found(*apart, loop_length=2)


def test_packing_without_nodes_still_gives_the_best_that_is_known():
    triangle = [edge("a", "b"), edge("b", "a"), edge("b", "c"), edge("c", "b"), edge("a", "c"), edge("c", "a")]

    chosen, bound = pack(found(*triangle, loop_length=2), nodes=0, seed=0)

    assert len(chosen) == 1
    assert worth(chosen) <= bound


def test_without_loops_nothing_is_packed():
    assert pack((), nodes=10, seed=0) == ((), 0.0)
