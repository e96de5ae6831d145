"""Pairs found on columns are the pairs that are judged one by one."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.geography import Place
from symbiose.engine.placement.columns import columns_of
from symbiose.engine.placement.find import find_pairs
from symbiose.engine.placement.model import Candidate, Mode, Position, Problem, Way
from symbiose.engine.placement.pair import judge
from symbiose.engine.placement.room import room_of
from tests.engine.placement.given import EVERY_MORNING, STANDARD_POLICY, candidate, policy, position, problem, running
from tests.engine.placement.test_laws import jobs, people, placements, tables, units

ALL = policy(keep=1000)


def found(case: Problem, rules=ALL):
    columns = columns_of(case)
    pairs = find_pairs(case, rules)
    persons, positions = columns.people.rows, columns.jobs.rows
    rows = zip(pairs.person, pairs.job, pairs.half_hours, pairs.minutes, pairs.worth, strict=True)
    return [
        (persons[person].id, positions[job].id, hours / 2, int(minutes), points / 1000)
        for person, job, hours, minutes, points in rows
    ]


def judged(case: Problem):
    room = room_of(case)
    pairs = (
        judge(person, job, problem=case, policy=ALL, room=room)
        for person, job in product(case.candidates, case.positions)
    )
    return sorted(
        (one.candidate, one.position, one.hours, one.minutes or 0, one.points) for one in pairs if one.feasible
    )


@st.composite
def many(draw):
    persons = [draw(people(f"c{at}")) for at in range(draw(st.integers(0, 4)))]
    positions = [draw(jobs("pq"[at])) for at in range(draw(st.integers(0, 2)))]
    persons = [replace(one, knows=draw(st.sampled_from([frozenset(), frozenset({"unit"})]))) for one in persons]
    no = draw(st.frozensets(st.tuples(st.sampled_from(["c0", "c9"]), st.sampled_from(["p", "z"])), max_size=2))
    return problem(*persons, *positions, draw(units), *draw(placements), travel=draw(tables), refused=no)


@settings(max_examples=200)
@given(many())
def test_pairs_found_together_are_those_judged_one_by_one(case):
    assert found(case) == judged(case)


@given(many(), st.randoms())
def test_the_order_of_rows_never_changes_what_is_found(case, chance):
    shuffled = replace(
        case,
        candidates=tuple(chance.sample(case.candidates, len(case.candidates))),
        positions=tuple(chance.sample(case.positions, len(case.positions))),
    )

    assert found(shuffled) == found(case)


def test_people_and_positions_across_the_country_are_judged_alike():
    places = [Place(55 + at * 0.217, 8.6 + at * 0.37, f"{at}") for at in range(9)]
    modes = list(Mode)
    persons = [
        candidate(f"c{at:02}", place=place, transport=modes[at % 4], max_travel=30 + 10 * at)
        for at, place in enumerate(places * 2)
    ]
    positions = [position(f"p{at}", place=replace(place, lat=place.lat + 0.02)) for at, place in enumerate(places)]
    case = problem(*persons, *positions)

    assert found(case) == judged(case)
    assert {one[0] for one in found(case)} != {one.id for one in persons} or len(found(case)) > len(persons)


def test_only_the_best_of_a_person_are_kept_and_the_others_counted():
    tasks = frozenset({"pack"})
    positions = [position(f"p{at}", tasks=tasks if at % 2 else frozenset({"sort"})) for at in range(6)]
    case = problem(candidate(wishes=tasks), *positions)

    pairs = find_pairs(case, policy(keep=3))

    assert [job for _, job, *_ in found(case, policy(keep=3))] == ["p1", "p3", "p5"]
    assert (len(pairs), pairs.left_out) == (3, 3)


def test_equal_positions_are_spread_over_people():
    persons = [candidate(f"c{at}") for at in range(40)]
    positions = [position(f"p{at}") for at in range(10)]

    shown = [job for _, job, *_ in found(problem(*persons, *positions), policy(keep=1))]

    assert max(shown.count(job.id) for job in positions) < 12


def test_large_groups_are_looked_at_in_parts(monkeypatch):
    from symbiose.engine.placement import find

    case = problem(*(candidate(f"c{at}") for at in range(7)), *(position(f"p{at}") for at in range(3)))
    whole = found(case)

    monkeypatch.setattr(find, "_GROUP", 6)

    assert found(case) == whole
    assert len(whole) == 21


def test_a_person_without_a_place_and_one_with_a_placement_have_no_pairs():
    case = problem(candidate("a", place=None), candidate("b"), candidate("c"), position(seats=2), running("b"))

    assert [one[0] for one in found(case)] == ["c"]


def test_a_position_whose_seats_or_hours_are_taken_has_no_pairs():
    full = problem(
        candidate(), position(total_hours=10.0), position("q", seats=2, total_hours=7.5), running(), running("d", "q")
    )

    assert found(full) == []
    assert [one[1] for one in found(replace(full, existing=()))] == ["p", "q"]


def test_a_table_that_names_other_places_opens_nothing():
    far = {("1000", "2000", Mode.BIKE): Way(5), ("8600", "2000", Mode.BIKE): Way(5)}

    assert found(problem(candidate(), position(), travel=far)) == []


def rows_of_many_codes() -> tuple[Candidate, Position, Position]:
    skills = frozenset(f"skill {at}" for at in range(90))
    person = candidate(windows=EVERY_MORNING, skills=skills - {"skill 89"})
    return person, position("p", skills=skills), position("q", skills=skills - {"skill 89"})


def test_more_codes_than_one_word_holds():
    assert [one[1] for one in found(problem(*rows_of_many_codes()))] == ["q"]
    assert STANDARD_POLICY.keep == 40


def test_a_position_of_many_short_shifts():
    windows = "; ".join(
        f"{day} {hour:02}:00-{hour:02}:30" for day in ("mon", "tue", "wed", "thu") for hour in range(6, 16)
    )
    case = problem(
        candidate("a", "mon 06:00-16:00; thu 15:00-15:30", hours=5.5),
        candidate("b", "mon 06:00-16:00; thu 14:00-14:30", hours=5),
        candidate("c", "mon 06:00-14:00"),
        position("p", windows, "any:9", hours=20.0),
    )

    assert found(case) == judged(case)
    assert [(one[0], one[2]) for one in found(case)] == [("a", 5.5), ("b", 5.0)]
