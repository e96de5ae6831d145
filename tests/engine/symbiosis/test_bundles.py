"""What a bundle is: which links and hours join, what every party gains, and why one is not kept."""

from dataclasses import replace

import pytest

from symbiose.engine.accounting.measures import Column
from symbiose.engine.check.bundles import check_bundles
from symbiose.engine.exchange.model import Candidate
from symbiose.engine.exchange.model import Problem as ExchangeProblem
from symbiose.engine.exchange.solve import solve as exchange
from symbiose.engine.explain import sentence
from symbiose.engine.symbiosis.model import Accepted, Effect, Measure, Role, Taken
from symbiose.engine.symbiosis.plan import Crowd
from symbiose.engine.units import Per
from tests.engine.symbiosis.given import (
    EXCHANGE_POLICY,
    GRAPH,
    NEAR,
    POLICY,
    TODAY,
    WORK,
    at_hub,
    birdhouses,
    codes,
    gains,
    have,
    hub,
    near,
    need,
    only,
    party,
    position,
    problem,
    refused,
    solved,
    workshop,
)

HALL = have("hall", "hall", organisation="org hall", quantity=20.0, per=Per.WEEK)
LACKS_HALL = at_hub(need("lacks hall", "hall", quantity=20.0, per=Per.WEEK))


def test_a17_a_residue_hours_and_a_buyer_are_joined_round_a_hub():
    bundle = only(birdhouses())

    assert [(one.role, one.candidate.have, one.quantity, one.unit) for one in bundle.links] == [
        (Role.GIVER, "offcuts", 1000.0, "kg"),
        (Role.BUYER, "hub boxes", 500.0, "piece"),
    ]
    assert (bundle.work.position, bundle.work.hours, bundle.work.seats) == ("p", 5.0, 1)
    assert (bundle.work.low, bundle.work.high) == (3.85, 7.69)
    assert [one.organisation for one in bundle.parties] == ["org offcuts", "org garden", "hub", ""]


def test_a16_1_every_party_is_told_what_it_gains_on_each_bottom_line_and_no_column_is_added_to_another():
    bundle = only(birdhouses())

    assert gains(bundle, Role.GIVER) == {"kg_kept_in_use": 1000.0, "price_received": None}
    assert gains(bundle, Role.BUYER) == {"kg_in_goods": 1000.0, "saved_below_ceiling": None}
    assert gains(bundle, Role.HUB) == {
        "hours_per_week": 5.0,
        "positions": 1,
        "kg_kept_in_use": 1000.0,
        "sales": None,
        "price_paid": None,
        "wages": None,
    }
    assert gains(bundle, Role.PEOPLE) == {"hours_per_week": 5.0}
    told = [gain for one in bundle.parties for gain in one.gains]
    assert {(one.column, one.unit) for one in told} == {
        (Column.PEOPLE, "hour"),
        (Column.PEOPLE, "position"),
        (Column.PLANET, "kg"),
        (Column.ECONOMY, "DKK"),
    }
    assert [one.measure for one in bundle.gains] == ["hours_per_week", "positions", "kg_kept_in_use", "sales"]


def test_known_prices_are_told_in_kroner_a_year():
    case = problem(
        have("offcuts", "offcuts", price=2.0),
        need("garden", "boxes", quantity=500.0, price=90.0),
        at_hub(need("wood", "wood")),
        at_hub(have("boxes", "boxes", quantity=500.0, price=80.0)),
        position(),
        WORK,
        hubs=(hub(pay=100.0),),
    )

    bundle = only(case)

    assert gains(bundle, Role.GIVER)["price_received"] == 2000.0
    assert gains(bundle, Role.BUYER)["saved_below_ceiling"] == 5000.0
    hub_gains = gains(bundle, Role.HUB)
    assert (hub_gains["sales"], hub_gains["price_paid"], hub_gains["wages"]) == (40000.0, -2000.0, -26000.0)
    assert {"cost", "cost_sourced"} <= set(codes(bundle))


def test_a_room_and_a_machine_of_others_are_joined_where_they_gain_by_it():
    case = birdhouses(
        HALL,
        LACKS_HALL,
        have("saw", "saw", quantity=10.0, per=Per.WEEK, price=50.0),
        at_hub(need("lacks saw", "saw", quantity=10.0, per=Per.WEEK)),
        hubs=(hub(own_room=False),),
    )

    bundle = only(case)

    assert [one.role for one in bundle.links] == [Role.GIVER, Role.SPACE, Role.EQUIPMENT, Role.BUYER]
    assert gains(bundle, Role.SPACE) == {"room_hours": 5.0, "rent_received": None}
    assert gains(bundle, Role.EQUIPMENT) == {"rent_received": 5 * 52 * 50.0}
    assert bundle.links[1].year == 5 * 52


def test_a_room_by_the_square_metre_is_taken_as_it_is():
    case = birdhouses(
        have("yard", "yard", quantity=40.0),
        at_hub(need("lacks yard", "yard", quantity=30.0)),
        hubs=(hub(own_room=False),),
    )

    assert only(case).links[1].year == 30.0


def test_a_machine_that_is_lent_for_nothing_gives_its_owner_nothing():
    case = problem(
        have("offcuts", "offcuts"),
        have("saw", "saw", price=0.0),
        at_hub(need("wood", "wood")),
        at_hub(need("lacks saw", "saw")),
        position(),
        WORK,
    )

    found = near(case, "party_gains_nothing")

    assert found.values == {"party": Role.EQUIPMENT}
    assert not solved(case).bundles


def test_a_gain_that_nobody_can_tell_is_none_yet():
    case = problem(
        have("saw", "saw"),
        at_hub(need("lacks saw", "saw")),
        need("packs", "packing", quantity=10.0, per=Per.WEEK),
        at_hub(have("can pack", "packing", quantity=10.0, per=Per.WEEK)),
        position(),
    )

    reasons = [one for refusal in solved(case).refusals for one in refusal.reasons]

    assert [(one.code, one.values["party"]) for one in reasons] == [
        ("party_gain_unproven", Role.EQUIPMENT),
        ("party_gain_unproven", Role.BUYER),
    ]


def test_hours_that_are_bought_need_no_estimate():
    case = problem(
        HALL,
        LACKS_HALL,
        need("packs", "packing", quantity=8.0, per=Per.WEEK, price=300.0),
        at_hub(have("can pack", "packing", quantity=12.0, per=Per.WEEK, price=250.0)),
        position(),
    )

    bundle = only(case)

    assert (bundle.work.hours, bundle.work.source, bundle.work.estimated) == (8.0, "", False)
    assert gains(bundle, Role.BUYER) == {"saved_below_ceiling": 8 * 52 * 50.0}


def test_a_hub_that_loses_more_than_it_accepts_is_told_by_how_much():
    listings = (
        have("offcuts", "offcuts", price=0.0),
        need("garden", "boxes", quantity=500.0),
        at_hub(need("wood", "wood")),
        at_hub(have("boxes", "boxes", quantity=500.0, price=10.0)),
        position(),
        WORK,
    )
    case = problem(*listings, hubs=(hub(pay=100.0),))

    found = near(case, "party_loses", sizes=(1.0,))

    assert found.values == {
        "party": Role.HUB,
        "column": Column.ECONOMY,
        "amount": 21000.0,
        "accepted": 0.0,
        "measure_unit": "DKK",
    }
    text = (
        "For den, der gør arbejdet: et tab på 21.000 kr. om året (økonomi), og der er ikke sagt ja til at tabe noget."
    )
    assert sentence(found, graph=GRAPH) == text
    accepted = (Accepted("hub", Column.ECONOMY, 21000.0, "DKK"),)
    assert only(replace(case, accepted=accepted), sizes=(1.0,)).size == 1.0
    half = (Accepted("hub", Column.ECONOMY, 12000.0, "DKK"),)
    assert only(replace(case, accepted=half)).size == 0.5


def test_what_somebody_asks_below_nothing_to_be_rid_of_a_thing_is_no_loss_beyond_what_it_accepts():
    case = problem(
        have("offcuts", "offcuts", price=-1.0),
        need("garden", "boxes", quantity=500.0),
        *workshop(),
        position(),
        WORK,
    )

    assert gains(only(case), Role.GIVER)["price_received"] == -1000.0


def test_figures_that_somebody_gave_count_for_the_owner_of_the_listing():
    effects = (
        Effect("offcuts", Measure.FEE_SAVED, 1.5, "Gebyr 2026"),
        Effect("hub wood", Measure.HANDLING, -0.5, "Aftale"),
    )

    bundle = only(birdhouses(effects=effects))

    assert gains(bundle, Role.GIVER)["fee_saved"] == 1500.0
    assert gains(bundle, Role.HUB)["handling"] == -500.0
    assert {one.code: one.values for one in bundle.reasons}["cost_sourced"]["source"] == "Aftale"


def test_effects_of_what_nobody_measured_are_unknown():
    case = birdhouses(effects=(Effect("crates", Measure.FEE_SAVED, 1.0, "Gebyr"),), hubs=(hub(),))
    case = problem(
        have("crates", "crates", quantity=None),
        at_hub(need("boards", "boards", quantity=None)),
        HALL,
        LACKS_HALL,
        position(),
        effects=case.effects,
    )

    found = solved(case)

    assert {one.measure for one in party(found.refusals[0], Role.GIVER).gains if one.quantity is None} == {
        Measure.KG_KEPT,
        Measure.PRICE_RECEIVED,
        Measure.FEE_SAVED,
    }


def test_a_giver_that_buys_closes_a_ring_of_two():
    case = problem(
        have("offcuts", "offcuts", organisation="firm"),
        need("garden", "boxes", organisation="firm", quantity=500.0),
        *workshop(),
        position(),
        WORK,
    )

    bundle = only(case)

    assert party(bundle, Role.GIVER).roles == (Role.GIVER, Role.BUYER)


@pytest.mark.parametrize(
    ("case", "changed", "code"),
    [
        (birdhouses(), {"fewest_parties": 4}, "too_few_parties"),
        (birdhouses(), {"most_parties": 2}, "too_many_parties"),
        (birdhouses(hubs=(hub(own_room=False),)), {}, "room_missing"),
        (birdhouses(), {"least_hours": 6.0}, "work_little"),
        (birdhouses(fitting={"p": 0}, hubs=(hub(most_hours=0.0),)), {}, "people_nobody"),
        (birdhouses(taken=(Taken("p", 4.0),), hubs=(hub(most_hours=0.0),)), {}, "work_full"),
        (problem(have("a", "wood"), *workshop(), need("b", "boxes"), WORK, hubs=(hub(most_hours=0),)), {}, "hub_full"),
        (problem(have("a", "wood"), *workshop(), need("b", "boxes")), {}, "work_unknown"),
        (problem(have("a", "wood"), *workshop(), need("b", "gifts"), position(), WORK), {}, "part_missing"),
        (problem(have("a", "lorry"), position()), {}, "no_links"),
        (birdhouses(), {"weights": replace(POLICY.weights, bundle=1000.0)}, "bundle_thin"),
    ],
)
def test_a_near_bundle_says_why_it_is_none(case, changed, code):
    result = solved(case, **changed)

    assert result.bundles == ()
    assert code in refused(result)


def test_a_link_that_is_too_far_or_stopped_says_so():
    far = birdhouses(have("far", "offcuts", place=NEAR))
    hazard = problem(
        have("paint", "paint"), at_hub(need("lacks", "paint")), HALL, LACKS_HALL, need("b", "boxes"), *workshop(), WORK
    )

    assert near(far, "link_far", reach_km={**POLICY.reach_km, Role.GIVER: 5.0}).values["km"] == 6.4
    assert near(hazard, "link_stopped").values == {"party": Role.GIVER}


def test_a_lot_that_is_not_reached_says_so():
    case = problem(
        have("offcuts", "offcuts", minimum_lot=900.0),
        need("garden", "boxes", quantity=300.0),
        *workshop(),
        position(),
        WORK,
    )

    assert near(case, "lot_short").values == {"party": Role.GIVER, "quantity": 600.0, "lot": 900.0, "unit": "kg"}


def test_a_no_is_remembered_whatever_the_position_and_the_size():
    case = birdhouses()
    key = only(case).key

    result = solved(replace(case, refused=frozenset({key})))

    assert result.bundles == ()
    assert "bundle_refused" in refused(result)


@pytest.mark.parametrize(
    ("people", "crowd", "count", "code"),
    [
        (None, Crowd.UNKNOWN, None, "people_unknown"),
        (1, Crowd.FEW, None, "people_few"),
        (5, Crowd.MANY, 5, "people_many"),
    ],
)
def test_a16_5_fewer_than_five_who_could_fill_the_hours_are_only_few(people, crowd, count, code):
    bundle = only(birdhouses(fitting={} if people is None else {"p": people}))

    assert (bundle.work.crowd, bundle.work.count) == (crowd, count)
    assert code in codes(bundle)


def test_hours_without_a_known_rate_are_those_of_the_position():
    case = problem(
        have("offcuts", "offcuts"),
        need("garden", "gifts"),
        at_hub(need("wood", "wood")),
        position(),
        at_hub(have("gifts", "gifts")),
    )

    bundle = only(case)

    assert bundle.work.hours == 10.0
    assert {"work_as_said", "amounts_apart"} <= set(codes(bundle))
    assert gains(bundle, Role.BUYER)["kg_in_goods"] == 1000.0


def test_more_work_than_the_position_has_shrinks_the_links():
    bundle = only(
        birdhouses(taken=(Taken("p", 7.0),), positions=(position(seats=2, total_hours=9.0),), hubs=(hub(most_hours=0),))
    )

    assert (bundle.work.hours, bundle.links[0].year, bundle.links[1].year) == (2.0, 400.0, 200.0)


def test_a_hub_without_positions_gets_some_proposed():
    case = problem(have("offcuts", "offcuts", quantity=3000.0), need("b", "boxes", quantity=1500.0), *workshop(), WORK)
    case = problem(*(replace(one, quantity=3000.0) for one in case.listings), WORK)

    bundle = only(case, sizes=(1.0,))

    assert (bundle.work.hours, bundle.work.positions, bundle.work.position) == (15.0, 2, "")
    assert "work_proposed" in codes(bundle)


def test_steam_is_not_weighed_and_is_told_by_its_own_unit():
    case = problem(
        have("heat", "heat", quantity=50.0),
        at_hub(need("lacks heat", "heat", quantity=50.0)),
        HALL,
        LACKS_HALL,
        position(),
        effects=(Effect("heat", Measure.FEE_SAVED, 10.0, "Eksempel"),),
        hubs=(hub(own_room=None),),
    )

    bundle = only(case)

    assert gains(bundle, Role.GIVER) == {"price_received": None, "fee_saved": 500.0}
    assert "room_unasked" not in codes(bundle)


def test_a_hub_that_nobody_asked_about_its_room_is_asked():
    assert "room_unasked" in codes(only(birdhouses(hubs=(hub(own_room=None),))))


def test_a_hub_that_does_not_sell_is_a_buyer_of_what_it_gets():
    case = problem(
        have("offcuts", "offcuts", price=1.0),
        at_hub(need("wood", "wood", price=3.0)),
        HALL,
        LACKS_HALL,
        position(),
        WORK,
    )

    assert gains(only(case), Role.HUB)["saved_below_ceiling"] is None
    own = replace(
        case,
        listings=tuple(
            replace(one, price=2.0) if one.kind is None and "hall" in one.id else one for one in case.listings
        ),
    )
    own = problem(*own.listings, position(), WORK)
    assert gains(only(own), Role.HUB)["saved_below_ceiling"] == 2000.0


def test_a_single_occasion_is_reckoned_over_a_year_and_an_estimate_is_marked():
    case = problem(
        have("offcuts", "offcuts", per=Per.ONCE, estimated=True),
        need("garden", "boxes", quantity=500.0),
        *workshop(),
        position(),
        WORK,
    )

    assert {"link_once", "link_estimated"} <= set(codes(only(case)))


def test_the_share_that_is_made_and_distances_nobody_knows():
    case = birdhouses(hubs=(hub(made_share=0.5),))
    case = problem(*(replace(one, place=None) for one in case.listings), position(), WORK, hubs=case.hubs)

    bundle = only(case)

    assert [one.year for one in bundle.links] == [1000.0, 250.0]
    assert {one.code: one.points for one in bundle.parts}["distance"] == -25.0


def with_flows(case, *, drop=()):
    """The case with what the exchange would let flow by itself."""
    result = exchange(ExchangeProblem(case.listings, TODAY), graph=GRAPH, policy=EXCHANGE_POLICY)
    return replace(case, flows=tuple(one for one in result.flows if one.candidate.have not in drop))


def test_a_bundle_carries_the_flows_of_its_own_pairs():
    bundle = only(with_flows(birdhouses()))

    assert [one.carried for one in bundle.links] == [True, True]
    assert bundle.links[0].year == 1000.0
    assert "link_carried" in codes(bundle)


def test_what_flows_with_others_is_left_alone():
    plain = birdhouses()
    other = need("other", "offcuts", quantity=600.0)
    whole = problem(*plain.listings, other, position(), WORK)
    candidates: tuple[Candidate, ...] = tuple(whole.candidates)
    flows = with_flows(whole).flows
    to_other = tuple(one for one in flows if one.candidate.need == "other")

    some = only(replace(whole, flows=to_other))
    none = solved(replace(whole, flows=tuple(replace(one, share=1.0) for one in to_other), candidates=candidates))

    assert some.links[0].year == pytest.approx(400.0, abs=0.01)
    assert none.bundles[0].links[0].year == pytest.approx(400.0, abs=0.01)
    assert check_bundles(replace(whole, flows=to_other), solved(replace(whole, flows=to_other)), policy=POLICY) == ()


def test_a_listing_that_flows_with_others_altogether_says_so():
    plain = birdhouses()
    whole = problem(*plain.listings, need("other", "offcuts"), position(), WORK)
    flows = tuple(one for one in with_flows(whole).flows if one.candidate.need == "other")
    assert flows[0].share == 1.0

    assert near(replace(whole, flows=flows), "link_taken").values == {"party": Role.GIVER}


def test_candidates_that_only_words_join_are_passed_over():
    case = birdhouses()

    assert solved(replace(case, candidates=tuple(replace(one, by_words=True) for one in case.candidates))).bundles == ()


def test_what_cannot_be_compared_is_taken_whole():
    case = problem(
        have("offcuts", "offcuts"), need("garden", "boxes", unit="hour", price=5.0), *workshop(), position(), WORK
    )

    bundle = only(case)

    assert (bundle.links[1].year, bundle.links[1].quantity) == (None, None)
    assert gains(bundle, Role.BUYER) == {"kg_in_goods": 1000.0, "saved_below_ceiling": None}
    assert check_bundles(case, solved(case), policy=POLICY) == ()
