"""What the ledger counts of placements: each position once, with headcount and hours, and never more than what happened."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from symbiose.common.actor import Role, system
from symbiose.common.states import NotAllowed
from symbiose.engine.accounting import Fact, distinct_count, period, stock_on
from symbiose.jobs.actions import placement_life as life
from symbiose.jobs.actions import placement_pausing as pausing
from symbiose.jobs.actions.placement_counting import count_placement, count_placements
from symbiose.jobs.actions.placement_curve import remove_step, set_step
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.models import Placement
from symbiose.jobs.queries.placement_counting import postings_of
from symbiose.ledger import queries as ledger
from symbiose.ledger.models import Entry
from tests.factories import make_actor
from tests.jobs.people import make_candidate, make_placement, make_position

pytestmark = pytest.mark.django_db
BY = system("Symbiose")


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def placed(starts_on, **values):
    """A running placement that is counted by a mark of its person."""
    person = values.pop("candidate", None) or make_candidate()
    return make_placement(candidate=person, starts_on=starts_on, counted_as=f"person-{person.pk}", **values)


def facts(measure, placement=None):
    """What stands in the ledger of a measure."""
    rows = Entry.objects.filter(measure=measure)
    if placement is not None:
        rows = rows.filter(source_id=placement.pk)
    return [
        Fact(row.measure, row.quantity, row.happened_on, row.period, subject=row.why["person"])
        for row in ledger.standing(rows)
    ]


def on(placement, day):
    count_placement(placement, by=BY, on=day)
    return {
        code: stock_on(facts(code), day=day).quantity if facts(code) else 0
        for code in ("positions", "hours_per_week", "hours_gained")
    }


def test_a11_4_a_position_counts_once_with_headcount_and_hours(consultant):
    placement = placed(date(2026, 3, 16))

    for _again in range(3):
        count_placement(placement, by=BY, on=date(2026, 4, 20))

    assert stock_on(facts("positions"), day=date(2026, 4, 20)).quantity == 1
    assert stock_on(facts("hours_per_week"), day=date(2026, 4, 20)).quantity == 5
    assert distinct_count(facts("persons_in_work"), over=period("2026")).quantity == 1
    counted = Counter(Entry.objects.values_list("measure", "period"))
    assert set(counted.values()) == {1}
    assert {row.period for row in Entry.objects.filter(measure="positions")} == {"2026-03", "2026-04"}


def test_two_placements_of_one_person_are_two_positions_and_one_person(municipality):
    person = make_candidate()
    for main in (True, False):
        count_placement(placed(date(2026, 3, 2), candidate=person, main=main), by=BY, on=date(2026, 3, 20))

    assert stock_on(facts("positions"), day=date(2026, 3, 20)).quantity == 2
    assert distinct_count(facts("persons_in_work"), over=period("2026-03")).quantity == 1


def test_hours_grow_with_the_steps_that_were_told_and_not_with_plans(municipality):
    placement = placed(date(2026, 1, 5))
    placement.curve.create(from_day=date(2026, 2, 2), hours=Decimal(8))
    placement.curve.create(from_day=date(2026, 3, 2), hours=Decimal(12), planned=True)

    assert on(placement, date(2026, 1, 31)) == {"positions": 1, "hours_per_week": 5, "hours_gained": 0}
    assert on(placement, date(2026, 3, 31)) == {"positions": 1, "hours_per_week": 8, "hours_gained": 3}
    placement.curve.update(planned=False)
    assert on(placement, date(2026, 3, 31)) == {"positions": 1, "hours_per_week": 12, "hours_gained": 7}
    back = Entry.objects.get(reverses__isnull=False, measure="hours_per_week")
    assert (back.quantity, back.reason) == (-8, "Ansættelsens dage eller timer er talt op igen.")


def test_while_nobody_works_neither_position_nor_hours_are_counted(municipality):
    placement = placed(date(2026, 1, 5), state="paused")
    placement.pauses.create(starts_on=date(2026, 2, 20))

    assert on(placement, date(2026, 2, 19))["positions"] == 1
    assert on(placement, date(2026, 2, 20))["positions"] == 0
    assert distinct_count(facts("persons_in_work"), over=period("2026-02")).quantity == 1
    assert on(placement, date(2026, 3, 31))["positions"] == 0
    assert distinct_count(facts("persons_in_work"), over=period("2026-02")).quantity == 1


def test_what_is_agreed_or_never_began_counts_nothing(municipality):
    agreed = placed(date(2026, 1, 5), state="agreed")
    never = placed(date(2026, 1, 5), state="ended", ends_on=date(2026, 1, 20), outcome="never_began")

    for one in (agreed, never):
        count_placement(one, by=BY, on=date(2026, 3, 1))
    assert not Entry.objects.exists()


def test_three_months_in_work_are_reached_by_the_calendar_alone_and_once(municipality):
    placed(date(2026, 1, 15))

    assert count_placements(on=date(2026, 4, 14), by=BY) == 1
    assert not Entry.objects.filter(measure="retained_3_months").exists()
    assert count_placements(on=date(2026, 4, 15), by=BY) == 1
    assert count_placements(on=date(2026, 4, 15), by=BY) == 0
    entry = Entry.objects.get(measure="retained_3_months")
    assert (entry.happened_on, entry.period, entry.quantity) == (date(2026, 4, 15), "2026-04", 1)
    count_placements(on=date(2028, 1, 15), by=BY)
    reached = Entry.objects.filter(measure__startswith="retained").values_list("measure", "happened_on")
    assert sorted(reached, key=lambda row: row[1]) == [
        ("retained_3_months", date(2026, 4, 15)),
        ("retained_6_months", date(2026, 7, 15)),
        ("retained_12_months", date(2027, 1, 15)),
        ("retained_24_months", date(2028, 1, 15)),
    ]


def test_an_end_that_was_earlier_than_told_takes_back_what_was_reached(consultant):
    day = timezone.localdate()
    placement = placed(day - timedelta(days=100))
    count_placement(placement, by=BY)
    assert facts("retained_3_months")

    life.end_placement(placement, by=consultant, outcome="ordinary", on=day - timedelta(days=60))

    assert not facts("retained_3_months")
    assert Entry.objects.filter(measure="retained_3_months", quantity=-1).exists()


def test_advisers_read_no_entry_of_somebody_in_work_and_a_firm_reads_its_own(client_as):
    placement = placed(date(2026, 3, 2))
    count_placement(placement, by=BY)
    firm = placement.position.organisation
    one = Entry.objects.filter(measure="hours_per_week").latest("pk")
    ways = [
        ("list", []),
        ("organisation", [firm.pk]),
        ("thread", ["jobs.placement", placement.pk]),
        ("entry", [one.pk]),
    ]
    pages = [reverse(f"ledger:{name}", args=args) for name, args in ways]
    pages.append(f"{pages[0]}?format=csv")

    read_by = {
        role: [client.get(page) for page in pages]
        for role, client in ((Role.ADVISER, client_as(Role.ADVISER)), (Role.FIRM, client_as(Role.FIRM, firm)))
    }

    assert [answer.status_code for answer in read_by[Role.ADVISER]] == [200, 200, 404, 404, 200]
    for answer in read_by[Role.ADVISER]:
        told = answer.getvalue().decode() if answer.streaming else answer.text
        assert placement.number not in told
        assert "Timer om ugen" not in told
    assert "Timer om ugen" in read_by[Role.FIRM][1].text
    assert read_by[Role.FIRM][3].status_code == 200


def test_an_erased_person_leaves_every_figure_as_it_was(municipality):
    person = make_candidate()
    both = [placed(date(2026, 1, 5), candidate=person, main=main) for main in (True, False)]
    for one in both:
        count_placement(one, by=BY, on=date(2026, 5, 1))
    before = sorted(Entry.objects.values_list("pk", flat=True))

    Placement.objects.update(candidate=None)
    for one in both:
        count_placement(one, by=BY, on=date(2026, 5, 1))

    assert sorted(Entry.objects.values_list("pk", flat=True)) == before
    assert distinct_count(facts("persons_in_work"), over=period("2026")).quantity == 1


DAYS = st.integers(0, 130)
TOLD = st.one_of(
    st.tuples(st.just("pause"), DAYS, st.one_of(st.none(), st.integers(0, 40))),
    st.tuples(st.just("resume"), DAYS),
    st.tuples(st.just("step"), DAYS, st.sampled_from(["5", "7.5", "12"])),
    st.tuples(st.just("unstep")),
    st.tuples(st.just("unpause")),
    st.tuples(st.just("end"), DAYS),
    st.tuples(st.just("reopen")),
    st.tuples(st.just("unbegin")),
    st.tuples(st.just("begin"), DAYS),
)


def tell(placement, told, by):
    """Tell one thing as a consultant does; what is refused changes nothing."""
    ago = timezone.localdate() - timedelta(days=told[1]) if len(told) > 1 else None
    last_pause, last_step = placement.pauses.last(), placement.curve.last()
    act = {
        "pause": lambda: life.pause_placement(
            placement, by=by, on=ago, until=None if told[2] is None else ago + timedelta(days=told[2])
        ),
        "resume": lambda: life.resume_placement(placement, by=by, on=ago),
        "step": lambda: set_step(placement, from_day=ago, hours=Decimal(told[2]), by=by),
        "unstep": lambda: remove_step(placement, step=last_step.pk, by=by),
        "unpause": lambda: last_pause and pausing.remove_pause(placement, pause=last_pause.pk, by=by),
        "end": lambda: life.end_placement(placement, by=by, outcome="agreed_time", on=ago),
        "reopen": lambda: life.reopen_placement(placement, by=by, reason="Fejl"),
        "unbegin": lambda: life.begin_no_more(placement, by=by),
        "begin": lambda: life.begin_placement(placement, by=by, on=ago),
    }[told[0]]
    try:
        with transaction.atomic():
            act()
    except (PlacementRefused, NotAllowed):
        return


def recounted(placement):
    """Positions and hours of each month and whether anybody worked in it, day by day, from the rows alone."""
    today = timezone.localdate()
    if placement.state == "agreed":
        return {}
    last = min(placement.ends_on or today, today)
    rests = [(one.starts_on, one.ends_on or date.max) for one in placement.pauses.all()]
    worked = [
        day
        for day in (
            placement.starts_on + timedelta(days=number) for number in range((last - placement.starts_on).days + 1)
        )
        if not any(first <= day <= end for first, end in rests)
    ]
    found = {}
    for day in worked:
        found["persons_in_work", f"{day:%Y-%m}"] = Decimal(1)
        cut = day == today or (day + timedelta(days=1)).day == 1
        if cut and not (day == today and placement.ends_on == today and (day + timedelta(days=1)).day != 1):
            steps = [one for one in placement.curve.all() if not one.planned]
            hours = [one.hours for one in steps if one.from_day <= day][-1]
            found["positions", f"{day:%Y-%m}"] = Decimal(1)
            found["hours_per_week", f"{day:%Y-%m}"] = hours
            if hours > steps[0].hours:
                found["hours_gained", f"{day:%Y-%m}"] = hours - steps[0].hours
    return found


@settings(max_examples=25)
@given(story=st.lists(TOLD, min_size=1, max_size=9))
def test_any_order_of_telling_gives_the_figures_of_a_count_from_scratch(story):
    with transaction.atomic():
        consultant = make_actor(Role.CONSULTANT)
        placement = placed(timezone.localdate() - timedelta(days=120), position=make_position())
        count_placement(placement, by=BY)
        for told in story:
            tell(placement, told, consultant)

        now = Placement.objects.prefetch_related("curve", "pauses").select_related("position").get(pk=placement.pk)
        standing = ledger.standing(Entry.objects.filter(source_id=placement.pk))
        said = {(row.measure, row.period): row.quantity for row in standing}
        fresh = {one.key: one.counted for one in postings_of(now, on=timezone.localdate())}
        assert said == fresh
        assert {key: value for key, value in said.items() if not key[0].startswith("retained")} == recounted(now)
        transaction.set_rollback(True)
