"""What came of each person: a position, or the nearest one and what would open it."""

from dataclasses import replace

from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.outcome import outcomes
from symbiose.engine.placement.solve import solve
from symbiose.engine.reason import Tone
from tests.engine.placement.given import STANDARD_POLICY, candidate, policy, position, problem, running

ASKED = frozenset({"quiet_place"})


def found(whole, rules=STANDARD_POLICY, result=None):
    plan = result or solve(whole, policy=rules, stop=Stop(rounds=2, nodes=100))
    return {one.candidate: one for one in outcomes(whole, plan, policy=rules)}


def test_a_person_whom_the_plan_places_gets_that_position_with_every_condition():
    one = found(problem(candidate(accommodations=ASKED), position(accommodations=ASKED)))["c"]

    assert (one.proposed, one.pair.position, one.pair.hours) == (True, "p", 8.0)
    assert "accommodation_offered" in {reason.code for reason in one.reasons}
    assert all(reason.tone is not Tone.UNMET for reason in one.reasons)


def test_a_person_who_comes_after_others_is_told_which_room_they_have():
    one = found(problem(candidate("a", waiting_weeks=60), candidate("b"), position(seats=1)))["b"]

    assert (one.proposed, one.pair.position, one.pair.feasible) == (False, "p", False)
    assert {reason.code for reason in one.pair.unmet} == {"seats_full", "hours_taken"}
    assert one.reasons[-1].code == "taken_by_plan"


def test_a_person_without_an_option_gets_the_smallest_change_and_the_position_that_it_opens():
    whole = problem(candidate(accommodations=ASKED), position("far", skills=frozenset({"x", "y"})), position("near"))

    one = found(whole)["c"]

    assert (one.proposed, one.pair.position) == (False, "near")
    assert [reason.code for reason in one.pair.unmet] == ["accommodation_missing"]
    assert one.reasons[-1].code == "change_accommodation"


def test_a_person_whom_no_single_change_helps_gets_the_position_that_lacks_least():
    one = found(
        problem(
            candidate(accommodations=ASKED),
            position("a", skills=frozenset({"x", "y"})),
            position("b", skills=frozenset({"x"})),
        )
    )["c"]

    assert one.pair.position == "b"
    assert len(one.pair.unmet) == 2
    assert one.reasons[-1].code == "no_single_change"


def test_a_position_that_is_open_and_not_chosen_is_said_with_its_points():
    rules = policy(weights=replace(STANDARD_POLICY.weights, travel_minute=100.0))

    one = found(problem(candidate(), position()), rules)["c"]

    assert (one.proposed, one.pair.feasible) == (False, True)
    assert one.reasons[-1].code == "not_in_plan"
    assert one.reasons[-1].values["points"] == one.pair.points < 0


def test_somebody_who_has_a_place_waits_for_none_and_nobody_is_told_of_no_position():
    whole = problem(candidate(), candidate("other"), running("c", "elsewhere"))

    told = found(whole)

    assert told.keys() == {"other"}
    assert (told["other"].pair, [one.code for one in told["other"].reasons]) == (None, ["no_positions"])


def test_people_come_in_the_order_of_their_ids_whatever_the_order_of_rows():
    rows = [candidate("b"), candidate("a"), candidate("c"), position("q"), position("p", seats=2)]

    first, second = found(problem(*rows)), found(problem(*reversed(rows)))

    assert list(first) == ["a", "b", "c"]
    assert first == second
