from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.check import check
from symbiose.engine.exchange import loops
from symbiose.engine.exchange.loops import Ring, pack, rings, worth
from symbiose.engine.exchange.model import Candidate, Problem, Result
from symbiose.engine.exchange.solve import solve
from tests.engine.exchange.given import GRAPH, NEAR, have, need, policy, problem


def edge(giver: str, taker: str, points: float = 50.0, *, stopped: bool = False) -> Candidate:
    """A candidate from organisation to organisation; a listing's id begins with its owner's letter."""
    return Candidate(
        have=f"{giver}>{taker}",
        need=f"{taker}<{giver}",
        have_family="wood",
        need_family="wood",
        by_use=False,
        km=1.0,
        most=1.0,
        supply_share=1.0,
        parts=(),
        points=points,
        reasons=(),
        stopped=stopped,
    )


def found(*edges: Candidate, **more) -> tuple[Ring, ...]:
    owner = {name: name[0] for one in edges for name in (one.have, one.need)}
    return rings(edges, owner, policy(**more))


def solved(case: Problem) -> Result:
    return solve(case, graph=GRAPH, policy=policy())


def test_a17_8_loops_are_simple_closed_and_begin_with_the_first_by_id():
    edges = [edge("b", "c"), edge("c", "a"), edge("a", "b"), edge("b", "a"), edge("c", "d")]

    assert [ring.organisations for ring in found(*edges)] == [("a", "b", "c"), ("a", "b")]
    assert [one.have for one in found(*edges)[0].candidates] == ["a>b", "b>c", "c>a"]


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
    assert found(edge("a", "b"), edge("b", "a", stopped=True)) == ()


def test_an_organisation_gives_to_its_best_partners_only():
    many = [edge("a", other, 50.0 - place) for place, other in enumerate("bcdefghijkl")]
    back = [edge(other, "a") for other in "bcdefghijkl"]

    assert len(found(*many, *back, loop_length=2)) == loops.OUTGOING


def brute_force(some: tuple[Ring, ...]) -> float:
    best = 0.0
    for count in range(1, len(some) + 1):
        for chosen in combinations(some, count):
            names = [name for ring in chosen for name in ring.organisations]
            if len(names) == len(set(names)):
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

    assert [ring.organisations for ring in chosen] == [("a", "c"), ("b", "d")]


def test_many_loops_are_packed_within_a_proven_gap(monkeypatch):
    names = "abcdefghij"
    every = [edge(one, other, 50.0 + names.index(one)) for one in names for other in names if one != other]
    some = found(*every)
    whole, _ = pack(some[:200], nodes=1000, seed=0)
    monkeypatch.setattr(loops, "EXACT_RINGS", 30)

    chosen, bound = pack(some, nodes=1000, seed=0)

    taken = [name for ring in chosen for name in ring.organisations]
    assert len(taken) == len(set(taken))
    assert 0 < worth(chosen) <= bound
    assert worth(whole) <= bound


def test_packing_without_nodes_still_gives_the_best_that_is_known():
    triangle = [edge("a", "b"), edge("b", "a"), edge("b", "c"), edge("c", "b"), edge("a", "c"), edge("c", "a")]

    chosen, bound = pack(found(*triangle, loop_length=2), nodes=0, seed=0)

    assert len(chosen) == 1
    assert worth(chosen) <= bound


def test_without_loops_nothing_is_packed():
    assert pack((), nodes=10, seed=0) == ((), 0.0)
