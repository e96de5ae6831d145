"""A talk that was told of the wrong firm is withdrawn: it stays, struck out, and counts nowhere."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions as desk
from symbiose.frontdesk.actions.outreach import in_the_way, mend_call, note_call, recount_prospects, withdraw_talk
from symbiose.frontdesk.actions.rhythm import agree_rhythm, log_talk, mark_topics, withdraw_from_dialogue
from symbiose.frontdesk.models import CallStop, Prospect, Rhythm
from symbiose.frontdesk.outreach_enums import CallState
from symbiose.frontdesk.queries.card import card_of
from symbiose.frontdesk.queries.outreach import spoken_lately
from symbiose.frontdesk.queries.rhythm import last_touched, touched_since
from symbiose.frontdesk.queries.sheet import sheet_of
from symbiose.organisations.actions import log_contact, withdraw_line
from symbiose.organisations.models import Contact
from symbiose.organisations.states import LINE
from tests.factories import make_actor, make_organisation
from tests.frontdesk.calls import YES, Talk, in_days, make_callers, make_firm, take
from tests.frontdesk.cases import acting, ask, make_case, make_external

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def callers(db):
    return make_callers()


def talked(firm, by):
    """A talk about keeping people, on the wrong firm."""
    return log_talk(firm, kind="call", text="Om at holde på Hanne", topics={"retention": "Hanne bliver"}, by=by)


def send(client, name, *args, **values):
    answer = client.post(reverse(name, args=args), {"form_key": str(uuid.uuid4()), **values}, follow=True)
    return " ".join(answer.content.decode().split())


def test_a_withdrawn_talk_is_struck_out_with_its_reason_and_no_last_talk(callers, client):
    ann, firm = callers[0], make_firm()
    line = talked(firm, ann)
    client.force_login(line.user)
    assert "Skriv hvorfor" in send(client, "dialogue:withdraw", firm.pk, line.pk, reason=" ")

    shown = send(client, "dialogue:withdraw", firm.pk, line.pk, reason="Det var Eksempel Andet.")

    assert "<s>Om at holde på Hanne</s>" in shown
    assert "Det var Eksempel Andet." in shown
    assert "Ingen samtale er skrevet ned endnu" in shown
    assert "Hanne bliver" not in shown
    assert Rhythm.objects.get(organisation=firm).talked_on is None
    assert Contact.objects.filter(pk=line.pk).exists()


def test_it_counts_in_no_quiet_period_last_contact_topic_card_or_sheet(callers):
    ann, _bo, cem = callers
    firm = make_firm()
    case = make_case(ann, organisation=firm)
    Contact.objects.all().delete()
    line = talked(firm, ann)
    recount_prospects(only=[firm.pk])
    assert spoken_lately(firm, on=TODAY()) == line
    assert in_the_way(firm, by=cem).spoken == line
    assert Prospect.objects.get(organisation=firm).last_contact_at is not None

    withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)

    assert spoken_lately(firm, on=TODAY()) is None
    assert in_the_way(firm, by=cem).spoken is None
    assert Prospect.objects.get(organisation=firm).last_contact_at is None
    assert (last_touched(firm), touched_since(TODAY())) == ({}, set())
    assert (card_of(firm, ann).lines, sheet_of(case, ann).lines) == ([], [])


def test_the_day_that_was_agreed_is_missed_again_when_its_talk_is_withdrawn(callers):
    ann, firm = callers[0], make_firm()
    agree_rhythm(firm, months=6, by=ann)
    Rhythm.objects.update(next_on=TODAY())
    line = talked(firm, ann)

    withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)

    known = Rhythm.objects.get(organisation=firm)
    assert (known.talked_on, known.since_on) == (None, timezone.localdate(firm.created_at))


def test_the_case_in_which_it_was_said_tells_it_struck_out(callers, client):
    ann, firm = callers[0], make_firm()
    case = make_case(ann, organisation=firm)
    line = desk.log_dialogue(case, kind="call", text="Om noget helt andet", by=ann)
    withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)
    client.force_login(line.user)

    shown = client.get(f"/forloeb/{case.number}/").content.decode()

    assert "<s>Om noget helt andet</s>" in shown
    assert "Forkert virksomhed" in shown


def test_who_was_answered_by_a_withdrawn_talk_alone_waits_once_more(callers, client):
    ann, firm = callers[0], make_firm()
    case = make_case(ann, organisation=firm)
    line = desk.log_dialogue(case, kind="call", text="Om noget helt andet", by=ann)
    case.refresh_from_db()
    assert (case.responded_at, case.stage, case.waits_by) == (line.happened_at, "dialogue", None)

    for _time in range(2):
        withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)

    case.refresh_from_db()
    enquiry = case.enquiries.get()
    assert (case.responded_at, case.stage, case.waits_by) == (None, "received", enquiry.respond_by)
    assert (enquiry.answered_at, enquiry.waits) == (None, True)
    client.force_login(line.user)
    assert "Ingen har svaret dem endnu." in client.get(f"/forloeb/{case.number}/").content.decode()


def test_a_call_that_was_passed_on_waits_once_more_too_and_whoever_is_erased_does_not(callers):
    ann, firm, outside = callers[0], make_firm(), make_external()
    told = ask(by=acting(outside), channel="phone", name="Karl Eksempel", entrance=outside.organisation)
    passed = desk.pass_on(told, consent="Ja i telefonen", by=acting(outside))
    case = make_case(ann, organisation=firm, name="Anna Eksempel")
    desk.attach_enquiry(passed, case, by=ann)
    line = desk.log_dialogue(case, kind="call", text="Om noget helt andet", by=ann)
    desk.forget_enquiry(case.enquiries.get(name="Anna Eksempel"), reason="Bad om det", by=ann)

    withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)

    assert list(case.enquiries.filter(waits=True)) == [passed]


def test_the_next_talk_in_the_case_is_the_first_answer_when_the_earlier_one_is_withdrawn(callers):
    ann, firm = callers[0], make_firm()
    case = make_case(ann, organisation=firm)
    first = desk.log_dialogue(case, kind="call", text="Om noget helt andet", by=ann)
    second = desk.log_dialogue(case, kind="visit", text="Om pap", by=ann)
    withdraw_from_dialogue(first, reason="Forkert virksomhed", by=ann)

    case.refresh_from_db()
    assert (case.responded_at, case.enquiries.get().answered_at) == (second.happened_at, second.happened_at)
    assert (case.stage, case.waits_by) == ("dialogue", None)


def test_a_closed_case_was_answered_when_it_was_closed_where_its_talk_is_withdrawn(callers):
    ann, firm = callers[0], make_firm()
    case = make_case(ann, organisation=firm)
    line = desk.log_dialogue(case, kind="call", text="Om noget helt andet", by=ann)
    closed = desk.close_case(case, outcome="nothing", reason="Nej", by=ann)

    withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)

    closed.refresh_from_db()
    assert (closed.responded_at, closed.enquiries.get().answered_at) == (closed.closed_at, closed.closed_at)
    assert (closed.enquiries.get().waits, closed.stage) == (False, "outcome")


def test_a_call_told_of_the_wrong_firm_frees_it_lifts_its_no_and_counts_in_no_figure(callers, client):
    ann, firm = callers[0], make_firm()
    call = take(firm, ann)
    no = Talk(answer="no", line="De vil ikke.", partner=True, person="Lederen")
    call = note_call(call, no, by=ann)
    client.force_login(call.user)

    shown = send(client, "outreach:withdraw", call.pk, reason="Det var Eksempel Andet.")

    call.refresh_from_db()
    assert (call.state, call.answer, call.talked_at, call.attempts) == ("released", "", None, 0)
    assert "Virksomheden blev givet fri: Det var Eksempel Andet." in shown
    assert "<s>Talt om" in shown.replace("<s><p>", "<s>")
    assert not CallStop.objects.filter(lifted_at__isnull=True).exists()
    assert spoken_lately(firm, on=TODAY()) is None
    assert take(firm, callers[1]).state == "reserved"


def test_a_call_s_line_withdrawn_from_the_dialogue_takes_the_call_along(callers):
    ann, firm = callers[0], make_firm()
    call = note_call(take(firm, ann), YES, by=ann)
    line = Contact.objects.get(thread_label="frontdesk.call", kind="call")

    withdraw_from_dialogue(line, reason="Forkert virksomhed", by=ann)

    call.refresh_from_db()
    line.refresh_from_db()
    assert (call.state, line.withdrawn_reason) == ("released", "Forkert virksomhed")


def test_a_note_put_right_keeps_one_line_that_counts(callers):
    ann, firm = callers[0], make_firm()
    call = note_call(take(firm, ann), YES, by=ann)
    mend_call(call, reason="Det var et senere", by=ann)
    assert spoken_lately(firm, on=TODAY()) is None

    note_call(call, Talk(answer="later", line="Ring til maj.", partner=True, again_on=in_days(20)), by=ann)

    lines = Contact.objects.filter(kind="call")
    assert (lines.count(), lines.filter(withdrawn_at__isnull=True).count()) == (2, 1)


def test_a_repeat_changes_nothing_and_the_trail_says_who_and_why(callers):
    ann, firm = callers[0], make_firm()
    line = talked(firm, ann)
    call = note_call(take(make_firm("Eksempel Andet"), ann), YES, by=ann)

    for reason in ("Forkert virksomhed", "Igen"):
        withdraw_from_dialogue(line, reason=reason, by=ann)
        withdraw_talk(call, reason=reason, by=ann)

    for verb in ("organisations.withdraw_line", "outreach.withdraw"):
        entries = AuditEntry.objects.filter(verb=verb)
        assert {(entry.actor_user_id, entry.reason) for entry in entries} == {(ann.user_id, "Forkert virksomhed")}
    with pytest.raises(NotAllowed):
        mark_topics(line, {"climate": "x"}, by=ann)


WHO = ("entrance", "writer's department", "other department", "external", "firm", "visitor", "system")
MAY = {"entrance", "writer's department", "system"}


@pytest.mark.parametrize("who", WHO)
def test_the_transition_of_a_line_for_every_role(callers, who):
    ann, bo, cem = callers
    firm = make_firm()
    actor = {
        "entrance": ann,
        "writer's department": bo,
        "other department": cem,
        "external": acting(make_external()),
        "firm": make_actor(Role.FIRM, make_organisation("Eksempel Træværk")),
        "visitor": Actor(),
        "system": system("clock"),
    }[who]
    line = log_contact(firm, kind="call", text="Om pap", by=bo)
    ((verb, sources, target),) = [(row.verb, row.sources, row.target) for row in LINE.transitions]
    assert (verb, sources, target) == ("withdraw", {"stands"}, "withdrawn")

    for state in ("stands", "withdrawn"):
        if state == "stands" and who in MAY:
            assert LINE.require(verb, state=state, actor=actor, subject=line, reason="Derfor").target == "withdrawn"
        else:
            with pytest.raises(NotAllowed):
                LINE.require(verb, state=state, actor=actor, subject=line, reason="Derfor")


def test_what_somebody_wrote_themselves_and_what_an_external_entrance_said_is_not_the_entrance_s_to_withdraw(callers):
    ann = callers[0]
    external = acting(make_external())
    theirs = log_contact(make_firm(), kind="call", text="Deres", by=external)
    written = desk.write_back(make_case(ann).enquiries.get(), text="Egne ord", by=system("Symbiose")).line

    for line in (theirs, written):
        with pytest.raises(NotAllowed):
            withdraw_line(line, reason="Derfor", by=ann)
    assert withdraw_line(theirs, reason="Derfor", by=external).withdrawn_at is not None


def test_without_a_reason_nothing_is_withdrawn(callers):
    ann, firm = callers[0], make_firm()
    line, call = talked(firm, ann), note_call(take(make_firm("Eksempel Andet"), ann), YES, by=ann)

    with pytest.raises(NotAllowed):
        withdraw_line(line, reason=" ", by=ann)
    with pytest.raises(NotAllowed):
        withdraw_talk(call, reason=" ", by=ann)
    with pytest.raises(IntegrityError, match=r"contact_withdrawn_says_why|CHECK"), transaction.atomic():
        Contact.objects.filter(pk=line.pk).update(withdrawn_at=timezone.now())
    call.refresh_from_db()
    assert call.state == CallState.TALKED


def test_the_page_of_a_dialogue_asks_as_many_questions_for_three_talks_as_for_one(callers, client):
    firm, department, asked = make_firm(), callers[1], []
    adviser = log_contact(firm, kind="call", text="Om pap", by=callers[0]).user
    client.force_login(adviser)

    for _round in range(2):
        log_contact(firm, kind="call", text="Om træ", by=department)
        with CaptureQueriesContext(connection) as found:
            page = client.get(reverse("dialogue:detail", args=[firm.pk])).content.decode()
        asked.append((len(re.findall(r">Træk tilbage<", page)), len(found)))

    assert [shown for shown, _questions in asked] == [2, 3]
    assert asked[0][1] == asked[1][1]
