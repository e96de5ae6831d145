"""Placements that are agreed at the same moment, and a person who is erased while a run goes on."""

from __future__ import annotations

import threading
import uuid
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.jobs import bridge
from symbiose.jobs.actions import offer_answers, placement_counting, placement_runs
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.actions.placement_life import end_placement, reopen_placement
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.bridge import PersonFound
from symbiose.jobs.models import Candidate, Offer, OfferBasis, Outlook, Placement
from symbiose.ledger.models import Entry
from symbiose.ledger.queries import standing
from tests.at_once.test_at_once import at_once, posts
from tests.factories import make_actor, make_membership, make_municipality
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db(transaction=True)
BY = system("Symbiose")


@pytest.fixture(autouse=True)
def here():
    return make_municipality()


def told(position, **more):
    """What a consultant writes of a placement that was made elsewhere."""
    day = timezone.localdate() + timedelta(days=7)
    person = {"code": make_candidate().code, "position": position.number}
    return {"starts_on": day.isoformat(), "hours": "5", "form": "ordinary", "consent": "Aftalt", **person, **more}


def writes(*tellings):
    """One consultant per telling, each in a window of their own."""
    address = reverse("placements:add")
    return [posts(make_membership(Role.CONSULTANT).user, address, one, keys=[str(uuid.uuid4())])[0] for one in tellings]


def test_two_consultants_agree_the_last_seat_and_one_gets_it():
    position = make_position()

    codes = at_once(*writes(told(position), told(position), told(position)))

    assert sorted(codes) == [302, 422, 422]
    assert Placement.objects.count() == 1


def test_the_last_support_of_a_workplace_is_given_once_whatever_position_it_is_for():
    workplace = make_workplace(mentor_hours=Decimal(10))
    positions = [make_position(workplace), make_position(workplace)]

    codes = at_once(*writes(*[told(one, mentor_hours="6") for one in positions]))

    assert sorted(codes) == [302, 422]


def test_the_same_agreement_from_several_windows_makes_one_placement():
    now = timezone.now()
    said = {"person_answer": "yes", "person_answered_at": now, "employer_answer": "yes"}
    offer = make_offer(state="agreed", **said)
    day = timezone.localdate() + timedelta(days=7)
    given = {"starts_on": day.isoformat(), "hours": "5", "form": "ordinary"}
    user = make_membership(Role.CONSULTANT).user
    address = reverse("placements:agree", args=[offer.number])

    codes = at_once(*posts(user, address, given, keys=[str(uuid.uuid4()) for _ in range(3)]))

    assert codes == [302] * 3
    assert Placement.objects.count() == 1


def test_two_who_take_up_what_ended_get_one_seat_between_them():
    position, yesterday = make_position(), timezone.localdate() - timedelta(days=1)
    over = {"state": "ended", "ends_on": yesterday, "outcome": "agreed_time"}
    ended = [make_placement(position=position, **over) for _ in range(2)]

    given = at_once(*[lambda one=one: reopen_placement(one, by=BY, reason="Det var en fejl") for one in ended])

    assert sorted(type(one).__name__ for one in given) == ["Placement", "PlacementRefused"]
    assert [one.rule for one in given if isinstance(one, PlacementRefused)] == ["placement_no_seat"]
    assert Placement.objects.filter(state="running").count() == 1


def test_a_workplace_says_yes_to_two_for_its_last_seat():
    position, now = make_position(), timezone.now()
    said = {"person_answer": "yes", "person_answered_at": now, "employer_asked_at": now}
    shown = [make_offer(position=position, state="shown", **said) for _ in range(2)]
    by = make_actor(Role.FIRM, position.organisation)

    given = at_once(*[lambda one=one: offer_answers.workplace_answers(one, answer="yes", by=by) for one in shown])

    assert sorted(type(one).__name__ for one in given) == ["NoRoom", "Offer"]
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["agreed", "shown"]


def test_a_person_who_is_erased_while_a_run_goes_on_is_not_in_what_it_wrote(monkeypatch):
    gone, stays = make_candidate(), make_candidate()
    make_position(seats=2, total_hours=Decimal(10))
    monkeypatch.setattr(placement_runs, "_enqueue", lambda run_id: None)
    run = placement_runs.start_placement_run(by=make_actor(Role.CONSULTANT))
    solve, solved = bridge.find_for_all, threading.Barrier(2)

    def meanwhile(rows, **options):
        found = solve(rows, **options)
        solved.wait()
        return found

    def erased():
        solved.wait()
        return erase(gone, by=BY)

    monkeypatch.setattr(bridge, "find_for_all", meanwhile)

    at_once(lambda: placement_runs.carry_out_placement_run.func(run.pk), erased)

    run.refresh_from_db()
    assert run.state == "done"
    assert Candidate.objects.get(pk=gone.pk).state == "erased"
    assert Outlook.objects.get().candidate == stays
    assert {basis.offer.candidate for basis in OfferBasis.objects.all()} == {stays}
    theirs = Offer.objects.filter(candidate=gone).values("state", "parts", "minutes", "overlap", "points")
    assert list(theirs) in ([], [{"state": "lapsed", "parts": [], "minutes": None, "overlap": "", "points": 0.0}])
    assert gone.code not in str(run.passed_over)
    assert Offer.objects.get(candidate=stays).state == "found"


def test_the_clock_counts_a_placement_as_it_is_when_its_end_was_told_in_the_same_moment(monkeypatch):
    begun = timezone.localdate() - timedelta(days=200)
    placement, reckon = make_placement(starts_on=begun), placement_counting.postings_of
    reckoned = threading.Barrier(2)

    def slowly(row, *, on):
        found = reckon(row, on=on)
        if threading.current_thread().name == "clock":
            with suppress(threading.BrokenBarrierError):
                reckoned.wait(timeout=2)
        return found

    monkeypatch.setattr(placement_counting, "postings_of", slowly)

    def clock():
        threading.current_thread().name = "clock"
        return placement_counting.count_placements(on=timezone.localdate(), by=BY)

    def told():
        last = begun + timedelta(days=40)
        ended = end_placement(placement, by=BY, outcome="agreed_time", on=last)
        with suppress(threading.BrokenBarrierError):
            reckoned.wait(timeout=2)
        return ended

    given = at_once(clock, told)

    assert [one for one in given if isinstance(one, Exception)] == []
    rows = standing(Entry.objects.filter(measure="persons_in_work"))
    assert {one.period for one in rows} <= {
        f"{day:%Y-%m}" for day in (begun, begun + timedelta(days=40), begun + timedelta(days=20))
    }


def test_two_who_search_for_each_others_people_both_get_an_answer(monkeypatch):
    one, other = [make_candidate(waiting_since=timezone.localdate() - timedelta(weeks=weeks)) for weeks in (60, 30)]
    first, second = make_position(), make_position()
    make_offer(other, first, rank=1)
    make_offer(one, second, rank=1)
    chosen, judge, judged = {first.pk: one, second.pk: other}, bridge.judge_some, threading.Barrier(2)

    def waits_for_the_other(rows, plan, pairs, **options):
        found = list(judge(rows, plan, pairs, **options))
        with suppress(threading.BrokenBarrierError):
            judged.wait(timeout=2)
        return found

    def finds(_rows, _plan, position, **_options):
        return (PersonFound(candidate=chosen[position].pk, offers=(), refusals=[], smallest=None),)

    monkeypatch.setattr(bridge, "judge_some", waits_for_the_other)
    monkeypatch.setattr(bridge, "find_for_position", finds)
    by = make_actor(Role.CONSULTANT)

    given = at_once(*[lambda row=row: placement_runs.find_for_position(row, by=by) for row in (first, second)])

    assert [getattr(run, "state", run) for run in given] == ["done", "done"]


def test_erasing_and_agreeing_at_once_leave_no_living_placement_of_nobody():
    now = timezone.now()
    said = {"person_answer": "yes", "person_answered_at": now, "employer_answer": "yes"}
    offer = make_offer(state="agreed", **said)
    user, day = make_membership(Role.CONSULTANT).user, timezone.localdate() + timedelta(days=7)
    given = {"starts_on": day.isoformat(), "hours": "5", "form": "ordinary"}
    client = Client()
    client.force_login(user)

    code, done = at_once(
        lambda: client.post(reverse("placements:agree", args=[offer.number]), given).status_code,
        lambda: erase(offer.candidate, by=BY),
    )

    assert code in {302, 404, 422}
    assert done.state == "erased"
    assert not Placement.objects.filter(state__in=["agreed", "running", "paused"]).exists()
