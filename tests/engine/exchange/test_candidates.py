from dataclasses import replace
from datetime import date, timedelta

import pytest

from symbiose.engine.exchange.candidates import find_candidates, why_not
from symbiose.engine.exchange.model import Candidate, Code, Listing, Waste
from symbiose.engine.exchange.reasons import REASON_CODES, reason
from symbiose.engine.geography import Place
from symbiose.engine.reason import Reason, Tone
from symbiose.engine.resources.model import Kind
from symbiose.engine.units import Per
from symbiose.engine.windows import parse_windows
from tests.engine.exchange.given import (
    FAR,
    GRAPH,
    NEAR,
    STANDARD_POLICY,
    TODAY,
    codes,
    have,
    need,
    one,
    policy,
    problem,
)


def found(*listings: Listing, **more) -> tuple[Candidate, ...]:
    return find_candidates(problem(*listings, **more), graph=GRAPH, policy=STANDARD_POLICY)


def judged(one_side: Listing, other: Listing, **more) -> tuple[Reason, ...]:
    """The reasons of a pair, after seeing that the sweep and the judge agree about it."""
    reasons = why_not(one_side, other, graph=GRAPH, policy=STANDARD_POLICY, problem=problem(one_side, other, **more))
    candidates = found(one_side, other, **more)
    assert bool(candidates) is all(reason.tone is not Tone.UNMET for reason in reasons)
    if candidates:
        assert set(codes(reasons)) == codes(candidates[0].reasons) - {"only_have"}
    return reasons


def test_same_family_fits_and_its_points_are_the_sum_of_its_parts():
    (candidate,) = found(have(), need(place=NEAR))

    assert [(part.code, part.quantity, part.points) for part in candidate.parts] == [
        ("same_family", 1, 100.0),
        ("distance", 6.4, -3.2),
    ]
    assert candidate.points == 96.8
    assert (candidate.km, candidate.most, candidate.supply_share, candidate.by_use) == (6.4, 100.0, 1.0, False)
    distance = one(candidate.reasons, "distance")
    assert distance.values == {"km": 6.4, "limit_km": 50.0, "straight_km": 5.0, "factor": 1.3}


def test_a_kind_of_what_is_needed_fits_but_not_the_other_way():
    narrower = judged(have(families="offcuts"), need(families="wood"))
    wider = judged(have(families="wood"), need(families="offcuts"))

    assert one(narrower, "narrower_family").values == {"have_family": "offcuts", "need_family": "wood"}
    assert one(wider, "no_common_use").values == {"have_families": "wood", "need_families": "offcuts"}


def test_a_use_carries_its_share_source_and_certainty():
    (candidate,) = found(have(families="pallets", quantity=40), need(families="boards"))

    assert one(candidate.reasons, "used_for").values == {
        "have_family": "pallets",
        "need_family": "boards",
        "share": 0.5,
        "basis": "reasoning",
        "reference": "Eksempel",
        "certainty": "likely",
    }
    assert candidate.by_use
    # 1 kg of boards takes 2 kg of pallets, which is 0.08 of a pallet of 25 kg.
    assert candidate.supply_share == pytest.approx(0.08)
    assert [part.code for part in candidate.parts] == ["use_edge", "uncertain_use", "distance"]


def test_an_unverified_use_loses_all_that_doubt_costs():
    (candidate,) = found(have(families="offcuts"), need(families="crates"))

    assert {part.code: part.points for part in candidate.parts}["uncertain_use"] == -STANDARD_POLICY.uncertain_use


def test_a_certain_use_loses_nothing_to_doubt():
    (candidate,) = found(have(families="solvent"), need(families="cleaner"))

    assert [part.code for part in candidate.parts] == ["use_edge", "distance"]


def test_an_organisation_never_meets_itself_and_a_refused_pair_never_returns():
    assert "own_organisation" in codes(judged(have(organisation="x"), need(organisation="x")))
    assert "refused" in codes(judged(have(), need(), refused=frozenset({("h", "n"), ("gone", "n")})))


@pytest.mark.parametrize(
    ("have_days", "need_days", "expected"),
    [
        ((None, -1), (None, None), "ended"),
        ((None, None), (None, -1), "ended"),
        ((None, 5), (6, None), "never_same_time"),
        ((3, None), (None, None), "valid_from"),
        ((None, 0), (None, 9), "valid_until"),
    ],
)
def test_validity_of_both_and_today_must_meet(have_days, need_days, expected):
    def days(pair: tuple[int | None, int | None]) -> dict[str, date | None]:
        start, end = (None if day is None else TODAY + timedelta(days=day) for day in pair)
        return {"valid_from": start, "valid_to": end}

    reasons = judged(have(**days(have_days)), need(**days(need_days)))

    assert expected in codes(reasons)


def test_a_kind_reaches_only_as_far_as_it_travels():
    assert one(judged(have(), need(place=FAR)), "too_far").values["limit_km"] == 50.0
    assert "too_far" in codes(judged(have(families="steam"), need(families="steam", place=NEAR)))
    assert one(judged(have(), need()), "same_place").values == {"place": "Eksempel By"}


def test_an_unknown_place_is_clarified_not_excluded_and_counts_as_half_the_limit():
    (candidate,) = found(have(place=None), need())

    assert candidate.km is None
    assert one(candidate.reasons, "place_unknown") == Reason("place_unknown", Tone.TODO, {"side": "have"})
    assert candidate.parts[1].code == "distance_assumed"
    assert candidate.parts[1].quantity == 25.0


def test_conditions_of_a_use_are_met_open_or_denied():
    pallets, boards = have(families="pallets"), need(families="boards")

    said = judged(replace(pallets, conditions={"dry": True}), boards)
    silent = judged(pallets, boards)
    denied = judged(replace(pallets, conditions={"dry": False}), boards)

    assert one(said, "condition_said").values == {"condition": "dry", "required_by": "use"}
    assert one(silent, "condition_unknown").tone is Tone.TODO
    assert one(denied, "condition_denied").tone is Tone.UNMET


def test_a_need_may_ask_for_a_condition_itself():
    reasons = judged(have(conditions={"clean": False}), need(conditions={"clean": True, "dry": False}))

    assert one(reasons, "condition_denied").values == {"condition": "clean", "required_by": "need"}


def test_a_condition_that_the_graph_does_not_name_is_still_judged():
    assert "condition_denied" in codes(judged(have(conditions={"odd": False}), need(conditions={"odd": True})))


def test_a_hall_needs_common_hours_and_wood_only_asks_for_them():
    morning, evening = parse_windows("mon 08:00-12:00"), parse_windows("mon 18:00-20:00")
    wide = parse_windows("mon 10:00-19:00")

    hall = judged(have(families="hall", windows=morning), need(families="hall", windows=evening))
    wood = judged(have(windows=morning), need(windows=evening))
    both = judged(have(families="hall", windows=morning), need(families="hall", windows=wide))
    free = judged(have(families="hall", windows=morning), need(families="hall"))

    assert one(hall, "windows_none").tone is Tone.UNMET
    assert one(wood, "windows_none").tone is Tone.TODO
    assert one(both, "windows_overlap").values == {"hours": 2.0, "windows": "mon 10:00-12:00"}
    assert one(free, "no_window_said").values == {"side": "need"}


def test_the_kind_that_a_listing_states_decides_whether_hours_matter():
    morning, evening = parse_windows("mon 08:00-12:00"), parse_windows("mon 18:00-20:00")

    lent = judged(have(kind=Kind.EQUIPMENT, windows=morning), need(windows=evening))
    sold = judged(have(families="hall", kind=Kind.SERVICE, windows=morning), need(families="hall", windows=evening))

    assert one(lent, "windows_none").tone is Tone.UNMET
    assert one(sold, "windows_none").tone is Tone.TODO


def test_quantities_are_told_in_the_needs_unit_and_rhythm():
    covers = judged(have(quantity=1, unit="t", per=Per.MONTH), need(quantity=10, unit="kg", per=Per.WEEK))
    part = judged(have(quantity=26), need(quantity=1, per=Per.WEEK))

    assert one(covers, "quantity_covers").values == {"have": 230.769, "need": 10, "unit": "kg", "per": "week"}
    assert one(covers, "rhythm_differs").values == {"have_per": "month", "need_per": "week"}
    assert one(part, "quantity_part").values == {"have": 0.5, "need": 1, "unit": "kg", "per": "week", "share": 0.5}


def test_what_is_not_said_about_quantities_is_asked_for():
    reasons = judged(have(quantity=None), need(per=None, estimated=True))

    assert one(reasons, "quantity_unknown").values == {"side": "have"}
    assert one(reasons, "rhythm_unknown").values == {"side": "need"}
    assert one(reasons, "quantity_estimated").values == {"side": "need", "quantity": 100, "unit": "kg", "per": "once"}


def test_units_meet_through_typical_weights_or_are_said_to_differ():
    weighed = judged(have(unit="m3"), need())
    unlike = judged(have(unit="hour"), need())

    assert one(weighed, "unit_converted").values == {"have_unit": "m3", "need_unit": "kg", "factor": 0.002}
    assert one(unlike, "units_differ").values == {"have_unit": "hour", "need_unit": "kg"}


def test_a_lot_that_is_more_than_the_pair_can_move_excludes_it():
    fits = judged(have(minimum_lot=10), need(quantity=10))
    too_much = judged(have(minimum_lot=11), need(quantity=10))
    from_need = judged(have(quantity=5), need(minimum_lot=6))

    assert one(fits, "lot_least").values == {"side": "have", "lot": 10, "unit": "kg"}
    assert one(too_much, "lot_too_large").values == {"side": "have", "lot": 11, "most": 10, "unit": "kg"}
    assert one(from_need, "lot_too_large").values["side"] == "need"


def test_a17_4_a_hazardous_code_stops_until_the_authority_step_is_recorded():
    (stopped,) = found(have(families="solvent"), need(families="solvent"))
    (recorded,) = found(have(families="solvent", hazard_step_recorded=True), need(families="solvent"))
    (said,) = found(have(hazard=True), need(hazard=True))

    assert stopped.stopped
    assert one(stopped.reasons, "hazard_stop") == Reason(
        "hazard_stop", Tone.STOP, {"side": "have", "family": "solvent", "source": "EWC 14 06 03*"}
    )
    assert not recorded.stopped
    assert one(recorded.reasons, "hazard_step_recorded").tone is Tone.MET
    assert [reason.values["side"] for reason in said.reasons if reason.code == "hazard_stop"] == ["have", "need"]


def test_a17_4_a_denial_by_the_owner_does_not_lift_the_stop():
    (candidate,) = found(have(families="wood solvent", hazard=False), need())

    assert candidate.stopped


@pytest.mark.parametrize(
    ("waste", "expected"),
    [
        (Waste.UNKNOWN, "waste_unknown"),
        (Waste.WASTE, "waste_step"),
        (Waste.BY_PRODUCT, "waste_stated"),
        (Waste.END_OF_WASTE, "waste_stated"),
    ],
)
def test_waste_status_opens_a_task_or_is_told(waste, expected):
    assert expected in codes(judged(have(waste=waste), need()))
    assert not {code for code in codes(judged(have(), need())) if code.startswith("waste")}


@pytest.mark.parametrize(
    ("ask", "ceiling", "more", "expected"),
    [
        (2.0, 2.0, {}, "price_ok"),
        (2.1, 2.0, {}, "price_too_high"),
        (None, 2.0, {}, "price_unknown"),
        (2.0, None, {}, "price_unknown"),
        (2.0, 2.0, {"unit": "hour"}, "price_unknown"),
        (0.0, None, {}, None),
        (1000.0, 2.0, {"unit": "t"}, "price_ok"),
        (3000.0, 2.0, {"unit": "t"}, "price_too_high"),
    ],
)
def test_the_ask_is_held_against_the_ceiling_in_the_needs_unit(ask, ceiling, more, expected):
    reasons = judged(have(price=ask, **more), need(price=ceiling))

    assert {code for code in codes(reasons) if code.startswith("price")} == ({expected} if expected else set())


def test_an_unconfirmed_code_works_is_marked_and_counts_as_far_as_it_is_sure():
    unsure = (Code("wood", 0.6, confirmed=False),)

    (one_side,) = found(have(families=unsure), need())
    (both,) = found(have(families=unsure), need(families=(Code("wood", 0.5, confirmed=False),)))

    assert one(one_side.reasons, "code_unconfirmed").values == {"side": "have", "family": "wood", "confidence": 0.6}
    assert [(part.code, part.quantity, part.points) for part in both.parts[:2]] == [
        ("same_family", 1, 100.0),
        ("unconfirmed_code", 0.7, -70.0),
    ]
    assert one_side.points == 60.0


def test_an_unconfirmed_reading_of_another_kind_than_the_listing_counts_half():
    read = (Code("wood", 0.8, confirmed=False),)

    (candidate,) = found(have(families=read, kind=Kind.SERVICE), need(kind=Kind.SERVICE))
    (stated,) = found(have(families=read, kind=Kind.MATERIAL), need())

    assert one(candidate.reasons, "other_kind").values == {"side": "have", "family": "wood"}
    assert [(part.code, part.quantity, part.points) for part in candidate.parts[:3]] == [
        ("same_family", 1, 100.0),
        ("unconfirmed_code", 0.2, -20.0),
        ("other_kind", 0.5, -40.0),
    ]
    assert "other_kind" not in codes(stated.reasons)


def test_a_kind_of_what_is_needed_comes_a_little_after_the_very_thing():
    (narrower,) = found(have(families="offcuts"), need(families="wood"))

    assert [(part.code, part.quantity, part.points) for part in narrower.parts[:2]] == [
        ("same_family", 1, 100.0),
        ("narrower_family", 1, -5.0),
    ]


def test_alike_words_go_before_what_is_otherwise_the_same():
    needs = [need("a", text="tørt brænde"), need("b", text="planker til reoler")]

    first, second = found(have(text="planker af fyr"), *needs)

    assert (first.need, second.need) == ("b", "a")
    share = one(first.reasons, "words_alike").values["share"]
    assert {part.code: part.points for part in first.parts}["words_alike"] == round(200.0 * share, 6)


def test_the_cut_keeps_what_is_most_alike():
    needs = [need(f"n{number}", text="planker" if number == 7 else "brædder") for number in range(9)]

    kept = find_candidates(
        problem(have(text="planker"), have("z", text="sand"), *needs), graph=GRAPH, policy=policy(keep_per_have=1)
    )

    assert next(item.need for item in kept if item.have == "h") == "n7"


def test_why_not_goes_by_the_path_worth_most():
    several = (Code("boards"), Code("pallets"))

    assert "same_family" in codes(judged(have(families=several), need(families="boards")))


def test_the_best_of_several_codes_carries_the_pair():
    several = (Code("pallets", 0.5, confirmed=False), Code("pallets"), Code("boards"), Code("nothing known"))

    (candidate,) = found(have(families=several), need(families="boards"))

    assert (candidate.have_family, candidate.by_use) == ("boards", False)


def test_a_listing_without_a_known_family_is_told_so():
    assert one(judged(have(families="unheard"), need()), "no_family").values == {"side": "have"}


def test_estimated_quantities_cost_points_and_are_marked():
    (candidate,) = found(have(estimated=True), need(estimated=True))

    assert candidate.parts[-1].quantity == 2
    assert candidate.parts[-1].points == -2 * STANDARD_POLICY.estimated


def test_a17_2_robustness_says_how_many_others_could_fill_the_need():
    alone = found(have("a"), need())
    together = found(have("a"), have("b"), have("c", families="solvent wood"), need())

    assert "only_have" in codes(alone[0].reasons)
    others = {candidate.have: one(candidate.reasons, "other_haves").values["count"] for candidate in together}
    assert others == {"a": 1, "b": 1, "c": 2}


def test_each_have_keeps_its_best_and_each_need_its_best_one():
    near = [need(f"n{number}", place=Place(56.17, 9.55 + number / 1000)) for number in range(5)]

    kept = find_candidates(problem(have(), *near), graph=GRAPH, policy=policy(keep_per_have=2))
    for_needs = find_candidates(problem(have(), have("z", place=FAR), *near), graph=GRAPH, policy=policy())

    # The cut is on the have's side; each need still keeps its one best have.
    assert {candidate.need for candidate in kept} == {"n0", "n1", "n2", "n3", "n4"}
    assert len(for_needs) == 5


def test_candidates_stand_with_most_points_first_then_by_id():
    listings = [have("b"), have("a"), need("d", place=NEAR), need("c")]

    assert [(item.have, item.need) for item in found(*listings)] == [("a", "c"), ("b", "c"), ("a", "d"), ("b", "d")]
    assert found(*listings) == found(*reversed(listings))


def test_nothing_is_found_among_nothing():
    assert found() == ()
    assert found(have()) == ()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"quantity": 0.0}, "quantity must be above 0"),
        ({"quantity": float("nan")}, "quantity is not a number"),
        ({"minimum_lot": -1.0}, "lot must not be below 0"),
        ({"unit": "barrel"}, "unit 'barrel' is not known"),
    ],
)
def test_a_listing_that_cannot_be_reckoned_with_is_named(wrong, message):
    with pytest.raises(ValueError, match=message):
        found(have(**wrong))


def test_two_listings_with_one_id_are_refused():
    with pytest.raises(ValueError, match="two listings have the id 'h'"):
        found(have(), have())


def test_a_reason_takes_exactly_the_values_that_its_code_promises():
    with pytest.raises(ValueError, match="same_family takes"):
        reason("same_family", Tone.MET, families="wood")

    assert all(values == tuple(dict.fromkeys(values)) for values in REASON_CODES.values())
