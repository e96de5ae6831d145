"""How many unanswered proposals at a time, a no in one tap, and the answer rate that only its owner sees."""

from __future__ import annotations

import pytest
from django.urls import reverse

from symbiose.common.actor import Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.matching import actions, capacity
from symbiose.matching.models import ProposalParty
from symbiose.matching.waiting import waiting
from symbiose.organisations.models import Organisation
from tests.factories import make_actor, make_organisation
from tests.matching.cases import adviser, firm, make_pair, parties, party_of
from tests.matching.test_answering import link_page

pytestmark = pytest.mark.django_db
LIST, OWN = reverse("matching:list"), reverse("matching:own_answers")


def page(name, organisation):
    return reverse(f"matching:{name}", args=[organisation.pk])


@pytest.fixture
def pair(municipality):
    return parties(2)


@pytest.fixture
def two(pair):
    """Two found proposals between the same two, the second of whom wants one at a time."""
    Organisation.objects.filter(pk=pair[1].pk).update(most_open=1)
    return make_pair(organisations=pair), make_pair(organisations=pair, quantity=9.0)


def state(proposal):
    proposal.refresh_from_db()
    return proposal.state


def test_a_proposal_waits_until_somebody_with_a_limit_has_answered(client_as, two):
    first, second = two
    client = client_as(Role.ADVISER)

    client.post(reverse("matching:send", args=[first.number]))
    refused = client.post(reverse("matching:send", args=[second.number]), follow=True).content.decode()

    sentence = "Eksempel Fuglekassen har 1 af højst 1 ubesvaret forslag. Send, når de har svaret."
    assert (state(first), state(second)) == ("sent", "found")
    assert refused.count(sentence) == 2  # what happened, and why it stands still
    assert "Send til parterne" not in refused
    rows = client.get(LIST).content.decode()
    assert rows.count("Venter på plads") == 1
    assert sentence in rows
    actions.answer(party_of(first, 1), answer="no", by=firm(party_of(first, 1).organisation))
    assert "Send til parterne" in client.get(reverse("matching:proposal", args=[second.number])).content.decode()
    client.post(reverse("matching:send", args=[second.number]))
    assert state(second) == "sent"


def test_the_verb_itself_holds_the_limit(two):
    first, second = two
    actions.send(first, by=adviser())

    with pytest.raises(actions.NoRoom) as refused:
        actions.send(second, by=adviser())

    assert [(room.unanswered, room.most) for room in refused.value.args[0]] == [(1, 1)]
    assert not second.parties.exclude(answer="").exists()


def test_a_party_that_has_answered_is_not_asked_and_needs_no_room(two):
    first, second = two
    actions.send(first, by=adviser())
    ProposalParty.objects.filter(proposal=second, position=1).update(
        answer="yes", answered_at=second.created_at, answered_by="Eksempel"
    )

    assert actions.send(second, by=adviser()).state == "sent"


def test_what_has_room_again_comes_first_and_what_waits_is_not_offered(two):
    first, second = two
    actions.send(first, by=adviser())
    better = make_pair(organisations=[make_organisation("Eksempel A"), make_organisation("Eksempel B")])
    type(better).objects.filter(pk=better.pk).update(points=900.0)
    advising = adviser()

    before = [line.url for line in waiting(advising) if line.section == "proposals"]
    actions.answer(party_of(first, 1), answer="later", by=firm(party_of(first, 1).organisation))
    after = [line for line in waiting(advising) if line.section == "proposals"]

    urls = [reverse("matching:proposal", args=[one.number]) for one in (second, better)]
    assert before == [urls[1]]
    assert [line.url for line in after] == urls
    assert after[0].why == "Eksempel Fuglekassen har plads igen: 0 af højst 1 ubesvarede."


def test_the_list_filters_by_room_and_counts_agree(client_as, two):
    first, second = two
    client = client_as(Role.ADVISER)

    def numbers(value):
        return [row.proposal.number for row in client.get(LIST, {"room": value}).context["shown"].page.object_list]

    fresh = (numbers("none"), set(numbers("again")))
    actions.send(first, by=adviser())

    assert fresh == ([], {first.number, second.number})
    assert (numbers("none"), numbers("again")) == ([second.number], [])
    assert client.get(LIST, {"room": ["none", "again"]}).context["shown"].total == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_with_limits(client_as, django_assert_num_queries, count, pair):
    Organisation.objects.filter(pk=pair[1].pk).update(most_open=1)
    for number in range(count):
        make_pair(organisations=pair, quantity=float(number + 1))
    client = client_as(Role.ADVISER)
    client.get(LIST)

    with django_assert_num_queries(14):
        client.get(LIST)


def test_a_firm_says_how_many_at_a_time_and_takes_it_back(client_as, pair):
    client = client_as(Role.FIRM, pair[1])

    said = client.post(page("limit", pair[1]), {"most": "3"}, follow=True).content.decode()
    pair[1].refresh_from_db()
    most = pair[1].most_open
    client.post(page("limit", pair[1]), {"most": ""})
    pair[1].refresh_from_db()

    assert "Højst 3 ubesvarede forslag ad gangen." in said
    assert (most, pair[1].most_open) == (3, None)


@pytest.mark.parametrize("wrong", ["0", "-1", "100", "mange", "1,5"])
def test_a_limit_that_is_no_number_gets_one_sentence(client_as, pair, wrong):
    answer = client_as(Role.FIRM, pair[1]).post(page("limit", pair[1]), {"most": wrong})

    assert answer.status_code == 422
    assert answer.content.decode().count("form-error-message") == 1
    assert f'value="{wrong}"' in answer.content.decode()
    pair[1].refresh_from_db()
    assert pair[1].most_open is None


def test_the_answer_rate_agrees_with_its_rows(client_as, pair):
    sent = [make_pair(organisations=pair, quantity=float(number)) for number in range(1, 6)]
    for proposal, answer in zip(sent, ["yes", "no", "later", "no", ""], strict=True):
        actions.send(proposal, by=adviser())
        if answer:
            actions.answer(party_of(proposal, 1), answer=answer, by=firm(pair[1]))
    make_pair(organisations=pair, quantity=9.0)
    client = client_as(Role.FIRM, pair[1])

    beside, rows = client.get(LIST).content.decode(), client.get(OWN)

    sentence = "I har svaret på 4 af 5 forslag, I fik indtil nu (80\u00a0%)."
    assert sentence in beside
    assert sentence in rows.content.decode()
    assert rows.context["page"].paginator.count == 5
    missing = client.get(OWN, {"missing": "1"}).context["rows"]
    assert [party.proposal for party, _title in missing] == [sent[4]]


def test_no_proposals_yet_is_said_without_a_figure(client_as, organisation):
    shown = client_as(Role.FIRM, organisation).get(OWN).content.decode()

    assert "I har ikke fået nogen forslag endnu." in shown
    assert "%)" not in shown


def test_an_adviser_sees_the_rate_and_sets_the_limit_for_a_firm(client_as, pair):
    actions.send(make_pair(organisations=pair), by=adviser())
    client = client_as(Role.ADVISER)

    shown = client.get(page("answers", pair[1])).content.decode()
    client.post(page("limit", pair[1]), {"most": "2"})

    assert "De har svaret på 0 af 1 forslag, de fik indtil nu (0\u00a0%)." in shown
    assert Organisation.objects.get(pk=pair[1].pk).most_open == 2


@pytest.mark.parametrize("role", [Role.VISITOR, Role.FIRM])
def test_nobody_else_sees_the_rate_or_sets_the_limit(client_as, pair, role):
    client = client_as(role, None if role is Role.VISITOR else pair[0])

    codes = {client.get(page("answers", pair[1])).status_code, client.post(page("limit", pair[1])).status_code}

    assert codes == ({302} if role is Role.VISITOR else {403})
    with pytest.raises(NotAllowed):
        actions.limit_open(pair[1], most=1, by=Actor() if role is Role.VISITOR else make_actor(Role.FIRM))


def test_the_answer_rate_ranks_nobody(pair):
    actions.send(make_pair(organisations=pair), by=adviser())
    before = capacity.answer_rate(pair[1].pk)
    texts = [line.why for line in waiting(adviser())]

    assert (before.got, before.answered, before.percent) == (1, 0, 0)
    assert not any("%" in text for text in texts)


def test_a_no_takes_one_tap_by_link_and_no_reason(client, pair):
    proposal = make_pair(organisations=pair, sent=True)
    url = link_page(party_of(proposal, 1))
    shown = client.get(url).content.decode()

    answer = client.post(url, {"answer": ["", "no"]}, follow=True).content.decode()

    assert '<button class="button button-secondary" name="answer" value="no">Ikke noget for os</button>' in shown
    assert "et nej tæller ikke imod jer" in shown
    assert "Et nej tæller ikke imod jer." in answer
    party = party_of(proposal, 1)
    assert (party.answer, party.no_reasons, state(proposal)) == ("no", [], "declined")
