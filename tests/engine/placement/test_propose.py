"""For one person or one position beside a plan: the main proposal, alternatives, and why not the others."""

from dataclasses import replace

from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.propose import planned, propose, propose_for
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import STANDARD_POLICY, candidate, failed, position, problem, running, workplace

PACK = frozenset({"pack"})


def case():
    """Two people; a wished position of one seat, one as near without the wish, and others."""
    return problem(
        candidate("long", waiting_weeks=60, wishes=PACK),
        candidate("short", wishes=PACK),
        position("wished", tasks=PACK, subsidised=True),
        *(position(name, hours=hours, seats=2, unit="free") for name, hours in (("a", 8.0), ("b", 7.0), ("c", 6.0))),
        workplace(most_subsidised=1),
    )


def solved(whole):
    return solve(whole, policy=STANDARD_POLICY, stop=Stop(rounds=2, nodes=100))


def test_a_person_gets_what_the_plan_chose_and_the_two_best_others():
    whole = case()

    found = propose(whole, solved(whole), "long", policy=STANDARD_POLICY)

    assert found.main.position == "wished"
    assert [one.position for one in found.alternatives] == ["a", "b"]
    assert (found.why_not, found.change) == ((), None)


def test_what_the_plan_chose_comes_first_though_another_is_worth_more():
    whole = case()
    result = solved(whole)
    other = replace(result, placements=(replace(result.placements[0], candidate="long", position="c", hours=6.0),))

    found = propose(whole, other, "long", policy=STANDARD_POLICY)

    assert [one.position for one in (found.main, *found.alternatives)] == ["c", "wished", "a"]


def test_what_others_of_the_plan_take_is_why_a_better_position_is_not_proposed():
    whole = case()

    found = propose(whole, solved(whole), "short", policy=STANDARD_POLICY)

    assert (found.main.position, [one.position for one in found.alternatives]) == ("a", ["b", "c"])
    ((pair, reasons),) = found.why_not
    assert pair.position == "wished"
    assert {one.code for one in reasons} == {"seats_full", "hours_taken", "ratio_full"} == set(failed(pair))


def test_a_new_person_is_proposed_to_beside_a_plan_that_does_not_know_them():
    whole = case()
    result = solved(whole)
    wider = replace(whole, candidates=(*whole.candidates, candidate("new", wishes=PACK)))

    found = propose(wider, result, "new", policy=STANDARD_POLICY)

    assert found.main.position in {"a", "b", "c"}
    assert [pair.position for pair, _ in found.why_not] == ["wished"]


def test_a_person_without_any_position_gets_the_smallest_change():
    whole = problem(candidate(hours=3.0), position())

    found = propose(whole, solved(whole), "c", policy=STANDARD_POLICY)

    assert (found.main, found.alternatives, found.why_not) == (None, (), ())
    assert found.change.reason.code == "change_hours"


def test_a_person_whose_only_position_is_taken_is_told_so_and_no_change():
    whole = problem(candidate("long", waiting_weeks=60), candidate("short"), position())

    found = propose(whole, solved(whole), "short", policy=STANDARD_POLICY)

    assert (found.main, found.change, len(found.why_not)) == (None, None, 1)


def test_a_position_gets_people_to_whom_the_plan_proposes_no_other():
    whole = case()
    result = solved(whole)

    found = propose_for(whole, result, "wished", policy=STANDARD_POLICY)

    placed = {one.candidate for one in result.placements if one.position != "wished"}
    assert found.main.candidate == "long"
    assert {one.candidate for one in found.alternatives} == {"short"} - placed


def test_a_new_position_is_proposed_for_beside_the_plan():
    whole = problem(candidate("a", waiting_weeks=60), candidate("b"), position())
    result = solved(whole)
    wider = replace(whole, positions=(*whole.positions, position("new")))

    assert propose_for(wider, result, "new", policy=STANDARD_POLICY).main.candidate == "b"


def test_a_plan_counts_as_if_it_ran_and_what_is_gone_since_does_not():
    whole = case()
    result = solved(whole)
    smaller = replace(whole, candidates=whole.candidates[:1])

    after = planned(smaller, result.placements)

    assert after.existing == (running("long", "wished", 8.0, mentor_hours=0.0),)
    assert after.workplaces[0].subsidised_now == 1
    assert planned(replace(whole, positions=()), result.placements).existing == ()
