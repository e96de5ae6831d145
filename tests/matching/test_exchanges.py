"""Exchanges from a proposal through the front door: agreed by one button, begun, and told of, with an account and without."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.common.states import NotAllowed
from symbiose.matching import actions
from symbiose.matching.models import Exchange
from symbiose.notices import links
from symbiose.notices.models import AnswerLink, OutgoingMail
from tests.matching.cases import adviser, all_say_yes, firm, make_agreed, make_exchange, make_loop, make_pair, party_of

pytestmark = pytest.mark.django_db

KEY = {"form_key": "0f8fad5b-d9cb-469f-a165-70867728950e"}


def link_of(exchange, organisation):
    return AnswerLink.objects.get(purpose="exchange", subject_id=exchange.pk, organisation_id=organisation.pk)


def test_a_party_agrees_with_one_button_and_a_double_click_makes_one_exchange(client_as):
    proposal = all_say_yes(make_pair(sent=True))
    client = client_as(Role.FIRM, party_of(proposal, 0).organisation)
    url = reverse("exchanges:agree", args=[proposal.number])

    first, second = client.post(url, KEY), client.post(url, KEY)
    again = client.post(url)

    exchange = Exchange.objects.get()
    assert first.url == second.url == again.url == reverse("exchanges:detail", args=[exchange.number])
    assert (exchange.state, exchange.quantity, exchange.unit, exchange.per) == ("agreed", 60, "kg", "week")
    assert (exchange.giver, exchange.receiver) == tuple(party_of(proposal, place).organisation for place in range(2))
    assert (exchange.estimated, exchange.price, exchange.kg_per_unit) == (True, None, None)


def test_the_other_party_gets_a_letter_with_a_link_on_which_it_tells_that_it_began():
    exchange = make_agreed()
    page = links.address(link_of(exchange, exchange.receiver)).removeprefix("http://127.0.0.1:8000")
    day = timezone.localdate() - timedelta(days=2)

    shown = Client().get(page).content.decode()
    told = Client().post(page, {"verb": "begin", "begin-on": f"{day.day}.{day.month}.{day.year}"}, follow=True)

    assert (
        OutgoingMail.objects.filter(subject="En udveksling er aftalt", to=exchange.receiver.contact_email).count() == 1
    )
    assert "Den er begyndt" in shown
    assert "Tak. Udvekslingen kører nu." in told.content.decode()
    exchange.refresh_from_db()
    assert (exchange.state, exchange.since, exchange.since_precision) == ("running", day, "day")


def test_a_loop_becomes_an_exchange_for_each_of_its_flows():
    proposal = all_say_yes(make_loop(sent=True))

    made = actions.agree_exchanges(proposal, by=adviser(), consent="Aftalt på et møde")

    assert len(made) == Exchange.objects.count() == 3
    assert len({row.number for row in made}) == 3
    assert {row.receiver_id for row in made} == {row.giver_id for row in made}


def test_an_adviser_says_how_they_agreed_and_the_page_shows_it(client_as):
    proposal = all_say_yes(make_pair(sent=True))
    client = client_as(Role.ADVISER)
    url = reverse("exchanges:agree", args=[proposal.number])

    without = client.post(url, follow=True).content.decode()
    page = client.post(url, {"consent": "Aftalt i telefonen"}, follow=True).content.decode()

    assert "Skriv, hvordan de sagde ja" in without
    assert "Aftalt i telefonen" in page
    assert "Skrevet på vegne af dem" in page


def test_a_party_agrees_by_the_personal_link_of_the_proposal():
    proposal = all_say_yes(make_pair(sent=True))
    link = AnswerLink.objects.get(purpose="proposal", subject_id=party_of(proposal, 1).pk)
    page = links.address(link).removeprefix("http://127.0.0.1:8000")

    before = Client().get(page).content.decode()
    after = Client().post(page, {"agree": "1"}, follow=True).content.decode()

    assert "Aftalt: start udveksling" in before
    assert Exchange.objects.get().proposal == proposal
    assert "Aftalt, ikke begyndt" in after


@pytest.mark.parametrize("state", ["found", "sent"])
def test_nothing_is_agreed_before_all_have_said_yes(state):
    proposal = make_pair(sent=state == "sent")

    with pytest.raises(NotAllowed):
        actions.agree_exchanges(proposal, by=adviser(), consent="Aftalt")


def test_somebody_else_agrees_nothing(client_as):
    proposal = all_say_yes(make_pair(sent=True))

    with pytest.raises(NotAllowed):
        actions.agree_exchanges(proposal, by=firm(None))
    assert client_as(Role.FIRM).post(reverse("exchanges:agree", args=[proposal.number])).status_code == 404


def test_price_comes_from_the_listing_in_the_same_unit_with_its_source():
    proposal = make_pair(sent=True)
    have = proposal.flows.get().have
    have.price, have.unit = 2, "kg"
    have.save()

    exchange = actions.agree_exchanges(all_say_yes(proposal), by=adviser(), consent="Aftalt")[0]

    assert exchange.price == 2
    assert have.title in exchange.price_source


def test_a_piece_weighs_what_its_family_usually_weighs_with_its_source():
    proposal = make_pair(sent=True, have_family="pallets", need_family="pallets", unit="piece", quantity=20.0)

    exchange = actions.agree_exchanges(all_say_yes(proposal), by=adviser(), consent="Aftalt")[0]

    assert exchange.kg_per_unit > 0
    assert exchange.weight_source


def test_the_page_stands_in_the_chain_of_the_proposal_and_its_listings(client_as):
    exchange = make_agreed()
    client = client_as(Role.FIRM, exchange.giver)

    page = client.get(reverse("exchanges:detail", args=[exchange.number])).content.decode()
    proposal = client.get(reverse("matching:proposal", args=[exchange.proposal.number])).content.decode()

    assert exchange.proposal.number.replace("-", "\u2011") in page
    assert "Opslag" in page
    assert "Se udvekslingen" in proposal or exchange.title in proposal


ROUTES = {"list": "get", "add": "get", "names": "get", "detail": "get", "tell": "post", "change": "get"}
SIGN_IN, OK, NO, UNKNOWN, BACK = "sign-in", 200, 403, 404, 302
RIGHTS = {  # adviser, party, other firm, visitor
    "list": (OK, OK, OK, SIGN_IN),
    "add": (OK, NO, NO, SIGN_IN),
    "names": (OK, NO, NO, SIGN_IN),
    "detail": (OK, OK, UNKNOWN, SIGN_IN),
    "tell": (BACK, BACK, UNKNOWN, SIGN_IN),
    "change": (OK, OK, UNKNOWN, SIGN_IN),
}
WHO = ("adviser", "party", "other firm", "visitor")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("who", WHO)
def test_each_page_is_open_to_the_right_roles(route, who, client_as):
    exchange = make_exchange()
    client = {
        "adviser": lambda: client_as(Role.ADVISER),
        "party": lambda: client_as(Role.FIRM, exchange.receiver),
        "other firm": lambda: client_as(Role.FIRM),
        "visitor": lambda: client_as(Role.VISITOR),
    }[who]()
    arguments = [] if route in {"list", "add", "names"} else [exchange.number]

    response = getattr(client, ROUTES[route])(reverse(f"exchanges:{route}", args=arguments))

    expected = RIGHTS[route][WHO.index(who)]
    if expected == SIGN_IN:
        assert response.status_code == 302
        assert reverse("account_login") in response.url
    else:
        assert response.status_code == expected


def test_a_wrong_day_gets_one_sentence_at_its_field_and_keeps_what_was_typed(client_as):
    exchange = make_agreed()
    client = client_as(Role.FIRM, exchange.giver)
    url = reverse("exchanges:tell", args=[exchange.number])

    unread = client.post(url, {"verb": "begin", "begin-on": "engang i foråret"})
    future = client.post(url, {"verb": "begin", "begin-on": "1.1.2999"})
    no_reason = client.post(url, {"verb": "end", "end-on": "1.1.2025", "end-note": "Flyttet"})

    assert (unread.status_code, future.status_code, no_reason.status_code) == (422, 422, 422)
    assert "engang i foråret" in unread.content.decode()
    assert "Den dag er ikke kommet endnu" in future.content.decode()
    assert "Vælg, hvorfor den er slut." in no_reason.content.decode()
    assert "Flyttet" in no_reason.content.decode()
    exchange.refresh_from_db()
    assert exchange.state == "agreed"


def test_telling_in_a_second_tab_says_how_it_stands(client_as):
    exchange = make_exchange()
    client = client_as(Role.FIRM, exchange.giver)
    url = reverse("exchanges:tell", args=[exchange.number])
    client.post(url, {"verb": "end", "end-on": "2025", "end-reason": "other"})

    page = client.post(url, {"verb": "pause", "pause-on": "2025-06-01"}, follow=True).content.decode()

    assert "ikke muligt" in page
