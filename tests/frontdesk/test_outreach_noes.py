"""A no to calls, and what happens to calls and noes when firms close, say no or turn out to be one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import outreach_waiting
from symbiose.frontdesk.actions.outreach import (
    NotFree,
    Talk,
    mend_call,
    note_call,
    plan_round,
    recount_prospects,
    release_call,
    stop_calls,
    take_call,
    withdraw_talk,
)
from symbiose.frontdesk.actions.rhythm import agree_rhythm
from symbiose.frontdesk.actions.rhythm_counting import recount_talks
from symbiose.frontdesk.models import Call, CallStop, Case
from symbiose.frontdesk.queries.outreach import calls_visible_to, stop_of
from symbiose.notices.models import Notice
from symbiose.organisations import merging
from symbiose.organisations.actions import close_organisation, merge_organisations, part_organisations
from symbiose.organisations.models import Membership, Organisation
from symbiose.people.models import User
from tests.factories import make_membership
from tests.frontdesk.calls import YES, in_days, make_callers, make_firm, spoke, take
from tests.frontdesk.cases import acting, make_adviser

pytestmark = pytest.mark.django_db


@pytest.fixture
def callers(db):
    return make_callers()


@pytest.fixture
def firm(callers):
    return make_firm()


def signed_in(by):
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id))
    return client


def told_to(by):
    return list(Notice.objects.filter(user_id=by.user_id).order_by("pk").values_list("text", flat=True))


def promised(firm, by):
    """A call that is to be made again today."""
    talk = Talk(answer="later", line="Ring efter høst", partner=True, again_on=in_days(1))
    call = note_call(take(firm, by), talk, by=by)
    Call.objects.filter(pk=call.pk).update(again_on=timezone.localdate())
    return call


def gone(by):
    """The person does not work there any more."""
    Membership.objects.filter(pk=by.membership_id).update(valid_to=timezone.localdate() - timedelta(days=1))


def test_a_department_does_not_cut_short_the_no_that_another_was_told(callers, firm):
    _ann, bo, cem = callers
    stop_calls(firm, said_by="Lederen", reason="Aldrig mere", by=bo)
    tomorrow = {"said_by": "Sekretæren", "how_long": "until", "stop_until": in_days(2).isoformat()}

    answer = signed_in(cem).post(reverse("outreach:stop", args=[firm.pk]), tomorrow)

    assert "De vil ikke ringes op." in answer.text
    held = CallStop.objects.get()
    assert (held.until, held.said_by, held.lifted_at) == (None, "Lederen", None)
    signed_in(bo).post(reverse("outreach:stop", args=[firm.pk]), tomorrow)
    assert stop_of(firm.pk).until == in_days(1)


def test_a_longer_no_takes_the_place_of_a_shorter_one_whoever_was_told(callers, firm):
    _ann, bo, cem = callers
    stop_calls(firm, said_by="Sekretæren", until=in_days(9), by=bo)

    stop_calls(firm, said_by="Lederen", by=cem)

    assert stop_of(firm.pk).said_by == "Lederen"


@pytest.mark.parametrize("reason", ["", "x" * 500])
def test_whoever_had_taken_a_firm_that_says_no_hears_it(callers, firm, reason):
    _ann, bo, cem = callers
    call = take(firm, bo)

    stop_calls(firm, said_by="Lederen", reason=reason, by=cem)

    call.refresh_from_db()
    assert (call.state, len(call.released_reason) <= 300) == ("released", True)
    assert told_to(bo) == ["Eksempel Plastvarer vil ikke ringes op og er ikke længere din at ringe til."]


def test_whoever_had_taken_a_firm_that_closes_hears_it(callers, firm):
    ann, bo, _cem = callers
    call = take(firm, bo)

    close_organisation(firm, closed_on=timezone.localdate(), reason="Lukket", by=ann)

    call.refresh_from_db()
    assert call.state == "released"
    assert told_to(bo) == ["Eksempel Plastvarer er lukket og er ikke længere din at ringe til."]


def test_a_note_is_not_put_right_by_calling_a_firm_that_said_no_since(callers, firm):
    _ann, bo, cem = callers
    call = note_call(take(firm, bo), YES, by=bo)
    stop_calls(firm, said_by="Lederen", by=cem)

    with pytest.raises(NotFree):
        mend_call(call, reason="Forkert", by=bo)
    answer = signed_in(bo).post(reverse("outreach:mend", args=[call.pk]), {"reason": "Forkert"})

    call.refresh_from_db()
    assert "De vil ikke ringes op." in answer.text
    assert (call.state, call.answer) == ("talked", "yes")


def test_a_note_is_not_put_right_by_calling_a_firm_that_closed_since(callers, firm):
    ann, bo, _cem = callers
    call = note_call(take(firm, bo), YES, by=bo)
    close_organisation(firm, closed_on=timezone.localdate(), reason="Lukket", by=ann)

    with pytest.raises(NotAllowed):
        mend_call(call, reason="Forkert", by=bo)


@pytest.mark.parametrize(("one", "other"), [(None, 1), (9, 1), (1, None), (None, None)])
def test_of_two_firms_that_are_one_the_longer_no_holds(callers, one, other):
    ann, bo, cem = callers
    goes, stays = make_firm("Eksempel Plast A", headcount=0), make_firm("Eksempel Plast B", headcount=0)
    days = [None if number is None else in_days(number) for number in (one, other)]
    stop_calls(goes, said_by="Lederen", reason="Aldrig", until=days[0], by=bo)
    stop_calls(stays, said_by="Sekretæren", until=days[1], by=cem)

    merge = merge_organisations(stays, goes, by=ann)

    longer = None if None in days else max(days)
    assert stop_of(stays.pk).until == longer
    part_organisations(merge, reason="To alligevel", by=ann)
    assert (stop_of(goes.pk).until, stop_of(stays.pk).until) == (days[0], longer)


def test_of_two_firms_that_are_one_only_one_caller_is_left_and_the_other_hears_it(callers):
    ann, bo, cem = callers
    goes, stays = make_firm("Eksempel Plast A", headcount=0), make_firm("Eksempel Plast B", headcount=0)
    ends, call = take(goes, bo), take(stays, cem)
    told = [number for name, number in merging.ending(goes.pk, stays.pk) if "opkald" in str(name)]

    merge_organisations(stays, goes, by=ann)

    ends.refresh_from_db(), call.refresh_from_db()
    assert told == [1]
    assert (ends.state, call.state) == ("released", "reserved")
    assert told_to(bo) == ["Eksempel Plast A er én med en virksomhed, som en anden ringer til."]


def test_a_firm_that_turns_out_to_have_said_no_is_no_longer_called(callers):
    ann, bo, cem = callers
    goes, stays = make_firm("Eksempel Plast A", headcount=0), make_firm("Eksempel Plast B", headcount=0)
    stop_calls(goes, said_by="Lederen", by=bo)
    call = take(stays, cem)

    merge_organisations(stays, goes, by=ann)

    call.refresh_from_db()
    assert call.state == "released"
    assert told_to(cem) == ["Eksempel Plast B vil ikke ringes op og er ikke længere din at ringe til."]


def test_the_promise_of_one_who_left_waits_for_colleagues(callers, firm):
    _ann, bo, cem = callers
    promised(firm, bo)
    department = Membership.objects.get(pk=bo.membership_id).organisation
    colleague = acting(make_membership(Role.FIRM, department))
    before = outreach_waiting.waiting(colleague)

    gone(bo)

    assert before == outreach_waiting.waiting(cem) == []
    assert [line.title for line in outreach_waiting.waiting(colleague)] == [firm.name]
    assert "arbejder her ikke længere" in outreach_waiting.waiting(colleague)[0].why


def test_where_nobody_is_left_a_promise_waits_for_the_entrance(callers, firm):
    ann, bo, _cem = callers
    promised(firm, bo)
    other = acting(make_adviser(Membership.objects.get(pk=ann.membership_id).organisation, "Per"))
    before = outreach_waiting.waiting(ann)

    gone(bo)

    assert before == []
    assert [line.title for line in outreach_waiting.waiting(ann)] == [firm.name]
    assert [line.title for line in outreach_waiting.waiting(other)] == [firm.name]


def test_a_firm_s_page_tells_the_promised_day_and_counts_all_that_spoke_with_it(callers, firm):
    _ann, bo, _cem = callers
    for days in range(40, 47):
        spoke(firm, bo, days=days)
    note_call(take(firm, bo), Talk(answer="later", line="Ring", partner=True, again_on=in_days(90)), by=bo)

    shown = signed_in(bo).get(reverse("outreach:firm", args=[firm.pk])).text

    assert "Du har lovet at ringe igen" in shown
    assert "De er dine at ringe til" not in shown
    assert 'Hvem har talt med dem <span class="count">8</span>' in shown
    assert "De 5 nyeste er vist." in shown


def test_a_call_that_was_promised_and_given_back_says_both(callers, firm):
    _ann, bo, _cem = callers
    call = promised(firm, bo)
    release_call(call, reason="En anden ringer", by=bo)

    shown = signed_in(bo).get(reverse("outreach:call", args=[call.pk])).text

    assert "Svar: senere" in shown
    assert '<span class="badge">Givet fri</span>' in shown


def test_a_firm_that_one_took_for_another_department_does_not_count_on_a_round_that_cannot_show_it(callers, firm):
    _ann, bo, cem = callers
    take(firm, bo)
    theirs = Membership.objects.get(pk=cem.membership_id).organisation
    elsewhere = acting(make_membership(Role.FIRM, theirs, User.objects.get(pk=bo.user_id)))
    planned = plan_round(name="Runde", starts_on=timezone.localdate(), ends_on=in_days(9), by=elsewhere)

    take_call(firm, by=elsewhere, call_round=planned)

    assert planned.calls.count() == calls_visible_to(elsewhere).filter(round=planned).count() == 0


def test_a_yes_of_a_firm_that_closed_since_leads_nowhere_and_to_no_page_that_is_not_there(callers, firm):
    ann, bo, _cem = callers
    call = note_call(take(firm, bo), YES, by=bo)
    close_organisation(firm, closed_on=timezone.localdate(), reason="Lukket", by=ann)
    client = signed_in(bo)

    shown = client.get(reverse("outreach:call", args=[call.pk])).text
    client.post(reverse("outreach:to_case", args=[call.pk]))

    assert "De sagde ja og er lukket siden." in shown
    assert "Lav forløb" not in shown
    links = set(re.findall(r'href="(/opsoegende/[^"#?]*)"', shown))
    assert {client.get(link).status_code for link in links} == {200}
    assert not Case.objects.exists()
    about = signed_in(ann).get(reverse("organisations:detail", args=[firm.pk])).text
    assert "Opkald til virksomheden" in about
    assert reverse("outreach:firm", args=[firm.pk]) not in about


def test_a_firm_that_wants_no_talks_is_called_by_nobody_unknowingly(callers, firm):
    ann, bo, _cem = callers
    agree_rhythm(firm, by=ann, none_reason="Leder er træt af opkald")
    recount_prospects(only=[firm.pk])
    address = reverse("outreach:firm", args=[firm.pk])

    shown, asked = signed_in(bo).get(address).text, signed_in(ann).get(address).text
    refused = signed_in(bo).post(address, {"knowingly": ""}).text
    with pytest.raises(NotFree):
        take_call(firm, by=bo)

    assert "De har sagt til indgangen, at de ikke ønsker samtaler." in shown
    assert ("træt af opkald" in shown, "træt af opkald" in asked) == (False, True)
    assert "Skriv hvorfor med en sætning." in refused
    assert firm.name not in signed_in(bo).get(reverse("outreach:list"), {"kan": "free"}).text
    assert take_call(firm, by=bo, knowingly="De bad selv om det i dag").knowingly == "De bad selv om det i dag"


def test_a_dialogue_says_that_the_firm_wants_no_call_or_that_another_calls_it(callers, firm):
    ann, bo, _cem = callers
    Organisation.objects.filter(pk=firm.pk).update(contact_phone="00 00 00 00")
    spoke(firm, ann, days=400)
    recount_talks(on=timezone.localdate())
    address = reverse("dialogue:detail", args=[firm.pk])
    call = take(firm, bo, knowingly="")
    taken = signed_in(ann).get(address).text

    stop_calls(firm, said_by="Lederen", by=bo)
    stopped = signed_in(ann).get(address).text

    assert f"{call.user.name}, Eksempel Miljø, har taget dem" in taken
    assert "Lederen sagde" in stopped
    assert "og de vil ikke ringes op" in stopped
    assert "Ring til dem" not in stopped
    assert ("tel:00000000" in taken, "tel:00000000" in stopped) == (True, False)


def test_a_talk_that_is_taken_back_is_no_time_called_whether_put_right_or_withdrawn():
    ann = make_callers()[0]
    first, second = take(make_firm(), ann), take(make_firm("Eksempel Andet"), ann)
    later = Talk(answer="later", line="Ring igen", partner=True, again_on=in_days(7))

    mended = note_call(mend_call(note_call(first, YES, by=ann), reason="Forkert svar", by=ann), YES, by=ann)
    withdrawn = withdraw_talk(note_call(note_call(second, later, by=ann), YES, by=ann), reason="En anden", by=ann)

    assert (mended.attempts, withdrawn.attempts) == (1, 0)
