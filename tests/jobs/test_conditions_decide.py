"""Form of job and support, as a consultant writes them, decide what is proposed; each refusal says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.jobs.models import CandidateConditions, Offer
from tests.factories import make_organisation
from tests.jobs.people import make_candidate, make_position, make_workplace
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db


def at_place(name, **values):
    mentor = values.pop("mentor_hours", Decimal(10))
    return make_position(make_workplace(make_organisation(name), mentor_hours=mentor), **values)


def test_a_person_is_proposed_the_form_that_is_possible_where_there_is_room_for_the_support(client_as):
    consultant = client_as(Role.CONSULTANT)
    person = make_candidate(mentor_hours=Decimal(2))
    CandidateConditions.objects.filter(candidate=person).update(form="flex_job")
    fits, open_form = at_place("Eksempel Et", form="flex_job", mentor_hours=Decimal(2)), at_place("Eksempel Fire")
    at_place("Eksempel To", form="small_job")
    at_place("Eksempel Tre", form="flex_job", mentor_hours=Decimal(1))

    consultant.post(reverse("offers:find_for_person", args=[person.code]))

    assert {offer.position for offer in Offer.objects.filter(candidate=person)} == {fits, open_form}
    page = body(consultant.get(reverse("offers:why_not", args=[person.code, "form"])))
    assert "Småjob (lønnede timer) er ikke den ansættelsesform, som personen kan få." in page
    assert "Eksempel Tre" in body(consultant.get(reverse("offers:why_not", args=[person.code, "mentor"])))
