"""Taking a firm, the quiet period, the note of the talk, and what follows from each answer."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.common.models import Link
from symbiose.common.municipality import after_working_days
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions import outreach as verbs
from symbiose.frontdesk.actions.outreach import NotFree, Talk, note_call, take_call
from symbiose.frontdesk.models import Call, CallStop, Case, Prospect
from symbiose.frontdesk.queries.outreach import prospects
from symbiose.notices.models import Notice
from symbiose.organisations.actions import merge_organisations
from symbiose.organisations.models import Contact
from tests.factories import make_actor, make_fact, make_membership, make_organisation
from tests.frontdesk.calls import YES, in_days, make_callers, make_firm, spoke, take
from tests.frontdesk.cases import away

pytestmark = pytest.mark.django_db

CLOCK = system("clock")


@pytest.fixture
def callers(db):
    return make_callers()


@pytest.fixture
def firm(callers):
    return make_firm()


def told_to(by):
    return list(Notice.objects.filter(user_id=by.user_id).order_by("pk").values_list("text", flat=True))


def test_a_firm_is_taken_once_with_the_reasons_and_for_five_working_days(callers, firm):
    ann, *_ = callers

    call = take(firm, ann)
    again = take_call(firm, by=ann)

    assert again.pk == call.pk == Call.objects.get().pk
    assert call.runs_out_on == after_working_days(timezone.localdate(), 5)
    assert [one["kind"] for one in call.reasons] == ["trade", "silence"]
    assert (call.department_id, call.user_id, call.knowingly) == (ann.organisation_id, ann.user_id, "")


def test_a2_2_two_departments_do_not_contact_the_same_firm_unknowingly(callers, firm):
    _ann, bo, cem = callers
    spoke(firm, bo, days=29)

    with pytest.raises(NotFree) as stopped:
        take_call(firm, by=cem)

    line = stopped.value.args[0].spoken
    assert (line.user_id, line.spoken_for_id, line.text) == (bo.user_id, bo.organisation_id, "Om en aftale om pap")
    assert not Call.objects.exists()
    assert told_to(bo) == []

    call = take_call(firm, by=cem, knowingly="Det gælder en anden opgave.")
    assert call.knowingly == "Det gælder en anden opgave."
    (told,) = told_to(bo)
    assert cem.name in told
    assert "Det gælder en anden opgave." in told


@pytest.mark.parametrize("days", [30, 31, 400])
def test_a2_2_the_quiet_period_ends_by_itself(callers, firm, days):
    _ann, bo, cem = callers
    spoke(firm, bo, days=days)

    assert take_call(firm, by=cem).knowingly == ""


def test_a2_2_the_municipality_sets_the_quiet_period(callers, firm):
    from symbiose.common.models import MunicipalItem

    _ann, bo, cem = callers
    spoke(firm, bo, days=20)
    MunicipalItem.objects.filter(key="outreach_quiet_days").update(data={"key": "outreach_quiet_days", "value": "14"})

    assert take_call(firm, by=cem).knowingly == ""


@pytest.mark.parametrize("values", [{"kind": "note", "direction": ""}, {"spoken_for": "external"}])
def test_a_note_and_what_an_external_entrance_spoke_of_begin_no_quiet_period(callers, firm, values):
    from tests.frontdesk.cases import acting, make_external

    _ann, bo, cem = callers
    outside = acting(make_external())
    given = {"spoken_for_id": outside.organisation_id} if "spoken_for" in values else values
    spoke(firm, bo, **given)

    assert take_call(firm, by=cem).knowingly == ""


def test_a2_2_a_firm_that_somebody_took_is_taken_over_only_knowingly_and_they_are_told(callers, firm):
    _ann, bo, cem = callers
    first = take_call(firm, by=bo)

    with pytest.raises(NotFree) as stopped:
        take_call(firm, by=cem)
    assert stopped.value.args[0].taken == first

    second = take_call(firm, by=cem, knowingly="De ringede selv til os.")

    first.refresh_from_db()
    assert (first.state, first.released_reason) == ("released", "De ringede selv til os.")
    assert second.state == "reserved"
    assert "De ringede selv til os." in told_to(bo)[0]


def test_the_database_keeps_one_live_call_for_a_firm(callers, firm):
    ann, bo, _cem = callers
    call = take_call(firm, by=ann)
    call.pk, call.user_id, call.state = None, bo.user_id, "reserved"

    with pytest.raises(IntegrityError), transaction.atomic():
        call.save(force_insert=True)


def test_firms_social_enterprises_and_visitors_take_nobody(callers, firm):
    ann, *_ = callers
    social = make_organisation("Eksempel Pakkeriet", kind="social_enterprise")
    make_fact(social)
    department = make_organisation("Eksempel Afdeling", kind="department")

    for by in (make_actor(Role.FIRM, make_organisation()), Actor()):
        with pytest.raises(NotAllowed):
            take_call(firm, by=by)
    for target in (social, department):
        with pytest.raises(NotAllowed):
            take_call(target, by=ann)


def test_a2_3_the_note_stores_the_option_and_the_answer_and_stands_in_the_contact_log(callers, firm):
    ann, bo, _cem = callers
    call = take(firm, ann)

    noted = note_call(call, YES, by=ann)
    note_call(call, YES, by=ann)

    assert (noted.state, noted.answer, noted.outsource, noted.partner) == ("talked", "yes", False, True)
    line = Contact.objects.get()
    assert (line.organisation, line.kind, line.direction, line.person) == (firm, "call", "out", "Lederen")
    assert (line.thread_label, line.thread_id) == ("frontdesk.call", call.pk)
    assert "samarbejde med en socialøkonomisk virksomhed" in line.text
    assert "Svar: ja" in line.text
    assert YES.line in line.text
    assert "silence" not in [one["kind"] for one in Prospect.objects.get(pk=firm.pk).reasons]
    with pytest.raises(NotFree):
        take_call(firm, by=bo)


def test_a2_3_neither_option_needs_a_why_also_in_the_database(callers, firm):
    ann, *_ = callers
    call = take_call(firm, by=ann)

    with pytest.raises(IntegrityError), transaction.atomic():
        note_call(call, Talk(answer="yes", line="Vil høre mere."), by=ann)
    noted = note_call(
        call, Talk(answer="yes", line="Vil høre mere.", neither_reason="De spurgte om løntilskud"), by=ann
    )

    assert "De spurgte om løntilskud" in Contact.objects.get().text
    assert noted.neither_reason == "De spurgte om løntilskud"


def test_a2_3_a_no_keeps_the_firm_off_the_list_until_its_day_or_for_good(callers, firm):
    ann, bo, _cem = callers
    call = take(firm, ann)
    until = in_days(200)

    no = Talk(answer="no", line="Har det, de skal bruge.", outsource=True, person="Lederen", stop_until=until)
    note_call(call, no, by=ann)

    stop = CallStop.objects.get()
    assert (stop.said_by, stop.until, stop.call) == ("Lederen", until, call)
    assert not prospects().filter(pk=firm.pk).exists()
    with pytest.raises(NotFree) as stopped:
        take_call(firm, by=bo, knowingly="Jeg vil alligevel")
    assert stopped.value.args[0].stop == stop

    for_good = verbs.stop_calls(firm, said_by="Direktøren", by=bo)
    stop.refresh_from_db()
    assert stop.lifted_at is not None
    assert for_good.until is None
    verbs.lift_stop(for_good, reason="De ringede selv og vil gerne tales med.", by=ann)
    assert take_call(firm, by=bo, knowingly="De bad om det").state == "reserved"


def test_a_no_that_has_run_out_no_longer_holds(callers, firm):
    ann, *_ = callers
    today = timezone.localdate()
    verbs.recount_prospects()
    CallStop.objects.create(
        organisation=firm,
        department_id=ann.organisation_id,
        said_by="Lederen",
        said_on=today - timedelta(days=100),
        until=today - timedelta(days=1),
    )

    assert prospects().filter(pk=firm.pk).exists()
    assert take_call(firm, by=ann).state == "reserved"
    assert verbs.stop_calls(firm, said_by="Lederen", by=ann).until is None


def test_not_reached_keeps_the_firm_and_begins_no_quiet_period(callers, firm):
    ann, bo, _cem = callers
    call = take_call(firm, by=ann)

    for line in ("", "Ringer igen i morgen"):
        note_call(call, Talk(answer="not_reached", line=line), by=ann)

    call.refresh_from_db()
    assert (call.state, call.attempts, call.answer) == ("reserved", 2, "")
    assert set(Contact.objects.values_list("kind", flat=True)) == {"note"}
    verbs.release_call(call, reason="Når det ikke", by=ann)
    assert take_call(firm, by=bo).knowingly == ""


def test_a2_3_a_later_keeps_the_firm_for_the_one_who_promised(callers, firm):
    ann, bo, _cem = callers
    call = take_call(firm, by=ann)
    later = Talk(answer="later", line="Efter ferien.", outsource=True, partner=True, again_on=in_days(40))

    note_call(call, later, by=ann)
    call.refresh_from_db()
    assert (call.state, call.again_on) == ("later", in_days(40))
    Contact.objects.all().delete()
    with pytest.raises(NotFree):
        take_call(firm, by=bo)

    then = timezone.make_aware(datetime.combine(in_days(40), time(7)))
    assert verbs.look_after_calls(now=then, by=CLOCK) == 1
    assert verbs.look_after_calls(now=then, by=CLOCK) == 0
    assert "Du har lovet at ringe til Eksempel Plastvarer igen" in told_to(ann)[0]
    assert note_call(call, YES, by=ann).state == "talked"


def test_a2_3_a_yes_becomes_one_case_in_the_chain(callers, firm):
    ann, bo, _cem = callers
    call = take_call(firm, by=ann)
    with pytest.raises(NotAllowed):
        verbs.open_case_of_call(call, by=ann)
    note_call(call, YES, by=ann)

    case = verbs.open_case_of_call(call, by=ann)
    again = verbs.open_case_of_call(call, by=ann)

    assert again.pk == case.pk == Case.objects.get().pk
    assert (case.organisation, case.owner_id, case.title, case.stage) == (
        firm,
        ann.user_id,
        "De vil gerne høre mere om pakning",
        "dialogue",
    )
    assert Link.objects.get(from_label="frontdesk.call").to_id == case.pk
    with pytest.raises(NotAllowed):
        verbs.open_case_of_call(call, by=bo)


def test_a2_3_a_departments_yes_is_a_case_at_the_entrance_with_the_department_as_its_door(callers, firm):
    ann, bo, _cem = callers
    call = take_call(firm, by=bo)
    note_call(call, YES, by=bo)

    case = verbs.open_case_of_call(call, by=bo)

    assert (case.owner_id, case.door_id) == (ann.user_id, bo.organisation_id)
    assert "De vil gerne høre mere om pakning" in told_to(ann)[-1]


def test_a_no_has_no_case(callers, firm):
    ann, *_ = callers
    call = take_call(firm, by=ann)
    note_call(call, Talk(answer="no", line="Nej tak.", partner=True), by=ann)

    with pytest.raises(NotAllowed):
        verbs.open_case_of_call(call, by=ann)


def test_a_note_is_put_right_and_its_no_lifted(callers, firm):
    ann, *_ = callers
    call = take_call(firm, by=ann)
    note_call(call, Talk(answer="no", line="Nej tak.", partner=True), by=ann)

    mended = verbs.mend_call(call, reason="Forkert virksomhed", by=ann)

    assert (mended.state, mended.answer, mended.talked_at) == ("reserved", "", None)
    assert CallStop.objects.get().lifted_reason == "Forkert virksomhed"
    assert Contact.objects.count() == 1


def test_a_firm_that_nobody_calls_is_free_again_and_it_is_said_beforehand(callers, firm):
    ann, *_ = callers
    call = take_call(firm, by=ann)

    def on(day):
        verbs.look_after_calls(now=timezone.make_aware(datetime.combine(day, time(7))), by=CLOCK)
        call.refresh_from_db()
        return call.state

    before = after_working_days(call.runs_out_on, -1)
    assert on(before - timedelta(days=1)) == "reserved"
    assert told_to(ann) == []
    assert on(before) == on(call.runs_out_on) == "reserved"
    assert len(told_to(ann)) == 1
    assert on(call.runs_out_on + timedelta(days=1)) == "lapsed"
    assert "fri for andre igen" in told_to(ann)[-1]


def test_what_falls_due_while_somebody_is_away_goes_to_the_deputy_of_the_same_department(callers, firm):
    from symbiose.organisations.models import Membership

    _ann, bo, cem = callers
    call = take_call(firm, by=bo)
    member = Membership.objects.get(pk=bo.membership_id)
    colleague = make_membership(Role.FIRM, member.organisation)
    today = timezone.localdate()
    absence = away(member, today, today + timedelta(days=30), Membership.objects.get(pk=cem.membership_id))

    verbs.look_after_calls(now=timezone.now(), by=CLOCK)
    call.refresh_from_db()
    assert call.user_id == bo.user_id  # who stands in works elsewhere

    absence.deputy = colleague.user
    absence.save()
    verbs.look_after_calls(now=timezone.now(), by=CLOCK)
    call.refresh_from_db()
    assert (call.user_id, call.state) == (colleague.user_id, "reserved")
    assert Notice.objects.filter(user=colleague.user).count() == 1


def test_calls_and_noes_follow_a_firm_that_is_gathered_in_another(callers, firm):
    ann, *_ = callers
    other = make_firm("Eksempel Plast ApS")
    call = take_call(firm, by=ann)
    verbs.stop_calls(make_firm("Eksempel Tredje"), said_by="Lederen", by=ann)

    merge_organisations(other, firm, by=ann)

    call.refresh_from_db()
    assert call.organisation == other


def test_a_firm_that_closes_is_nobodys_to_call(callers, firm):
    from symbiose.organisations.actions import close_organisation

    ann, *_ = callers
    call = take(firm, ann)

    close_organisation(firm, closed_on=timezone.localdate(), reason="Konkurs", by=ann)

    call.refresh_from_db()
    assert call.state == "released"
    verbs.keep_counted(now=timezone.now())
    assert not Prospect.objects.filter(pk=firm.pk).exists()


def test_a_round_is_planned_put_right_closed_and_opened_again(callers, firm):
    _ann, bo, cem = callers
    made = verbs.plan_round(name="Plast i Kjellerup", starts_on=in_days(0), ends_on=in_days(30), area="8620", by=bo)

    call = take_call(firm, by=bo, call_round=made)
    assert call.round == made
    with pytest.raises(NotAllowed):
        take_call(make_firm("Eksempel To"), by=cem, call_round=made)
    assert verbs.change_round(made, by=bo, name="Plast").name == "Plast"
    closed = verbs.close_round(made, reason="To vil tale videre.", by=bo)
    assert verbs.close_round(made, reason="To vil tale videre.", by=bo).version == closed.version
    with pytest.raises(NotAllowed):
        take_call(make_firm("Eksempel Tre"), by=bo, call_round=made)
    assert verbs.reopen_round(made, by=bo).close_reason == ""
