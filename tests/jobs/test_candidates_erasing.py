"""Erasure empties the person and leaves the facts; the clock erases what was asked for, and later the rest."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from symbiose.common.actions import change, record
from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry, Reading, SearchDocument
from symbiose.common.states import NotAllowed
from symbiose.home.clock import due_by_the_clock
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.actions.contacts import tell_contact
from symbiose.jobs.actions.erasing import erase, forget_people_due
from symbiose.jobs.actions.first_day import show_photo, write_first_day
from symbiose.jobs.actions.placing import declare_placement
from symbiose.jobs.actions.slips import give_slip
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    CandidateContact,
    FirstDay,
    HelpCall,
    Offer,
    OfferBasis,
    Outlook,
    Placement,
    PlacementTerms,
    Review,
    Slip,
    Veto,
)
from symbiose.jobs.queries import offers_visible_to
from symbiose.jobs.queries.conditions import conditions_of
from symbiose.ledger.models import Entry
from symbiose.notices.models import Notice
from tests.factories import make_actor, make_membership
from tests.jobs.people import as_person, make_basis, make_candidate, make_offer, make_placement, make_position
from tests.listings.test_photos import picture

pytestmark = pytest.mark.django_db
PRIVATE = (CandidateConditions, CandidateContact, Slip, OfferBasis, Outlook, Veto)


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


@pytest.fixture
def person(consultant):
    """Somebody of whom everything is kept."""
    person = actions.add_candidate(by=consultant)
    actions.tell(
        person,
        {"hours": 5, "windows": "man 09:00-12:00", "postcode": "8600", "transport": "bike", "max_travel": 30,
         "accommodations": ["quiet_place"], "skills": ["cleaning"], "wishes": [], "never": ["task_snow"]},
        by=consultant,
    )  # fmt: skip
    actions.wait(person, on=timezone.localdate(), by=consultant)
    tell_contact(person, {"name": "Ida Eksempel", "phone": "", "address": ""}, by=consultant)
    give_slip(person, on=timezone.localdate(), by=consultant)
    position = make_position()
    offer = make_offer(person, position, overlap="man 09:00-12:00")
    make_basis(offer, [{"code": "quiet_place"}])
    Outlook.objects.create(candidate=person, run=offer.run, has_option=True)
    Veto.objects.create(candidate=person, position=make_position())
    placement = make_placement(person, position)
    Review.objects.create(placement=placement, due_on=timezone.localdate(), note="Talte om pauser")
    HelpCall.objects.create(placement=placement, voice="person", note="Jeg er bange", asked_at=timezone.now())
    user = make_membership(Role.CONSULTANT).user
    Notice.objects.create(user=user, subject_label="jobs.candidate", subject_id=person.pk, text=person.code, url="/")
    conditions_of([person], by=consultant, purpose="talk")
    person.refresh_from_db()
    return person


def left_work(person):
    """The placement is over."""
    Placement.objects.filter(candidate=person).update(state="ended", ends_on=timezone.localdate(), outcome="other")


def test_erasure_empties_the_person_and_removes_what_is_private(person):
    entries = Entry.objects.count()

    erase(person, by=as_person(person))

    gone = Candidate.objects.get(pk=person.pk)
    assert (gone.state, gone.hours, gone.windows, gone.postcode, gone.transport, gone.max_travel) == (
        "erased", None, "", "", "", None)  # fmt: skip
    assert (gone.skills, gone.never, gone.answered, gone.external_id, gone.waiting_since) == ([], [], [], "", None)
    assert gone.erased_at
    assert {kind.__name__: kind.objects.count() for kind in PRIVATE} == dict.fromkeys(
        (kind.__name__ for kind in PRIVATE), 0
    )
    assert not Notice.objects.filter(subject_label="jobs.candidate").exists()
    assert not SearchDocument.objects.filter(label="jobs.candidate").exists()
    assert Entry.objects.count() == entries


def test_statistics_survive_with_nobody_behind_them(person):
    erase(person, by=as_person(person))

    placement = Placement.objects.get()
    assert (placement.candidate_id, placement.state, placement.outcome) == (None, "ended", "not_followed")
    assert placement.curve.get().hours == 5
    assert PlacementTerms.objects.get().form == "flex_job"
    assert Review.objects.get().note == ""
    assert (HelpCall.objects.get().note, HelpCall.objects.get().settlement) == ("", "")
    offer = Offer.objects.get()
    assert (offer.state, offer.person_answer, offer.overlap, offer.minutes) == ("lapsed", "", "", None)


def test_what_was_written_goes_out_of_the_trail_and_who_did_what_stays(person, consultant):
    record(person, by=consultant, verb="jobs.rest", reason="Ida var træt")
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))

    erase(person, by=consultant)

    trail = " ".join(f"{entry.changes} {entry.reason}" for entry in AuditEntry.objects.all())
    for told in ("Ida", "8600", "quiet_place", "task_snow", "man 09:00"):
        assert told not in trail
    assert "Slettet: Personen bad om at blive slettet." in trail
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))[: len(verbs)] == verbs
    assert Reading.objects.exists()  # who read it stays, with a number alone


def test_a_repeat_changes_nothing(person, consultant):
    erase(person, by=consultant)
    before = AuditEntry.objects.count()

    erase(person, by=consultant)

    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.LEADER])
def test_nobody_else_erases(person, role):
    with pytest.raises(NotAllowed):
        erase(person, by=make_actor(role))


def test_nothing_is_written_of_an_erased_person(person, consultant):
    erase(person, by=consultant)
    for verb in (
        lambda: actions.tell(person, {"hours": 5}, by=consultant),
        lambda: actions.note_helper(person, along=True, by=consultant),
        lambda: tell_contact(person, {"name": "Ida"}, by=consultant),
        lambda: give_slip(person, on=timezone.localdate(), by=consultant),
        lambda: actions.wait(person, on=timezone.localdate(), by=consultant),
    ):
        with pytest.raises(NotAllowed):
            verb()


def test_conditions_go_half_a_year_after_the_end_and_the_person_after_two_years(person, consultant):
    today = timezone.localdate()
    clock = system("clock")
    left_work(person)
    actions.end(person, on=today, by=consultant)
    kept = CandidateConditions.objects.get().keep_until
    assert timedelta(days=180) < kept - today < timedelta(days=186)

    assert forget_people_due(on=kept, by=clock) == 0
    assert forget_people_due(on=kept + timedelta(days=1), by=clock) == 1
    assert not CandidateConditions.objects.exists()
    assert not Outlook.objects.exists()
    assert not OfferBasis.objects.exists()
    assert Candidate.objects.get(pk=person.pk).postcode == "8600"
    assert forget_people_due(on=today + timedelta(days=740), by=clock) == 1
    assert Candidate.objects.get(pk=person.pk).state == "erased"
    assert forget_people_due(on=today + timedelta(days=741), by=clock) == 0


@pytest.mark.parametrize("days", [0, 300])
def test_what_somebody_tells_who_has_ended_is_kept_no_longer_than_what_was_told_before(consultant, days):
    person, today = make_candidate(), timezone.localdate()
    actions.end(person, on=today - timedelta(days=days), by=consultant)
    CandidateConditions.objects.filter(candidate=person).delete()

    actions.tell(person, {"accommodations": ["later_start"]}, by=as_person(person))

    assert forget_people_due(on=today + timedelta(days=180), by=system("Symbiose")) == 0
    assert forget_people_due(on=today + timedelta(days=190), by=system("Symbiose")) == 1
    assert not CandidateConditions.objects.exists()


def test_what_a_search_said_of_somebody_goes_in_time_also_where_nothing_was_asked_for(consultant):
    person, today = make_candidate(asks=()), timezone.localdate()
    CandidateConditions.objects.all().delete()
    offer = make_offer(person)
    make_basis(offer, [{"code": "form_not_possible"}])
    Outlook.objects.create(candidate=person, run=offer.run, has_option=True)
    actions.end(person, on=today, by=consultant)

    assert forget_people_due(on=today + timedelta(days=180), by=system("Symbiose")) == 0
    assert [forget_people_due(on=today + timedelta(days=190), by=system("Symbiose")) for _ in range(2)] == [1, 0]
    assert not Outlook.objects.exists()
    assert not OfferBasis.objects.exists()


def test_who_begins_again_keeps_what_was_asked_for(person, consultant):
    actions.end(person, on=timezone.localdate(), by=consultant)
    actions.take_up(person, by=consultant)

    assert CandidateConditions.objects.get().keep_until is None
    assert forget_people_due(on=timezone.localdate() + timedelta(days=2000), by=system("clock")) == 0


def test_the_clock_of_the_house_carries_it_out(person, consultant):
    left_work(person)
    actions.end(person, on=timezone.localdate() - timedelta(days=800), by=consultant)

    due_by_the_clock()

    assert Candidate.objects.get(pk=person.pk).state == "erased"


def test_a_workplace_no_longer_sees_the_proposal_of_somebody_who_is_erased(person, consultant):
    now = timezone.now()
    answered = {"person_answer": "yes", "person_asked_at": now, "person_answered_at": now}
    offer = make_offer(person, state="agreed", employer_answer="yes", employer_asked_at=now, **answered)
    firm = make_actor(Role.FIRM, offer.position.organisation)
    assert offers_visible_to(firm).filter(pk=offer.pk).exists()

    erase(person, by=consultant)

    assert not offers_visible_to(firm).exists()


def test_nothing_that_was_written_for_an_erased_person_is_left_behind(person, consultant):
    now, said = timezone.now(), "Hanne fra linje 3"
    left_work(person)
    offer = make_offer(
        person,
        state="agreed",
        person_answer="yes",
        person_asked_at=now,
        person_answered_at=now,
        employer_answer="yes",
        on_behalf=True,
        consent=said,
    )
    change(offer, by=consultant, verb="jobs.test", employer_comment=said)
    placement = declare_placement(
        person,
        make_position(),
        starts_on=timezone.localdate(),
        form="flex_job",
        hours=Decimal(5),
        consent=said,
        mentor=said,
        by=consultant,
        reason="aftalt",
    )
    texts = dict.fromkeys(("where", "way", "work", "break_at"), said)
    write_first_day(placement, by=consultant, version=0, **texts)
    show_photo(placement, file=picture(), by=consultant)
    photo = FirstDay.objects.get(placement=placement).photo

    erase(person, by=consultant)

    for kind in (Offer, Placement, FirstDay):
        assert said not in str(list(kind.objects.values()))
    assert said not in str(list(AuditEntry.objects.values_list("changes", "reason")))
    photo.refresh_from_db()
    assert not photo.file


def test_the_clock_keeps_who_is_at_work(person, consultant):
    today = timezone.localdate()
    actions.end(person, on=today - timedelta(days=1500), by=consultant)

    assert forget_people_due(on=today, by=system("clock")) == 0

    person.refresh_from_db()
    assert person.state == "ended"
