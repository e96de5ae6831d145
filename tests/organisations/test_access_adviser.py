"""The entrance answers a request: which organisation, the proof, yes or no; what two do at once; lists and the start page."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.notices.models import AnswerLink
from symbiose.organisations.models import AccessRequest, Membership
from tests.factories import company_number, make_membership, make_organisation, make_user
from tests.organisations.asking import ADDRESS, ask, asked, invite, letters, link_in, proof, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(municipality):
    return make_organisation("Eksempel Savværk", in_directory=True, contact_phone="86 00 00 00")


def page(client, request, **asked_for):
    return client.get(reverse("organisations:access", args=[request.pk]), asked_for)


def find(client, request, organisation, **values):
    address = reverse("organisations:access_find", args=[request.pk])
    said = {"version": request.version, "organisation": organisation.pk, "form_key": str(uuid.uuid4()), **values}
    return client.post(address, said, follow=True)


def test_a_request_waits_on_the_advisers_start_page_with_its_last_day(adviser, public):
    request = asked(public)

    text = adviser.get(reverse("home:today")).text
    AccessRequest.objects.update(answer_by=timezone.localdate() - timedelta(days=1))

    assert "Ny Eksempel beder om at handle for Eksempel Savværk." in text
    assert reverse("organisations:access", args=[request.pk]) in text
    assert "row-when late" in adviser.get(reverse("home:today")).text
    assert "For sent" in page(adviser, request).text


def test_a_firm_is_not_told_who_asks(client_as, public):
    asked(public)

    assert "Ny Eksempel" not in client_as(Role.FIRM, public).get(reverse("home:today")).text


def test_the_page_shows_the_request_beside_the_organisation_and_who_acts_for_it(adviser, public):
    make_membership(Role.FIRM, public, make_user(name="Ejer Eksempel"))
    text = page(adviser, asked(public, note="Jeg passer saven", phone="11 22 33 44")).text

    for said in ("Jeg passer saven", "11 22 33 44", "86 00 00 00", "Ejer Eksempel", "Skriv beviset og invitér"):
        assert said in text


def test_an_address_of_another_firms_member_is_said_to_the_adviser(adviser, public):
    other = make_organisation("Eksempel Anden")
    make_membership(Role.FIRM, other, make_user(ADDRESS, name="Kendt Eksempel"))

    text = page(adviser, asked(public)).text

    assert "Tilhører Kendt Eksempel, som handler for Eksempel Anden." in text


def test_one_who_acts_already_is_said_to_the_adviser(adviser, public):
    make_membership(Role.FIRM, public, make_user(ADDRESS))

    assert "Handler allerede for organisationen." in page(adviser, asked(public)).text


def test_what_was_written_finds_the_organisation_with_that_number_first(adviser, settings):
    settings.DEMO = True
    make_organisation("Eksempel Træværk")
    meant = make_organisation("Eksempel Helt Andet Navn", company_number=company_number(40))
    request = asked(organisation_text="Eksempel Træværk", company_number=company_number(40))

    shown = page(adviser, request)
    text = find(adviser, request, meant).text

    request.refresh_from_db()
    assert [one.name for one in shown.context["perhaps"]] == ["Eksempel Helt Andet Navn", "Eksempel Træværk"]
    assert "det nummer, der er skrevet" in shown.text
    assert request.organisation == meant
    assert "Noteret: det er Eksempel Helt Andet Navn." in text


def test_the_adviser_looks_for_another_organisation_by_name(adviser, public):
    wanted = make_organisation("Eksempel Vandmølle")
    request = asked(public)

    assert [one.name for one in page(adviser, request, find="vandmølle").context["perhaps"]] == [wanted.name]
    assert page(adviser, request, find="xyzzy").context["perhaps"] == []


def test_the_proof_is_a_recorded_step_and_the_invitation_goes_out(adviser, public):
    request = invite(adviser, asked(public), proven_on="2026-01-02")

    verbs = [entry.verb for entry in page(adviser, request).context["entries"]]
    assert (request.state, request.proof) == ("invited", "called_back")
    assert request.proof_note == "Ringede til hovednummeret"
    assert timezone.localdate(request.proven_at).isoformat() == "2026-01-02"
    assert request.proven_by
    assert verbs[:2] == ["organisations.invite_access", "organisations.prove_access"]
    assert "Eksempel Savværk" in letters()[-1].body


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"proof": ""}, "Vælg, hvordan du ved det."),
        ({"proof_note": ""}, "påkrævet"),
        ({"proof_note": "Født 010190-1234"}, "ligner et CPR-nummer"),
        ({"proven_on": "2999-01-01"}, "Den kan ikke ligge i fremtiden."),
        ({"proven_on": "i går"}, "dato"),
    ],
)
def test_nobody_is_invited_without_a_whole_proof(adviser, public, values, sentence):
    request = asked(public)

    text = step(adviser, request, "invite", **proof(**values)).text

    request.refresh_from_db()
    assert request.state == "asked"
    assert sentence in text


def test_a_refusal_needs_a_reason_which_the_asker_reads(adviser, public, client):
    request = asked(public)

    assert "Skriv hvorfor." in step(adviser, request, "refuse", reason=" ").text
    step(adviser, request, "refuse", reason="Firmaet kender dig ikke")

    request.refresh_from_db()
    assert request.state == "refused"
    assert letters()[-1].subject == "Din anmodning om adgang er afvist"
    assert "Firmaet kender dig ikke" not in letters()[-1].body
    assert "Firmaet kender dig ikke" in client.get(link_in(letters()[-1])).text
    assert "Firmaet kender dig ikke" in page(adviser, request).text


def test_a_refusal_by_mistake_is_undone(adviser, public):
    request = asked(public)
    step(adviser, request, "refuse", reason="Forkert")

    step(adviser, request, "reopen")

    request.refresh_from_db()
    assert (request.state, request.answer, request.settled_at) == ("asked", "", None)


def test_an_invitation_is_taken_back_and_its_link_is_closed(adviser, public, client):
    request = invite(adviser, asked(public))
    address = link_in(letters()[-1])

    step(adviser, request, "withdraw", reason="Har fået nyt job")

    assert client.get(address).status_code == 410
    assert client.post(address, {"step": "yes"}).status_code == 410
    assert not Membership.objects.filter(organisation=public).exists()


def test_the_invitation_is_sent_again(adviser, public):
    request = invite(adviser, asked(public))
    AnswerLink.objects.update(last_sent_at=None)

    step(adviser, request, "send")

    assert link_in(letters()[-1]) == link_in(letters()[-2])


@pytest.mark.parametrize("second", ["invite", "refuse", "withdraw"])
def test_the_second_of_two_advisers_sees_what_the_first_did(client_as, public, second):
    request = asked(public)
    step(client_as(Role.ADVISER), request, "refuse", reason="Nej")
    before = AccessRequest.objects.get(pk=request.pk)

    values = proof() if second == "invite" else {"reason": "Nå"}
    text = step(client_as(Role.ADVISER), request, second, **values).text

    after = AccessRequest.objects.get(pk=request.pk)
    assert (after.state, after.answer, after.version) == ("refused", "Nej", before.version)
    assert "har taget sig af den i mellemtiden: afvist" in text


def test_a_proof_for_one_organisation_is_never_kept_for_another(adviser, client_as, public):
    """While one adviser wrote the proof, another found that a different organisation is meant."""
    other = make_organisation("Eksempel Anden")
    request = asked(public)
    find(client_as(Role.ADVISER), request, other)

    text = step(adviser, request, "invite", **proof()).text

    request.refresh_from_db()
    assert (request.state, request.organisation, request.proof) == ("asked", other, "")
    assert "i mellemtiden" in text


def test_a_double_click_invites_once(adviser, public):
    request = asked(public)
    key = str(uuid.uuid4())

    step(adviser, request, "invite", **proof(form_key=key))
    text = step(adviser, request, "invite", **proof(form_key=key)).text

    assert len(letters()) == 2
    assert "er inviteret til at handle for" in text


def test_nobody_is_invited_to_an_organisation_that_has_closed(adviser, public):
    request = asked(public)
    public.state, public.closed_on = "closed", timezone.localdate()
    public.save()

    text = step(adviser, request, "invite", **proof()).text

    request.refresh_from_db()
    assert request.state == "asked"
    assert "Organisationen er lukket" in text


def test_nobody_is_invited_before_it_is_known_which_organisation_is_meant(adviser, municipality):
    request = asked(organisation_text="noget med træ")

    text = step(adviser, request, "invite", **proof()).text

    request.refresh_from_db()
    assert request.state == "asked"
    assert "Find først ud af, hvilken organisation det er." in text


def test_an_organisation_gathered_in_another_leads_to_that_one(adviser, public):
    heir = make_organisation("Eksempel Samlet")
    request = asked(public)
    public.state, public.merged_into = "merged", heir
    public.save()

    assert invite(adviser, request).organisation == heir


def test_a_request_found_to_be_a_second_one_for_the_same_is_said(adviser, public):
    asked(public)
    second = asked(organisation_text="Savværket")

    text = find(adviser, second, public).text

    second.refresh_from_db()
    assert second.organisation is None
    assert "har allerede en åben anmodning" in text


def test_an_adviser_invites_somebody_who_did_not_ask_with_the_same_steps(adviser, public):
    address = reverse("organisations:add_member", args=[public.pk])
    text = adviser.post(address, {"name": "Ny Eksempel", "email": ADDRESS, **proof()}, follow=True).text

    request = AccessRequest.objects.get()
    assert (request.state, request.organisation, request.proof) == ("invited", public, "called_back")
    assert "Ny Eksempel er inviteret og får en mail med et link." in text
    assert len(letters()) == 1


def test_one_who_acts_already_is_not_invited(adviser, public):
    make_membership(Role.FIRM, public, make_user(ADDRESS))
    address = reverse("organisations:add_member", args=[public.pk])

    text = adviser.post(address, {"name": "Ny Eksempel", "email": ADDRESS, **proof()}).text

    assert "Personen kan allerede handle for organisationen." in text
    assert not AccessRequest.objects.exists()


def test_a_colleague_vouches_by_inviting(client_as, public):
    own = make_membership(Role.FIRM, public, make_user(name="Ejer Eksempel"))
    client = Client()
    client.force_login(own.user)
    address = reverse("organisations:add_member", args=[public.pk])

    text = client.post(address, {"name": "Ny Eksempel", "email": ADDRESS, **proof(proof="met")}, follow=True).text

    request = AccessRequest.objects.get()
    assert (request.state, request.proof, request.proven_by) == ("invited", "colleague", "Ejer Eksempel")
    assert request.proof_note == "Ejer Eksempel handler selv for organisationen og står inde for det."
    assert "Ny Eksempel" in text


def test_a_colleague_answers_an_open_request_by_inviting_and_can_take_it_back(client_as, public):
    request = asked(public)
    client = client_as(Role.FIRM, public)
    own_page = reverse("organisations:detail", args=[public.pk])

    client.post(reverse("organisations:add_member", args=[public.pk]), {"name": "Ny", "email": ADDRESS})
    request.refresh_from_db()
    assert request.state == "invited"
    assert "Ny Eksempel" in client.get(own_page).text
    AnswerLink.objects.update(last_sent_at=None)
    client.post(reverse("organisations:access_send", args=[request.pk]))
    answer = client.post(reverse("organisations:access_take_back", args=[request.pk]))

    request.refresh_from_db()
    assert request.state == "withdrawn"
    assert answer["Location"] == own_page
    assert [one.subject for one in letters()].count("Du kan få adgang til Symbiose") == 2


def test_another_firm_can_neither_send_nor_take_back(client_as, adviser, public):
    request = invite(adviser, asked(public))
    other = client_as(Role.FIRM)

    for page_name in ("access_send", "access_take_back", "access_reopen"):
        assert other.post(reverse(f"organisations:{page_name}", args=[request.pk])).status_code == 403
    request.refresh_from_db()
    assert request.state == "invited"


def test_the_list_narrows_by_state_and_words_and_is_exported_as_shown(adviser, public):
    first = asked(public)
    step(adviser, first, "refuse", reason="Nej")
    ask(name="Anden Eksempel", email="anden@firma.example", organisation_text="Eksempel Mølle")
    address = reverse("organisations:access_list")

    assert "Anden Eksempel" not in adviser.get(address, {"tilstand": "refused"}).text
    assert "Ny Eksempel" not in adviser.get(address, {"q": "mølle"}).text
    file = b"".join(adviser.get(address, {"q": "mølle", "format": "csv"}).streaming_content).decode()
    assert "Eksempel Mølle" in file
    assert "Ny Eksempel" not in file


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_for_one_row_and_for_three(adviser, public, rows, django_assert_num_queries):
    for number in range(rows):
        asked(public, email=f"n{number}@firma.example")

    with django_assert_num_queries(10):
        assert adviser.get(reverse("organisations:access_list")).context["shown"].total == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_organisation_asks_the_same_for_one_person_and_for_three(
    adviser, public, rows, django_assert_num_queries
):
    for number in range(rows):
        invite(adviser, asked(public, email=f"n{number}@firma.example"))
        make_membership(Role.FIRM, public)
    own_page = reverse("organisations:detail", args=[public.pk])

    adviser.get(own_page)
    with django_assert_num_queries(35):
        assert len(adviser.get(own_page).context["people"]) == rows


def test_the_list_says_when_nobody_has_asked_or_nothing_fits(adviser, municipality):
    address = reverse("organisations:access_list")

    assert "Ingen har bedt om adgang endnu." in adviser.get(address).text
    assert "Ingen anmodning passer." in adviser.get(address, {"q": "xyzzy"}).text
