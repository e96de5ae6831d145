"""A placement as it lives: who may tell what from which state, and what a day that cannot be is answered with."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import placement_life as life
from symbiose.jobs.actions import placement_pausing as pausing
from symbiose.jobs.actions.placement_changing import change_placement
from symbiose.jobs.actions.placement_curve import confirm_step, remove_step, set_step
from symbiose.jobs.actions.placement_reviews import hold_review, move_review, plan_review
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.enums import PlacementState
from symbiose.jobs.models import Placement, Review
from symbiose.jobs.states import PLACEMENT
from tests.factories import make_actor, make_fact
from tests.jobs.people import as_person, make_candidate, make_placement

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ROLES = (Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.CONSULTANT, Role.LEADER, Role.PERSON, Role.SYSTEM)


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def make_in(state, **values):
    """A placement in a state as the database holds it."""
    beside = {"ends_on": ago(1), "outcome": "agreed_time"} if state == "ended" else {}
    placement = make_placement(state=state, **beside | values)
    if state == "paused":
        placement.pauses.create(starts_on=ago(5))
    return placement


VERBS = {
    "begin": lambda one, by: life.begin_placement(one, by=by, on=ago(2)),
    "not_begun": lambda one, by: life.begin_no_more(one, by=by),
    "pause": lambda one, by: life.pause_placement(
        one, by=by, **({"on": ago(20), "until": ago(18)} if one.state == "paused" else {})
    ),
    "resume": lambda one, by: life.resume_placement(one, by=by),
    "end": lambda one, by: life.end_placement(
        one, by=by, outcome="never_began" if one.state == "agreed" else "agreed_time"
    ),
    "reopen": lambda one, by: life.reopen_placement(one, by=by, reason="Det var en fejl"),
    "agree_again": lambda one, by: life.reopen_placement(one, by=by, reason="Det blev til noget"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", PlacementState.values)
def test_each_verb_from_each_state_follows_the_table_for_each_role(consultant, verb, state):
    never = verb == "agree_again"
    for role in ROLES:
        placement = make_in(state)
        if never and state == "ended":
            placement.outcome = "never_began"
            placement.save()
        by = consultant if role is Role.CONSULTANT else Actor(role=role, candidate_id=placement.candidate_id)
        row = PLACEMENT.find(verb, state)
        allowed = row is not None and row.who(by, placement)
        same = {"begin": "running", "not_begun": "agreed", "resume": "running", "end": "ended"}.get(verb) == state
        if not allowed and same and verb != "begin":
            assert VERBS[verb](placement, by).state == state
            continue
        if not allowed:
            with pytest.raises(NotAllowed):
                VERBS[verb](placement, by)
            assert Placement.objects.get(pk=placement.pk).state == state
        else:
            assert VERBS[verb](placement, by).state == row.target
        assert allowed == (row is not None and role in {Role.CONSULTANT, Role.SYSTEM})


def test_the_first_day_moves_what_was_planned_from_it_and_keeps_what_the_firm_is(consultant):
    placement = make_placement(state="agreed", starts_on=ago(10), firm_kind="")
    placement.curve.update(planned=True)
    placement.curve.create(from_day=ago(-20), hours=Decimal(8), planned=True)
    Review.objects.create(placement=placement, due_on=ago(-4))
    make_fact(placement.position.organisation, "social_enterprise", valid_from=ago(100))

    begun = life.begin_placement(placement, by=consultant, on=ago(3))

    assert (begun.starts_on, begun.state, begun.firm_kind) == (ago(3), "running", "new_social")
    assert list(begun.curve.values_list("from_day", "planned")) == [(ago(3), False), (ago(-27), True)]
    assert begun.reviews.get().due_on == ago(-11)


@pytest.mark.parametrize(
    ("facts", "kind", "expected"),
    [
        ([], "company", "ordinary"),
        ([], "social_enterprise", "known_social"),
        ([("social_enterprise", 30, True)], "company", "new_social"),
        ([("social_enterprise", 400, True)], "company", "known_social"),
        ([("registered", 400, True)], "company", "known_social"),
        ([("social_enterprise", 30, False)], "social_enterprise", "ordinary"),
    ],
)
def test_the_kind_of_firm_follows_from_its_dated_facts(consultant, facts, kind, expected):
    placement = make_placement(state="agreed", starts_on=ago(1))
    organisation = placement.position.organisation
    organisation.kind = kind
    organisation.save()
    for fact, days, holds in facts:
        make_fact(organisation, fact, valid_from=ago(days), holds=holds)

    assert life.begin_placement(placement, by=consultant, on=ago(1)).firm_kind == expected


def test_days_that_cannot_be_are_refused(consultant):
    agreed, running = make_in("agreed"), make_in("running")

    with pytest.raises(PlacementRefused, match="placement_not_in_future"):
        life.begin_placement(agreed, by=consultant, on=ago(-1))
    with pytest.raises(PlacementRefused, match="placement_not_begun"):
        life.end_placement(agreed, by=consultant, outcome="ordinary")
    with pytest.raises(PlacementRefused, match="placement_never_began"):
        life.end_placement(running, by=consultant, outcome="never_began")
    with pytest.raises(PlacementRefused, match="placement_before_first_day"):
        life.end_placement(running, by=consultant, outcome="ordinary", on=ago(31))
    with pytest.raises(PlacementRefused, match="placement_before_first_day"):
        life.pause_placement(running, by=consultant, on=ago(31))
    with pytest.raises(PlacementRefused, match="placement_pause_dates"):
        life.pause_placement(running, by=consultant, on=ago(3), until=ago(4))


def test_pauses_do_not_meet_and_one_that_is_over_leaves_it_running(consultant):
    placement = make_in("running")

    assert life.pause_placement(placement, by=consultant, on=ago(10), until=ago(8)).state == "running"
    assert life.pause_placement(placement, by=consultant, on=ago(10), until=ago(8)).pauses.count() == 1
    with pytest.raises(PlacementRefused, match="placement_pause_over"):
        life.pause_placement(placement, by=consultant, on=ago(9))
    paused = life.pause_placement(placement, by=consultant, on=ago(2))
    assert paused.state == "paused"
    with pytest.raises(PlacementRefused, match="placement_went_on_early"):
        life.resume_placement(paused, by=consultant, on=ago(3))
    assert life.resume_placement(paused, by=consultant, on=ago(2)).pauses.count() == 1  # of no whole day, so none


def test_a_pause_that_nobody_wrote_down_is_told_while_another_lasts(consultant):
    placement = make_in("paused")

    told = life.pause_placement(placement, by=consultant, on=ago(20), until=ago(18))

    assert told.state == "paused"
    assert life.lasting_pause(told).starts_on == ago(5)
    with pytest.raises(PlacementRefused, match="placement_pause_over"):
        life.pause_placement(placement, by=consultant, on=ago(12))


def test_a_pause_told_wrongly_is_put_right_or_taken_out(consultant):
    placement = make_in("running")
    life.pause_placement(placement, by=consultant, on=ago(10), until=ago(8))
    pause = placement.pauses.get()

    pausing.change_pause(placement, pause=pause.pk, starts=ago(9), ends=ago(7), by=consultant)
    pause.refresh_from_db()
    assert (pause.starts_on, pause.ends_on) == (ago(9), ago(7))
    with pytest.raises(PlacementRefused, match="placement_pause_dates"):
        pausing.change_pause(placement, pause=pause.pk, starts=ago(9), ends=None, by=consultant)

    pausing.remove_pause(placement, pause=pause.pk, by=consultant)
    assert pausing.remove_pause(placement, pause=pause.pk, by=consultant).state == "running"
    with pytest.raises(PlacementRefused, match="placement_pause_gone"):
        pausing.change_pause(placement, pause=pause.pk, starts=ago(9), ends=ago(7), by=consultant)


def test_taking_out_the_pause_that_lasts_lets_it_run(consultant):
    placement = make_in("paused")

    assert pausing.remove_pause(placement, pause=placement.pauses.get().pk, by=consultant).state == "running"


def test_the_clock_ends_a_pause_whose_last_day_was_told(consultant):
    placement = make_in("running")
    life.pause_placement(placement, by=consultant, on=ago(2), until=ago(-2))
    open_pause = make_in("paused")

    assert pausing.resume_due(on=ago(-2), by=system("Symbiose")) == 0
    assert pausing.resume_due(on=ago(-3), by=system("Symbiose")) == 1
    assert pausing.resume_due(on=ago(-3), by=system("Symbiose")) == 0
    placement.refresh_from_db()
    open_pause.refresh_from_db()
    assert (placement.state, open_pause.state) == ("running", "paused")


def test_an_end_closes_the_pause_that_lasts_and_can_be_taken_back_with_a_reason(consultant):
    placement = make_in("paused")

    ended = life.end_placement(placement, by=consultant, outcome="more_hours", note="Nu 12 timer", on=ago(1))
    assert (ended.ends_on, ended.outcome, ended.pauses.get().ends_on) == (ago(1), "more_hours", ago(1))
    with pytest.raises(NotAllowed):
        life.reopen_placement(ended, by=consultant, reason=" ")

    again = life.reopen_placement(ended, by=consultant, reason="Det var et andet job")
    assert (again.state, again.ends_on, again.outcome, again.end_note) == ("running", None, "", "")


def test_a_second_main_placement_keeps_an_ended_one_from_running_again(consultant):
    person = make_candidate()
    ended = make_in("ended", candidate=person)
    make_placement(candidate=person)

    with pytest.raises(PlacementRefused, match="placement_other_main"):
        life.reopen_placement(ended, by=consultant, reason="Det var en fejl")


def test_it_did_not_begin_after_all_unless_it_has_been_lived_in(consultant):
    placement = make_in("running")

    assert life.begin_no_more(placement, by=consultant).state == "agreed"
    assert placement.curve.get().planned

    lived = make_in("running")
    set_step(lived, from_day=ago(3), hours=Decimal(8), by=consultant)
    with pytest.raises(PlacementRefused, match="placement_lived_on"):
        life.begin_no_more(lived, by=consultant)


def test_steps_of_the_curve_are_told_planned_confirmed_and_taken_out(consultant):
    placement = make_in("running")

    told = set_step(placement, from_day=ago(3), hours=Decimal(8), by=consultant)
    ahead = set_step(placement, from_day=ago(-30), hours=Decimal("12.5"), by=consultant)
    assert (told.planned, ahead.planned) == (False, True)
    assert set_step(placement, from_day=ago(3), hours=Decimal(7), by=consultant).pk == told.pk
    with pytest.raises(PlacementRefused, match="placement_not_in_future"):
        confirm_step(placement, step=ahead.pk, by=consultant)
    placement.curve.filter(pk=ahead.pk).update(from_day=ago(1))
    confirm_step(placement, step=ahead.pk, by=consultant)
    assert not placement.curve.get(pk=ahead.pk).planned
    remove_step(placement, step=ahead.pk, by=consultant)
    remove_step(placement, step=ahead.pk, by=consultant)
    with pytest.raises(PlacementRefused, match="placement_first_step"):
        remove_step(placement, step=placement.curve.first().pk, by=consultant)


@pytest.mark.parametrize(
    ("hours", "day", "rule"),
    [
        (Decimal(0), ago(1), "placement_half_hours"),
        (Decimal("5.3"), ago(1), "placement_half_hours"),
        (Decimal(40), ago(1), "placement_full_time"),
        (Decimal(8), ago(31), "placement_before_first_day"),
    ],
)
def test_hours_that_cannot_be_are_refused(consultant, hours, day, rule):
    with pytest.raises(PlacementRefused, match=rule):
        set_step(make_in("running"), from_day=day, hours=hours, by=consultant)


def test_a_person_and_a_firm_do_not_write_the_curve(municipality):
    placement = make_in("running")

    for by in (
        as_person(placement.candidate),
        Actor(role=Role.FIRM, organisation_id=placement.position.organisation_id),
    ):
        with pytest.raises(NotAllowed):
            set_step(placement, from_day=date(2026, 1, 1), hours=Decimal(8), by=by)


def test_a_first_day_longer_ago_than_may_be_written_down_is_refused_also_at_the_beginning(consultant):
    placement = make_in("agreed")

    with pytest.raises(PlacementRefused) as refused:
        life.begin_placement(placement, by=consultant, on=date(1926, 1, 1))

    assert refused.value.rule == "placement_too_long_ago"


def test_a_talk_held_early_keeps_its_day_where_the_others_move_with_the_first_day(consultant):
    placement = make_in("agreed", starts_on=TODAY() + timedelta(days=14), firm_kind="")
    early = placement.reviews.create(due_on=TODAY() + timedelta(days=28))
    hold_review(placement, review=early.pk, held_on=TODAY(), note="", by=consultant)
    ahead = [placement.reviews.create(due_on=TODAY() + timedelta(days=days)) for days in (42, 43)]

    life.begin_placement(placement, by=consultant)

    days = [(Review.objects.get(pk=one.pk).due_on - TODAY()).days for one in (early, *ahead)]
    assert days == [28, 29, 30]


def test_a_pause_that_is_put_right_to_last_until_today_or_longer_pauses_the_placement(consultant):
    placement = make_in("running", starts_on=ago(100))
    pause = placement.pauses.create(starts_on=ago(20), ends_on=ago(10))

    changed = pausing.change_pause(placement, pause=pause.pk, starts=ago(20), ends=ago(-10), by=consultant)

    assert changed.state == "paused"
    assert life.resume_placement(placement, by=consultant).state == "running"


FAR = date(9999, 12, 31)


@pytest.mark.parametrize(
    ("tell", "field"),
    [
        (lambda one, by: plan_review(one, due_on=FAR, by=by), "due_on"),
        (lambda one, by: move_review(one, review=one.reviews.get().pk, due_on=FAR, by=by), "due_on"),
        (lambda one, by: set_step(one, from_day=FAR, hours=Decimal(8), by=by), "from_day"),
        (lambda one, by: change_placement(one, by=by, version=1, expected_end=FAR), "expected_end"),
        (lambda one, by: change_placement(one, by=by, version=1, expected_end=date(1990, 1, 1)), "expected_end"),
    ],
)
def test_a_plan_that_is_a_slip_of_the_keyboard_is_said_at_its_field(consultant, tell, field):
    placement = make_in("running")
    placement.reviews.create(due_on=ago(-14))

    with pytest.raises(PlacementRefused) as refused:
        tell(placement, consultant)

    assert refused.value.field == field
    assert refused.value.sentence
