"""The consultant makes a person at the table, gives a slip, and reads what is private through a door with a log."""

import time
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry, Reading, SearchDocument
from symbiose.jobs.contacts import open_contact
from symbiose.jobs.models import Candidate, CandidateConditions, CandidateContact, Slip
from symbiose.organisations.models import Membership
from tests.factories import make_organisation
from tests.jobs.people import make_candidate, make_placement, make_slip, person_client
from tests.site.test_every_address import body

pytestmark = pytest.mark.django_db
TOLD = {
    "version": "1",
    "hours": "5,5",
    "hours_hoped": "12",
    "windows_0_0_from": "18",
    "windows_0_0_to": "28",
    "postcode": "8600",
    "transport": "bike",
    "max_travel": "45",
    "accommodations": ["quiet_place"],
    "skills": ["kitchen_help"],
    "wishes": ["task_packing"],
    "helper_along": "on",
}
SEEN = ("detail", "change", "conditions", "preview", "contact", "rest", "erase")
POSTED = ("slip", "withdraw_slip", "act")
OTHERS = [Role.VISITOR, Role.FIRM, Role.ENTRANCE, Role.ADVISER, Role.LEADER]


@pytest.fixture
def consultant(client_as):
    return client_as(Role.CONSULTANT)


def url(name, person=None):
    return reverse(f"candidates:{name}", args=[person.code] if person else [])


def test_a_person_is_made_on_one_page_and_is_ready(consultant):
    page = body(consultant.get(url("add")))
    answer = consultant.post(url("add"), {**TOLD, "ready": "1"})

    made = Candidate.objects.get()
    assert "<textarea" not in page  # no free text at all
    assert answer.url == url("detail", made)
    assert made.code == "K-0001"
    assert (made.hours, made.state, made.windows) == (Decimal("5.5"), "waiting", "man 09:00-14:00")
    assert (made.waiting_since, made.helper_along) == (timezone.localdate(), True)
    assert made.consultant_id == AuditEntry.objects.filter(verb="jobs.add_candidate").get().actor_user_id
    assert CandidateConditions.objects.get().accommodations == ["quiet_place"]
    assert SearchDocument.objects.get(label="jobs.candidate").title == "K-0001"


def test_the_states_to_choose_among_speak_the_language_of_the_page(consultant):
    make_candidate()
    assert "Venter på en stilling" in body(consultant.get(url("list")))

    consultant.cookies["django_language"] = "en"
    page = body(consultant.get(url("list")))

    assert "Waits for a position" in page
    assert "Venter på en stilling" not in page


def test_what_is_missing_is_said_and_what_was_told_is_kept(consultant):
    page = body(consultant.post(url("add"), {"version": "1", "hours": "5", "ready": "1"}, follow=True))

    assert "mangler: hvornår personen kan arbejde, postnummer, vejen til arbejde" in page
    assert (Candidate.objects.get().state, Candidate.objects.get().hours) == ("told", 5)


def test_a_double_click_makes_one_person(consultant):
    key = str(uuid.uuid4())

    answers = [consultant.post(url("add"), {**TOLD, "form_key": key}) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("hours", "0,3", "Skriv fra 1 til 37 timer om ugen."),
        ("hours", "40", "Skriv fra 1 til 37 timer om ugen."),
        ("hours", "5,2", "Skriv hele eller halve timer"),
        ("postcode", "9999", "9999 er ikke et dansk postnummer."),
        ("max_travel", "4", "Skriv hele minutter, fra 5 til 180."),
        ("accommodations", "made_up", "made_up"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(consultant, field, given, sentence):
    answer = consultant.post(url("add"), {**TOLD, field: given})

    page = body(answer)
    assert answer.status_code == 422
    assert sentence in page or field == "accommodations"
    assert 'value="8600"' in page or field == "postcode"
    assert not Candidate.objects.exists()


def test_two_who_write_at_once_are_shown_both_texts(consultant):
    person = make_candidate()
    Candidate.objects.filter(pk=person.pk).update(version=7, hours=9)

    answer = consultant.post(url("change", person), TOLD)

    assert answer.status_code == 422
    assert "9" in body(answer)
    assert Candidate.objects.get().hours == 9


def test_fewer_hours_hoped_for_than_now_are_refused_beside_the_field(consultant):
    answer = consultant.post(url("add"), {**TOLD, "hours": "6", "hours_hoped": "5,5"})

    assert answer.status_code == 422
    assert "6 timer om ugen passer nu. Skriv mindst lige så mange" in body(answer)
    assert not Candidate.objects.exists()


def test_an_answer_that_is_taken_away_is_open_again(consultant):
    person = make_candidate(skills=["kitchen_help"])

    consultant.post(url("change", person), {**TOLD, "skills": [], "hours_hoped": ""})

    person.refresh_from_db()
    assert person.skills == []
    assert person.hours_hoped is None


def test_the_page_of_a_person_shows_no_private_data_and_logs_nothing(consultant):
    person = make_candidate()

    page = body(consultant.get(url("detail", person)))

    assert "roligt sted" not in page
    assert "Bag en dør med log" in page
    assert not Reading.objects.exists()


def test_one_who_waits_has_proposals_and_a_slip_one_click_from_what_is_next(consultant):
    person = make_candidate()

    page = body(consultant.get(url("detail", person)))
    panel = page.partition('class="next-step"')[2].partition("</section>")[0]

    assert reverse("offers:person", args=[person.code]) in panel
    assert url("slip", person) in panel
    assert page.count(url("slip", person) + '"') == 1  # the same button does not stand twice


@pytest.mark.parametrize("page", ["candidates:list", "candidates:detail", "offers:person", "caseload:list"])
def test_one_who_became_ready_this_week_has_not_waited_for_zero_weeks(consultant, page):
    person = make_candidate(waiting_since=timezone.localdate())
    Candidate.objects.update(consultant=Membership.objects.get(role=Role.CONSULTANT).user)

    told = body(consultant.get(reverse(page, args=[] if page.endswith("list") else [person.code]))).lower()

    assert "har ventet under en uge" in told
    assert "0 uger" not in told


def test_a_search_that_nobody_has_made_is_not_called_again(consultant):
    page = body(consultant.get(reverse("offers:person", args=[make_candidate().code])))

    assert "Søg nu" in page
    assert "Søg igen" not in page


def test_one_who_works_is_not_said_to_wait_for_a_position(consultant):
    placement = make_placement(make_candidate())

    page = body(consultant.get(url("detail", placement.candidate)))
    listed = body(consultant.get(url("list")))

    for shown in (page, listed.partition('class="name"')[2]):
        assert "I en ansættelse" in shown
        assert "enter på en stilling" not in shown
        assert "ar ventet" not in shown.partition("aside")[0]


def test_an_answer_without_a_choice_is_not_said_as_a_person_who_can_do_nothing(consultant):
    person = make_candidate(skills=[], answered=["skills"])

    assert "<dd>Intet valgt</dd>" in body(consultant.get(url("detail", person)))


@pytest.mark.parametrize(("name", "what"), [("conditions", "conditions"), ("contact", "contact"), ("preview", "conditions"),
                                            ("change", "conditions")])  # fmt: skip
def test_each_look_behind_the_door_is_logged_and_the_page_says_so(consultant, name, what):
    person = make_candidate()

    page = body(consultant.get(url(name, person)))

    row = Reading.objects.get()
    assert (row.what, row.subject_id, row.reader_role) == (what, person.pk, "consultant")
    assert "log" in page.lower()


def test_conditions_are_shown_to_the_consultant_with_the_sentence_of_the_log(consultant):
    page = body(consultant.get(url("conditions", make_candidate())))

    assert "Et roligt sted med lidt støj" in page
    assert "Du læser oplysninger, som der føres log over" in page


def test_contact_details_are_sealed_and_opened_for_the_consultant_alone(consultant):
    person = make_candidate()

    consultant.post(url("contact", person), {"name": "Ida Eksempel", "phone": "12 34 56 78", "address": ""})

    kept = CandidateContact.objects.get()
    assert "Ida" not in kept.sealed
    assert open_contact(kept.sealed) == {"name": "Ida Eksempel", "phone": "12 34 56 78", "address": ""}
    assert "Ida Eksempel" in body(consultant.get(url("contact", person)))
    for name in ("list", "detail"):
        assert "Ida Eksempel" not in body(consultant.get(url(name, None if name == "list" else person)))
    assert "Ida" not in str([entry.changes for entry in AuditEntry.objects.all()])


def test_a_number_like_a_cpr_number_is_refused_in_contact_details_and_not_repeated_in_the_trail(consultant):
    person = make_candidate()

    answer = consultant.post(url("contact", person), {"name": "010190-1234", "phone": "", "address": ""})

    assert answer.status_code == 422
    assert "CPR" in body(answer)
    assert not CandidateContact.objects.exists()


def test_empty_contact_details_take_them_away(consultant):
    person = make_candidate()
    consultant.post(url("contact", person), {"name": "Ida", "phone": "", "address": ""})

    consultant.post(url("contact", person), {"name": "", "phone": "", "address": ""})

    assert not CandidateContact.objects.exists()


def test_contact_details_under_a_lost_key_are_said_to_be_lost(consultant, settings):
    person = make_candidate()
    consultant.post(url("contact", person), {"name": "Ida", "phone": "", "address": ""})
    settings.CONTACT_KEYS = ["another"]

    assert "nøglen er ikke kendt" in body(consultant.get(url("contact", person)))


def test_a_new_key_before_the_old_one_opens_what_was_sealed(consultant, settings):
    person = make_candidate()
    consultant.post(url("contact", person), {"name": "Ida", "phone": "", "address": ""})
    settings.CONTACT_KEYS = ["another", *settings.CONTACT_KEYS]

    assert "Ida" in body(consultant.get(url("contact", person)))


def test_a_slip_is_shown_once_opens_the_page_and_is_withdrawn(consultant):
    person, key = make_candidate(), str(uuid.uuid4())

    page = body(consultant.post(url("slip", person), {"form_key": key}))
    again = consultant.post(url("slip", person), {"form_key": key})

    code = next(one for one in page.split('slip-code">')[1:])[:14].replace("\u2011", "-")
    assert "/mit/" in page
    assert "data-print" in page
    assert "Koden gælder til" in page
    assert (again.status_code, Slip.objects.count()) == (302, 1)
    assert code not in body(consultant.get(url("detail", person)))
    phone = Client()
    assert phone.post(reverse("own:enter"), {"code": code}).url == reverse("own:home")
    consultant.post(url("withdraw_slip", person))
    assert phone.get(reverse("own:home")).url == reverse("own:enter")


def test_the_address_of_a_slip_opened_again_leads_back_to_the_person_and_makes_none(consultant):
    person = make_candidate()

    answer = consultant.get(url("slip", person), follow=True)  # the language changed on it, or a tab restored

    assert answer.redirect_chain == [(url("detail", person), 302)]
    assert "Koden er vist én gang" in body(answer)
    assert not Slip.objects.exists()


def test_states_are_changed_by_buttons(consultant):
    person = make_candidate(state="told", waiting_since=None)
    seen = []
    for verb in ("wait", "wait_no_more", "wait"):
        consultant.post(url("act", person), {"verb": verb})
        seen.append(Candidate.objects.get().state)
    consultant.post(url("rest", person), {"until": (timezone.localdate() + timedelta(days=20)).isoformat()})
    seen.append(Candidate.objects.get().state)
    for verb in ("come_back", "end", "take_up"):
        consultant.post(url("act", person), {"verb": verb})
        seen.append(Candidate.objects.get().state)

    assert seen == ["waiting", "told", "waiting", "resting", "waiting", "ended", "told"]


def test_a_rest_that_is_over_before_it_begins_is_refused(consultant):
    person = make_candidate()

    answer = consultant.post(url("rest", person), {"until": timezone.localdate().isoformat()})

    assert answer.status_code == 422
    assert "efter i dag" in body(answer)


def test_a_button_that_fits_no_more_says_so(consultant):
    person = make_candidate()

    page = body(consultant.post(url("act", person), {"verb": "take_up"}, follow=True))

    assert "En anden kom først" in page


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_opens_any_of_it(client_as, role):
    person = make_candidate()
    client = client_as(role, make_organisation("Eksempel Sted") if role is Role.FIRM else None)
    answers = [client.get(url("list")), client.get(url("add")), client.post(url("add"), TOLD)]
    answers += [client.get(url(name, person)) for name in SEEN]
    answers += [client.post(url(name, person), {"verb": "end", "sure": "on"}) for name in (*SEEN, *POSTED)]

    expected = {302} if role is Role.VISITOR else {403}
    assert {answer.status_code for answer in answers} == expected
    assert Candidate.objects.get().state == "waiting"
    assert Candidate.objects.count() == 1
    assert not Reading.objects.exists()


def test_a_person_opens_none_of_the_consultants_pages(client, municipality):
    person = make_candidate()
    phone = person_client(client, person)

    assert {phone.get(url(name, person)).status_code for name in SEEN} == {302}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_questions_for_one_and_three(consultant, django_assert_num_queries, count):
    for _ in range(count):
        make_slip(make_candidate(), uuid.uuid4().hex)
    consultant.get(url("list"))

    with django_assert_num_queries(9):
        page = body(consultant.get(url("list")))

    assert page.count('class="list-row"') == count


def test_the_list_is_searched_by_code_alone_and_holds_nothing_private(consultant):
    person, other = make_candidate(), make_candidate(postcode="4400")
    found = {query: body(consultant.get(url("list"), {"q": query})) for query in (person.code.lower(), "4400", "quiet")}
    csv = body(consultant.get(url("list"), {"format": "csv"}))

    assert other.code.replace("-", "\u2011") not in found[person.code.lower()]
    assert "Ingen passer" in found["quiet"]
    assert person.code.replace("-", "\u2011") not in found["4400"]
    for private in ("quiet", "rolig", "8600", "4400", "bike", "cykel"):
        assert private not in csv
    assert person.code in csv


def test_the_list_narrows_to_mine_and_by_state(consultant):
    make_candidate()
    mine = make_candidate(consultant_id=int(consultant.session["_auth_user_id"]), state="resting")

    page = body(consultant.get(url("list"), {"whose": "mine", "state": "resting"}))
    nobody = body(consultant.get(url("list"), {"whose": "nobody"}))

    assert mine.code.replace("-", "\u2011") in page
    assert page.count('class="list-row"') == 1
    assert mine.code.replace("-", "\u2011") not in nobody
    assert "Ingen passer" in body(consultant.get(url("list"), {"whose": "evil"}))


def test_a_person_is_found_in_the_search_over_everything_by_a_consultant_alone(consultant, client_as):
    consultant.post(url("add"), TOLD)

    assert "K\u20110001" in body(consultant.get(reverse("home:search"), {"q": "K-0001"}))
    assert "kandidater/K-0001" not in body(client_as(Role.ADVISER).get(reverse("home:search"), {"q": "K-0001"}))


def test_form_of_job_and_support_are_written_apart_and_shown_behind_the_door(consultant, client):
    consultant.post(url("add"), {**TOLD, "form": "flex_job", "mentor_hours": "0,75"})
    made = Candidate.objects.get()
    kept = CandidateConditions.objects.get()

    pages = {name: body(consultant.get(url(name, made))) for name in ("detail", "conditions", "change")}
    own = body(person_client(client, made).get(reverse("own:held")))

    assert (kept.form, kept.mentor_hours) == ("flex_job", Decimal("0.75"))
    assert "Fleksjob" not in pages["detail"]
    assert all("Fleksjob" in page and "0,75" in page for page in (pages["conditions"], pages["change"], own))


def test_form_and_support_can_be_taken_away_again_and_wrong_support_is_told(consultant):
    person = make_candidate(mentor_hours=Decimal("0.5"))
    CandidateConditions.objects.update(form="flex_job")
    version = {"version": str(person.version)}

    wrong = [
        body(consultant.post(url("change", person), {**TOLD, **version, "mentor_hours": given}))
        for given in ("0,3", "99", "-1")
    ]
    consultant.post(url("change", person), {**TOLD, **version, "form": "", "mentor_hours": ""})

    assert "Skriv hele timer eller kvarter" in wrong[0]
    assert all("Skriv fra 0 til 37 timer om ugen" in page for page in wrong[1:])
    assert (CandidateConditions.objects.get().form, CandidateConditions.objects.get().mentor_hours) == ("", None)


def test_a_person_is_written_in_with_six_answers_in_one_form(consultant):
    """Hours, one time of a day (two choices), postcode, transport, longest way: what a proposal needs, and nothing more."""
    needed = {name: TOLD[name] for name in ("version", "hours", "windows_0_0_from", "windows_0_0_to", "postcode",
                                            "transport", "max_travel")}  # fmt: skip
    begun = time.perf_counter()

    consultant.get(url("add"))
    answer = consultant.post(url("add"), {**needed, "ready": "1"})

    assert time.perf_counter() - begun < 10  # seconds for the machine; the five minutes belong to the talk
    assert (answer.status_code, Candidate.objects.get().state) == (302, "waiting")
