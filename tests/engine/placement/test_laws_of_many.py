"""The laws of who fits where, over everybody at once: what a change of one row does to the positions open to each person."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.check.placements import check_placements
from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.model import Stop
from symbiose.engine.placement.solve import solve
from tests.engine.placement.given import STANDARD_POLICY
from tests.engine.placement.test_find import many
from tests.engine.placement.test_laws import CODES, TASKS
from tests.engine.placement.test_solve import small

QUICK = settings(max_examples=40, deadline=None)


def open_to_each(case):
    """Points and hours of every position that is open to each person, by both."""
    columns = columns_of(case)
    pairs = find_pairs(case, STANDARD_POLICY, columns)
    rows = zip(*(each.tolist() for each in (pairs.person, pairs.job, pairs.worth, pairs.half_hours)), strict=True)
    people, positions = columns.people.rows, columns.jobs.rows
    return {(people[person].id, positions[job].id): (worth, half_hours) for person, job, worth, half_hours in rows}


def changed(case, side, at, change):
    """The problem with one of its people or positions changed."""
    rows = list(getattr(case, side))
    if rows:
        rows[at % len(rows)] = change(rows[at % len(rows)])
    return replace(case, **{side: tuple(rows)})


@QUICK
@given(many(), st.integers(0, 20), st.sampled_from(CODES))
def test_one_more_accommodation_offered_never_closes_a_position_to_anybody(case, at, code):
    more = changed(case, "positions", at, lambda job: replace(job, accommodations=job.accommodations | {code}))

    assert open_to_each(case).items() <= open_to_each(more).items()


@QUICK
@given(many(), st.integers(0, 20), st.integers(1, 6))
def test_one_more_hour_that_a_person_can_work_never_closes_a_position_to_anybody(case, at, halves):
    more = changed(case, "candidates", at, lambda one: replace(one, hours=one.hours + halves / 2))

    before, after = open_to_each(case), open_to_each(more)

    assert before.keys() <= after.keys()
    assert all(after[pair][1] >= half_hours for pair, (_, half_hours) in before.items())


@QUICK
@given(many(), st.integers(0, 20), st.integers(1, 90))
def test_a_longer_travel_wish_never_closes_a_position_to_anybody(case, at, minutes):
    more = changed(case, "candidates", at, lambda one: replace(one, max_travel=one.max_travel + minutes))

    assert open_to_each(case).items() <= open_to_each(more).items()


@QUICK
@given(many(), st.integers(0, 20), st.sampled_from(["firm", "unit", *TASKS]))
def test_a_veto_never_changes_what_is_open_to_a_stranger(case, at, never):
    with_no = changed(case, "candidates", at, lambda one: replace(one, never=one.never | {never}))
    own = {one.id for one, other in zip(case.candidates, with_no.candidates, strict=True) if one != other}

    before, after = open_to_each(case), open_to_each(with_no)

    assert {pair: told for pair, told in before.items() if pair[0] not in own} == {
        pair: told for pair, told in after.items() if pair[0] not in own
    }
    assert after.keys() <= before.keys()


@QUICK
@given(many(), st.integers(0, 20), st.integers(0, 20))
def test_mentor_hours_never_lower_what_anybody_is_worth(case, at, quarters):
    supported = changed(case, "candidates", at, lambda one: replace(one, mentor_hours=quarters / 4))
    alone = changed(case, "candidates", at, lambda one: replace(one, mentor_hours=0.0))

    assert open_to_each(supported).items() <= open_to_each(alone).items()


@QUICK
@given(small(), st.integers(0, 3))
def test_placements_that_run_are_never_moved_and_keep_their_room(case, seed):
    running = {one.candidate for one in case.existing if one.main}

    result = solve(case, policy=STANDARD_POLICY, stop=Stop(rounds=2), seed=seed)
    again = solve(case, policy=STANDARD_POLICY, stop=Stop(rounds=2), seed=seed, warm=result)

    for found in (result, again):
        assert not running & {one.candidate for one in found.placements}
        assert check_placements(case, found, policy=STANDARD_POLICY) == ()
