"""A consultant's start page: who waits without a proposal, slips that nobody used, yeses that wait for a workplace, as deputy too."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.jobs import candidate_waiting, offer_waiting
from symbiose.jobs.models import FirstDay, Placement, Review, Slip
from symbiose.jobs.queries import placement_waiting
from symbiose.organisations.models import Absence
from tests.factories import make_actor, make_membership, make_organisation
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_slip, make_workplace
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def member(municipality):
    return make_membership(Role.CONSULTANT)


def actor_of(member):
    return Actor(
        role=Role.CONSULTANT, user_id=member.user_id, name=member.user.name, organisation_id=member.organisation_id
    )


def old_slip(person, **values):
    slip = make_slip(person, code=f"{person.code}-AAAA", **values)
    Slip.objects.filter(pk=slip.pk).update(created_at=timezone.localtime() - timedelta(days=8))
    return slip


def test_those_who_wait_without_a_proposal_stand_in_one_line_that_leads_to_them(member, client):
    alone = make_candidate(consultant=member.user, waiting_since=TODAY() - timedelta(weeks=60))
    make_offer(make_candidate(consultant=member.user))
    make_placement(make_candidate(consultant=member.user))
    make_candidate(consultant=member.user, state="told", waiting_since=None)
    make_candidate()
    client.force_login(member.user)

    page = body(client.get("/i-dag/"))
    (line,) = candidate_waiting.waiting(actor_of(member))
    found = client.get(line.button_url)

    assert "1 person venter uden et forslag" in page
    assert [row.code for row in found.context["shown"].page.object_list] == [alone.code]


def test_a_rest_that_is_over_is_asked_about_on_the_day(member, client):
    rests = {"consultant": member.user, "state": "resting"}
    over, longer, open_ended = (
        make_candidate(**rests, rests_until=until) for until in (TODAY(), TODAY() + timedelta(days=1), None)
    )
    make_candidate(state="resting", rests_until=TODAY())

    lines = [line for line in candidate_waiting.waiting(actor_of(member)) if "skulle holde pause" in line.why]

    assert [line.url for line in lines] == [reverse("candidates:detail", args=[over.code])]
    assert {longer.state, open_ended.state} == {"resting"}


def test_a_slip_that_nobody_used_within_a_week_is_asked_about(member, client):
    forgotten, used, new, ended = (make_candidate(consultant=member.user) for _ in range(4))
    old_slip(forgotten)
    old_slip(used, last_used_at=timezone.now())
    make_slip(new, code="NEW")
    old_slip(ended)
    type(ended).objects.filter(pk=ended.pk).update(state="ended", ended_on=TODAY(), waiting_since=None)
    client.force_login(member.user)

    page = body(client.get("/i-dag/"))
    lines = [line for line in candidate_waiting.waiting(actor_of(member)) if "#seddel" in line.url]

    assert "er ikke brugt endnu" in page
    assert [line.url for line in lines] == [reverse("candidates:detail", args=[forgotten.code]) + "#seddel"]
    assert 'id="seddel"' in body(client.get(lines[0].url))


def test_a_yes_that_waits_for_the_workplace_is_seen_before_it_is_late(member):
    person = make_candidate(consultant=member.user)
    answers = {"state": "shown", "person_answer": "yes", "person_answered_at": timezone.now()}
    make_offer(person, answer_by=TODAY() + timedelta(days=3), employer_asked_at=timezone.now(), **answers)

    (line,) = offer_waiting.waiting(actor_of(member))

    assert (line.section, line.late) == ("waiting", False)
    assert "Arbejdspladsen er spurgt" in line.why
    assert line.button_url == reverse("offers:person", args=[person.code])


def test_a_deputy_has_the_lines_of_a_colleague_who_is_away(member):
    colleague = make_membership(Role.CONSULTANT).user
    person = make_candidate(consultant=colleague)
    make_offer(person)
    placement = make_placement(make_candidate(consultant=colleague))
    Review.objects.create(placement=placement, due_on=TODAY())
    old_slip(make_candidate(consultant=colleague))
    rooms = (candidate_waiting.waiting, offer_waiting.waiting, placement_waiting.waiting)
    before = [len(list(room(actor_of(member)))) for room in rooms]

    Absence.objects.create(user=colleague, deputy=member.user, valid_from=TODAY(), valid_to=TODAY() + timedelta(days=5))

    assert before == [0, 0, 0]
    assert [len(list(room(actor_of(member)))) for room in rooms] == [2, 1, 1]
    assert Placement.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_lines_ask_the_same_for_one_and_three(member, count, django_assert_num_queries):
    for _ in range(count):
        old_slip(make_candidate(consultant=member.user))

    with django_assert_num_queries(3):
        lines = candidate_waiting.waiting(actor_of(member))

    assert len(lines) == count + 1


def test_nobody_else_has_these_lines():
    assert candidate_waiting.waiting(Actor(role=Role.ADVISER, user_id=1, name="x")) == []


def test_a_workplace_finds_from_its_start_page_and_its_position_whom_it_agreed_on(municipality, client):
    membership = make_membership(Role.FIRM, make_organisation("Eksempel Fuglekassen"))
    position = make_position(make_workplace(membership.organisation), title="Sætte etiketter på")
    placement = make_placement(position=position, state="agreed", starts_on=TODAY() + timedelta(days=3))
    client.force_login(membership.user)

    start = body(client.get("/i-dag/"))
    pages = [body(client.get(f"/stillinger/{position.number}/")), body(client.get("/stillinger/"))]

    assert "Begge har sagt ja" in start
    assert f"/ansaettelser/{placement.number}/foerste-dag/" in start
    assert f"/ansaettelser/{placement.number}/" in pages[0]
    assert 'href="/ansaettelser/"' in pages[1]


@pytest.mark.parametrize(
    ("told", "lines"), [({}, 1), ({"bring": "Madpakke"}, 1), ({"at": time(9)}, 0), ({"who_meets": "Mona"}, 0)]
)
def test_a_sheet_is_asked_for_until_it_says_when_to_come_or_who_meets(municipality, told, lines):
    firm = make_organisation("Eksempel Fuglekassen")
    placement = make_placement(position=make_position(make_workplace(firm)), state="agreed")
    make_placement(state="agreed")
    if told:
        FirstDay.objects.create(placement=placement, **told)

    assert len(placement_waiting.waiting(make_actor(Role.FIRM, firm))) == lines


def test_a_firm_without_placements_has_no_link_to_them(municipality, client):
    client.force_login(make_membership(Role.FIRM, make_organisation("Eksempel Fuglekassen")).user)

    assert 'href="/ansaettelser/"' not in body(client.get("/stillinger/"))
