"""Searches for proposals of placement: over everybody, for one person, for one position; once, whole, and the same again."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import Reading
from symbiose.common.states import NotAllowed
from symbiose.jobs import bridge
from symbiose.jobs.actions import placement_runs as runs
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.actions.offer_answers import person_answers
from symbiose.jobs.actions.offers import ask_person
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    Offer,
    OfferBasis,
    Outlook,
    PlacementRun,
    Position,
    Veto,
)
from symbiose.jobs.queries.runs import dead_runs
from tests.factories import make_actor
from tests.jobs.people import as_person, make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def run_now(by):
    """Start and carry out, as the worker would."""
    run = runs.start_placement_run(by=by)
    runs.carry_out_placement_run.func(run.pk)
    run.refresh_from_db()
    return run


def codes_of(offer):
    return [one["code"] for one in OfferBasis.objects.get(offer=offer).conditions]


def test_a_run_writes_a_main_proposal_and_two_alternatives_with_every_condition(consultant):
    person = make_candidate()
    for _ in range(4):
        make_position()

    run = run_now(consultant)

    assert (run.state, run.error, run.new_proposals, run.candidates, run.positions) == ("done", "", 3, 1, 4)
    assert list(Offer.objects.filter(candidate=person).order_by("rank").values_list("rank", "state")) == [
        (0, "found"),
        (1, "found"),
        (2, "found"),
    ]
    assert {"accommodation_met", "hours_fit", "travel_near", "room_left"} <= set(codes_of(Offer.objects.get(rank=0)))
    assert Outlook.objects.get(candidate=person).has_option


def test_a_run_reads_what_people_ask_for_through_the_one_door_and_logs_it(consultant):
    first, second = make_candidate(), make_candidate()

    run_now(consultant)

    rows = Reading.objects.filter(purpose="run", what="conditions").order_by("subject_id")
    assert list(rows.values_list("subject_id", "reader_role")) == [(first.pk, "system"), (second.pk, "system")]


def test_the_same_run_again_writes_nothing_new_and_has_the_same_digest(consultant):
    make_candidate()
    make_position()
    first = run_now(consultant)
    before = list(Offer.objects.values("pk", "version", "state", "rank"))

    second = run_now(consultant)

    assert second.digest == first.digest
    assert (second.new_proposals, second.lapsed) == (0, 0)
    assert list(Offer.objects.values("pk", "version", "state", "rank")) == before


def test_a_proposal_that_no_longer_holds_lapses_and_comes_back_with_its_number(consultant):
    person, place = make_candidate(), make_position()
    run_now(consultant)
    CandidateConditions.objects.filter(candidate=person).update(accommodations=["wheelchair_access"])
    assert run_now(consultant).lapsed == 1
    assert Offer.objects.get().state == "lapsed"
    Position.objects.filter(pk=place.pk).update(accommodations=["wheelchair_access"])

    again = run_now(consultant)

    assert (again.new_proposals, Offer.objects.get().state) == (0, "found")


@pytest.mark.parametrize("state", ["asked", "wanted", "shown"])
def test_a_run_never_touches_what_was_asked_or_answered_and_keeps_its_room(consultant, state):
    asked, other = make_candidate(), make_candidate()
    place = make_position()
    answered = {} if state == "asked" else {"person_answer": "yes", "person_answered_at": timezone.now()}
    shown = {"employer_asked_at": timezone.now()} if state == "shown" else {}
    offer = make_offer(asked, place, state=state, person_asked_at=timezone.now(), **answered, **shown)
    before = Offer.objects.values().get(pk=offer.pk)

    run_now(consultant)

    assert Offer.objects.values().get(pk=offer.pk) == before
    assert not Offer.objects.filter(candidate=other).exists()


def test_existing_placements_keep_their_seat_and_their_mentor(consultant):
    workplace = make_workplace(mentor_hours=Decimal(1))
    make_placement(make_candidate(), make_position(workplace), mentor_hours=Decimal("0.5"))
    person = make_candidate(mentor_hours=Decimal(1))
    make_position(workplace)

    run_now(consultant)

    assert not Offer.objects.filter(candidate=person).exists()
    groups = {row["group"]: row["positions"] for row in Outlook.objects.get(candidate=person).refusals}
    assert [one["code"] for one in groups["mentor"][0]["unmet"]] == ["mentor_short"]
    assert groups["mentor"][0]["unmet"][0]["values"]["short_hours"] == 0.5


def test_hours_that_were_planned_and_nobody_confirmed_take_no_room(consultant):
    position = make_position(seats=2, total_hours=Decimal(20))
    placement = make_placement(position=position)
    placement.curve.create(from_day=timezone.localdate() - timedelta(days=2), hours=Decimal(18), planned=True)
    person = make_candidate()

    run_now(consultant)

    assert Offer.objects.get(candidate=person).position == position


def test_a_placement_that_has_not_begun_keeps_the_hours_it_begins_with(consultant):
    position = make_position(seats=2, total_hours=Decimal(20))
    placement = make_placement(position=position, state="agreed", hours=18)
    placement.curve.update(planned=True)
    person = make_candidate()

    run_now(consultant)

    assert not Offer.objects.filter(candidate=person).exists()


@pytest.mark.parametrize("transport", ["walk", "bike", "public", "car"])
def test_a_way_within_one_postcode_is_unknown_and_never_nothing(client_as, consultant, transport):
    person = make_candidate(transport=transport)
    position = make_position(postcode=person.postcode)

    run_now(consultant)

    offer = Offer.objects.get(candidate=person)
    client = client_as(Role.CONSULTANT)
    for url in (
        reverse("offers:list"),
        reverse("offers:person", args=[person.code]),
        reverse("offers:offer", args=[offer.number]),
    ):
        page = client.get(url).content.decode()
        assert "amme postdistrikt, rejsetiden er ukendt" in page, url
        assert not re.search(r"\d+ minutter (til fods|på cykel|med bus|i bil)", page), url
    fitting = client.get(reverse("offers:position", args=[position.number])).content.decode()
    assert 'data-title="Rejse, minutter hver vej">Ukendt' in fitting


def test_support_that_nobody_told_of_is_unknown_and_never_none(consultant):
    person = make_candidate(mentor_hours=Decimal(1))
    make_position(make_workplace(mentor_hours=None))

    run_now(consultant)

    reason = Outlook.objects.get(candidate=person).refusals[0]["positions"][0]["unmet"][0]
    assert reason["code"] == "mentor_unknown"


def test_the_ratio_rule_closes_a_subsidised_position_of_a_full_workplace(consultant):
    full = make_workplace(ordinary_employees=Decimal(4), subsidised_elsewhere=1)
    person = make_candidate()
    make_position(full, form="flex_job")
    make_position(full, form="ordinary")

    run_now(consultant)

    assert Offer.objects.get(candidate=person).position.form == "ordinary"
    assert Outlook.objects.get(candidate=person).refusals[0]["group"] == "ratio"


def test_vetoes_never_lists_and_what_was_put_away_are_not_proposed(consultant):
    person = make_candidate()
    vetoed, away, left = make_position(), make_position(), make_position()
    theirs = make_position()
    Veto.objects.create(candidate=person, position=vetoed)
    make_offer(person, away, state="set_aside")
    Candidate.objects.filter(pk=person.pk).update(never=[f"organisation:{theirs.organisation_id}"])

    run_now(consultant)

    assert Offer.objects.get(candidate=person, state="found").position == left
    (group,) = Outlook.objects.get(candidate=person).refusals
    reasons = {row["id"]: row["unmet"][0]["code"] for row in group["positions"]}
    assert reasons == {vetoed.pk: "said_no", away.pk: "put_away", theirs.pk: "person_never"}


def test_whoever_waited_longest_gets_the_only_place(consultant):
    make_candidate()
    longest = make_candidate(waiting_since=timezone.localdate() - timedelta(weeks=60))
    make_position()

    run_now(consultant)

    assert Offer.objects.get(rank=0).candidate == longest


def test_whoever_has_no_option_gets_the_smallest_change(consultant):
    person = make_candidate(asks=("quiet_place", "work_from_home"))
    place = make_position()

    run_now(consultant)

    outlook = Outlook.objects.get(candidate=person)
    assert not outlook.has_option
    assert outlook.smallest["position"] == place.pk
    assert outlook.smallest["change"]["values"]["accommodation"] == "work_from_home"


def test_a_row_with_a_fault_takes_no_part_and_the_page_says_why(client_as, consultant):
    make_position(hours=Decimal(39), total_hours=Decimal(39))
    make_position(windows="hver dag")
    person = make_candidate()
    Candidate.objects.filter(pk=person.pk).update(windows="altid")

    run = run_now(consultant)

    page = client_as(Role.CONSULTANT).get(reverse("offers:run", args=[run.pk])).content.decode()
    assert "39 timer om ugen kan ikke passe" in page
    assert "Tiderne kan ikke læses." in page
    assert "Det er ikke skrevet, hvornår personen kan." in page


def test_a_person_erased_and_a_position_closed_during_the_run_get_nothing_and_the_run_says_so(
    client_as, consultant, monkeypatch
):
    gone, stays = make_candidate(), make_candidate()
    closed, left = make_position(), make_position(seats=2, total_hours=Decimal(10))
    solve = bridge.find_for_all

    def meanwhile(rows, **options):
        found = solve(rows, **options)
        erased = {"windows": "", "postcode": "", "transport": "", "hours": None, "max_travel": None}
        Candidate.objects.filter(pk=gone.pk).update(state="erased", erased_at=timezone.now(), **erased)
        today = timezone.localdate()
        Position.objects.filter(pk=closed.pk).update(state="closed", closed_on=today, close_reason="Flytter")
        return found

    monkeypatch.setattr(bridge, "find_for_all", meanwhile)

    run = run_now(consultant)

    assert run.state == "done"
    assert list(Offer.objects.values_list("candidate_id", "position_id", "rank")) == [(stays.pk, left.pk, 0)]
    assert not Outlook.objects.filter(candidate=gone).exists()
    page = client_as(Role.CONSULTANT).get(reverse("offers:run", args=[run.pk])).content.decode()
    assert "1 person ventede ikke mere" in page
    assert gone.code.replace("-", "\u2011") not in page
    assert closed.number.replace("-", "\u2011") in page


def test_what_is_asked_for_stands_on_no_page_of_a_search_and_an_erased_person_in_none(client_as, consultant):
    person = make_candidate(asks=("of_an_old_list",))
    make_position()
    run = run_now(consultant)
    client, address = client_as(Role.CONSULTANT), reverse("offers:run", args=[run.pk])

    page = client.get(address).content.decode()
    erase(person, by=consultant)
    run.refresh_from_db()

    assert f"{person.code} er ikke med".replace("-", "\u2011") in page
    assert "of_an_old_list" not in page
    assert person.code not in str(run.passed_over)
    assert "1 person ventede ikke mere" in client.get(address).content.decode()


def test_a_no_that_is_said_during_the_run_is_not_asked_again(consultant, monkeypatch):
    person, refused, left = make_candidate(), make_position(), make_position()
    offer = make_offer(person, refused)
    solve = bridge.find_for_all

    def meanwhile(rows, **options):
        found = solve(rows, **options)
        ask_person(offer, by=consultant)
        person_answers(offer, answer="no", by=as_person(person))
        return found

    monkeypatch.setattr(bridge, "find_for_all", meanwhile)

    run_now(consultant)

    assert Veto.objects.filter(candidate=person, position=refused).exists()
    rows = Offer.objects.filter(candidate=person).order_by("pk").values_list("position_id", "state", "rank")
    assert list(rows) == [(refused.pk, "declined", 0), (left.pk, "found", 0)]


def test_a_run_that_breaks_is_kept_as_failed_with_a_plain_sentence(client_as, consultant, monkeypatch):
    make_candidate()
    make_position()
    monkeypatch.setattr(bridge, "find_for_all", lambda *_rows, **_options: 1 / 0)

    run = run_now(consultant)

    assert (run.state, Offer.objects.count()) == ("failed", 0)
    page = client_as(Role.CONSULTANT).get(reverse("offers:run", args=[run.pk])).content.decode()
    assert "Noget gik galt i programmet" in page
    assert "Intet er ændret" in page


def test_only_one_run_at_a_time_and_one_that_stood_still_is_given_up(consultant):
    run = runs.start_placement_run(by=consultant)
    with pytest.raises(runs.RunUnderway):
        runs.start_placement_run(by=consultant)
    PlacementRun.objects.filter(pk=run.pk).update(changed_at=timezone.now() - timedelta(minutes=11))

    second = runs.start_placement_run(by=consultant)

    run.refresh_from_db()
    assert (run.state, run.error, second.state) == ("failed", "stopped", "queued")
    assert not dead_runs().exists()


def test_a_long_run_says_that_it_still_works_and_ends_where_it_was_given_up(consultant, monkeypatch):
    make_candidate()
    make_position()
    run = runs.start_placement_run(by=consultant)
    moved = []
    step = runs._step

    def watched(run_id, done):
        moved.append(done)
        if len(moved) == 3:  # given up by somebody while it still searches
            PlacementRun.objects.filter(pk=run_id).update(state="failed")
        step(run_id, done)

    monkeypatch.setattr(runs, "_step", watched)

    runs.carry_out_placement_run.func(run.pk)

    assert moved == [0, 1, 1]
    assert not Offer.objects.exists()


def test_a_run_given_up_while_it_worked_writes_nothing(consultant, monkeypatch):
    make_candidate()
    make_position()
    run = runs.start_placement_run(by=consultant)
    solve = bridge.find_for_all

    def meanwhile(rows, **options):
        PlacementRun.objects.filter(pk=run.pk).update(state="failed")
        return solve(rows, **options)

    monkeypatch.setattr(bridge, "find_for_all", meanwhile)

    runs.carry_out_placement_run.func(run.pk)

    assert not Offer.objects.exists()


def written_in(consultant, django_assert_num_queries, how_many):
    for _ in range(how_many):
        make_candidate()
        make_position()
    run = runs.start_placement_run(by=consultant)
    with django_assert_num_queries(51):
        runs.carry_out_placement_run.func(run.pk)
    assert Offer.objects.filter(rank=0).count() == how_many


def test_a_run_over_one_takes_a_fixed_number_of_statements(consultant, django_assert_num_queries):
    written_in(consultant, django_assert_num_queries, 1)


def test_a_run_over_three_takes_the_same(consultant, django_assert_num_queries):
    written_in(consultant, django_assert_num_queries, 3)


def test_at_once_for_one_person_beside_what_is_proposed_to_others(client_as, consultant):
    other, person = make_candidate(), make_candidate()
    place = make_position()
    make_offer(other, place)
    free = make_position()

    client = client_as(Role.CONSULTANT)
    answer = client.post(reverse("offers:find_for_person", args=[person.code]), follow=True)

    assert "1 nyt forslag" in answer.content.decode()
    assert Offer.objects.get(candidate=person).position == free
    assert Offer.objects.get(candidate=other).state == "found"


def test_at_once_for_one_position_thinks_first_of_those_who_waited_longest_and_have_nothing(client_as, consultant):
    make_candidate()
    longest = make_candidate(waiting_since=timezone.localdate() - timedelta(weeks=60))
    served = make_candidate(waiting_since=timezone.localdate() - timedelta(weeks=90))
    make_offer(served, make_position())
    place = make_position()

    client_as(Role.CONSULTANT).post(reverse("offers:find_for_position", args=[place.number]))

    assert Offer.objects.get(position=place).candidate == longest


def test_at_once_for_a_changed_position_lets_go_of_what_no_longer_fits(client_as, consultant):
    place = make_position(accommodations=[])
    stale = make_offer(make_candidate(), place)

    client_as(Role.CONSULTANT).post(reverse("offers:find_for_position", args=[place.number]))

    stale.refresh_from_db()
    assert stale.state == "lapsed"


def test_a_seat_of_which_the_proposal_no_longer_fits_is_proposed_to_the_next_in_the_same_search(consultant):
    place, next_one = make_position(), make_candidate()
    stale = make_offer(make_candidate(asks=("work_from_home",)), place)

    run = runs.find_for_position(place, by=consultant)

    stale.refresh_from_db()
    assert (stale.state, run.lapsed, run.new_proposals) == ("lapsed", 1, 1)
    assert Offer.objects.get(state="found").candidate == next_one


def test_nobody_searches_for_who_does_not_wait_or_for_what_is_not_open(client_as, consultant):
    resting, closed = make_candidate(state="resting"), make_position(state="draft", opened_on=None)

    with pytest.raises(NotAllowed):
        runs.find_for_person(resting, by=consultant)
    with pytest.raises(NotAllowed):
        runs.find_for_position(closed, by=consultant)
    client = client_as(Role.CONSULTANT)
    for url in (
        reverse("offers:find_for_person", args=[resting.code]),
        reverse("offers:find_for_position", args=[closed.number]),
    ):
        assert "Der kan ikke søges" in client.post(url, follow=True).content.decode()


def test_none_but_consultants_start_a_search(municipality):
    for role in (Role.FIRM, Role.ADVISER, Role.ENTRANCE, Role.LEADER, Role.VISITOR):
        with pytest.raises(NotAllowed):
            runs.start_placement_run(by=make_actor(role))
    assert runs.start_placement_run(by=system("clock")).state == "queued"
