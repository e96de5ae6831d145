"""Laws of who fits where, over drawn people and positions."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.engine.explain import sentence
from symbiose.engine.placement.change import smallest_change
from symbiose.engine.placement.model import Existing, Mode, Pattern, Use, Way, Workplace
from symbiose.engine.placement.pair import judge
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.windows import window
from tests.engine.placement.given import AWAY, HOME, STANDARD_POLICY, WORK, candidate, position, problem

GRAPH = load_graph()
CODES = ("quiet_place", "sit_stand", "extra_breaks")
SKILLS = ("truck", "baking")
TASKS = ("pack", "sort")
FORMS = ("flex_job", "ordinary")


def some(codes):
    return st.frozensets(st.sampled_from(codes), max_size=2)


@st.composite
def spans(draw, most=3):
    """Windows of different days, so that shifts never overlap."""
    days = draw(st.lists(st.integers(0, 4), unique=True, max_size=most, min_size=1))
    return tuple(
        window(day, start, start + draw(st.integers(2, 10))) for day in days for start in [draw(st.integers(12, 22))]
    )


def people(name="c"):
    return st.builds(
        lambda windows, **more: candidate(name, sum(windows), **more),
        spans(most=5),
        hours=st.integers(2, 24).map(lambda half: half / 2),
        place=st.sampled_from([None, HOME, WORK, AWAY]) | st.just(HOME),
        transport=st.sampled_from(Mode),
        max_travel=st.integers(0, 120),
        accommodations=some(CODES),
        skills=some(SKILLS),
        wishes=some(TASKS),
        never=some((*TASKS, "firm", "p", "q")),
        waiting_weeks=st.integers(0, 150),
        mentor_hours=st.integers(0, 8).map(lambda quarter: quarter / 4),
        forms=some(FORMS),
    )


@st.composite
def jobs(draw, name="p"):
    windows = draw(spans())
    pattern = draw(st.sampled_from(Use))
    least = draw(st.integers(1, len(windows))) if pattern is Use.ANY else 0
    low = draw(st.integers(1, 12))
    return replace(
        position(name),
        windows=windows,
        pattern=Pattern(pattern, least),
        min_hours=low / 2,
        hours=(low + draw(st.integers(0, 12))) / 2,
        place=draw(st.sampled_from([HOME, WORK, WORK, AWAY])),
        seats=draw(st.integers(1, 3)),
        total_hours=draw(st.none() | st.integers(4, 40).map(lambda half: half / 2)),
        subsidised=draw(st.booleans()),
        accommodations=draw(some(CODES)),
        skills=draw(some(SKILLS)),
        tasks=draw(some(TASKS)),
        form=draw(st.sampled_from(["", *FORMS])),
    )


ways = st.builds(
    Way, st.integers(0, 90), st.none() | st.integers(300, 600), st.none() | st.integers(600, 1200), st.booleans()
)
tables = st.none() | st.dictionaries(
    st.tuples(st.sampled_from([HOME.name, WORK.name]), st.sampled_from([HOME.name, WORK.name]), st.sampled_from(Mode)),
    ways,
)
units = st.builds(
    Workplace,
    unit=st.just("unit"),
    organisation=st.just("firm"),
    mentor_hours=st.integers(0, 20).map(lambda quarter: quarter / 4),
    most_subsidised=st.none() | st.integers(0, 3),
    subsidised_now=st.integers(0, 3),
)
placements = st.lists(
    st.builds(
        Existing,
        st.sampled_from(["c", "d", "e"]),
        st.sampled_from(["p", "gone"]),
        st.just(4.0),
        st.just(0.5),
        st.booleans(),
    ),
    max_size=2,
)
refused = st.frozensets(st.tuples(st.sampled_from(["c", "d"]), st.just("p")), max_size=1)


@st.composite
def cases(draw):
    person, job = draw(people()), draw(jobs())
    more = {"travel": draw(tables), "refused": draw(refused)}
    return problem(person, job, draw(units), *draw(placements), **more)


def fits(case, person=None, job=None):
    return judge(person or case.candidates[0], job or case.positions[0], problem=case, policy=STANDARD_POLICY)


@given(cases(), st.sampled_from(CODES))
def test_one_more_accommodation_offered_never_closes_a_pair(case, code):
    job = case.positions[0]
    more = replace(job, accommodations=job.accommodations | {code})

    if fits(case).feasible:
        assert fits(case, job=more).feasible


@given(cases(), st.integers(1, 6))
def test_one_more_hour_that_a_person_can_work_never_closes_a_pair_or_takes_hours(case, halves):
    person = case.candidates[0]

    assert fits(case, person=replace(person, hours=person.hours + halves / 2)).hours >= fits(case).hours


@given(cases(), st.integers(1, 90))
def test_a_longer_travel_wish_never_closes_a_pair(case, minutes):
    person = case.candidates[0]

    assert fits(case, person=replace(person, max_travel=person.max_travel + minutes)).hours >= fits(case).hours


@given(cases(), spans())
def test_more_time_in_the_persons_week_never_closes_a_pair(case, more):
    person = case.candidates[0]

    assert fits(case, person=replace(person, windows=person.windows | sum(more))).hours >= fits(case).hours


@given(cases(), st.sampled_from(["p", "firm", *TASKS]))
def test_a_veto_never_changes_what_fits_a_stranger(case, never):
    stranger = candidate("stranger", never=frozenset({never}))
    with_no = replace(case, candidates=(*case.candidates, stranger), refused=case.refused | {("stranger", "p")})

    assert fits(with_no) == fits(case)


@given(cases(), st.integers(0, 20))
def test_mentor_hours_never_lower_what_a_person_is_worth(case, quarters):
    supported = fits(case, person=replace(case.candidates[0], mentor_hours=quarters / 4))
    plain = fits(case, person=replace(case.candidates[0], mentor_hours=0.0))

    assert not supported.feasible or supported.parts == plain.parts


@given(cases())
def test_a_pair_fits_exactly_where_nothing_fails_and_says_so_in_both_languages(case):
    found = fits(case)

    assert found.feasible is (found.hours > 0) is bool(found.parts)
    assert found.hours == 0 or found.hours >= case.positions[0].min_hours
    assert found.hours <= min(case.candidates[0].hours, case.positions[0].hours)
    assert not found.windows & ~case.candidates[0].windows
    for one in found.reasons:
        assert sentence(one, language="da", graph=GRAPH) != sentence(one, language="en", graph=GRAPH)


@settings(max_examples=200)
@given(cases())
def test_the_smallest_change_opens_the_position_that_it_names(case):
    person, job = case.candidates[0], case.positions[0]
    change = smallest_change(person, problem=case, policy=STANDARD_POLICY)
    if change is None:
        return

    values = change.reason.values
    assert not fits(case).feasible
    assert sentence(change.reason, graph=GRAPH)
    if change.reason.code == "change_accommodation":
        assert fits(case, job=replace(job, accommodations=job.accommodations | {values["accommodation"]})).feasible
    if change.reason.code == "change_skill":
        assert fits(case, person=replace(person, skills=person.skills | {values["skill"]})).feasible
    if change.reason.code == "change_travel":
        limit = values["limit_minutes"]
        assert fits(case, person=replace(person, max_travel=limit)).feasible
        assert not fits(case, person=replace(person, max_travel=limit - 1)).feasible
    if change.reason.code == "change_hours":
        assert fits(case, person=replace(person, hours=person.hours + values["short_hours"])).feasible
        assert not fits(case, person=replace(person, hours=person.hours + values["short_hours"] - 0.5)).feasible
