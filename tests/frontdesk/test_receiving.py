"""What comes in has a number, an owner and a limit in the same second; who gets it, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.models import AuditEntry
from symbiose.common.municipality import closing_days
from symbiose.common.states import NotAllowed
from symbiose.engine.law.working_days import is_working_day
from symbiose.frontdesk.actions import Writer, open_case, receive_enquiry
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.routing import NobodyAtEntrance
from symbiose.notices.models import Notice
from symbiose.organisations.models import Contact
from tests.factories import make_actor, make_municipality, make_organisation
from tests.frontdesk.cases import acting, ask, at, away, make_case, make_department, make_desk, make_external, rule

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def test_a1_1_an_enquiry_has_a_number_an_owner_and_a_working_day_as_limit_in_the_same_second():
    (ann,) = make_desk("Ann Eksempel")

    found = ask(received_at=at("2026-12-22T10:00"), on=date(2026, 12, 22))

    assert found.number == "H-2026-0001"
    assert (found.owner, found.owner_reason) == (ann.user, "Er den eneste i indgangen i dag.")
    # 23 December counts; the 24th is the municipality's own closing day, 25th and 26th holidays, 27th a Sunday
    assert found.respond_by == date(2026, 12, 28)
    assert is_working_day(found.respond_by, closed=closing_days())
    assert Notice.objects.filter(user=ann.user, url=f"/henvendelser/{found.number}/").count() == 1


@pytest.mark.parametrize(
    ("received", "limit"),
    [
        ("2026-06-03T09:00", date(2026, 6, 8)),  # Thursday counts, Friday 5 June is closed, a weekend
        ("2026-11-27T15:00", date(2026, 12, 1)),  # over a weekend
        ("2026-11-28T11:00", date(2026, 12, 1)),  # on a Saturday: Monday is the first day
        ("2026-12-30T23:30", date(2027, 1, 5)),  # by the clock here it is the 31st, and closed
    ],
)
def test_a1_1_the_limit_is_never_a_closed_day(received, limit):
    make_desk("Ann Eksempel")

    assert ask(received_at=at(received), on=at(received).date()).respond_by == limit


def test_the_database_refuses_an_enquiry_without_an_owner():
    make_desk("Ann Eksempel")
    found = ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=found.pk).update(owner=None)


def test_without_anybody_at_the_entrance_nothing_is_received():
    make_municipality()

    with pytest.raises(NobodyAtEntrance):
        ask()
    assert not Enquiry.objects.exists()


def test_the_same_letter_read_twice_is_one_enquiry():
    make_desk("Ann Eksempel")

    first, again = ask(source_key="<1@mail>"), ask(source_key="<1@mail>", text="Noget andet")

    assert first == again
    assert Enquiry.objects.count() == Contact.objects.count() == 1


def test_a_topic_and_an_area_decide_before_the_load():
    ann, bo, cia = make_desk("Ann", "Bo", "Cia")
    rule(bo, topic="listing")
    rule(cia, topic="listing", postcode_from="8600", postcode_to="8699")
    rule(ann, postcode_from="8800", postcode_to="8899")

    both = ask(topic="listing", postcode="8653")
    topic = ask(topic="listing", postcode="8800")
    area = ask(topic="hire", postcode="8850")

    assert (both.owner, both.owner_reason) == (cia.user, "Tager “Noget til overs” i 8600–8699.")
    assert (topic.owner, topic.owner_reason) == (bo.user, "Tager “Noget til overs”.")
    assert (area.owner, area.owner_reason) == (ann.user, "Tager området 8800–8899.")


def test_a_rule_that_has_ended_decides_nothing():
    _ann, bo = make_desk("Ann", "Bo")
    rule(bo, topic="listing", valid_to=TODAY() - timedelta(days=1))

    assert ask(topic="listing").owner_reason.startswith("Har færrest åbne")


def test_the_least_load_decides_where_no_rule_does():
    ann, bo = make_desk("Ann", "Bo")

    owners = [ask().owner for _ in range(4)]

    assert sorted(owner.name for owner in owners) == ["Ann", "Ann", "Bo", "Bo"]
    assert ask().owner_reason == "Har færrest åbne forløb og henvendelser i dag: 2."
    assert {ann.user, bo.user} == set(owners)


def test_whoever_has_a_case_with_the_firm_gets_the_next_enquiry_too():
    ann, bo = make_desk("Ann", "Bo")
    rule(bo, topic="hire")
    firm = make_organisation("Eksempel Træværk")
    case = make_case(acting(ann), organisation=firm)

    found = ask(organisation=firm, topic="hire")

    assert (found.owner, found.owner_reason) == (case.owner, f"Har forløb {case.number} med samme firma.")


def test_the_deputy_gets_what_falls_to_one_who_is_away_and_a_chain_of_deputies_ends():
    ann, bo, cia = make_desk("Ann", "Bo", "Cia")
    rule(ann, topic="listing")
    away(ann, TODAY(), TODAY() + timedelta(days=3), deputy=bo)

    by_deputy = ask(topic="listing")
    away(bo, TODAY(), TODAY(), deputy=cia)
    by_deputys_deputy = ask(topic="listing")
    away(cia, TODAY(), TODAY(), deputy=ann)
    nobody = ask(topic="listing")

    assert by_deputy.owner == bo.user
    assert by_deputy.owner_reason.startswith("Er stedfortræder for Ann, som er væk til og med")
    assert by_deputys_deputy.owner == cia.user
    assert nobody.owner == bo.user  # the first to be back
    assert nobody.owner_reason.startswith("Ingen er i indgangen i dag. Er den første, der er tilbage")


def test_nobody_who_has_left_or_is_locked_out_gets_anything():
    ann, bo = make_desk("Ann", "Bo")
    ann.valid_to = TODAY() - timedelta(days=1)
    ann.save()

    assert ask().owner == bo.user
    bo.user.is_active = False
    bo.user.save()
    last = ask()
    assert (last.owner, last.owner_reason) == (
        ann.user,
        "Ingen arbejder i indgangen i dag. Er eller var dens første rådgiver.",
    )


def test_answered_now_is_counted_and_makes_no_case():
    ann, _bo = make_desk("Ann", "Bo")

    found = ask(by=acting(ann), channel="phone", text="Hvornår har I åbent?", answer="Fra 8 til 16.")

    assert (found.state, found.owner, found.owner_reason) == ("answered", ann.user, "Tog selv imod henvendelsen.")
    assert found.answered_at == found.received_at
    assert found.case is None
    assert Contact.objects.get().text == "Hvornår har I åbent?\n\nFra 8 til 16."


def test_one_who_takes_a_call_keeps_it_where_they_say_so():
    ann, bo = make_desk("Ann", "Bo")
    rule(ann, topic="listing")

    assert ask(by=acting(bo), channel="phone", topic="listing", keep=True).owner == bo.user
    assert ask(by=acting(bo), channel="phone", topic="listing").owner == ann.user


@pytest.mark.parametrize("channel", ["phone", "visit", "meeting"])
def test_a_call_is_typed_in_at_an_entrance_or_by_the_department_that_was_addressed(channel):
    (ann,) = make_desk("Ann")
    department = make_department()
    others = make_department("Indkøb").organisation

    for by in (Actor(), make_actor(Role.FIRM, make_organisation()), acting(department)):
        with pytest.raises(NotAllowed):
            ask(by=by, channel=channel, door=others)
    own = ask(by=acting(department), channel=channel, door=department.organisation)

    assert (own.owner, own.door) == (ann.user, department.organisation)


def test_an_external_entrance_has_its_own_enquiries_and_owners():
    make_desk("Ann")
    erik = make_external()

    found = ask(by=acting(erik), channel="phone")
    through_its_door = ask(entrance=erik.organisation)

    assert (found.owner, found.entrance, found.external) == (erik.user, erik.organisation, True)
    assert (through_its_door.owner, through_its_door.external) == (erik.user, True)


def test_the_trail_holds_no_words_of_people():
    make_desk("Ann")

    found = ask(name="Jens Eksempel", phone="20 20 20 20", email="jens@firma.example")

    entry = AuditEntry.objects.get(subject_label="frontdesk.enquiry", subject_id=found.pk)
    assert {entry.changes[name][1] for name in ("text", "title", "name", "phone", "email")} == {"personal"}
    assert "Jens" not in str(entry.changes)


def test_a_contact_is_logged_for_every_enquiry_and_follows_the_firm_when_it_is_known():
    (ann,) = make_desk("Ann")
    found = ask(name="Jens")
    line = Contact.objects.get(thread_label="frontdesk.enquiry", thread_id=found.pk)
    assert (line.organisation, line.direction, line.kind) == (None, "in", "mail")

    firm = make_organisation("Eksempel Træværk")
    open_case(found, organisation=firm, by=acting(ann))

    line.refresh_from_db()
    assert line.organisation == firm


def test_a_firm_is_found_by_the_very_name_or_number_that_is_written_and_by_no_other():
    make_desk("Ann")
    firm = make_organisation("Eksempel Træværk", company_number="00002011")
    for _ in range(2):
        make_organisation("Eksempel Tømrer")

    found = [
        ask(organisation_text=text).claimed for text in ("eksempel træværk", "0000 2011", "Træværk", "Eksempel Tømrer")
    ]

    assert found == [firm, firm, None, None]


def test_what_is_not_said_stays_empty():
    make_desk("Ann")

    found = receive_enquiry(channel="mail", text="Hej", by=Actor(), writer=Writer(email="a@firma.example"))

    assert (found.name, found.phone, found.postcode, found.organisation, found.door) == ("", "", "", None, None)
