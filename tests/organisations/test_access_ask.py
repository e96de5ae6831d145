"""Asking for an account in public: nothing is told about who is known, one open request, a receipt by link."""

import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.models import AuditEntry
from symbiose.notices.models import AnswerLink
from symbiose.organisations.actions import index_organisation, keep_days
from symbiose.organisations.models import AccessRequest, Organisation
from tests.factories import company_number, make_membership, make_organisation, make_user
from tests.organisations.asking import ADDRESS, ASK, ask, asked, invite, letters, link_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(municipality):
    cache.clear()


def test_who_asks_gets_a_receipt_with_a_link_that_says_how_far_it_is(client):
    answer = ask(client, note="Jeg leder savværket", phone="12 34 56 78")
    request = AccessRequest.objects.get()
    receipt = client.get(link_in(letters()[0]))

    assert answer["Location"] == reverse("organisations:access_asked")
    assert (request.state, request.email, request.organisation) == ("asked", ADDRESS, None)
    assert request.answer_by > timezone.localdate()
    assert "Venter på svar" in receipt.text
    assert "Jeg leder savværket" in receipt.text
    assert "Eksempel Træværk" in receipt.text


def test_opening_the_receipt_changes_nothing(client):
    request = asked()
    before = (AuditEntry.objects.count(), request.version)

    client.get(link_in(letters()[0]))

    request.refresh_from_db()
    assert (AuditEntry.objects.count(), request.version) == before


def test_the_letter_holds_nothing_that_was_typed():
    ask(organisation_text="Køb billige piller", name="Vind en bil", note="Klik her")

    assert not {"piller", "bil", "Klik"} & set(letters()[0].body.split())


def test_known_and_unknown_addresses_and_firms_get_the_same_answer(client, settings):
    settings.DEMO = True
    hidden = make_organisation("Eksempel Skjult", company_number=company_number(30))
    make_membership(Role.FIRM, hidden, make_user("kendt@skjult.example"))

    known = ask(client, email="kendt@skjult.example", organisation_text="", company_number=hidden.company_number)
    unknown = ask(client, email="ukendt@andet.example", organisation_text="", company_number=company_number(31))
    again = ask(client, email="kendt@skjult.example", organisation_text="", company_number=hidden.company_number)

    assert len({(one.status_code, one["Location"]) for one in (known, unknown, again)}) == 1
    first, second = letters("kendt@skjult.example")[0], letters("ukendt@andet.example")[0]
    assert first.body.replace(link_in(first), "") == second.body.replace(link_in(second), "")


def test_the_search_finds_what_the_public_list_shows_and_nothing_else(client, settings):
    settings.DEMO = True
    make_organisation("Eksempel Skjult Savværk", company_number=company_number(32))
    make_organisation("Eksempel Åbent Savværk", in_directory=True, company_number=company_number(33))
    make_organisation("Eksempel Lukket Savværk", in_directory=True, state="closed", closed_on=timezone.localdate())

    for one in Organisation.objects.all():
        index_organisation(one)
    found = client.get(ASK, {"find": "savværk"}).text

    assert "Eksempel Åbent Savværk" in found
    assert "Skjult" not in found
    assert "Lukket" not in found
    assert "Åbent" in client.get(ASK, {"find": company_number(33)}).text
    assert client.get(ASK, {"find": company_number(32)}).context["found"] == []


def test_a_hidden_organisation_cannot_be_chosen_by_its_number_in_the_address(client):
    hidden = make_organisation("Eksempel Skjult")

    page = client.get(ASK, {"organisation": hidden.pk})

    assert page.context["chosen"] is None
    assert "Skjult" not in page.text


def test_one_chosen_from_the_public_list_is_the_one_that_is_meant(client):
    chosen = make_organisation("Eksempel Åben", in_directory=True)

    assert "Eksempel Åben" in client.get(ASK, {"organisation": chosen.pk}).text
    assert asked(chosen).organisation == chosen


def test_who_asks_twice_has_one_open_request_and_gets_the_letter_again(client):
    ask(client)
    AnswerLink.objects.update(last_sent_at=None)
    ask(client, email=ADDRESS.upper(), organisation_text="EKSEMPEL træværk".upper())

    assert AccessRequest.objects.count() == 1
    assert len(letters()) == 2
    assert link_in(letters()[0]) == link_in(letters()[1])


def test_a_second_letter_within_ten_minutes_is_not_sent(client):
    ask(client)
    ask(client)

    assert len(letters()) == 1


def test_a_double_click_asks_once(client):
    key = str(uuid.uuid4())

    first, second = ask(client, form_key=key), ask(client, form_key=key)

    assert first["Location"] == second["Location"]
    assert AccessRequest.objects.count() == 1


def test_somebody_who_is_invited_and_asks_again_gets_the_invitation_again(client, adviser):
    chosen = make_organisation(in_directory=True)
    invite(adviser, asked(chosen))
    AnswerLink.objects.update(last_sent_at=None)

    ask(client, chosen)

    assert AccessRequest.objects.count() == 1
    assert letters()[-1].subject == "Du kan få adgang til Symbiose"


def test_one_address_has_at_most_five_open_requests_and_is_told_the_same(client):
    answers = [ask(client, organisation_text=f"Eksempel {number}") for number in range(7)]

    assert AccessRequest.objects.count() == 5
    assert {one["Location"] for one in answers} == {reverse("organisations:access_asked")}


def test_the_quiet_trap_thanks_and_keeps_nothing(client):
    answer = ask(client, web_page="https://spam.example")

    assert answer["Location"] == reverse("organisations:access_asked")
    assert not AccessRequest.objects.exists()
    assert letters() == []


def test_too_many_from_one_connection_wait_and_keep_what_was_typed(client):
    said = {"name": "Ny Eksempel", "organisation_text": "Eksempel"}
    codes = [client.post(ASK, {**said, "email": f"n{number}@firma.example"}).status_code for number in range(11)]
    last = client.post(ASK, {**said, "email": "sidst@firma.example"})

    assert codes == [302] * 10 + [429]
    assert "Prøv igen senere" in last.text
    assert 'value="sidst@firma.example"' in last.text
    assert AccessRequest.objects.count() == 10


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"organisation_text": ""}, "Skriv organisationens navn eller dens CVR-nummer."),
        ({"company_number": "12345678"}, "det sidste ciffer passer ikke"),
        ({"email": "ikke en adresse"}, "mail"),
        ({"name": ""}, "Dette felt er påkrævet."),
        ({"note": "Mit nummer er 010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_each_wrong_input_gets_one_sentence_and_keeps_the_rest(client, values, sentence):
    answer = ask(client, **{"phone": "87654321", **values})

    assert answer.status_code == 200
    assert sentence in answer.text
    assert sum(len(errors) for errors in answer.context["form"].errors.values()) == 1
    assert 'value="87654321"' in answer.text
    assert not AccessRequest.objects.exists()


def test_the_one_who_asked_takes_it_back_by_the_link(client):
    request = asked()
    address = link_in(letters()[0])

    text = client.post(address, {"step": "withdraw", "form_key": str(uuid.uuid4())}, follow=True).text
    again = client.post(address, {"step": "withdraw", "form_key": str(uuid.uuid4())}, follow=True).text

    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert "Din anmodning er trukket tilbage." in text
    assert "besvaret i mellemtiden" in again
    assert len(letters()) == 1


def test_an_expired_receipt_offers_a_new_one_to_the_known_address(client):
    asked()
    address = link_in(letters()[0])
    AnswerLink.objects.update(valid_until=timezone.localdate().replace(year=2020), last_sent_at=None)

    assert client.get(address).status_code == 410
    client.post(address + "ny/")

    assert len(letters()) == 2
    assert client.get(address).status_code == 200


def test_a_forged_link_opens_nothing(client):
    asked()

    assert client.get(link_in(letters()[0])[:-3] + "xx/").status_code == 404


def test_the_receipt_does_not_tell_which_organisation_the_entrance_found(client, adviser):
    hidden = make_organisation("Eksempel Skjult")
    request = asked(organisation_text="noget med træ")
    adviser.post(
        reverse("organisations:access_find", args=[request.pk]),
        {"version": request.version, "organisation": hidden.pk, "form_key": str(uuid.uuid4())},
    )
    request.refresh_from_db()

    text = client.get(link_in(letters()[0])).text

    assert request.organisation == hidden
    assert "noget med træ" in text
    assert "Skjult" not in text


def test_the_ways_in_are_linked(client, client_as):
    nobody = Client()
    nobody.force_login(make_user())

    for page in ("home:front", "account_login", "account_signup"):
        assert ASK in client.get(reverse(page)).text
    assert ASK in nobody.get(reverse("home:today")).text
    assert ASK not in client_as(Role.FIRM).get(reverse("home:front")).text


def test_the_page_says_how_long_it_is_kept(client):
    assert f"Det slettes {keep_days()} dage efter, at du har fået svar" in client.get(ASK).text


def test_no_personal_value_stands_in_the_trail(adviser):
    invite(adviser, asked(make_organisation(in_directory=True), phone="87654321", note="Noget om mig"))

    told = str(list(AuditEntry.objects.values_list("changes", "reason")))

    assert "personal" in told
    assert not [one for one in ("Ny Eksempel", ADDRESS, "87654321", "Noget om", "hovednummeret") if one in told]
