"""Two parties become one organisation: links answer for their own side alone, nobody gives to itself or is asked twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symbiose.common.actor import Role
from symbiose.matching import actions, exchanges
from symbiose.matching.enums import ProposalState
from symbiose.matching.models import Exchange, HandoverReport, Proposal
from symbiose.notices import links
from symbiose.notices.actions import give_link
from symbiose.notices.models import AnswerLink, Notice
from symbiose.organisations.actions import merge_organisations, part_organisations
from tests.factories import make_membership, make_organisation
from tests.matching import handed
from tests.matching.cases import adviser, all_say_yes, make_loop, make_pair, party_of

pytestmark = pytest.mark.django_db
CHOSEN = {"field_name": "survivor", "field_contact": "survivor"}


def become_one(stays, goes):
    return merge_organisations(stays, goes, by=adviser())


def part(known):
    part_organisations(known, by=adviser(), reason="Det var to firmaer")


def given(purpose, subject, organisation):
    """A personal link as a letter gives it, and its address."""
    link = give_link(
        purpose,
        subject,
        organisation_id=organisation.pk,
        email="post@firma.example",
        valid_until=timezone.localdate() + timedelta(days=30),
        by=adviser(),
    )
    return link, f"/svar/{links.token(link)}/"


def owner_of(link):
    return AnswerLink.objects.get(pk=link.pk).organisation_id


def test_a_link_about_what_both_had_a_part_in_answers_for_its_own_side_alone(municipality, client):
    exchange = handed.make_exchange()
    giver, receiver = exchange.giver, exchange.receiver
    handover = handed.make_handover(exchange)
    (mine, url), (theirs, other) = (given("handover", handover, one) for one in (giver, receiver))
    told, _url = given("exchange", exchange, giver)

    known = become_one(receiver, giver)
    during = [owner_of(link) for link in (mine, theirs, told)]
    handed_in = client.post(url, handed.form_of(client, url) | {"answer": "usual"})
    client.post(
        other, handed.form_of(client, other) | {"answer": "other", "unit": "kg", "how": "weighed", "quantity": "7"}
    )
    part(known)

    assert handed_in.status_code == 302
    assert during == [giver.pk, receiver.pk, giver.pk]
    assert dict(HandoverReport.objects.values_list("side", "quantity")) == {"giver": 520, "receiver": 7}
    assert [owner_of(link) for link in (mine, theirs, told)] == [giver.pk, receiver.pk, giver.pk]


def test_a_link_about_what_goes_along_goes_along_and_back(municipality, client):
    stays = make_organisation("Eksempel Træ")
    proposal = make_pair(sent=True)
    exchange = handed.make_exchange(giver=party_of(proposal).organisation)
    goes = exchange.giver
    rows = [("handover", handed.make_handover(exchange)), ("exchange", exchange), ("proposal", party_of(proposal))]
    held = [given(purpose, subject, goes) for purpose, subject in rows]

    known = become_one(stays, goes)
    during = {owner_of(link) for link, _url in held}
    opened = [client.get(url).status_code for _link, url in held]
    part(known)

    assert during == {stays.pk}
    assert opened == [200, 200, 200]
    assert {owner_of(link) for link, _url in held} == {goes.pk}


def test_a_link_given_while_two_were_one_answers_for_neither_afterwards(municipality, client):
    exchange = handed.make_exchange()
    stays, goes = make_organisation(), exchange.giver
    known = become_one(stays, goes)
    link, url = given("exchange", exchange, stays)
    opened = client.get(url).status_code

    part(known)
    fresh, again = given("exchange", exchange, goes)

    assert opened == 200
    assert client.get(url).status_code == 410
    assert client.get(again).status_code == 200
    second = become_one(stays, goes)
    assert (owner_of(link), owner_of(fresh)) == (stays.pk, stays.pk)
    assert client.get(again).status_code == 200
    part(second)
    assert client.get(again).status_code == 200


def test_an_exchange_within_what_was_gathered_stays_as_told_through_a_second_gathering(municipality):
    first, second, last = (make_organisation(f"Eksempel {name}") for name in ("Et", "To", "Tre"))
    gives, gets = handed.make_exchange(giver=first, receiver=second), handed.make_exchange(giver=second, receiver=first)

    early = become_one(second, first)
    late = become_one(last, second)

    def sides():
        return set(Exchange.objects.values_list("giver_id", "receiver_id"))

    told = {(first.pk, second.pk), (second.pk, first.pk)}
    assert sides() == told
    assert set(exchanges.with_itself(Exchange.objects.all())) == {gives, gets}
    part(late)
    part(early)
    assert sides() == told


@pytest.mark.parametrize(
    "state",
    [ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING, ProposalState.DECLINED, ProposalState.SET_ASIDE],
)
def test_a_proposal_between_two_that_become_one_lapses_and_stands_again(municipality, state):
    proposal = in_state(state)
    goes, stays = (party_of(proposal, place).organisation for place in (0, 1))

    known = become_one(stays, goes)
    during = Proposal.objects.get(pk=proposal.pk)
    part(known)

    assert during.state == ProposalState.LAPSED
    after = Proposal.objects.get(pk=proposal.pk)
    assert after.state == state
    assert (after.sent_at, after.talking_since, after.answer_by) == (
        proposal.sent_at,
        proposal.talking_since,
        proposal.answer_by,
    )


def in_state(state):
    proposal = make_pair(sent=state not in {ProposalState.FOUND, ProposalState.SET_ASIDE})
    if state == ProposalState.TALKING:
        proposal = all_say_yes(proposal)
    if state == ProposalState.DECLINED:
        actions.answer(
            party_of(proposal), answer="no", by=adviser().acting_for(1, consent="Telefon"), consent="Telefon"
        )
    if state == ProposalState.SET_ASIDE:
        actions.set_aside(proposal, reason="Senere", by=adviser())
    proposal.refresh_from_db()
    assert proposal.state == state
    return proposal


def test_nobody_is_asked_twice_nor_answers_for_both_and_the_page_says_why(client, client_as):
    proposal = make_loop(sent=True)
    goes, stays, third = (party_of(proposal, place).organisation for place in range(3))
    person, other = make_membership(Role.FIRM, goes).user, make_membership(Role.FIRM, third).user
    addresses = [given("proposal", party_of(proposal, place), one)[1] for place, one in enumerate((goes, stays))]
    asker = client_as(Role.ADVISER)

    address = reverse("organisations:merge", args=[stays.pk, goes.pk])
    before = asker.get(address).text
    gathered = asker.post(address, CHOSEN, follow=True)
    for url in addresses:
        client.post(url, {"answer": "yes"})

    assert "<dt>Forslag mellem de to, som bortfalder, for ingen udveksler med sig selv</dt><dd>1</dd>" in before
    assert "De er nu én" in gathered.text
    assert [row.answer for row in proposal.parties.all()] == ["", "", ""]
    page = asker.get(reverse("matching:proposal", args=[proposal.number])).text
    assert "Bortfaldet: to af parterne er nu én organisation" in page
    assert f"{goes.name} og {stays.name} er samlet til én organisation." in page
    for user in (person, other):
        told = Notice.objects.filter(user=user, subject_label="matching.proposal")
        assert [one.text for one in told] == ["Et forslag er bortfaldet: to af parterne er nu én organisation."]


def test_a_proposal_of_which_something_was_agreed_goes_on_as_its_exchanges(municipality):
    proposal = all_say_yes(make_pair(sent=True))
    goes, stays = (party_of(proposal, place).organisation for place in (0, 1))
    agreed = actions.agree_exchanges(proposal, by=adviser(), consent="Telefon")

    become_one(stays, goes)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.TALKING
    assert list(exchanges.with_itself(Exchange.objects.all())) == agreed


def test_a_proposal_in_which_one_of_the_two_stands_goes_on(municipality):
    proposal = make_pair(sent=True)

    become_one(make_organisation(), party_of(proposal).organisation)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SENT


def test_an_exchange_between_the_two_stays_and_nobody_is_asked_about_it_until_they_are_parted(municipality, client_as):
    day = timezone.localdate() + timedelta(days=1)
    exchange = handed.make_exchange(ask_on=day)
    goes, stays = exchange.giver, exchange.receiver

    before = client_as(Role.ADVISER).get(reverse("organisations:merge", args=[stays.pk, goes.pk])).text
    known = become_one(stays, goes)
    asked = actions.ask_about_handovers(on=day, by=adviser())
    part(known)

    assert "<dt>Udvekslinger mellem de to, som bliver stående, uden at der spørges til dem</dt><dd>1</dd>" in before
    assert asked == 0
    assert actions.ask_about_handovers(on=day, by=adviser()) == 1


def test_the_page_of_an_exchange_shows_that_its_two_sides_are_one_organisation_now(municipality, client_as):
    exchange = handed.make_exchange()
    client, url = client_as(Role.ADVISER), reverse("exchanges:detail", args=[exchange.number])
    badge = "De to er nu én organisation</span>"

    before = client.get(url).content.decode()
    known = become_one(exchange.giver, exchange.receiver)
    during = client.get(url).content.decode()
    part(known)

    assert [badge in page for page in (before, during, client.get(url).content.decode())] == [False, True, False]
