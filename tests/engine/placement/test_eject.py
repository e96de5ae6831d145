"""Single moves: a person takes a better place, and one who is in the way moves on or waits."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.eject import Moves
from symbiose.engine.placement.faults import sound
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.links import make_links
from tests.engine.placement.given import STANDARD_POLICY, candidate, position, problem, running
from tests.engine.placement.test_solve import small

PACK = frozenset({"pack"})


def links_of(case):
    whole, _ = sound(case, STANDARD_POLICY)
    columns = columns_of(whole)
    return make_links(find_pairs(whole, STANDARD_POLICY, columns), columns, STANDARD_POLICY)


def moved(links, chosen, passes=3):
    return Moves.of(links).bettered(np.array(chosen, np.bool_), links.aim, passes)


@settings(deadline=None)
@given(small())
def test_moves_never_make_a_plan_worse_and_keep_every_room_and_guarantee(case):
    links = links_of(case)
    if not len(links):
        return
    start = Moves.of(links).filled(np.arange(len(links)))
    for tier in range(3):
        links = links.guaranteed(tier, int((start & (links.tier == tier)).sum()))

    after = moved(links, start)

    assert links.holds(after)
    assert links.value(after) >= links.value(start)
    assert (moved(links, start) == after).all()
    assert (moved(links, after, 1) == after).all() or links.value(moved(links, after, 1)) > links.value(after)


def chain():
    """Links a-p, a-q, b-p: b can only be in p, and a is there and may go on to q."""
    links = links_of(
        problem(
            candidate("a", waiting_weeks=10),
            candidate("b", waiting_weeks=10, never=frozenset({"q"})),
            position("p"),
            position("q"),
        )
    )
    assert list(zip(links.person.tolist(), links.job.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0)]
    return links


def test_who_is_in_the_way_moves_on():
    assert moved(chain(), [True, False, False], 1).tolist() == [False, True, True]


def test_a_free_place_that_is_worth_more_is_taken():
    links = chain()

    assert moved(links.seeking(np.array([1, 5, 0])), [True, False, False]).tolist() == [False, True, False]


def test_who_is_in_the_way_waits_where_that_gains_and_no_guarantee_is_broken():
    links = chain()
    only = links.part(np.array([0, 2]), links.room).seeking(np.array([3, 5]))

    assert moved(only, [True, False]).tolist() == [False, True]
    assert moved(only.seeking(np.array([5, 3])), [True, False]).tolist() == [True, False]
    both = links_of(problem(candidate("a", waiting_weeks=99), candidate("b"), position()))
    kept = both.seeking(np.array([3, 5])).guaranteed(0, 1)
    assert moved(kept, [True, False]).tolist() == [True, False]


def test_the_dearest_person_comes_first_where_two_want_one_place():
    links = links_of(problem(candidate("a", wishes=PACK), candidate("b"), position(tasks=PACK)))

    assert moved(links, [False, False]).tolist() == [True, False]


def test_who_is_in_the_way_stays_where_leaving_makes_too_little_room():
    one_hour_left = problem(
        candidate("a", waiting_weeks=10, hours=4.0),
        candidate("b", waiting_weeks=30, hours=8.0),
        position(total_hours=8.0, seats=3, min_hours=4.0),
        running("c", "p", 2.0),
    )
    links = links_of(one_hour_left).seeking(np.array([3, 9]))
    wide = np.array(links.takes)
    wide[1, 1] = 99

    assert moved(replace(links, takes=wide), [True, False]).tolist() == [True, False]
    assert moved(links, [True, False]).tolist() == [False, True]


def test_a_plan_is_moved_towards_the_guarantee_that_lacks_and_not_past_the_other():
    long = candidate("long", waiting_weeks=60)
    middle = [candidate(f"middle {at}", waiting_weeks=40, wishes=frozenset({"pack"})) for at in range(2)]
    jobs = [position(name, tasks=frozenset({"pack"})) for name in "pq"]
    links = links_of(problem(long, *middle, *jobs)).guaranteed(0, 1).guaranteed(1, 1)
    of_middle = Moves.of(links).filled(np.lexsort((-links.aim, links.tier != 1)))
    assert not links.holds(of_middle)

    moved = Moves.of(links).towards(of_middle, links.aim, np.array([1_000, 5_000, 0]))

    assert links.holds(moved)
    assert sorted(links.tier[moved].tolist()) == [0, 1]
