"""Enquiries and cases through the front door: typed in, answered, made a case of, closed and opened again."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.frontdesk.models import Case, Enquiry
from tests.factories import make_organisation
from tests.frontdesk.cases import acting, ask, make_case, make_department, make_desk, make_external

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
TYPED = {
    **KEY,
    "channel": "phone",
    "text": "Vi smider rigtig meget træ ud. Kan nogen bruge det?",
    "topic": "listing",
    "owner": "mine",
    "name": "Jens Eksempel",
    "phone": "20 20 20 20",
}


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


@pytest.fixture
def client(ann, client):
    client.force_login(ann.user)
    return client


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_call_is_typed_in_once_however_often_the_form_is_sent(client, ann):
    firm = make_organisation("Eksempel Træværk")
    sent = {**TYPED, "organisation": "eksempel træværk"}

    first = client.post(reverse("enquiries:add"), sent)
    again = client.post(reverse("enquiries:add"), sent)

    found = Enquiry.objects.get()
    assert first.url == again.url == reverse("enquiries:detail", args=[found.number])
    assert (found.organisation, found.owner, found.title) == (firm, ann.user, "Vi smider rigtig meget træ ud")
    shown = page(client, "enquiries:detail", found.number)
    assert "Tog selv imod henvendelsen." in shown
    assert "Noget til overs" in shown


def test_a_firm_that_is_not_known_is_refused_at_its_field_and_nothing_is_lost(client):
    answer = client.post(reverse("enquiries:add"), {**TYPED, "organisation": "Ukendt"})

    assert "Vi kender ingen organisation med det navn" in answer.content.decode()
    assert "Jens Eksempel" in answer.content.decode()
    assert not Enquiry.objects.exists()


def test_answered_now_is_one_form(client):
    client.post(reverse("enquiries:add"), {**TYPED, "answer": "Ring til genbrugspladsen."})

    found = Enquiry.objects.get()
    assert found.state == "answered"
    assert "intet venter" in page(client, "enquiries:detail", found.number)
    assert not Case.objects.exists()


def test_an_enquiry_is_answered_taken_up_again_set_aside_and_taken_up(client):
    found = ask()
    url = reverse("enquiries:answer", args=[found.number])

    without = client.post(url, {**KEY, "kind": "call"}).content.decode()
    client.post(url, {**KEY, "kind": "call", "answer": "Ja, ring til os."})
    found.refresh_from_db()
    assert "Skriv, hvad du svarede." in without
    assert (found.state, found.answer) == ("answered", "Ja, ring til os.")

    client.post(reverse("enquiries:take_up", args=[found.number]))
    client.post(reverse("enquiries:set_aside", args=[found.number]), {"reason": "Reklame"})
    found.refresh_from_db()
    assert (found.state, found.noise_reason) == ("noise", "Reklame")
    client.post(reverse("enquiries:take_up", args=[found.number]))
    found.refresh_from_db()
    assert (found.state, found.noise_reason) == ("new", "")
    assert found.answered_at is not None


def test_a_case_keeps_the_words_the_owner_and_the_limit_and_shows_where_it_came_from(client, ann):
    firm = make_organisation("Eksempel Træværk")
    found = ask(name="Jens Eksempel", organisation=firm)
    sent = {**KEY, "title": "Vil af med afskær", "topic": "listing", "organisation": firm.name}

    answer = client.post(reverse("enquiries:make_case", args=[found.number]), sent)

    case = Case.objects.get()
    assert answer.url == reverse("cases:detail", args=[case.number])
    assert (case.title, case.owner, case.respond_by, case.stage) == (
        "Vil af med afskær",
        ann.user,
        found.respond_by,
        "received",
    )
    assert case.parties.get().name == "Jens Eksempel"
    shown = page(client, "cases:detail", case.number)
    assert "1 af 4: modtaget" in shown
    assert reverse("enquiries:detail", args=[found.number]) in shown
    assert "Du er her" in shown


def test_a1_1_a_second_enquiry_joins_the_case_that_is_open(client, ann):
    case = make_case(acting(ann), name="Jens Eksempel")
    second = ask(name="Jens Eksempel", text="Har I fundet nogen?")
    url = reverse("enquiries:make_case", args=[second.number])
    sent = {"title": "Har I fundet nogen?", "topic": "other"}

    unknown = client.post(url, {**sent, "number": "2000-0001"}).content.decode()
    client.post(url, {**sent, "number": case.number})

    second.refresh_from_db()
    assert "Vi kender intet åbent forløb med det nummer." in unknown
    assert (second.case, second.state) == (case, "in_case")
    assert Case.objects.count() == case.parties.count() == 1


def test_a_case_is_closed_with_an_outcome_and_a_reason_and_opened_again(client, ann):
    case = make_case(acting(ann))
    url = reverse("cases:close", args=[case.number])

    refused = client.post(url, {"version": case.version, "outcome": "job", "reason": " "}).content.decode()
    client.post(url, {"version": case.version, "outcome": "nothing", "reason": "Træet var malet."})

    case.refresh_from_db()
    assert "Skriv med en sætning, hvad der kom ud af det" in refused
    assert (case.state, case.stage, case.outcome, case.outcome_reason) == (
        "closed",
        "outcome",
        "nothing",
        "Træet var malet.",
    )
    assert "Det blev ikke til noget" in page(client, "cases:detail", case.number)

    client.post(reverse("cases:reopen", args=[case.number]), {"reason": "De fandt umalet træ."})
    case.refresh_from_db()
    assert (case.state, case.outcome, case.closed_at) == ("open", "", None)


def test_two_who_change_a_case_at_once_see_both_texts(client, ann):
    case = make_case(acting(ann))
    sent = {"version": case.version, "topic": "other", "stage": "dialogue"}

    client.post(reverse("cases:change", args=[case.number]), {**sent, "title": "Den ene"})
    second = client.post(reverse("cases:change", args=[case.number]), {**sent, "title": "Den anden"})

    shown = second.content.decode()
    assert "Den ene" in shown
    assert "Den anden" in shown
    case.refresh_from_db()
    assert case.title == "Den ene"


def test_each_file_says_what_a_row_is_in_its_readers_language(client, ann):
    make_case(acting(ann))

    told = {}
    for language in ("da", "en", "da"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        told[language] = b"".join(client.get(reverse("cases:list") + "?format=csv").streaming_content).decode()

    assert ";åbent;" in told["da"]
    assert ";open;" in told["en"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["enquiries:list", "cases:list"])
def test_lists_take_the_same_queries_for_one_and_three(rows, name, client, ann, django_assert_num_queries):
    for _ in range(rows):
        make_case(acting(ann), organisation=make_organisation())
        ask()
    client.get(reverse(name))

    with django_assert_num_queries(12):
        shown = client.get(reverse(name)).content.decode()

    assert shown.count('class="list-row"') == (2 * rows if name == "enquiries:list" else rows)


def test_lists_are_narrowed_found_and_written_to_a_file(client, ann):
    firm = make_organisation("Eksempel Træværk")
    case = make_case(acting(ann), organisation=firm, text="Vil af med afskær", topic="listing")
    make_case(acting(ann), text="Vil ansætte på få timer", topic="hire")

    for query in ("?topic=listing", "?q=afskær", "?q=træværk", f"?q={case.number}", f"?owner={ann.user_id}&q=afskær"):
        shown = client.get(reverse("cases:list") + query).content.decode()
        assert "Vil af med afskær" in shown
        assert "Vil ansætte på få timer" not in shown
    late = client.get(reverse("cases:list") + "?late=1").content.decode()
    assert "Intet forløb passer" in late
    file = b"".join(client.get(reverse("cases:list") + "?format=csv&topic=hire").streaming_content).decode()
    assert file.count("\n") == 2
    assert "Ansættelse" in file


def test_each_membership_sees_its_own_and_nothing_else(client_as, client, ann):
    department, external = make_department(), make_external()
    firm = make_organisation("Eksempel Træværk")
    own = make_case(acting(ann), door=department.organisation, text="Til afdelingen")
    other = make_case(acting(ann), text="Til indgangen", organisation=firm)
    outside = make_case(acting(external), entrance=external.organisation, text="Til erhvervsrådet")
    cases = {"own": own, "other": other, "outside": outside}

    def seen(member) -> set[str]:
        if member is None:
            reader = client_as(Role.FIRM, firm)
        else:
            reader = client_as(Role.VISITOR)
            reader.force_login(member.user)
        urls = {name: reverse("cases:detail", args=[case.number]) for name, case in cases.items()}
        urls |= {
            f"enquiry {name}": reverse("enquiries:detail", args=[case.enquiries.get().number])
            for name, case in cases.items()
        }
        listed = reader.get(reverse("cases:list")).content.decode()
        found = {name for name, url in urls.items() if reader.get(url).status_code == 200}
        assert {name for name, case in cases.items() if case.title in listed} == found & cases.keys()
        return found

    assert seen(ann) == {"own", "other", "enquiry own", "enquiry other"}
    assert seen(department) == {"own", "enquiry own"}
    assert seen(external) == {"outside", "enquiry outside"}
    assert seen(make_department("Indkøb")) == set()
    assert seen(None) == set()


def test_the_menu_has_the_word_and_no_more_than_six(client):
    shown = page(client, "cases:list")

    assert shown.count('class="nav-link"') == 12  # on the desk and in the drawer
    assert 'aria-current="page"><span>Forløb</span>' in shown


def test_a_visitor_is_asked_to_sign_in(client_as, ann):
    case = make_case(acting(ann))

    answer = client_as(Role.VISITOR).get(reverse("cases:detail", args=[case.number]))

    assert answer.status_code == 302
    assert "log" in answer.url
