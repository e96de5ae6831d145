"""The call of two minutes: who is it, what runs with them, and one key to write it down."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.frontdesk.actions import answer_call, follow_up_call, log_dialogue, set_next_step
from symbiose.frontdesk.actions.calls import NextStep
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.queries.calls import answered_calls
from symbiose.home.queries import callers
from symbiose.home.queries.everything import LISTS
from symbiose.organisations.actions import change_organisation, log_contact
from symbiose.organisations.models import Organisation
from symbiose.organisations.models.telephone import LastDigits
from tests.factories import (
    company_number,
    make_fact,
    make_item,
    make_listing,
    make_membership,
    make_organisation,
    make_user,
    make_year,
)
from tests.frontdesk.cases import acting, ask, make_case, make_desk, make_external

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
OTHER_KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728951e"}
NOTE = "Spurgte, om de må sælge paller videre."


@pytest.fixture
def ann(db):
    return make_desk("Ann Eksempel")[0]


@pytest.fixture
def client(ann, client):
    client.force_login(ann.user)
    return client


@pytest.fixture
def firm(ann):
    return make_organisation("Eksempel Træværk", company_number=company_number(1), contact_phone="20 20 20 20")


def page(client, **asked):
    return client.get(reverse("home:call"), asked).content.decode()


def send(client, firm=None, **typed):
    address = f"{reverse('home:call')}?q=x&firma={firm.pk if firm else 0}"
    return client.post(address, {**KEY, "act": "answered", "note": NOTE, **typed})


def names(actor, words):
    return [one.firm.name for one in callers.find(actor, words).firms]


def test_enter_takes_the_first_firm_and_the_note_is_where_one_writes(client, firm):
    shown = page(client, q="træv")

    assert f'<h2><a href="/organisationer/{firm.pk}/"' in shown
    assert re.search(r"<textarea[^>]*autofocus", shown)


def test_nobody_is_chosen_before_one_has_typed_and_none_where_one_says_so(client, firm):
    for shown in (page(client), page(client, q="træv", firma="0")):
        assert "En, vi ikke kender" in shown
        assert "Sidst talt med dem" not in shown


@pytest.mark.parametrize("typed", ["20202020", "20 20 20 20", "+45 20 20 20 20", "0045 20202020", "20-20-20-20"])
def test_a_telephone_number_finds_the_firm_however_it_is_written(typed, ann, firm):
    found = callers.find(acting(ann), typed).firms

    assert [(one.firm, one.why) for one in found] == [(firm, "fundet på telefon")]


def test_a_telephone_number_is_looked_up_in_an_index(firm):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # it reads few rows through, however they are asked for
    rows = Organisation.objects.annotate(last_digits=LastDigits("contact_phone")).filter(last_digits="20202020")

    assert "organisation_phone" in rows.explain()
    assert rows.get() == firm


def test_a_number_that_nobody_has_finds_no_firm_with_a_number_that_is_alike(ann, firm):
    change_organisation(firm, by=acting(ann), description="Vi laver paller")  # by which all words are found
    assert names(acting(ann), firm.company_number) == [firm.name]
    one_off = f"{firm.company_number[:-1]}{(int(firm.company_number[-1]) + 1) % 10}"

    assert names(acting(ann), one_off) == []


def test_a_company_number_finds_the_firm(ann, firm):
    number = firm.company_number

    assert names(acting(ann), f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:]}") == [firm.name]


def test_the_number_of_an_earlier_call_finds_the_firm_that_called(ann, firm):
    ask(by=acting(ann), organisation=firm, name="Jens Eksempel", phone="31 31 31 31")

    found = callers.find(acting(ann), "31313131").firms

    assert [(one.firm, one.why) for one in found] == [(firm, "fundet på telefonen i en tidligere henvendelse")]


def test_a_contact_person_and_one_who_acts_for_the_firm_find_it(ann, firm):
    change_organisation(firm, by=acting(ann), contact_name="Viggo Eksempelsen")
    make_membership(Role.FIRM, firm, make_user(name="Yrsa Eksempelsen"))

    assert names(acting(ann), "viggo") == names(acting(ann), "Yrsa") == [firm.name]


def test_cases_listings_and_pages_to_read_are_found_while_one_types(client, ann, firm):
    make_item("reading", "paller", data={"slug": "paller", "title_da": "Om paller", "da": "En palle er et bræt."})
    make_listing(firm, title="Paller af fyr")
    make_case(acting(ann), text="Vi har paller til overs")

    shown = client.get(reverse("home:call_found"), {"q": "paller"}).content.decode()

    for title in ("Om paller", "Paller af fyr", "Vi har paller til overs"):
        assert title in shown
    assert "<html" not in shown


def test_an_unknown_number_or_name_is_already_in_its_field(client, firm):
    assert re.search(r'name="phone" value="44 44 44 44"', page(client, q="44 44 44 44"))
    assert re.search(r'name="organisation_text" value="Ukendt Smedje"', page(client, q="Ukendt Smedje"))


def test_the_card_says_who_spoke_with_them_last_and_what_runs(client, ann, firm):
    make_year(firm, 2024, headcount=24)
    make_fact(firm, "registered")
    make_listing(firm, title="Lukket trailer")
    case = make_case(acting(ann), text="Vil ansætte få timer", organisation=firm)
    log_dialogue(case, kind="call", text="Jens regner med 120 kg.", by=acting(ann))
    set_next_step(case, kind="visit", on=timezone.localdate(), text="Tal om sortering", by=acting(ann))

    shown = page(client, firma=firm.pk, q="træ")

    for said in ("24 ansatte (2024)", "Jens regner med 120 kg.", "Ann Eksempel", "Vil ansætte få timer"):
        assert said in shown
    assert "Tal om sortering" in shown
    assert "Lukket trailer" in shown
    assert "Registreret" in shown


def test_an_external_entrance_reads_none_of_the_municipalitys_lines_nor_contacts(ann, firm, client):
    firm = make_organisation(
        "Eksempel Åben", in_directory=True, contact_phone="20 30 40 50", contact_name="Ib Eksempel"
    )
    log_contact(firm, kind="call", text="Kun for kommunen.", by=acting(ann))
    assert "Kun for kommunen." in page(client, firma=firm.pk, q="åben")
    assert names(acting(ann), "20304050") == [firm.name]

    outside = make_external()
    client.force_login(outside.user)

    shown = page(client, firma=firm.pk, q="åben")
    assert "Eksempel Åben" in shown
    for hidden in ("Kun for kommunen.", "20 30 40 50", "Ib Eksempel"):
        assert hidden not in shown
    assert names(acting(outside), "20304050") == names(acting(outside), "Ib Eksempel") == []


def test_a_firm_that_may_not_be_seen_is_nobody(client, ann, firm):
    client.force_login(make_external().user)

    assert "En, vi ikke kender" in page(client, firma=firm.pk, q="træ")


@pytest.mark.parametrize("role", [Role.FIRM, Role.VISITOR])
@pytest.mark.parametrize("name", ["home:call", "home:call_found"])
def test_the_page_is_for_entrances_alone(name, role, client_as):
    assert client_as(role).get(reverse(name)).status_code == (403 if role is Role.FIRM else 302)


def test_answered_now_is_counted_once_and_no_case(client, ann, firm):
    first = send(client, firm)
    again = send(client, firm)

    found = Enquiry.objects.get()
    assert (found.state, found.channel, found.owner, found.organisation) == ("answered", "phone", ann.user, firm)
    assert first.url == again.url == f"{reverse('home:call')}?gemt={found.number}"
    assert not Case.objects.exists()
    assert "1 opkald i denne uge blev besvaret uden forløb." in client.get(first.url).content.decode()


def test_a_call_with_nothing_written_is_counted_under_the_firms_name(client, firm):
    send(client, firm, note="")

    assert Enquiry.objects.get().title == "Kort opkald fra Eksempel Træværk"


def test_one_key_counts_a_call_from_the_start_page(client):
    answer = client.post(reverse("home:count_call"), KEY, follow=True)

    assert Enquiry.objects.get().title == "Kort opkald"
    assert "Opkaldet er talt med. 1 opkald i denne uge" in answer.content.decode()


def test_an_unknown_caller_is_kept_with_name_firm_and_number(client):
    send(client, name="Jens Eksempel", organisation_text="Eksempel Nystartet", phone="44 44 44 44")

    found = Enquiry.objects.get()
    assert (found.name, found.organisation_text, found.phone) == ("Jens Eksempel", "Eksempel Nystartet", "44 44 44 44")


def test_what_goes_on_is_a_case_with_the_promised_next_step(client, ann, firm):
    day = timezone.localdate() + timedelta(days=2)
    send(client, firm, act="follow_up", on=day, kind="call")

    case = Case.objects.get()
    assert (case.organisation, case.owner, case.next_on, case.next_kind) == (firm, ann.user, day, "call")
    assert case.enquiries.get().channel == "phone"
    assert case.responded_at is not None


def test_what_goes_on_may_belong_to_a_case_that_is_open(client, ann, firm):
    case = make_case(acting(ann), organisation=firm)
    day = timezone.localdate() + timedelta(days=1)

    answer = send(client, firm, act="follow_up", on=day, kind="visit", case=case.number)

    case.refresh_from_db()
    assert answer.url.endswith(case.number)
    assert (Case.objects.count(), case.enquiries.count(), case.next_kind) == (1, 2, "visit")


def test_a_call_keeps_the_step_that_is_agreed_in_the_case_unless_one_replaces_it(client, ann, firm):
    case = make_case(acting(ann), organisation=firm)
    day = timezone.localdate() + timedelta(days=9)
    set_next_step(case, kind="visit", on=day, text="Med tegning", by=acting(ann))
    promised = {"act": "follow_up", "on": timezone.localdate() + timedelta(days=1), "kind": "call", "case": case.number}

    shown = page(client, firma=firm.pk, q="træ")
    send(client, firm, **promised)

    case.refresh_from_db()
    assert "Lad det erstatte det næste skridt, der er aftalt i forløbet" in shown
    assert (case.enquiries.count(), case.next_kind, case.next_on, case.next_text) == (2, "visit", day, "Med tegning")
    send(client, firm, **promised, **OTHER_KEY, replace="on")
    case.refresh_from_db()
    assert (case.next_kind, case.next_on, case.next_text) == ("call", promised["on"], "")


def test_to_follow_up_one_says_what_it_is_about_and_nothing_typed_is_lost(client, firm):
    shown = send(client, act="follow_up", note="", name="Jens Eksempel", on="").content.decode()

    assert "Skriv med få ord, hvad det handler om." in shown
    assert "Skriv, hvilken dag det er." in shown
    assert "Jens Eksempel" in shown
    assert not Enquiry.objects.exists()


def test_a_cpr_like_number_is_refused_and_the_rest_is_kept(client, firm):
    shown = send(client, firm, note="Han hedder 010190-1234 og vil gerne").content.decode()

    assert "ligner et CPR-nummer" in shown
    assert "og vil gerne" in shown
    assert not Enquiry.objects.exists()


def test_what_was_typed_when_the_session_ran_out_is_given_back(client, firm):
    client.logout()

    answer = send(client, firm)

    assert NOTE in answer.content.decode()
    assert answer.status_code == 403
    assert not Enquiry.objects.exists()


def test_the_count_of_the_week_is_the_rows_that_it_opens_to(client, ann, firm):
    by = acting(ann)
    for number in range(3):
        answer_call(note=f"Kald {number}", by=by)
    follow_up_call(note="Går videre", step=NextStep("call", timezone.localdate()), by=by)
    old = answer_call(note="I sidste uge", by=by)
    Enquiry.objects.filter(pk=old.pk).update(received_at=timezone.localtime() - timedelta(days=8))
    colleague = make_membership(Role.ADVISER, ann.organisation, make_user(name="Bo Eksempel"))
    answer_call(note="En kollegas", by=acting(colleague))

    assert answered_calls(by, on=timezone.localdate()).count() == 3
    asked = {"channel": "phone", "state": "answered", "owner": ann.user_id, "came": "week"}
    shown = client.get(reverse("enquiries:list"), asked).content.decode()
    assert "3 henvendelser" in shown
    assert "Går videre" not in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_hits_take_the_same_queries_for_one_and_three(rows, client, ann, django_assert_num_queries):
    for number in range(rows):
        make_listing(make_organisation(f"Kasse {number}"), title=f"Kasse {number}")
        make_case(acting(ann), text=f"Kasse {number}")

    with django_assert_num_queries(10 + len(LISTS)):  # one question to each kind of object, and what was found of it
        client.get(reverse("home:call_found"), {"q": "kasse"})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_card_takes_the_same_queries_for_one_and_three(rows, client, ann, firm, django_assert_num_queries):
    for number in range(rows):
        make_listing(firm, title=f"Kasse {number}")
        case = make_case(acting(ann), text=f"Kasse {number}", organisation=firm)
        log_dialogue(case, kind="call", text="Talt", by=acting(ann))

    with django_assert_num_queries(19):
        client.get(reverse("home:call"), {"firma": firm.pk})
