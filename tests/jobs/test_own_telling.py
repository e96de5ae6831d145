"""A person tells on a phone: one question on a page, kept at each Next, "I do not know" always, and then "I am ready"."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.models import Candidate, CandidateConditions
from symbiose.jobs.questions import QUESTIONS
from tests.factories import make_actor, make_organisation
from tests.jobs.people import as_person, make_candidate, make_position, person_client
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db
HOME = "/mit/side/"
ANSWERS = {
    "timer": {"answer": "5"},
    "haab": {"answer": "other", "other": "8,5"},
    "tider": {"answer_0_0_from": "18", "answer_0_0_to": "24", "answer_3_0_from": "20", "answer_3_0_to": "28"},
    "bopael": {"answer": "8600"},
    "vej": {"answer": "public"},
    "rejse": {"answer": "45"},
    "hensyn": {"answer": ["quiet_place", "later_start"]},
    "kan": {"answer": ["kitchen_help"]},
    "lyst": {"answer": ["task_packing"]},
    "ikke": {"answer": ["task_snow"]},
}


def page_of(question):
    return reverse("own:question", args=[question])


@pytest.fixture
def person(municipality):
    actor = make_actor(Role.CONSULTANT)
    return actions.add_candidate(by=actor)


@pytest.fixture
def phone(client, person):
    return person_client(client, person)


def test_after_a_break_the_start_page_leads_to_the_question_where_the_person_stopped(phone):
    phone.post(reverse("own:begin"), {"along": "no"})
    for question in QUESTIONS[:4]:
        phone.post(page_of(question.slug), ANSWERS[question.slug])

    page = body(phone.get(HOME))

    assert "Fortsæt, hvor du slap" in page
    assert f'href="{page_of(QUESTIONS[4].slug)}"' in page


def test_a_person_tells_one_question_at_a_time_and_is_ready(phone, person):
    assert "Fortæl, hvad der passer dig" in body(phone.get(HOME))
    answer = phone.post(reverse("own:begin"), {"along": "yes"})
    for question in QUESTIONS:
        assert answer.url == page_of(question.slug)
        page = body(phone.get(answer.url))
        assert str(question.asks) in page
        assert "Det ved jeg ikke" in page
        assert f"Spørgsmål {QUESTIONS.index(question) + 1} af 10" in page
        answer = phone.post(answer.url, ANSWERS[question.slug])
        assert Candidate.objects.get().answered[-1] == question.code  # kept at each Next
    assert answer.url == reverse("own:answers")
    summary = body(phone.get(answer.url))
    assert "Et roligt sted med lidt støj" in summary
    assert "8600 Silkeborg" in summary

    last = phone.post(reverse("own:answers"), {}, follow=True)

    told = Candidate.objects.get()
    assert "Vi leder efter arbejde til dig" in body(last)
    assert (told.state, told.waiting_since, told.helper_along) == ("waiting", timezone.localdate(), True)
    assert (told.hours, told.hours_hoped, told.postcode, told.transport, told.max_travel) == (
        Decimal(5),
        Decimal("8.5"),
        "8600",
        "public",
        45,
    )
    assert told.windows == "man 09:00-12:00; tor 10:00-14:00"
    assert (told.skills, told.wishes, told.never) == (["kitchen_help"], ["task_packing"], ["task_snow"])
    assert CandidateConditions.objects.get().accommodations == ["quiet_place", "later_start"]


@pytest.mark.parametrize("question", [question.slug for question in QUESTIONS])
def test_i_do_not_know_is_always_an_answer(phone, question):
    sent = {"answer": "unknown"} if question in {"timer", "haab", "rejse"} else {"unknown": "on"}

    answer = phone.post(page_of(question), sent)

    assert answer.status_code == 302
    assert Candidate.objects.get().answered == [f"{next(q.code for q in QUESTIONS if q.slug == question)}?"]


@pytest.mark.parametrize(
    ("question", "sent", "sentence"),
    [
        ("timer", {}, "Svar, eller vælg “Det ved jeg ikke”."),
        ("timer", {"answer": "other"}, "Skriv tallet."),
        ("timer", {"answer": "other", "other": "0,3"}, "Skriv fra 1 til 37 timer om ugen."),
        ("timer", {"answer": "other", "other": "40"}, "Skriv fra 1 til 37 timer om ugen."),
        ("timer", {"answer": "other", "other": "5,25"}, "Skriv hele eller halve timer, for eksempel 5 eller 5,5."),
        ("timer", {"answer": "999"}, "Vælg et af de svar, der står her."),
        ("tider", {"answer_2_0_from": "24", "answer_2_0_to": "18"}, "Onsdag: det slutter kl. 9.00, før"),
        ("tider", {}, "Svar, eller vælg “Det ved jeg ikke”."),
        ("bopael", {"answer": "86"}, "Et dansk postnummer har fire tal"),
        ("bopael", {"answer": "0000"}, "0000 er ikke et dansk postnummer."),
        ("bopael", {"answer": "D-24937"}, "Et dansk postnummer har fire tal"),
        ("vej", {}, "Svar, eller vælg"),
        ("rejse", {"answer": "other", "other": "500"}, "Skriv hele minutter, fra 5 til 180."),
        ("hensyn", {"answer": ["made_up"]}, "Vælg et af de svar, der står her."),
    ],
)
def test_a_wrong_answer_is_told_with_its_mending_and_nothing_is_kept(phone, question, sent, sentence):
    answer = phone.post(page_of(question), sent)

    assert answer.status_code == 422
    assert sentence in body(answer)
    assert Candidate.objects.get().answered == []


def test_answers_that_are_needed_are_named_and_the_person_is_not_ready(phone, person):
    phone.post(page_of("timer"), {"answer": "unknown"})
    phone.post(page_of("bopael"), {"answer": "8600"})

    page = body(phone.get(reverse("own:answers")))
    answer = phone.post(reverse("own:answers"), {}, follow=True)

    assert "Vi mangler svar på dette" in page
    assert "Jeg er klar" not in page
    assert "Timer om ugen nu" in page
    assert "et par svar mere" in body(answer)
    assert Candidate.objects.get().state == "told"


def test_a_change_from_the_summary_goes_back_to_it(phone):
    answer = phone.post(f"{page_of('timer')}?svar", {"answer": "8"})

    assert answer.url == reverse("own:answers")
    assert Candidate.objects.get().hours == 8


def test_back_leads_to_the_question_before_and_shows_what_was_answered(phone):
    phone.post(page_of("haab"), {"answer": "other", "other": "10"})

    page = body(phone.get(page_of("tider")))
    before = body(phone.get(page_of("haab")))

    assert f'href="{page_of("haab")}"' in page
    assert 'value="10"' in before
    assert 'value="other"' in before


def test_the_same_answer_sent_twice_is_one_change(phone):
    sent = {"answer": "5", "form_key": "5f0f6fd6-0000-4000-8000-000000000001"}

    urls = {phone.post(page_of("timer"), sent).url for _ in range(2)}

    assert urls == {page_of("haab")}
    assert AuditEntry.objects.filter(verb="jobs.tell").count() == 1


def test_who_waits_and_takes_a_needed_answer_away_waits_no_longer(client, municipality):
    person = make_candidate()

    person_client(client, person).post(page_of("tider"), {"unknown": "on"})

    person.refresh_from_db()
    assert (person.state, person.windows) == ("told", "")


def test_an_answer_put_right_costs_nobody_the_place_in_the_queue(client, municipality):
    person = make_candidate()
    since, web = person.waiting_since, person_client(client, person)
    web.post(page_of("vej"), {"unknown": "on"})
    web.post(page_of("vej"), {"answer": "bike"})

    web.post(reverse("own:answers"), {})

    person.refresh_from_db()
    assert (person.state, person.waiting_since) == ("waiting", since)


def test_an_old_window_does_not_say_ready_to_somebody_who_has_stopped(client, municipality):
    person = make_candidate()
    web = person_client(client, person)
    actions.end(person, on=timezone.localdate(), by=as_person(person))

    ready = body(web.post(reverse("own:answers"), {}, follow=True))
    rests = body(web.post(reverse("own:stop"), {"what": "rest"}, follow=True))

    for page in (ready, rests):
        assert "Du har sagt stop. Ring til os, hvis du vil begynde igen." in page
    assert "i forvejen" not in ready


def test_a_person_can_say_no_to_a_workplace(phone, person):
    place = make_organisation("Eksempel Bageri")
    from tests.jobs.people import make_workplace

    make_position(make_workplace(place))

    page = body(phone.get(page_of("ikke")))
    phone.post(page_of("ikke"), {"answer": [f"organisation:{place.pk}"]})

    assert "Eksempel Bageri" in page
    assert Candidate.objects.get().never == [f"organisation:{place.pk}"]
    assert "Eksempel Bageri" in body(phone.get(reverse("own:answers")))


def test_no_question_has_free_text(phone):
    for question in QUESTIONS:
        page = body(phone.get(page_of(question.slug)))
        assert "<textarea" not in page


def test_an_unknown_question_is_not_found(phone):
    assert phone.get(page_of("diagnose")).status_code == 404


def test_the_trail_says_that_it_was_told_and_never_what(phone):
    for question, sent in ANSWERS.items():
        phone.post(page_of(question), sent)

    trail = " ".join(f"{entry.changes}" for entry in AuditEntry.objects.all())

    for told in ("quiet_place", "8600", "task_packing", "task_snow", "kitchen_help", "man 09:00"):
        assert told not in trail


def test_a_number_written_under_the_choice_of_before_counts(phone):
    phone.post(page_of("haab"), {"answer": "12"})

    phone.post(page_of("haab"), {"answer": "12", "other": "6,5"})

    assert Candidate.objects.get().hours_hoped == Decimal("6.5")


def test_another_choice_counts_where_the_number_of_before_is_left_in_its_field(phone):
    phone.post(page_of("haab"), {"answer": "other", "other": "6,5"})

    phone.post(page_of("haab"), {"answer": "12", "other": "6,5"})

    assert Candidate.objects.get().hours_hoped == 12


def test_a_new_choice_with_another_number_under_it_is_asked_about(phone):
    answer = phone.post(page_of("haab"), {"answer": "12", "other": "4"})

    assert answer.status_code == 422
    assert "Behold kun det ene" in body(answer)


@pytest.mark.parametrize("sent", [{"answer": "2"}, {"answer": "other", "other": "4,5"}])
def test_fewer_hours_hoped_for_than_now_are_asked_about_and_unknown_is_always_open(phone, sent):
    phone.post(page_of("timer"), {"answer": "5"})

    answer = phone.post(page_of("haab"), sent)

    assert answer.status_code == 422
    assert "5 timer om ugen passer nu. Skriv mindst lige så mange" in body(answer)
    assert Candidate.objects.get().hours_hoped is None
    assert phone.post(page_of("haab"), {"answer": "5"}).status_code == 302
    assert phone.post(page_of("haab"), {"answer": "unknown"}).status_code == 302
