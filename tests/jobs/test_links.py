"""Personal links of this room: each is of one purpose, ends on its day, and opens nothing of another purpose."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.jobs.models import HelpCall, Offer, WellbeingAnswer, WellbeingAsked
from symbiose.notices import links
from symbiose.notices.actions import give_link
from symbiose.notices.models import AnswerLink
from tests.factories import make_actor, make_organisation
from tests.jobs.people import make_offer, make_placement, make_position, make_workplace

pytestmark = pytest.mark.django_db
PURPOSES = ("wellbeing", "placement_offer", "placement")
ANSWERS = {
    "contact_person": "yes",
    "flexibility": "yes",
    "acceptance": "yes",
    "strengths": "yes",
    "answer": "yes",
    "comment": "",
    "voice": "employer",
    "note": "Ring til os",
}
WORDS = {
    "wellbeing": "Er der en, du stoler på",
    "placement_offer": "En person vil gerne arbejde hos jer",
    "placement": "Hjælp",
}


@pytest.fixture
def subjects(municipality):
    """One of each, with the same id, at one firm: so that nothing but the purpose tells them apart."""
    firm = make_organisation("Eksempel Fuglekassen", contact_email="leder@firma.example")
    position = make_position(make_workplace(firm), seats=3, total_hours=20)
    today = timezone.localdate()
    placement = make_placement(position=position, pk=70001)
    now = timezone.now()
    said = {"state": "shown", "person_answer": "yes", "person_answered_at": now, "employer_asked_at": now}
    offer = make_offer(position=position, pk=70001, **said)
    asked = WellbeingAsked.objects.create(
        pk=70001, placement=placement, quarter="2026-Q4", answer_by=today + timedelta(days=5)
    )
    return {"wellbeing": asked, "placement_offer": offer, "placement": placement}


def path_of(purpose, subjects, *, days=5):
    """The address of a link of a purpose that lasts so many days."""
    subject = subjects[purpose]
    firm = 0 if purpose == "wellbeing" else subject.position.organisation_id
    link = give_link(
        purpose,
        subject,
        organisation_id=firm,
        email="",
        valid_until=timezone.localdate() + timedelta(days=days),
        by=make_actor(Role.CONSULTANT),
    )
    return "/" + links.address(link).split("//", 1)[1].split("/", 1)[1]


def done(subjects):
    """What was answered: of the survey, of the proposal, of help."""
    offer = Offer.objects.get(pk=subjects["placement_offer"].pk)
    return {
        "wellbeing": WellbeingAnswer.objects.exists(),
        "placement_offer": offer.employer_answer == "yes",
        "placement": HelpCall.objects.exists(),
    }


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_opens_and_answers_what_it_is_for_and_nothing_else(subjects, purpose):
    path, visitor = path_of(purpose, subjects), Client()

    page = visitor.get(path).content.decode()
    visitor.post(path, ANSWERS)

    assert {name: word in page for name, word in WORDS.items() if name != "placement"} == {
        name: name == purpose for name in WORDS if name != "placement"
    }
    assert done(subjects) == {name: name == purpose for name in PURPOSES}
    assert visitor.get(reverse("own:home")).url == reverse("own:enter")
    assert visitor.get(reverse("placements:list")).status_code == 302


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_ends_on_its_day_and_one_that_was_withdrawn_opens_nothing(subjects, purpose):
    path, visitor = path_of(purpose, subjects, days=-1), Client()

    assert (visitor.get(path).status_code, visitor.post(path, ANSWERS).status_code) == (410, 410)
    AnswerLink.objects.update(valid_until=timezone.localdate() + timedelta(days=5), withdrawn_at=timezone.now())
    assert (visitor.get(path).status_code, visitor.post(path, ANSWERS).status_code) == (410, 410)
    assert not any(done(subjects).values())


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_key_of_the_same_link_under_another_signature_is_not_found(subjects, purpose, settings):
    path = path_of(purpose, subjects)
    settings.SECRET_KEY = "another-key-of-this-installation"

    assert Client().get(path).status_code == 404
