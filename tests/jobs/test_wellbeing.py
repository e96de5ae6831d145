"""Four questions a quarter: asked of those in work, answered by whoever wants to, kept with nothing that leads back."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role, system
from symbiose.common.models import AuditEntry
from symbiose.common.states import NotAllowed
from symbiose.engine.accounting.periods import Grain, period_of
from symbiose.jobs.actions import wellbeing
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.actions.wellbeing import answer_wellbeing, ask_wellbeing
from symbiose.jobs.models import Placement, WellbeingAnswer, WellbeingAsked
from symbiose.notices import links
from symbiose.notices.models import AnswerLink
from tests.jobs.people import as_person, make_candidate, make_placement, person_client

pytestmark = pytest.mark.django_db
BY = system("Symbiose")
SAID = {"contact_person": "yes", "flexibility": "partly", "acceptance": "yes", "strengths": "no"}


def asked_of(placement, **values):
    day = timezone.localdate()
    return WellbeingAsked.objects.create(
        placement=placement,
        **{"quarter": period_of(day, Grain.QUARTER).code, "answer_by": day + timedelta(days=5), **values},
    )


def test_a11_3_hours_curve_and_four_item_survey(municipality, client_as):
    placement = make_placement()
    placement.curve.create(from_day=timezone.localdate() - timedelta(days=3), hours=8)
    placement.curve.create(from_day=timezone.localdate() + timedelta(days=30), hours=12, planned=True)
    page = client_as(Role.CONSULTANT).get(reverse("placements:detail", args=[placement.number])).content.decode()
    assert [f'data-title="Timer om ugen">{hours}</td>' in page for hours in (5, 8, 12)] == [True] * 3

    asked_of(placement)
    person = person_client(Client(), placement.candidate)
    assert "Hvordan er det på arbejdet?" in person.get(reverse("own:home")).content.decode()
    survey = person.get(reverse("own:survey")).content.decode()
    assert all(f'name="{item}"' in survey for item in SAID)
    done = person.post(reverse("own:survey"), SAID, follow=True).content.decode()

    answer = WellbeingAnswer.objects.get()
    assert {item: getattr(answer, item) for item in SAID} == SAID
    assert WellbeingAsked.objects.get().answered
    assert "Ingen kan se, at det var dig" in done
    assert "Hvordan er det på arbejdet?" not in person.get(reverse("own:home")).content.decode()


def test_an_answer_leaves_no_way_back(municipality):
    placement = make_placement()
    asked = asked_of(placement)
    changed, rows = asked.changed_at, AuditEntry.objects.count()

    assert answer_wellbeing(asked, said=SAID, by=as_person(placement.candidate))

    now = WellbeingAsked.objects.get()
    assert (now.changed_at, now.version, AuditEntry.objects.count()) == (changed, asked.version, rows)
    columns = {field.name for field in WellbeingAnswer._meta.get_fields()}
    assert columns == {"id", "quarter", *SAID}
    assert not answer_wellbeing(asked, said={"contact_person": "no"}, by=as_person(placement.candidate))
    assert WellbeingAnswer.objects.count() == 1


def test_only_the_person_answers_and_only_in_time(municipality):
    placement = make_placement()
    asked = asked_of(placement)

    for by in (as_person(make_candidate()), BY):
        with pytest.raises(NotAllowed):
            answer_wellbeing(asked, said=SAID, by=by)
    late = asked_of(placement, quarter="2020-Q1", answer_by=date(2020, 3, 31))
    with pytest.raises(NotAllowed):
        answer_wellbeing(late, said=SAID, by=as_person(placement.candidate))


def test_the_calendar_asks_each_running_placement_once_a_quarter(municipality):
    running = make_placement(starts_on=date(2026, 7, 1))
    make_placement(starts_on=date(2026, 10, 28))
    make_placement(starts_on=date(2026, 7, 1), state="paused")

    for day in (date(2026, 11, 2), date(2026, 11, 3), date(2026, 12, 20), date(2027, 1, 4)):
        ask_wellbeing(on=day, by=BY)

    found = WellbeingAsked.objects.filter(placement=running).order_by("quarter")
    assert list(found.values_list("quarter", "answer_by")) == [
        ("2026-Q4", date(2026, 11, 30)),
        ("2027-Q1", date(2027, 2, 1)),
    ]
    assert WellbeingAsked.objects.filter(quarter="2026-Q4").count() == 2  # the one of October is asked in December


def test_nobody_is_asked_who_would_have_less_than_a_week_to_answer(municipality):
    make_placement(starts_on=date(2026, 12, 17))

    asked = [ask_wellbeing(on=day, by=BY) for day in (date(2026, 12, 31), date(2027, 1, 1))]

    assert asked == [0, 1]
    assert WellbeingAsked.objects.get().answer_by == date(2027, 1, 29)


def quarter(client, *, asked=0, answers=(), code="2026-Q1"):
    """The page of counts with one quarter in it: so many asked, and what the answers said of trust in a contact person."""
    for number in range(asked):
        asked_of(make_placement(), quarter=code, answered=number < len(answers))
    for said in answers:
        WellbeingAnswer.objects.create(id=uuid.uuid4(), quarter=code, **SAID | {"contact_person": said})
    return client.get(reverse("wellbeing:overview")).content.decode()


def row(page, question="Er der en, du stoler på"):
    """The numbers of one question, as the page shows them."""
    return re.findall(r'<td class="number"[^>]*>(.*?)</td>', page.split(question, 1)[1].split("</tr>", 1)[0])


@pytest.mark.parametrize(
    ("asked", "answered", "said"),
    [
        (12, 5, "12 spurgt"),
        (5, 5, "5 spurgt"),
        (9, 5, "hvor mange der er spurgt, er skjult"),
        (6, 5, "hvor mange der er spurgt, er skjult"),
        (12, 4, "hvor mange der er spurgt, er skjult"),
        (4, 0, "hvor mange der er spurgt, er skjult"),
    ],
)
def test_how_many_were_asked_is_hidden_where_it_tells_how_few_did_not_answer(client_as, asked, answered, said):
    page = quarter(client_as(Role.LEADER), asked=asked, answers=["yes"] * answered)

    assert said in page
    assert ("spurgt, er skjult" in page) is (f"{asked} spurgt" not in page)
    assert (f"{answered} har svaret" in page) is (answered >= 5)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (["yes"] * 6 + ["no"] * 5, ["6", "5"]),
        (["yes"] * 5 + ["partly"] * 2 + ["no"] * 2 + [""], ["5", "5"]),
        (["yes"] * 9 + ["no"], ["Skjult", "Skjult"]),
        (["yes"] * 4 + ["no"] * 6, ["Skjult", "Skjult"]),
        (["no"] * 10, ["Skjult", "Skjult"]),
    ],
)
def test_no_cell_under_five_is_shown_nor_can_be_reckoned_out(client_as, answers, shown):
    page = quarter(client_as(Role.LEADER), answers=answers)

    assert row(page) == shown
    assert "mindst 5 personer" in page


def test_answers_are_hidden_under_five_and_while_the_quarter_runs(municipality, client_as):
    client = client_as(Role.ADVISER)
    quarter(client, answers=["yes"] * 4)
    page = quarter(client, answers=["yes"] * 6, code=period_of(timezone.localdate(), Grain.QUARTER).code)

    assert "2026-Q1" in page
    assert "skjult: under 5 svar" in page
    assert row(page) == ["Skjult", "Skjult"]
    assert period_of(timezone.localdate(), Grain.QUARTER).code not in page


@pytest.mark.parametrize("role", list(Role))
def test_counts_are_for_consultants_leaders_and_advisers(client_as, role):
    if role in {Role.SYSTEM, Role.PERSON, Role.ENTRANCE}:
        return
    answer = client_as(role).get(reverse("wellbeing:overview"))

    assert (answer.status_code == 200) is (role in {Role.ADVISER, Role.CONSULTANT, Role.LEADER})


def test_a_link_on_paper_takes_the_answer_once(client_as):
    placement = make_placement()
    asked_of(placement)
    consultant = client_as(Role.CONSULTANT)
    assert consultant.get(reverse("wellbeing:sheet", args=[placement.number])).status_code == 404
    sheet = consultant.post(reverse("wellbeing:give", args=[placement.number]), follow=True).content.decode()
    address = links.address(AnswerLink.objects.get(purpose="wellbeing"))
    path = "/" + address.split("//", 1)[1].split("/", 1)[1]

    assert address in sheet
    assert "Er der en, du stoler på" in Client().get(path).content.decode()
    Client().post(path, SAID)
    Client().post(path, SAID)
    assert WellbeingAnswer.objects.count() == 1
    assert "Du er færdig her" in Client().get(path).content.decode()
    for role in (Role.ADVISER, Role.LEADER, Role.FIRM):
        assert client_as(role).post(reverse("wellbeing:give", args=[placement.number])).status_code == 403


class AfterMidnight:
    """The clock of the verb, a day after the page looked at it."""

    @staticmethod
    def localdate():
        return timezone.localdate() + timedelta(days=1)


def test_answers_that_come_as_the_last_day_ends_are_not_kept_and_the_person_is_told(client_as, monkeypatch):
    placement = make_placement()
    asked_of(placement, answer_by=timezone.localdate())
    client_as(Role.CONSULTANT).post(reverse("wellbeing:give", args=[placement.number]))
    path = "/" + links.address(AnswerLink.objects.get(purpose="wellbeing")).split("//", 1)[1].split("/", 1)[1]
    monkeypatch.setattr(wellbeing, "timezone", AfterMidnight)

    own = person_client(Client(), placement.candidate).post(reverse("own:survey"), SAID)
    by_link = Client().post(path, SAID)

    assert (own.status_code, by_link.status_code) == (200, 302)
    assert "Der er ikke noget at svare på nu" in own.content.decode()
    assert not WellbeingAnswer.objects.exists()


def test_an_erased_person_leaves_the_counts(municipality):
    placement = make_placement()
    answer_wellbeing(asked_of(placement), said=SAID, by=as_person(placement.candidate))

    Placement.objects.update(candidate=None)

    assert WellbeingAnswer.objects.count() == 1


def test_the_link_to_the_questions_closes_with_the_person_who_is_erased(client_as):
    placement = make_placement()
    asked_of(placement)
    client_as(Role.CONSULTANT).post(reverse("wellbeing:give", args=[placement.number]))
    link = AnswerLink.objects.get(purpose="wellbeing")
    path = "/" + links.address(link).split("//", 1)[1].split("/", 1)[1]

    erase(placement.candidate, by=BY)

    link.refresh_from_db()
    assert link.withdrawn_at is not None
    assert Client().get(path).status_code == 410


def test_the_key_of_an_answer_is_random_and_no_number_in_a_row(municipality):
    placement = make_placement()
    answer_wellbeing(asked_of(placement), said=SAID, by=as_person(placement.candidate))

    assert WellbeingAnswer.objects.get().id.version == 4
    assert connection.introspection.table_names().count("jobs_wellbeinganswer") == 1
