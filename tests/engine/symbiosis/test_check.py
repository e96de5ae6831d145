"""Each promise broken on purpose: a true result is bent in one place and the check must say so."""

import math
from dataclasses import replace

import pytest

from symbiose.engine.accounting.measures import Column
from symbiose.engine.check.bundles import check_bundles, priced_bundle_bound
from symbiose.engine.exchange.model import Problem as ExchangeProblem
from symbiose.engine.exchange.solve import solve as exchange
from symbiose.engine.symbiosis.model import Accepted, Effect, Hub, Measure, Role, Taken
from symbiose.engine.symbiosis.plan import Crowd
from symbiose.engine.units import Per
from tests.engine.symbiosis.given import (
    EXCHANGE_POLICY,
    GRAPH,
    POLICY,
    TODAY,
    WORK,
    at_hub,
    birdhouses,
    have,
    hub,
    need,
    position,
    problem,
    solved,
    workshop,
)

HALL = have("hall", "hall", organisation="org hall", quantity=20.0, per=Per.WEEK, price=10.0)
LACKS_HALL = at_hub(need("lacks hall", "hall", quantity=20.0, per=Per.WEEK))


def full(**more):
    """A bundle with everything that can be told, and a flow that it carries."""
    case = birdhouses(
        HALL,
        LACKS_HALL,
        fitting={"p": 7},
        effects=(Effect("offcuts", Measure.CO2E, 0.5, "Eksempel"), Effect("lacks hall", Measure.HANDLING, -1.0, "E")),
        **{"hubs": (hub(own_room=False, pay=1.0),), **more},
    )
    flows = exchange(ExchangeProblem(case.listings, TODAY), graph=GRAPH, policy=EXCHANGE_POLICY).flows
    return replace(case, flows=tuple(flows), accepted=(Accepted("hub", Column.ECONOMY, 9e6, "DKK"),))


def broken(case, result, **policy):
    return {one.code for one in check_bundles(case, result, policy=replace(POLICY, **policy))}


def bent(result, **values):
    return replace(result, bundles=(replace(result.bundles[0], **values), *result.bundles[1:]))


def with_work(result, **values):
    return bent(result, work=replace(result.bundles[0].work, **values))


def with_link(result, **values):
    first, *others = result.bundles[0].links
    return bent(result, links=(replace(first, **values), *others))


def test_a_true_result_keeps_every_promise():
    case = full()
    result = solved(case)

    assert len(result.bundles[0].links) == 3
    assert broken(case, result) == set()
    assert result.bound <= priced_bundle_bound(case, result, policy=POLICY) + 1e-3


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"own_room": False}, "no_room"),
        ({"pay": 9.0}, "wrong_gains"),
        ({"organisation": "somebody"}, "unknown"),
        ({"most_hours": 1.0}, "too_many_hours"),
    ],
)
def test_a_hub_that_does_not_bear_the_result_is_found(change, expected):
    case = birdhouses(positions=())
    result = solved(case)

    assert expected in broken(replace(case, hubs=(replace(case.hubs[0], **change),)), result)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"fewest_parties": 5}, "wrong_number_of_parties"),
        ({"most_parties": 3}, "wrong_number_of_parties"),
        ({"least_hours": 6.0}, "wrong_hours"),
        ({"fewest_people": 8}, "wrong_crowd"),
        ({"reach_km": dict.fromkeys(Role, -1.0)}, "too_far"),
        ({"weights": replace(POLICY.weights, hour=6.0)}, "wrong_parts"),
    ],
)
def test_a_policy_that_does_not_bear_the_result_is_found(change, expected):
    case = full()

    assert expected in broken(case, solved(case), **change)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"refused": True}, "refused"),
        ({"positions": ()}, "foreign_position"),
        ({"positions": (position(min_hours=8.0),)}, "wrong_hours"),
        ({"positions": (position(hours=4.0),)}, "wrong_positions"),
        ({"taken": (Taken("p", 6.0),)}, "too_many_hours"),
        ({"taken": (Taken("p", 1.0),)}, "too_many_seats"),
        ({"fitting": {"p": 0}}, "nobody_fits"),
        ({"fitting": {}}, "wrong_crowd"),
        ({"fitting": {"p": 2}}, "wrong_crowd"),
        ({"efforts": ()}, "hours_of_nobody"),
        ({"efforts": (replace(WORK, central=0.39),)}, "hours_do_not_follow"),
        ({"accepted": (), "hubs": (Hub("hub", own_room=False, pay=9e6),)}, "wrong_gains"),
        ({"effects": ()}, "wrong_gains"),
    ],
)
def test_a_problem_that_does_not_bear_the_result_is_found(change, expected):
    case = full()
    result = solved(case)
    change = {"refused": frozenset({result.bundles[0].key})} if "refused" in change else change

    assert expected in broken(replace(case, **change), result)


def listing_changed(case, name, **values):
    return replace(case, listings=tuple(replace(one, **values) if one.id == name else one for one in case.listings))


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("offcuts", {"quantity": 400.0}, "more_than_there_is"),
        ("offcuts", {"minimum_lot": 1001.0}, "below_lot"),
        ("hub wood", {"organisation": "else"}, "wrong_role"),
        ("hub boxes", {"organisation": "else"}, "wrong_role"),
        ("hub boxes", {"price": 5.0}, "wrong_gains"),
        ("garden", {"unit": "hour"}, "amount_of_unknown"),
        ("hall", {"price": 0.0}, "wrong_gains"),
    ],
)
def test_a_listing_that_does_not_bear_the_result_is_found(name, values, expected):
    case = full()

    found = broken(listing_changed(replace(case, flows=()), name, **values), solved(replace(case, flows=())))

    assert expected in found


def test_a_loss_and_a_bundle_without_gain_are_found():
    case = problem(
        have("offcuts", "offcuts", price=0.0),
        need("garden", "boxes", quantity=500.0),
        at_hub(need("wood", "wood")),
        at_hub(have("boxes", "boxes", quantity=500.0, price=1.0)),
        position(),
        WORK,
        hubs=(hub(pay=100.0),),
        accepted=(Accepted("hub", Column.ECONOMY, 9e6, "DKK"),),
    )
    free = problem(
        have("saw", "saw", price=1.0),
        have("offcuts", "offcuts"),
        at_hub(need("lacks saw", "saw")),
        at_hub(need("wood", "wood")),
        position(),
        WORK,
    )

    assert "party_loses" in broken(replace(case, accepted=()), solved(case))
    assert "party_gains_nothing" in broken(listing_changed(free, "saw", price=0.0), solved(free))


def test_amounts_links_and_hours_that_are_bent_are_found():
    case = full()
    result = solved(case)
    one = result.bundles[0]

    assert "wrong_quantity" in broken(case, with_link(result, quantity=1.0))
    assert "amount_of_unknown" in broken(case, with_link(result, year=None))
    assert "told_otherwise" in broken(case, with_link(result, candidate=replace(one.links[0].candidate, points=0.0)))
    assert "wrong_role" in broken(case, with_link(result, role=Role.SPACE))
    assert "wrong_roles" in broken(case, bent(result, links=one.links[:1] * 2))
    assert "wrong_hours" in broken(case, with_work(result, hours=5.25))
    assert "wrong_positions" in broken(case, with_work(result, seats=3))
    assert "wrong_crowd" in broken(case, with_work(result, count=2))
    assert "wrong_crowd" in broken(case, with_work(result, crowd=Crowd.NOBODY))
    stopped = tuple(replace(row, stopped=True) for row in case.candidates)
    assert "cannot_run" in broken(replace(case, candidates=stopped), result)
    assert broken(replace(case, candidates=()), result) == {"unknown"}


def test_figures_that_are_bent_are_found():
    case = full()
    result = solved(case)
    one = result.bundles[0]
    first, *others = one.parties
    other_column = replace(first.gains[0], column=Column.PEOPLE)

    assert "wrong_value" in broken(case, replace(result, value=1.0))
    assert "bound_below_value" in broken(case, replace(result, bound=1.0))
    assert "points_are_not_their_sum" in broken(case, bent(result, points=1.0))
    assert "wrong_parts" in broken(case, bent(result, parts=(replace(one.parts[0], code="else"), *one.parts[1:])))
    assert "wrong_bundle_gains" in broken(case, bent(result, gains=()))
    assert "wrong_parties" in broken(case, bent(result, parties=(*others,)))
    bent_column = (replace(first, gains=(other_column, *first.gains[1:])), *others)
    assert "wrong_column" in broken(case, bent(result, parties=bent_column))
    unknown = (replace(first, gains=(replace(first.gains[0], quantity=None), *first.gains[1:])), *others)
    assert "wrong_gains" in broken(case, bent(result, parties=unknown))
    assert "joined_twice" in broken(case, replace(result, bundles=(one, one)))


def test_what_is_no_number_is_no_figure():
    case, nan = full(), float("nan")
    result = solved(case)
    one = result.bundles[0]
    first, *others = one.parties
    no_gain = (replace(first, gains=(replace(first.gains[0], quantity=nan), *first.gains[1:])), *others)

    assert "wrong_value" in broken(case, replace(result, value=nan))
    assert "bound_below_value" in broken(case, replace(result, bound=nan))
    assert "points_are_not_their_sum" in broken(case, bent(result, points=nan))
    assert "wrong_parts" in broken(case, bent(result, parts=(replace(one.parts[0], points=nan), *one.parts[1:])))
    assert "wrong_gains" in broken(case, bent(result, parties=no_gain))
    assert "wrong_quantity" in broken(case, with_link(result, quantity=nan))


@pytest.mark.parametrize("values", [{"hours": math.nan}, {"hours": math.inf}])
def test_hours_that_are_no_number_are_found(values):
    case = full()

    assert "wrong_hours" in broken(case, with_work(solved(case), **values))


def test_a_range_that_the_hours_are_not_in_is_found():
    case = full()
    result = solved(case)

    assert broken(case, with_work(result, low=5.5)) == {"hours_out_of_their_range"}
    assert broken(case, with_work(result, high=4.0)) == {"hours_out_of_their_range"}


def test_another_name_does_not_bring_back_what_somebody_said_no_to_nor_join_it_twice():
    case = full()
    result = solved(case)
    one = result.bundles[0]
    refused = replace(case, refused=frozenset({one.key}))
    twice = replace(result, bundles=(one, replace(one, key="else")))

    assert {"wrong_key", "refused"} <= broken(refused, bent(result, key="else"))
    assert {"wrong_key", "joined_twice"} <= broken(case, twice)


def test_units_columns_roles_and_flows_that_are_told_otherwise_are_found():
    case = full()
    result = solved(case)
    one = result.bundles[0]
    first, *others = one.parties
    tonnes = (replace(first.gains[0], unit="t"), *first.gains[1:])
    people = (replace(one.gains[-1], column=Column.PLANET), *one.gains[:-1])

    assert "wrong_unit" in broken(case, bent(result, parties=(replace(first, gains=tonnes), *others)))
    assert "wrong_unit" in broken(case, with_link(result, unit="t"))
    assert broken(case, bent(result, gains=people)) == {"wrong_column"}
    assert broken(case, bent(result, parties=(replace(first, roles=(Role.BUYER,)), *others))) == {"wrong_roles"}
    assert broken(case, with_link(result, carried=not one.links[0].carried)) == {"wrongly_carried"}


def test_a_proposed_position_is_counted():
    case = problem(have("offcuts", "offcuts"), need("garden", "boxes"), *workshop(), WORK)
    result = solved(case)

    assert "wrong_positions" in broken(case, with_work(result, positions=3))
    assert broken(case, result) == set()


def test_steam_pieces_and_cubic_metres_are_measured_a_second_time():
    heat = problem(
        have("heat", "heat", quantity=50.0, price=2.0),
        at_hub(need("lacks heat", "heat", quantity=50.0)),
        HALL,
        LACKS_HALL,
        position(),
    )
    crates = problem(
        have("crates", "crates", quantity=None),
        need("garden", "gifts"),
        at_hub(need("boards", "boards", quantity=30.0, unit="m3")),
        at_hub(have("gifts", "gifts")),
        position(),
        replace(WORK, family="boards", unit="m3"),
    )
    packing = problem(
        HALL,
        LACKS_HALL,
        need("packs", "packing", quantity=8.0, per=Per.WEEK, price=300.0),
        at_hub(have("can pack", "packing", quantity=12.0, per=Per.WEEK, price=250.0)),
        position(),
    )
    by_volume = problem(
        have("wood", "wood", unit="m3", quantity=2.0), need("garden", "boxes"), *workshop(), position(), WORK
    )

    for case in (heat, crates, packing, by_volume):
        assert broken(case, solved(case)) == set()
    assert all(solved(case).bundles for case in (heat, packing, by_volume))


def test_a_bound_holds_for_any_prices():
    case = full()
    result = solved(case)
    (one,) = result.bundles
    flow = ("flow", "offcuts", "offcuts", "hub wood")
    prices = {
        ("listing", "offcuts"): 1e-5,
        flow: 1e-6,
        ("half_hours", "p"): 1.0,
        ("seats", "p"): 2.0,
        ("hub_half_hours", "hub"): 0.1,
        ("join", one.key): 1.0,
        ("listing", "garden"): -5.0,
    }

    assert priced_bundle_bound(case, replace(result, prices=prices), policy=POLICY) >= result.value
    assert priced_bundle_bound(case, replace(result, prices={}), policy=POLICY) >= result.value


def test_a_room_of_unsaid_hours_and_an_effort_that_cannot_be_compared_are_measured_a_second_time():
    case = birdhouses(
        replace(HALL, quantity=None),
        replace(LACKS_HALL, quantity=None),
        replace(WORK, family="offcuts", unit="hour"),
        hubs=(hub(own_room=False),),
    )
    result = solved(case)

    assert broken(case, result) == set()
    assert [link.year for link in result.bundles[0].links] == [1000.0, None, 500.0]
