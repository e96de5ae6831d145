"""The consultant's people on one page: who needs help first; passing on; the sheet to take along."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.jobs.actions.candidates import end
from symbiose.jobs.actions.passing import NoConsultant, pass_on
from symbiose.jobs.actions.placement_life import end_placement
from symbiose.jobs.models import HelpCall, Outlook, PassedOn, Review
from symbiose.jobs.queries import caseload
from symbiose.jobs.queries.offers import offers_of, without_option
from symbiose.notices.models import Notice
from symbiose.organisations.models import Absence
from tests.factories import make_actor, make_membership, make_user
from tests.jobs.people import make_candidate, make_offer, make_placement, person_client

pytestmark = pytest.mark.django_db
PAGES = ["caseload:list", "caseload:pass_on"]


@pytest.fixture
def consultant(municipality):
    return make_actor(Role.CONSULTANT)


@pytest.fixture
def client_of(client):
    def signed_in(actor):
        from symbiose.people.models import User

        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return signed_in


def mine(actor, **values):
    return make_candidate(consultant_id=actor.user_id, **values)


def codes(page):
    return [row.code for row in page.context["shown"].page.object_list]


def test_who_asks_for_help_stands_first_then_whose_talk_is_late_then_who_waited_longest(consultant, client_of):
    today = timezone.localdate()
    short = mine(consultant, waiting_since=today - timedelta(weeks=2))
    long = mine(consultant, waiting_since=today - timedelta(weeks=60))
    due, asks = mine(consultant), mine(consultant)
    Review.objects.create(placement=make_placement(due), due_on=today - timedelta(days=1))
    HelpCall.objects.create(placement=make_placement(asks), voice="person", asked_at=timezone.now())

    page = client_of(consultant).get(reverse("caseload:list"))

    assert codes(page) == [asks.code, due.code, long.code, short.code]
    text = page.content.decode()
    assert "Vil have hjælp" in text
    assert "Har ventet 60 uger" in text


@pytest.mark.parametrize(
    ("need", "found"), [("help", 1), ("talk", 1), ("answer", 1), ("new", 1), ("nobody", 0), ("no such", 5)]
)
def test_the_page_is_narrowed_by_what_is_needed(consultant, client_of, need, found):
    people = [mine(consultant) for _ in range(5)]
    HelpCall.objects.create(placement=make_placement(people[0]), voice="mentor", asked_at=timezone.now())
    Review.objects.create(placement=make_placement(people[1]), due_on=timezone.localdate())
    make_offer(people[2], state="asked", person_asked_at=timezone.now())
    make_offer(people[3])

    page = client_of(consultant).get(reverse("caseload:list"), {"need": need})

    assert page.context["shown"].total == found


def test_whoever_has_stopped_but_is_at_work_is_still_followed_and_can_be_passed_on(consultant, client_of):
    person, over = mine(consultant), mine(consultant)
    HelpCall.objects.create(placement=make_placement(person), voice="person", asked_at=timezone.now())
    make_placement(over, state="ended", ends_on=timezone.localdate(), outcome="agreed_time")
    for one in (person, over):
        end(one, on=timezone.localdate(), by=consultant)
    web = client_of(consultant)

    assert codes(web.get(reverse("caseload:list"), {"need": "help"})) == [person.code]
    assert codes(web.get(reverse("caseload:list"))) == [person.code]
    assert list(web.get(reverse("caseload:pass_on")).context["form"].fields["candidates"].queryset) == [person]


def test_what_the_next_one_should_know_is_read_by_the_next_one_and_by_the_person(consultant, client_of):
    person = mine(consultant)
    pass_on([person], to=make_membership(Role.CONSULTANT).user, note="Ring helst om formiddagen", by=consultant)

    page = client_of(consultant).get(reverse("candidates:detail", args=[person.code])).content.decode()
    phone = person_client(Client(), person)

    assert f"Givet videre af {consultant.name}" in page
    assert "Ring helst om formiddagen" in page
    assert "Ring helst om formiddagen" in phone.get(reverse("own:held")).content.decode()
    assert "Ring helst om formiddagen" in phone.get(reverse("own:download"), {"format": "json"}).content.decode()


def test_people_of_a_colleague_stand_there_only_while_one_stands_in(consultant, client_of):
    colleague = make_membership(Role.CONSULTANT).user
    theirs = make_candidate(consultant=colleague)
    web = client_of(consultant)
    assert codes(web.get(reverse("caseload:list"))) == []

    today = timezone.localdate()
    Absence.objects.create(user=colleague, deputy_id=consultant.user_id, valid_from=today, valid_to=today)

    assert codes(web.get(reverse("caseload:list"))) == [theirs.code]
    assert codes(web.get(reverse("caseload:list"), {"whose": "all"})) == [theirs.code]


def test_whom_nobody_follows_any_more_can_be_found(consultant, client_of):
    left = make_candidate(consultant=make_user())
    never = make_candidate()

    page = client_of(consultant).get(reverse("caseload:list"), {"whose": "all", "need": "nobody", "sort": "code"})

    assert codes(page) == [left.code, never.code]


def test_the_list_asks_as_many_questions_for_three_as_for_one(consultant, client_of, django_assert_num_queries):
    web = client_of(consultant)

    def one_more():
        person = mine(consultant)
        Review.objects.create(placement=make_placement(person), due_on=timezone.localdate())
        make_offer(person, state="asked", person_asked_at=timezone.now())

    one_more()
    web.get(reverse("caseload:list"))
    with django_assert_num_queries(9):
        web.get(reverse("caseload:list"))
    one_more()
    one_more()
    with django_assert_num_queries(9):
        page = web.get(reverse("caseload:list"))
    assert page.context["shown"].total == 3


def test_the_file_holds_exactly_the_rows_and_nothing_that_was_asked_for(consultant, client_of):
    person = mine(consultant)
    mine(consultant, state="resting")

    file = client_of(consultant).get(reverse("caseload:list"), {"state": "waiting", "format": "csv"})

    text = b"".join(file).decode("utf-8-sig") if file.streaming else file.content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()[1:]] == [person.code]
    assert "quiet" not in text
    assert "8600" not in text


def test_people_are_passed_on_once_and_the_next_one_is_told_without_a_code(consultant, client_of):
    first, second, stays = mine(consultant), mine(consultant), mine(consultant)
    to = make_membership(Role.CONSULTANT).user
    web = client_of(consultant)
    page = web.get(reverse("caseload:pass_on"))
    sent = {
        "form_key": page.context["form"]["form_key"].value(),
        "candidates": [first.pk, second.pk],
        "to": to.pk,
        "note": "Har prøvet et lager",
    }

    web.post(reverse("caseload:pass_on"), sent)
    web.post(reverse("caseload:pass_on"), sent)

    for one, whose in ((first, to.pk), (second, to.pk), (stays, consultant.user_id)):
        one.refresh_from_db()
        assert one.consultant_id == whose
    assert list(PassedOn.objects.order_by("pk").values_list("candidate", "from_user", "to_user", "note")) == [
        (first.pk, consultant.user_id, to.pk, "Har prøvet et lager"),
        (second.pk, consultant.user_id, to.pk, "Har prøvet et lager"),
    ]
    assert AuditEntry.objects.filter(verb="jobs.pass_on", actor_user_id=consultant.user_id).count() == 2
    notice = Notice.objects.get()
    assert notice.user_id == to.pk
    assert "2 " in notice.text
    assert first.code not in notice.text


def test_a_note_with_something_like_a_cpr_number_is_refused_and_stays_typed(consultant, client_of):
    person, to = mine(consultant), make_membership(Role.CONSULTANT).user
    web = client_of(consultant)
    key = web.get(reverse("caseload:pass_on")).context["form"]["form_key"].value()

    page = web.post(
        reverse("caseload:pass_on"),
        {"form_key": key, "candidates": [person.pk], "to": to.pk, "note": "ring 010190-1234"},
    )

    assert "ligner et CPR-nummer" in page.content.decode()
    assert "010190-1234" in page.content.decode()
    assert not PassedOn.objects.exists()


def test_what_is_missing_is_told_above_the_long_list_of_people(consultant, client_of):
    mine(consultant)

    page = client_of(consultant).post(reverse("caseload:pass_on"), {"to": ""}).content.decode()

    above = page.partition('id="form-errors"')[2].partition("<fieldset")[0]
    assert "Sæt kryds ved dem, der skal gives videre." in above
    assert "Vælg, hvem der skal følge dem." in above


def test_nobody_is_passed_on_to_one_who_is_no_consultant_or_by_one_who_is_none(consultant):
    person = mine(consultant)

    with pytest.raises(NoConsultant):
        pass_on([person], to=make_user(), by=consultant)
    with pytest.raises(PermissionError):
        pass_on([person], to=make_membership(Role.CONSULTANT).user, by=make_actor(Role.ADVISER))

    assert not PassedOn.objects.exists()


def test_the_sheet_tells_what_is_needed_on_the_visit_and_nothing_that_was_asked_for(consultant, client_of):
    person = mine(consultant)
    placement = make_placement(person, mentor="Mentor Eksempel")
    Review.objects.create(
        placement=placement, due_on=timezone.localdate(), held_on=timezone.localdate(), note="Otte timer fra maj"
    )

    page = client_of(consultant).get(reverse("caseload:sheet", args=[placement.number])).content.decode()

    for word in ("Eksempel Fuglekassen", "Mentor Eksempel", "5 timer nu", "Otte timer fra maj"):
        assert word in page
    assert "tilig" not in page.lower().replace("tilgængelighedserklæring", "")
    assert "fleksjob" not in page.lower()


def test_the_sheet_says_the_hours_that_were_confirmed_and_the_planned_ones_as_planned(consultant, client_of):
    today = timezone.localdate()
    placement = make_placement(mine(consultant))
    placement.curve.create(from_day=today - timedelta(days=2), hours=8, planned=True)
    agreed = make_placement(mine(consultant), state="agreed", hours=6)
    agreed.curve.update(planned=True)

    page, before = (
        client_of(consultant).get(reverse("caseload:sheet", args=[one.number])).content.decode()
        for one in (placement, agreed)
    )

    assert "5 timer nu" in page
    assert "8 timer nu" not in page
    assert page.count("(planlagt)") == 1
    assert "timer nu" not in before
    assert "(planlagt)" in before


@pytest.mark.parametrize("role", [Role.FIRM, Role.ADVISER, Role.LEADER])
def test_only_consultants_see_these_pages(client_as, role):
    placement = make_placement()
    web = client_as(role)

    assert [web.get(reverse(name)).status_code for name in PAGES] == [403, 403]
    assert web.get(reverse("caseload:sheet", args=[placement.number])).status_code == 403


def test_a_visitor_is_asked_to_sign_in(municipality, client):
    assert [client.get(reverse(name)).status_code for name in PAGES] == [302, 302]


def test_a_sheet_of_one_that_ended_is_not_found(consultant, client_of):
    placement = make_placement(state="ended", ends_on=timezone.localdate(), outcome="other")

    assert client_of(consultant).get(reverse("caseload:sheet", args=[placement.number])).status_code == 404


def test_the_start_pages_of_consultant_and_leader_say_what_to_do(client_as):
    consultant = client_as(Role.CONSULTANT).get(reverse("home:today")).content.decode()
    leader = client_as(Role.LEADER).get(reverse("home:today")).content.decode()

    assert "Hvem har brug for dig i dag?" in consultant
    assert "Se, hvem der har ventet længst" in consultant
    assert "Hvad skal besluttes?" in leader


def test_whoever_waits_again_after_a_placement_ended_is_among_those_without_a_proposal(municipality):
    consultant = make_actor(Role.CONSULTANT)
    person = make_candidate()
    offer = make_offer(
        person, state="agreed", person_answer="yes", employer_answer="yes", person_answered_at=timezone.now()
    )
    placement = make_placement(person, offer.position, offer=offer)
    Outlook.objects.create(candidate=person, has_option=False, run=offer.run)
    assert list(without_option()) == []

    end_placement(placement, by=consultant, outcome="ordinary", note="", on=timezone.localdate())

    rows = caseload.followed(consultant)
    assert caseload.without_proposal(caseload.still_followed(consultant))[0] == 1
    assert list(caseload.needing(rows, "none")) == [person]
    assert list(caseload.needing(rows, "answer")) == []
    assert list(without_option()) == [person]
    assert list(offers_of(person)) == []
