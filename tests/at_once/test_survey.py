"""The round of a year and what a shared task led to, pressed by several in the same moment, are one."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.frontdesk.actions import survey
from symbiose.frontdesk.actions.rhythm_counting import recount_talks
from symbiose.frontdesk.models import Case
from symbiose.frontdesk.models.survey import SurveyRound
from symbiose.notices.models import OutgoingMail
from tests.at_once.test_at_once import MANY, at_once
from tests.factories import make_item, make_organisation
from tests.frontdesk.cases import acting, make_desk
from tests.frontdesk.sharing import make_shared

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann(db):
    make_item("survey_question", "easy", data={"da": "Udsagn", "en": "Claim"})
    (ann,) = make_desk("Ann")
    for number in range(3):
        make_organisation(f"Firma {number}", kind="social_enterprise", contact_email=f"post{number}@firma.example")
    recount_talks(on=timezone.localdate())
    return ann


def press(user, address, **values):
    """The button on a page of one's own: each has a key of its own, as in several tabs."""
    client = Client()
    client.force_login(user)
    answer = client.post(address, {"form_key": str(uuid.uuid4()), **values})
    return answer.status_code, answer.get("Location")


def test_a_round_that_is_started_in_several_tabs_at_once_is_one_and_each_firm_gets_one_letter(ann):
    given = at_once(*[lambda: press(ann.user, reverse("survey:start"))] * MANY)

    assert given == [(302, reverse("survey:overview"))] * MANY
    assert SurveyRound.objects.get().asked.count() == OutgoingMail.objects.count() == 3


def test_a_firm_that_answers_and_says_no_from_several_phones_has_one_answer_or_one_no(ann):
    one = survey.start_round(on=timezone.localdate(), by=acting(ann)).asked.first()
    by = system("Symbiose")

    at_once(
        *[lambda value=value: survey.answer_survey(one, {"easy": value}, by=by) for value in range(1, MANY)],
        lambda: survey.decline_survey(one, never_again=False, by=by),
    )

    one.refresh_from_db()
    assert (one.answered, one.declined, one.answers.count()) in [(True, False, 1), (False, True, 0)]


def test_a_shared_task_that_is_led_on_in_several_tabs_at_once_leads_to_one_case(ann):
    task = make_shared(acting(ann))
    address = reverse("shared_tasks:lead_on", args=[task.pk])

    given = at_once(*[lambda: press(ann.user, address, to="new_case", outcome="Vi henter.", topic="found")] * MANY)

    assert {status for status, _where in given} == {302}
    assert Case.objects.count() == 1
