"""Each promise broken on purpose: a true result is bent in one place and the check must say so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from symbiose.engine.check import check, priced_bound
from symbiose.engine.exchange.model import Listing, Problem, Result, Side
from symbiose.engine.exchange.solve import solve
from symbiose.engine.geography import Place
from symbiose.engine.resources.model import Kind
from symbiose.engine.units import Per
from symbiose.engine.windows import parse_windows
from tests.engine.exchange.given import FAR, GRAPH, NEAR, TODAY, have, need, policy, problem

POLICY = policy()


def ring() -> Problem:
    """Two firms that give each other, and a third pair beside them."""
    return problem(
        have("a has", organisation="a"),
        need("b lacks", organisation="b", quantity=60.0),
        have("b has", "boards", organisation="b"),
        need("a lacks", "boards", organisation="a", place=NEAR),
        have("c has", "pallets", organisation="c"),
        need("d lacks", "boards", organisation="d", minimum_lot=1.0),
    )


def solved(case: Problem) -> Result:
    return solve(case, graph=GRAPH, policy=POLICY)


def broken(case: Problem, result: Result) -> set[str]:
    return {violation.code for violation in check(case, result, graph=GRAPH, policy=POLICY)}


def changed(case: Problem, name: str, **values: Any) -> Problem:
    """The problem with one listing changed behind the result's back."""
    return replace(case, listings=tuple(replace(one, **values) if one.id == name else one for one in case.listings))


def bent(result: Result, **values: Any) -> Result:
    """The result with its first candidate changed, in the list and in every flow."""
    first = result.candidates[0]
    other = replace(first, **values)
    flows = [replace(flow, candidate=other) if flow.candidate == first else flow for flow in result.flows]
    return replace(result, candidates=(other, *result.candidates[1:]), flows=tuple(flows), loops=())


def test_a_true_result_keeps_every_promise():
    case = ring()
    result = solved(case)

    assert check(case, result, graph=GRAPH, policy=POLICY) == ()
    assert (len(result.flows), len(result.loops)) == (3, 1)
    assert result.value <= result.bound <= priced_bound(result, case, graph=GRAPH, policy=POLICY) + 1e-6


NIGHT, DAY = parse_windows("mon 00:00-04:00"), parse_windows("mon 08:00-16:00")


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("a has", {"organisation": "b"}, "own_organisation"),
        ("a has", {"side": Side.NEED}, "wrong_side"),
        ("a has", {"valid_to": TODAY - timedelta(days=1)}, "not_valid_together"),
        ("c has", {"conditions": {"dry": False}}, "condition_denied"),
        ("a has", {"price": 9.0}, "too_dear"),
        ("a has", {"hazard": True}, "hazard_not_stopped"),
        ("b lacks", {"hazard": True}, "hazard_not_stopped"),
        ("a has", {"place": FAR}, "too_far"),
        ("a has", {"place": Place(56.0, 9.55)}, "wrong_distance"),
        ("a has", {"place": None}, "distance_of_unknown_place"),
        ("b lacks", {"windows": NIGHT}, "no_common_hours"),
        ("b lacks", {"quantity": 10.0}, "wrong_quantity"),
        ("b lacks", {"minimum_lot": 61.0}, "below_lot"),
        ("b lacks", {"unit": "hour"}, "quantity_of_unknown"),
    ],
)
def test_a_listing_that_does_not_bear_the_result_is_found(name, values, expected):
    case = changed(changed(ring(), "b lacks", price=5.0), "a has", kind=Kind.EQUIPMENT, windows=DAY)
    result = solved(case)
    assert broken(case, result) == set()

    assert expected in broken(changed(case, name, **values), result)


def test_a_refused_pair_is_found():
    case = ring()

    assert broken(replace(case, refused=frozenset({("a has", "b lacks")})), solved(case)) == {"refused"}


def test_a_listing_or_a_use_that_nobody_knows_is_found():
    case = ring()
    result = solved(case)

    assert broken(replace(case, listings=case.listings[1:]), result) == {"unknown_listing"}
    assert broken(case, bent(result, need_family="steam")) == {"no_use"}
    assert broken(case, bent(result, have_family="unheard")) == {"no_use"}


def test_a_distance_that_is_no_number_is_found():
    case = ring()

    assert "wrong_distance" in broken(case, bent(solved(case), km=float("nan")))


def test_points_that_are_not_the_sum_of_their_parts_are_found():
    case = ring()

    assert broken(case, bent(solved(case), points=1e6)) == {"points_are_not_their_sum"}


def test_a_flow_of_nothing_proposed_or_of_something_stopped_is_found():
    case = ring()
    result = solved(case)
    stopped = bent(result, stopped=True)

    assert broken(case, replace(result, candidates=result.candidates[1:])) == {"flow_without_candidate"}
    assert "stopped_flow" in broken(case, stopped)


def test_more_than_there_is_and_a_flow_told_twice_are_found():
    case = problem(have("a", quantity=10.0), need("b", quantity=10.0), need("c", quantity=10.0))
    result = solved(case)
    other = next(one for one in result.candidates if one != result.flows[0].candidate)

    twice = replace(result, flows=tuple(result.flows) * 2)
    beyond = replace(result, flows=(*result.flows, replace(result.flows[0], candidate=other)))

    assert {"flow_twice", "more_than_there_is"} <= broken(case, twice)
    assert "more_than_there_is" in broken(case, beyond)


@pytest.mark.parametrize("share", [0.0, 1.5])
def test_a_share_out_of_range_is_found(share):
    case = ring()
    result = solved(case)
    flow = replace(result.flows[0], share=share)

    assert "share_out_of_range" in broken(case, replace(result, flows=(flow, *result.flows[1:])))


def test_a_value_or_a_bound_that_cannot_be_is_found():
    case = ring()
    result = solved(case)

    assert broken(case, replace(result, value=result.value + 1, bound=result.bound + 1)) == {"wrong_value"}
    assert broken(case, replace(result, bound=result.value - 1)) == {"bound_below_value"}
    assert broken(case, replace(result, value=float("nan"))) == {"wrong_value", "bound_below_value"}
    assert broken(case, replace(result, bound=float("nan"))) == {"bound_below_value"}
    assert broken(case, replace(result, loop_bound=float("nan"))) == {"loop_bound_below_value"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"organisations": ("b", "a")}, {"loop_start", "loop_not_closed"}),
        ({"organisations": ("a",)}, {"loop_length", "loop_not_closed", "wrong_loop_points", "wrong_loop_value"}),
        ({"organisations": ("a", "a")}, {"loop_not_simple", "loop_not_closed"}),
        (
            {"organisations": ()},
            {"loop_length", "loop_start", "loop_not_closed", "wrong_loop_points", "wrong_loop_value"},
        ),
        ({"points": 1.0}, {"wrong_loop_points"}),
    ],
)
def test_a17_8_a_loop_that_is_no_ring_is_found(values, expected):
    case = ring()
    result = solved(case)

    assert broken(case, replace(result, loops=(replace(result.loops[0], **values),))) == expected


def test_a17_8_an_organisation_in_two_loops_and_a_false_bound_are_found():
    case = ring()
    result = solved(case)

    assert broken(case, replace(result, loops=result.loops * 2, loop_value=result.loop_value * 2)) == {
        "in_two_loops",
        "loop_bound_below_value",
    }


@pytest.mark.parametrize(
    "listings",
    [
        (have("a", unit="m3", quantity=None), need("b", minimum_lot=3.0, per=Per.WEEK)),
        (have("a", unit="piece", quantity=3.0), need("b")),
        (have("a", "pallets", minimum_lot=1.0), need("b", "boards", unit="m3", per=None)),
        (have("a", quantity=None), need("b", quantity=None)),
        (have("a", place=None), need("b", per=Per.ONCE)),
    ],
)
def test_what_is_unsaid_or_measured_otherwise_is_measured_alike(listings: tuple[Listing, ...]):
    case = problem(*listings)
    result = solved(case)

    assert len(result.flows) == 1
    assert check(case, result, graph=GRAPH, policy=POLICY) == ()


def test_a_true_result_with_a_stop_and_a_fair_price_keeps_every_promise():
    case = problem(have("a", price=2.0), need("b", price=2.0), have("c", "solvent"), need("d", "solvent"))
    result = solved(case)

    assert [one.stopped for one in result.candidates] == [False, True]
    assert check(case, result, graph=GRAPH, policy=POLICY) == ()
    assert priced_bound(result, case, graph=GRAPH, policy=POLICY) >= result.value


def test_any_prices_bound_the_value():
    case = ring()
    result = solved(case)

    for prices in ({}, {"a has": 40.0}, {"a has": -5.0, "nobody": 1.0}):
        assert priced_bound(replace(result, prices=prices), case, graph=GRAPH, policy=POLICY) >= result.value


def test_a_flow_told_otherwise_than_its_candidate_is_found():
    case = problem(have(), need(place=NEAR))
    result = solve(case, graph=GRAPH, policy=policy())
    (flow,) = result.flows
    dearer = replace(flow.candidate, points=flow.candidate.points + 1)

    found = check(
        case, replace(result, flows=(replace(flow, candidate=dearer),), loops=()), graph=GRAPH, policy=policy()
    )

    assert {violation.code for violation in found} >= {"told_otherwise", "points_are_not_their_sum"}
