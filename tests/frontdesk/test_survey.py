"""The yearly survey: voluntary, asked once, answered by link, opened to counts alone and hidden under five."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions import survey as actions
from symbiose.frontdesk.actions.rhythm_counting import recount_talks
from symbiose.frontdesk.models.survey import SurveyAnswer, SurveyAsked, SurveyRound
from symbiose.frontdesk.queries import survey
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, OutgoingMail
from symbiose.organisations.actions import close_organisation, merge_organisations
from symbiose.organisations.models import Organisation
from tests.factories import make_actor, make_item, make_membership, make_organisation
from tests.frontdesk.cases import acting, make_desk

pytestmark = pytest.mark.django_db

CLOCK = system("Symbiose")
TODAY = timezone.localdate
KEYS = ("easy", "word", "recommend")


@pytest.fixture
def ann(db):
    for number, key in enumerate(KEYS):
        make_item("survey_question", key, data={"da": f"Udsagn {key}", "en": f"Claim {key}"}, position=number)
    return make_desk("Ann")[0]


@pytest.fixture
def adviser(ann):
    client = Client()
    client.force_login(ann.user)
    return client


def firms(number):
    made = [
        make_organisation(f"Firma {one}", kind="social_enterprise", contact_email=f"post{one}@firma.example")
        for one in range(number)
    ]
    recount_talks(on=TODAY())
    return made


def answer(one: SurveyAsked, *values):
    actions.answer_survey(one, dict(zip(KEYS, values, strict=False)), by=CLOCK)


def ended(one: SurveyRound):
    SurveyRound.objects.filter(pk=one.pk).update(
        closes_on=TODAY() - timedelta(days=1), opened_on=TODAY() - timedelta(20)
    )


def address(one: SurveyAsked):
    link = AnswerLink.objects.get(purpose="survey", subject_id=one.pk)
    return reverse("notices:answer", args=[links.token(link)])


def read(client, name):
    return client.get(reverse(name)).content.decode()


def test_a15_4_results_are_counts_per_question_with_share_and_hidden_under_five(adviser, ann):
    firms(7)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    for number, one in enumerate(made.asked.order_by("pk")[:6]):
        answer(one, 5 if number else 1, 4, 0 if number < 2 else 3)
    ended(made)

    first, second, third = survey.results(made, 7)
    assert (first.answers, first.agree, first.unknown, first.share) == (6, 5, 0, 86)
    assert dict(first.counts)["uenig"] == 1
    assert second.agree == 6
    assert (third.shown, third.answers, third.unknown, third.counts) == (False, 0, 0, ())
    shown = read(adviser, "survey:overview")
    assert "Skjult: færre end fem svar" in shown
    assert "Firma" not in shown


def test_a_round_that_is_open_shows_how_far_it_is_and_no_result(adviser, ann):
    firms(6)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    for one in made.asked.all()[:5]:
        answer(one, 5, 5, 5)

    shown = read(adviser, "survey:overview")

    assert "6 spurgt · 5 har svaret · 0 har sagt nej" in shown
    assert "Delvist enig eller enig" not in shown


def test_no_trail_and_no_page_tells_a_single_firms_answer(adviser, ann):
    (firm,) = firms(1)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    answer(made.asked.get(), 1, 2, 3)

    entries = AuditEntry.objects.filter(verb="frontdesk.keep_answer")
    assert {str(entry.changes["value"]) for entry in entries} == {"['personal', 'personal']"}
    assert "Udsagn" not in adviser.get(reverse("organisations:detail", args=[firm.pk])).content.decode()


def test_the_preview_says_who_is_not_asked_and_why(adviser, ann):
    closed, said_no, lately, no_mail, left = firms(5)
    made = SurveyRound.objects.create(year=2000, opened_on=TODAY() - timedelta(days=900), closes_on=TODAY())
    SurveyAsked.objects.create(round=made, organisation=said_no, declined=True, never_again=True)
    SurveyAsked.objects.create(round=made, organisation=left, declined=True)
    recent = SurveyRound.objects.create(year=2001, opened_on=TODAY() - timedelta(days=100), closes_on=TODAY())
    SurveyAsked.objects.create(round=recent, organisation=lately, answered=True)
    close_organisation(closed, closed_on=TODAY(), reason="Lukket", by=acting(ann))
    no_mail.contact_email = ""
    no_mail.save()

    found = survey.preview(TODAY())

    assert [one.name for one in found.asked] == [left.name]
    left_out = (found.closed, found.said_no, found.asked_lately, found.no_address)
    assert [[one.name for one in rows] for rows in left_out] == [
        [one.name] for one in (closed, said_no, lately, no_mail)
    ]
    shown = read(adviser, "survey:start")
    assert "1 virksomhed får et brev med sit eget link." in shown
    assert "Er spurgt inden for 11 måneder" in shown
    for one in (closed, said_no, lately, no_mail, left):
        assert f'href="{reverse("organisations:detail", args=[one.pk])}"' in shown


def test_a_round_is_started_once_a_year_however_often_it_is_pressed(adviser, ann):
    firms(2)
    assert "Udsagn easy" in read(adviser, "survey:start")
    for key in ("0f8fad5b-d9cb-469f-a165-70867728950e", "1f8fad5b-d9cb-469f-a165-70867728950e"):
        assert adviser.post(reverse("survey:start"), {"form_key": key}).url == reverse("survey:overview")

    assert SurveyRound.objects.get().asked.count() == OutgoingMail.objects.count() == 2
    assert "allerede begyndt" in read(adviser, "survey:start")


def test_a_firm_answers_changes_its_mind_and_says_no_by_its_link(ann):
    firms(1)
    one = actions.start_round(on=TODAY(), by=acting(ann)).asked.get()
    url, before = address(one), AuditEntry.objects.count()

    shown = Client().get(url).content.decode()
    assert "aldrig under fem svar" in shown
    assert AuditEntry.objects.count() == before
    empty = Client().post(url, {"step": "answer"})
    assert (empty.status_code, "Vælg et svar på mindst ét spørgsmål" in empty.content.decode()) == (422, True)
    Client().post(url, {"step": "answer", "easy": "5", "word": "0"})
    Client().post(url, {"step": "answer", "easy": "2"})
    assert list(SurveyAnswer.objects.values_list("question", "value")) == [("easy", 2)]
    Client().post(url, {"step": "never"})
    one.refresh_from_db()
    assert (one.answered, one.declined, one.never_again, one.answers.count()) == (False, True, True, 0)
    assert "I sagde: spørg ikke igen" in Client().get(url).content.decode()
    Client().post(url, {"step": "answer", "easy": "4"})
    one.refresh_from_db()
    assert (one.answered, one.declined, one.never_again) == (True, False, False)


def test_one_reminder_halfway_and_none_to_those_who_answered_or_said_no(ann):
    firms(3)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    done, no, silent = made.asked.order_by("pk")
    answer(done, 5)
    actions.decline_survey(no, never_again=False, by=CLOCK)

    def days(ahead):
        return timezone.make_aware(datetime.combine(TODAY() + timedelta(days=ahead), time(12)))

    sent = [actions.remind_of_survey(now=days(ahead), by=CLOCK) for ahead in range(40)]
    assert sent == [0] * 14 + [1] + [0] * 25
    silent.refresh_from_db()
    assert silent.reminded_at is not None


def test_nobody_answers_for_a_firm_or_after_the_last_day(ann):
    (firm,) = firms(1)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    for by in (acting(ann), acting(ann).acting_for(firm.pk, consent="sagt"), make_actor(Role.FIRM, firm)):
        with pytest.raises(NotAllowed):
            actions.answer_survey(made.asked.get(), {"easy": 5}, by=by)
        with pytest.raises(NotAllowed):
            actions.decline_survey(made.asked.get(), never_again=True, by=by)
    ended(made)
    with pytest.raises(NotAllowed):
        answer(made.asked.get(), 5)
    with pytest.raises(NotAllowed):
        actions.start_round(on=TODAY() + timedelta(days=366), by=make_actor(Role.FIRM, firm))


def test_only_advisers_open_the_survey(ann):
    (firm,) = firms(1)
    own = Client()
    own.force_login(make_membership(Role.FIRM, firm).user)

    for name in ("survey:overview", "survey:start"):
        assert Client().get(reverse(name)).status_code == 302
        assert own.get(reverse(name)).status_code == own.post(reverse(name)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_the_same_queries_for_one_and_three_firms(rows, adviser, ann, django_assert_max_num_queries):
    firms(rows)
    for name in ("survey:start", "survey:overview"):
        read(adviser, name)
        with django_assert_max_num_queries(15):
            read(adviser, name)
        actions.start_round(on=TODAY(), by=acting(ann))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"answered": True, "declined": True}, "survey_answered_or_declined"),
        ({"never_again": True}, "survey_never_is_a_no"),
    ],
)
def test_the_database_refuses_what_cannot_be(ann, values, name):
    firms(1)
    made = actions.start_round(on=TODAY(), by=acting(ann))

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        made.asked.update(**values)


def test_who_said_do_not_ask_again_is_not_asked_under_the_name_of_another_record(adviser, ann):
    goes, stays = firms(2)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    actions.decline_survey(made.asked.get(organisation=goes), never_again=True, by=CLOCK)
    answer(made.asked.get(organisation=stays), 5)
    merge_organisations(stays, goes, by=acting(ann))
    SurveyRound.objects.filter(pk=made.pk).update(
        year=2000, opened_on=TODAY() - timedelta(days=900), closes_on=TODAY() - timedelta(days=800)
    )

    found = survey.preview(TODAY())

    assert (list(found.asked), list(found.said_no)) == ([], [stays])


def test_no_setting_of_the_municipality_shows_fewer_than_five_answers(adviser, ann):
    make_item("setting", "survey-least", data={"key": "survey_least_answers", "value": "1"})
    firms(4)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    for one in made.asked.all():
        answer(one, 5)
    ended(made)

    assert [one.shown for one in survey.results(made, 4)] == [False, False, False]
    assert "Skjult: færre end fem svar" in read(adviser, "survey:overview")


def test_whoever_has_no_address_any_more_is_reminded_once_there_is_one(ann):
    (firm,) = firms(1)
    actions.start_round(on=TODAY(), by=acting(ann))
    Organisation.objects.filter(pk=firm.pk).update(contact_email="")
    halfway = timezone.make_aware(datetime.combine(TODAY() + timedelta(days=14), time(12)))
    without = actions.remind_of_survey(now=halfway, by=CLOCK)
    Organisation.objects.filter(pk=firm.pk).update(contact_email="ny@firma.example")

    assert (without, actions.remind_of_survey(now=halfway, by=CLOCK)) == (0, 1)


def test_a_link_that_is_opened_after_the_round_says_so_and_takes_nothing(ann):
    firms(1)
    made = actions.start_round(on=TODAY(), by=acting(ann))
    url = address(made.asked.get())
    ended(made)

    shown = Client().get(url).text
    answer = Client().post(url, {"step": "answer", "easy": "4"}, follow=True).text

    assert "Runden er slut. Tak alligevel." in shown
    assert "Send svarene" not in shown + answer
    assert not SurveyAnswer.objects.exists()


def test_who_said_no_before_they_were_gathered_are_found_in_as_many_questions_for_three_as_for_one(ann):
    by, asked = acting(ann), []
    for number in range(3):
        stays, goes = (make_organisation(f"{name} {number}", kind="social_enterprise") for name in ("Bliver", "Samles"))
        recount_talks(on=TODAY())
        made = SurveyRound.objects.create(year=2020 + number, opened_on=date(2020 + number, 3, 2), closes_on=TODAY())
        SurveyAsked.objects.create(round=made, organisation=stays)
        SurveyAsked.objects.create(round=made, organisation=goes, declined=True, never_again=True)
        merge_organisations(stays, goes, by=by)

        with CaptureQueriesContext(connection) as found:
            said_no = list(survey.preview(TODAY()).said_no)
        asked.append((len(said_no), len(found)))

    assert asked == [(1, 3), (2, 3), (3, 3)]
