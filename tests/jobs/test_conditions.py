"""What people asked for is read through one door, by those who may, and each reading is written down."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from symbiose.common.actor import Actor, Role
from symbiose.common.models import Reading
from symbiose.jobs.models import Offer
from symbiose.jobs.queries.conditions import NotForYou, basis_of, conditions_of, outlook_of, terms_of
from tests.factories import make_actor
from tests.jobs.people import as_person, make_basis, make_candidate, make_offer, make_placement, make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


def test_a_consultant_reads_conditions_and_the_reading_is_logged(consultant):
    person = make_candidate()

    read = conditions_of([person], by=consultant, purpose="proposal")

    assert read[person.pk].accommodations == ["quiet_place", "later_start"]
    row = Reading.objects.get()
    assert (row.reader_user_id, row.reader_role, row.what, row.purpose) == (
        consultant.user_id,
        "consultant",
        "conditions",
        "proposal",
    )
    assert (row.subject_label, row.subject_id) == ("jobs.candidate", person.pk)


def test_each_of_the_four_tables_is_logged_when_it_is_read(consultant):
    offer = make_offer()
    make_basis(offer)
    placement = make_placement(candidate=make_candidate())

    basis_of([offer], by=consultant, purpose="proposal")
    outlook_of(offer.candidate, by=consultant, purpose="proposal")
    terms_of([placement], by=consultant, purpose="placement")

    assert list(Reading.objects.order_by("pk").values_list("what", "subject_id")) == [
        ("basis", offer.candidate_id),
        ("outlook", offer.candidate_id),
        ("terms", placement.candidate_id),
    ]


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.LEADER])
def test_no_other_role_reads_them_and_nothing_is_logged(municipality, role):
    person = make_candidate()

    with pytest.raises(NotForYou):
        conditions_of([person], by=Actor(role=role), purpose="proposal")

    assert not Reading.objects.exists()


def test_a_person_reads_their_own_and_nobody_elses(municipality):
    person, other = make_candidate(), make_candidate()

    assert conditions_of([person], by=as_person(person), purpose="own")[person.pk]
    with pytest.raises(NotForYou):
        conditions_of([person, other], by=as_person(person), purpose="own")


def test_the_database_keeps_the_log_from_change(consultant):
    conditions_of([make_candidate()], by=consultant, purpose="proposal")

    with pytest.raises(DatabaseError, match="reading_append_only"), transaction.atomic():
        Reading.objects.update(reader_name="en anden")
    with pytest.raises(DatabaseError, match="reading_append_only"), transaction.atomic():
        Reading.objects.all().delete()


def test_the_database_lets_no_workplace_be_asked_before_the_person_said_yes(municipality):
    offer = make_offer(candidate=make_candidate(), position=make_position())

    with pytest.raises(IntegrityError, match="offer_person_said_yes_first"), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(state="shown")
