"""Pages of proposals through the front door: who sees what, in how many queries, and what each button does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.matching.models import Proposal
from tests.matching.cases import all_say_yes, make_loop, make_pair, make_run, party_of

pytestmark = pytest.mark.django_db


def test_adviser_reads_a_loop_with_drawing_table_reasons_gains_and_answers(client_as):
    proposal = make_loop()

    page = client_as(Role.ADVISER).get(reverse("matching:proposal", args=[proposal.number])).content.decode()

    for text in ("<svg", "Eksempel Træværk", "60 kg", "17 km", "Derfor passer det", "Det skal der til", "Ukendt"):
        assert text in page
    assert page.count("<polygon") == 2 * 3
    assert "Kreds med tre parter" in page


def test_adviser_list_shows_proposals_and_csv_of_exactly_these_rows(client_as):
    make_pair()
    make_loop()
    client = client_as(Role.ADVISER)

    page = client.get(reverse("matching:list")).content.decode()
    export = b"".join(client.get(reverse("matching:list") + "?format=csv&kind=loop").streaming_content).decode()

    assert "2 forslag" in page
    assert len(export.strip().splitlines()) == 2
    assert "Kreds" in page


@pytest.mark.parametrize("many", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three_rows(many, client_as, django_assert_num_queries):
    for _ in range(many):
        make_pair()
    client = client_as(Role.ADVISER)
    client.get(reverse("matching:list"))

    with django_assert_num_queries(14):
        client.get(reverse("matching:list"))


@pytest.mark.parametrize("many", [1, 3])
def test_firm_list_takes_the_same_queries_for_one_and_three_rows(many, client_as, django_assert_num_queries):
    first = make_pair(sent=True)
    organisations = [party_of(first, 0).organisation, party_of(first, 1).organisation]
    for _ in range(many - 1):
        make_pair(sent=True, organisations=organisations)
    client = client_as(Role.FIRM, organisations[0])
    client.get(reverse("matching:list"))

    with django_assert_num_queries(13):
        page = client.get(reverse("matching:list")).content.decode()

    assert f"{many} forslag" in page


ROUTES = {
    "list": ("matching:list", {}, "get"),
    "funnel": ("matching:funnel", {}, "get"),
    "funnel_rows": ("matching:funnel_rows", {"stage": ""}, "get"),
    "why_not": ("matching:why_not", {}, "get"),
    "runs": ("matching:runs", {}, "get"),
    "run": ("matching:run", {"run_id": 0}, "get"),
    "start_run": ("matching:start_run", {}, "post"),
    "proposal": ("matching:proposal", {"number": ""}, "get"),
    "table": ("matching:table", {"number": ""}, "get"),
    "send": ("matching:send", {"number": ""}, "post"),
    "remind": ("matching:remind", {"number": ""}, "post"),
    "set_aside": ("matching:set_aside", {"number": ""}, "get"),
    "take_up": ("matching:take_up", {"number": ""}, "post"),
    "answer": ("matching:answer", {"number": ""}, "post"),
    "answer_for": ("matching:answer_for", {"number": "", "party_id": 0}, "get"),
    "write": ("matching:write", {"number": ""}, "post"),
}
SIGN_IN, OK, NO, UNKNOWN, BACK, MISSING = "sign-in", 200, 403, 404, 302, 422
RIGHTS = {
    "list": (OK, OK, OK, SIGN_IN),
    "funnel": (OK, NO, NO, SIGN_IN),
    "funnel_rows": (OK, NO, NO, SIGN_IN),
    "why_not": (OK, NO, NO, SIGN_IN),
    "runs": (OK, NO, NO, SIGN_IN),
    "run": (OK, NO, NO, SIGN_IN),
    "start_run": (BACK, NO, NO, SIGN_IN),
    "proposal": (OK, OK, UNKNOWN, SIGN_IN),
    "table": (OK, OK, UNKNOWN, SIGN_IN),
    "send": (BACK, NO, UNKNOWN, SIGN_IN),
    "remind": (BACK, NO, UNKNOWN, SIGN_IN),
    "set_aside": (OK, NO, UNKNOWN, SIGN_IN),
    "take_up": (BACK, NO, UNKNOWN, SIGN_IN),
    "answer": (NO, MISSING, UNKNOWN, SIGN_IN),
    "answer_for": (OK, NO, UNKNOWN, SIGN_IN),
    "write": (NO, NO, UNKNOWN, SIGN_IN),
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("who", ["adviser", "party", "other firm", "visitor"])
def test_each_page_is_open_to_the_right_roles(route, who, client_as):
    proposal = make_pair(sent=True)
    name, arguments, method = ROUTES[route]
    values = {"number": proposal.number, "run_id": make_run().pk, "party_id": party_of(proposal).pk, "stage": "sent"}
    client = {
        "adviser": lambda: client_as(Role.ADVISER),
        "party": lambda: client_as(Role.FIRM, party_of(proposal).organisation),
        "other firm": lambda: client_as(Role.FIRM),
        "visitor": lambda: client_as(Role.VISITOR),
    }[who]()

    response = getattr(client, method)(reverse(name, kwargs={key: values[key] for key in arguments}))

    expected = RIGHTS[route][["adviser", "party", "other firm", "visitor"].index(who)]
    if expected == SIGN_IN:
        assert response.status_code == 302
        assert reverse("account_login") in response.url
    else:
        assert response.status_code == expected


def test_a_firm_does_not_see_a_proposal_before_it_is_sent(client_as):
    proposal = make_pair()
    client = client_as(Role.FIRM, party_of(proposal).organisation)

    assert client.get(reverse("matching:proposal", args=[proposal.number])).status_code == 404
    assert proposal.number not in client.get(reverse("matching:list")).content.decode()


def test_an_unknown_number_is_not_found(client_as):
    assert client_as(Role.ADVISER).get(reverse("matching:proposal", args=["2020-0001"])).status_code == 404


def test_a_double_click_sends_once(client_as):
    proposal = make_pair()
    client = client_as(Role.ADVISER)
    key = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}

    first = client.post(reverse("matching:send", args=[proposal.number]), key)
    second = client.post(reverse("matching:send", args=[proposal.number]), key)

    assert first.url == second.url == reverse("matching:proposal", args=[proposal.number])
    proposal.refresh_from_db()
    assert proposal.version == 2


def test_sending_in_a_second_tab_says_how_it_stands(client_as):
    proposal = make_pair()
    client = client_as(Role.ADVISER)
    client.post(reverse("matching:send", args=[proposal.number]))

    page = client.post(reverse("matching:send", args=[proposal.number]), follow=True).content.decode()

    assert "ikke muligt" in page


def test_adviser_answers_on_behalf_and_the_page_says_so(client_as):
    proposal = make_pair(sent=True)
    party = party_of(proposal)
    url = reverse("matching:answer_for", args=[proposal.number, party.pk])
    client = client_as(Role.ADVISER)

    without = client.post(url, {"answer": "yes"})
    page = client.post(url, {"answer": "yes", "consent": "Aftalt i telefonen"}, follow=True).content.decode()

    assert "id_consent" in without.content.decode()
    assert "på deres vegne" in page
    assert "Aftalt i telefonen" in page


def test_set_aside_needs_a_reason_and_can_be_taken_up_again(client_as):
    proposal = make_pair()
    client = client_as(Role.ADVISER)
    url = reverse("matching:set_aside", args=[proposal.number])

    client.post(url, {"reason": "  "})
    proposal.refresh_from_db()
    assert proposal.state == "found"
    client.post(url, {"reason": "De har lige aftalt det selv"})
    proposal.refresh_from_db()
    assert proposal.state == "set_aside"
    client.post(reverse("matching:take_up", args=[proposal.number]))
    proposal.refresh_from_db()
    assert proposal.state == "found"


def test_a_stopped_proposal_says_why_and_has_no_send_button(client_as):
    proposal = make_pair(stopped=True)

    page = client_as(Role.ADVISER).get(reverse("matching:proposal", args=[proposal.number])).content.decode()

    assert reverse("matching:send", args=[proposal.number]) not in page
    assert "Stoppet" in page


def test_parties_read_contacts_and_write_to_each_other_when_all_said_yes(client_as):
    proposal = all_say_yes(make_pair(sent=True))
    client = client_as(Role.FIRM, party_of(proposal).organisation)
    url = reverse("matching:proposal", args=[proposal.number])

    page = client.get(url).content.decode()
    after = client.post(reverse("matching:write", args=[proposal.number]), {"text": "Kan vi ses tirsdag?"}, follow=True)

    assert "kontakt1@firma.example" in page
    assert "Kan vi ses tirsdag?" in after.content.decode()


def test_a_message_with_something_like_a_cpr_number_is_refused_and_kept_in_the_field(client_as):
    proposal = all_say_yes(make_pair(sent=True))
    client = client_as(Role.FIRM, party_of(proposal).organisation)

    response = client.post(reverse("matching:write", args=[proposal.number]), {"text": "Hun er født 010190-1234"})

    assert response.status_code == 422
    assert "010190-1234" in response.content.decode()
    assert proposal.messages.count() == 0


def test_the_table_file_holds_exactly_the_rows_of_the_drawing(client_as):
    proposal = make_loop()

    text = client_as(Role.ADVISER).get(reverse("matching:table", args=[proposal.number])).content.decode("utf-8-sig")

    lines = text.strip().splitlines()
    assert len(lines) == 1 + 3
    assert lines[0].startswith("Fra;Til;Hvad")
    assert lines[1].split(";")[0] == "Eksempel Træværk"


def test_english_pages_have_english_sentences(client_as):
    proposal = make_loop()
    client = client_as(Role.ADVISER)
    client.cookies["django_language"] = "en"

    page = client.get(reverse("matching:proposal", args=[proposal.number])).content.decode()

    assert "Why it fits" in page
    assert "kg a week" in page


def test_search_finds_a_firm_by_title_and_never_by_a_hidden_name(client_as):
    proposal = make_pair(sent=True, anonymous=["need"])
    giver = party_of(proposal, 0).organisation
    firm, adviser = client_as(Role.FIRM, giver), client_as(Role.ADVISER)

    assert firm.get(reverse("matching:list") + "?q=træafskær").context["shown"].total == 1
    assert firm.get(reverse("matching:list") + "?q=Fuglekassen").context["shown"].total == 0
    assert adviser.get(reverse("matching:list") + "?q=Fuglekassen").context["shown"].total == 1
    assert Proposal.objects.count() == 1


def test_a_proposal_page_takes_the_same_queries_for_two_and_four_parties(client_as, django_assert_num_queries):
    small, large = make_loop(2), make_loop(4)
    client = client_as(Role.ADVISER)
    client.get(reverse("matching:proposal", args=[small.number]))

    for proposal in (small, large):
        with django_assert_num_queries(20):
            client.get(reverse("matching:proposal", args=[proposal.number]))


def test_the_stopped_filter_leaves_the_stopped(client_as):
    stopped = make_pair(stopped=True)
    make_pair()

    shown = client_as(Role.ADVISER).get(reverse("matching:list") + "?stopped=True").context["shown"]

    assert [row.proposal.pk for row in shown.page] == [stopped.pk]


def test_the_chain_shows_where_a_proposal_leads(client_as):
    proposal = make_pair()

    page = client_as(Role.ADVISER).get(reverse("matching:proposal", args=[proposal.number])).content.decode()

    assert "når alle har sagt ja" in page


def test_what_is_left_for_the_others_is_told_only_where_there_are_two_others(client_as):
    client = client_as(Role.ADVISER)

    told = [
        "kan de andre stadig udveksle" in client.get(f"/forslag/{make_loop(many).number}/").content.decode()
        for many in (2, 3)
    ]

    assert told == [False, True]
