"""A double click and a second tab: every verb of proposals and placements does once what it is asked twice or three times."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.jobs.models import HelpCall, Offer, Placement, PlacementHours, PlacementPause, Review, Veto
from symbiose.ledger.models import Entry
from symbiose.notices.models import OutgoingMail
from tests.factories import make_organisation
from tests.jobs.people import make_candidate, make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db
KEPT = (Offer, Placement, PlacementHours, PlacementPause, Review, HelpCall, Veto, Entry, OutgoingMail)
ALIKE = {"id", "pk", "version", "changed_at", "created_at"}
OUTCOME = "agreed_time"


def day(offset=0):
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def stands():
    """All that is kept, without when it was last touched."""
    return [
        sorted(str({name: value for name, value in row.items() if name not in ALIKE}) for row in kind.objects.values())
        for kind in KEPT
    ]


def three_times(client, url, told, *, prefix=""):
    """A double click with one key, then the same from a second tab; the answers, and what was kept after each."""
    name = f"{prefix}-form_key" if prefix else "form_key"
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    answers, kept = [], []
    for key in (first, first, second):
        answers.append(client.post(url, {**told, name: key}).status_code)
        kept.append(stands())
    return answers, kept


@pytest.fixture
def position(municipality):
    return make_position(make_workplace(make_organisation("Eksempel Fuglekassen", contact_email="k@firma.example")))


def in_state(position, state):
    now = timezone.now()
    said = {} if state in {"found", "asked", "set_aside"} else {"person_answer": "yes", "person_answered_at": now}
    seen = {"employer_asked_at": now} if state in {"shown", "agreed"} else {}
    agreed = {"employer_answer": "yes"} if state == "agreed" else {}
    asked = {"person_asked_at": now} if state != "found" else {}
    return make_offer(position=position, state=state, overlap="man 10:00-12:00", **said, **seen, **asked, **agreed)


@pytest.mark.parametrize(
    ("way", "told", "after"),
    [
        (("ask", "found"), {}, "asked"),
        (("ask_no_more", "asked"), {}, "found"),
        (("set_aside", "found"), {}, "set_aside"),
        (("take_up", "set_aside"), {}, "found"),
        (("show", "wanted"), {}, "shown"),
        (("think_again", "wanted"), {}, "asked"),
        (("answer_person", "asked"), {"answer": "yes", "how": "Sagt ved bordet"}, "wanted"),
        (("answer_person", "asked"), {"answer": "no", "how": "Sagt ved bordet"}, "declined"),
        (("answer_workplace", "shown"), {"answer": "yes", "consent": "Sagt i telefonen"}, "agreed"),
        (("answer_workplace", "shown"), {"answer": "no", "consent": "Sagt i telefonen"}, "declined"),
    ],
)
def test_each_verb_of_a_proposal_acts_once(client_as, position, way, told, after):
    verb, state = way
    offer = in_state(position, state)

    answers, kept = three_times(client_as(Role.CONSULTANT), reverse(f"offers:{verb}", args=[offer.number]), told)

    offer.refresh_from_db()
    assert offer.state == after
    assert kept[0] == kept[1] == kept[2]
    assert set(answers) == {302}


@pytest.mark.parametrize("answer", ["yes", "later", "no"])
def test_a_workplaces_answer_is_kept_once(client_as, position, answer):
    offer = in_state(position, "shown")
    url = reverse("offers:answer", args=[offer.number])

    answers, kept = three_times(client_as(Role.FIRM, position.organisation), url, {"answer": answer})

    assert {"yes": "agreed", "later": "shown", "no": "declined"}[answer] == Offer.objects.get().state
    assert answers[:2] == [302, 302]
    assert answers[2] in {302, 404}
    if answer != "later":  # asked again later, it is again a month from then
        assert kept[0] == kept[1] == kept[2]


TELL = {
    "begin": ("agreed", {"begin-on": day(-1)}, "running"),
    "not_begun": ("running", {}, "agreed"),
    "pause": ("running", {"pause-on": day(-2)}, "paused"),
    "resume": ("paused", {"resume-on": day()}, "running"),
    "end": ("running", {"end-outcome": "ordinary", "end-on": day()}, "ended"),
    "reopen": ("ended", {"reopen-reason": "Det var en fejl"}, "running"),
}


@pytest.mark.parametrize("verb", TELL)
def test_each_thing_told_of_a_placement_is_told_once(client_as, position, verb):
    state, told, after = TELL[verb]
    over = {"outcome": OUTCOME, "ends_on": timezone.localdate()} if state == "ended" else {}
    placement = make_placement(position=position, state=state, **over)
    if state == "paused":
        placement.pauses.create(starts_on=day(-5))
    url = reverse("placements:tell", args=[placement.number])

    answers, kept = three_times(client_as(Role.CONSULTANT), url, {"verb": verb, **told}, prefix=verb)

    placement.refresh_from_db()
    assert placement.state == after
    assert kept[0] == kept[1] == kept[2]
    assert set(answers) == {302}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("hours", {"from_day": day(-3), "hours": "4"}),
        ("talks", {"due_on": day(20)}),
        ("help", {"voice": "employer", "note": "Ring til os"}),
        ("change", {"mentor": "Person Mentor", "mentor_hours": "2", "main": "on", "version": "1"}),
        ("send_link", {}),
    ],
)
def test_what_is_written_on_the_page_of_a_placement_is_written_once(client_as, position, page, told):
    placement = make_placement(position=position)

    answers, kept = three_times(
        client_as(Role.CONSULTANT), reverse(f"placements:{page}", args=[placement.number]), told
    )

    assert answers[:2] == [302, 302]
    assert answers[2] in {302, 422}
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.parametrize("way", ["agree", "add"])
def test_a_placement_comes_to_be_once(client_as, position, way):
    told = {"starts_on": day(7), "hours": "5", "form": "flex_job"}
    if way == "agree":
        url = reverse("placements:agree", args=[in_state(position, "agreed").number])
    else:
        url, told = reverse("placements:add"), told | {"code": make_candidate().code, "position": position.number}
        told |= {"consent": "Aftalt ved besøg"}

    answers, kept = three_times(client_as(Role.CONSULTANT), url, told)

    assert Placement.objects.count() == 1
    assert answers == [302] * 3
    assert kept[0] == kept[1] == kept[2]


def test_the_engine_moves_no_placement_that_is_there(client_as, position):
    there = make_placement(position=position, mentor_hours=Decimal(1))
    paused = make_placement(position=make_position(position.workplace), state="paused")
    coming = make_placement(state="agreed", starts_on=timezone.localdate() + timedelta(days=5))
    best = make_candidate(waiting_since=timezone.localdate() - timedelta(weeks=300))
    make_candidate()
    before = [list(kind.objects.order_by("pk").values()) for kind in (Placement, PlacementHours, PlacementPause)]
    consultant = client_as(Role.CONSULTANT)

    for _again in range(2):
        consultant.post(reverse("offers:start_run"), {"form_key": str(uuid.uuid4())})
        consultant.post(reverse("offers:find_for_person", args=[best.code]), {"form_key": str(uuid.uuid4())})
        consultant.post(reverse("offers:find_for_position", args=[position.number]), {"form_key": str(uuid.uuid4())})

    after = [list(kind.objects.order_by("pk").values()) for kind in (Placement, PlacementHours, PlacementPause)]
    assert after == before
    theirs = {there.candidate_id, paused.candidate_id, coming.candidate_id}
    full = {there.position_id, paused.position_id, coming.position_id}
    assert not Offer.objects.filter(candidate__in=theirs).exists()
    assert not Offer.objects.filter(position__in=full).exists()
