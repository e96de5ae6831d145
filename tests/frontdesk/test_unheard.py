"""Nobody is left at an external entrance: the municipality's advisers are told how many wait, and nothing of what they wrote."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.frontdesk import actions
from symbiose.frontdesk.waiting import waiting
from symbiose.home.clock import due_by_the_clock
from symbiose.notices.models import Notice, OutgoingMail
from symbiose.organisations.actions import accept_access
from symbiose.organisations.models import AccessRequest, Membership
from symbiose.organisations.queries.access import INVITATION, links_of
from tests.factories import make_actor, make_membership, make_organisation
from tests.frontdesk.cases import acting, ask, away, make_desk, make_external

pytestmark = pytest.mark.django_db
CLOCK = system("Symbiose")
TODAY = timezone.localdate
COUNCIL = "Eksempel Erhvervsråd"
SECRET = {
    "text": "Hemmelig tekst. Vi vil ansætte på få timer.",
    "name": "Hemmelig Person",
    "email": "hemmelig@firma.example",
    "phone": "87 65 43 21",
    "organisation_text": "Hemmeligt Værksted",
}


@pytest.fixture
def ann(db, client):
    ann, _bo = make_desk("Ann", "Bo")
    client.force_login(ann.user)
    return ann


@pytest.fixture
def council(ann):
    return make_external()


def written_to(member, **values):
    return ask(**{**SECRET, **values}, entrance=member.organisation)


def gone(member):
    member.valid_to = TODAY() - timedelta(days=1)
    member.save()


def start(client):
    return client.get(reverse("home:today")).content.decode()


def told():
    return sorted(Notice.objects.filter(text__contains=COUNCIL).values_list("user__name", "text"))


@pytest.mark.parametrize("how", ["gone", "away", "closed account"])
def test_where_the_last_one_is_away_or_gone_advisers_are_told_a_number_and_no_word(client, ann, council, how):
    rows = [written_to(council), written_to(council)]
    due_by_the_clock()
    assert "ingen dér kan svare" not in start(client)
    if how == "away":
        away(council, TODAY(), TODAY() + timedelta(days=9))
    elif how == "gone":
        gone(council)
    else:
        council.user.is_active = False
        council.user.save()

    for _time in range(2):
        due_by_the_clock()

    said = f"2 henvendelser hos {COUNCIL} venter, og ingen dér kan svare."
    shown = start(client) + client.get(reverse("inbox:list")).content.decode()
    assert f"{said} Invitér nogen, eller giv nogen en rolle dér." in shown
    assert reverse("organisations:add_member", args=[council.organisation_id]) in shown
    assert told() == [("Ann", said), ("Bo", said)]
    letters = " ".join(OutgoingMail.objects.values_list("body", flat=True))
    for word in (*SECRET.values(), *(row.title for row in rows), *(row.number for row in rows), "emmelig"):
        assert word not in shown + letters
    for row in rows:
        assert client.get(reverse("enquiries:detail", args=[row.number])).status_code == 404


def test_a_later_enquiry_is_told_with_the_new_number_and_an_answered_one_counts_no_more(ann, council):
    first = written_to(council)
    gone(council)
    actions.tell_unheard(now=timezone.now(), by=CLOCK)
    before = AuditEntry.objects.count()
    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 0
    assert AuditEntry.objects.count() == before

    written_to(council)
    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 1
    actions.set_aside(first, reason="Reklame", by=CLOCK)
    actions.tell_unheard(now=timezone.now(), by=CLOCK)

    assert [text[:2] for name, text in told() if name == "Ann"] == ["1 ", "2 "]
    assert [line.why[:14] for line in waiting(acting(ann))] == ["1 henvendelse "]


def test_a_letter_to_what_is_settled_there_waits_too(ann, council):
    by = acting(council)
    answered, in_case = written_to(council), written_to(council)
    actions.answer_now(answered, answer="Ja", by=by)
    case = actions.open_case(in_case, by=by)
    actions.close_case(case, outcome="advice", reason="De fik råd.", by=by)
    gone(council)
    assert waiting(acting(ann)) == []

    for enquiry in (answered, in_case):
        actions.write_back(enquiry, text="Hemmelig tilføjelse", by=CLOCK)

    assert [line.why[:15] for line in waiting(acting(ann))] == ["2 henvendelser "]


def test_when_somebody_is_back_it_is_silent_and_the_next_time_it_is_told_anew(ann, council):
    enquiry = written_to(council)
    absence = away(council, TODAY(), TODAY())
    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 1
    absence.delete()

    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 0
    assert waiting(acting(ann)) == []
    enquiry.refresh_from_db()
    assert enquiry.unheard_at is None
    away(council, TODAY(), TODAY())
    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 1


def test_what_was_answered_and_waits_again_is_told_anew(ann, council):
    enquiry = written_to(council)
    absence = away(council, TODAY(), TODAY())
    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 1
    absence.delete()
    actions.answer_now(enquiry, answer="Ja", by=acting(council))
    actions.take_up(enquiry, by=acting(council))
    gone(council)

    assert actions.tell_unheard(now=timezone.now(), by=CLOCK) == 1


def test_nobody_else_is_told_and_the_one_who_is_there_sees_what_waits_as_before(ann, council):
    other = make_external("Eksempel Sekretariat", "Ida Eksempel")
    written_to(council)
    gone(council)
    actions.tell_unheard(now=timezone.now(), by=CLOCK)

    for actor in (acting(other), make_actor(Role.FIRM, make_organisation("Eksempel Træværk"))):
        assert COUNCIL not in str(waiting(actor))
    assert {name for name, _text in told()} == {"Ann", "Bo"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_line_is_one_for_each_entrance_under_the_same_few_queries(ann, rows, django_assert_num_queries):
    for place in range(rows):
        member = make_external(f"Råd {place}", f"Person {place}")
        written_to(member)
        gone(member)

    with django_assert_num_queries(6):
        lines = waiting(acting(ann))

    assert [line.title for line in lines] == [f"Råd {place}" for place in range(rows)]


def test_an_adviser_invites_somebody_who_then_answers_there_but_no_adviser(client, ann, council):
    enquiry = written_to(council)
    gone(council)
    url = reverse("organisations:add_member", args=[council.organisation_id])
    sent = {
        "name": "Ida Eksempel",
        "role": "entrance",
        "proof": "called_back",
        "proof_note": "Formanden ringede",
        "proven_on": TODAY(),
    }

    own = client.post(url, {**sent, "email": ann.user.email, "form_key": str(uuid.uuid4())}).content.decode()
    client.post(url, {**sent, "email": "ida@raad.example", "form_key": str(uuid.uuid4())})
    assert "kan ikke læse, hvad folk har skrevet her" in own
    asked = AccessRequest.objects.get(email="ida@raad.example")
    accept_access(asked, by=Actor(role=Role.FIRM, link_id=links_of(asked, INVITATION)[0].pk))

    ida = Membership.objects.get(user__email="ida@raad.example")
    assert (ida.role, AccessRequest.objects.count()) == ("entrance", 1)
    assert waiting(acting(ann)) == []
    client.force_login(ida.user)
    assert SECRET["name"] in client.get(reverse("enquiries:detail", args=[enquiry.number])).content.decode()


@pytest.mark.parametrize("who", ["manager", "adviser elsewhere"])
def test_only_advisers_give_the_role_and_only_where_there_is_an_entrance(client, ann, council, who):
    manager = make_membership(Role.FIRM, council.organisation)
    Membership.objects.filter(pk=manager.pk).update(role="manager")
    at = council.organisation if who == "manager" else make_organisation("Eksempel Træværk")
    client.force_login(manager.user if who == "manager" else ann.user)

    url = reverse("organisations:add_member", args=[at.pk])
    assert 'value="entrance"' not in client.get(url).content.decode()
    client.post(url, {"name": "Ida", "email": "ida@raad.example", "role": "entrance", "form_key": str(uuid.uuid4())})

    assert not AccessRequest.objects.exists()
