"""Anonymous until all have said yes: on every page, in every file, letter and notice."""

from __future__ import annotations

import pytest
from django.urls import reverse

from symbiose.common.actor import Role
from symbiose.common.registry import WAITING
from symbiose.matching import actions
from symbiose.matching.waiting import waiting
from symbiose.notices.models import Notice, OutgoingMail
from tests.factories import make_membership
from tests.matching.cases import adviser, all_say_yes, firm, make_loop, make_pair, party_of
from tests.matching.test_answering import link_page

pytestmark = pytest.mark.django_db

HIDDEN = "Eksempel Fuglekassen"
SECRETS = (HIDDEN, "kontakt1@firma.example")


def texts_for(proposal, place, client_as, client):
    """Everything that one party can read of a proposal."""
    party = party_of(proposal, place)
    signed_in = client_as(Role.FIRM, party.organisation)
    page, table = (reverse(f"matching:{name}", args=[proposal.number]) for name in ("proposal", "table"))
    by_list = reverse("matching:list")
    answers = [
        signed_in.get(page),
        signed_in.get(table),
        signed_in.get(by_list),
        client.get(link_page(party)),
        client.get(link_page(party) + "?format=csv"),
        client.post(link_page(party), {"answer": ""}),
    ]
    texts = [answer.content.decode() for answer in answers]
    texts.append(b"".join(signed_in.get(by_list + "?format=csv").streaming_content).decode())
    texts += [f"{line.title} {line.why}" for line in waiting(firm(party.organisation))]
    return texts


def test_a17_6_a_hidden_name_shows_nowhere_before_all_have_said_yes(client_as, client):
    proposal = make_pair(anonymous=["need"], sent=True)

    texts = texts_for(proposal, 0, client_as, client)

    assert len(texts) == 8
    for text in texts:
        for secret in SECRETS:
            assert secret not in text
    assert any("Et sted i 8620 Kjellerup" in text for text in texts)


def test_a17_6_there_was_a_name_to_hide_advisers_and_the_owner_see_it(client_as, client):
    proposal = make_pair(anonymous=["need"], sent=True)

    page = client_as(Role.ADVISER).get(reverse("matching:proposal", args=[proposal.number])).content.decode()
    own = texts_for(proposal, 1, client_as, client)

    assert HIDDEN in page
    assert HIDDEN in own[0]


def test_a17_6_letters_and_notices_name_nobody(client_as):
    proposal = make_pair(anonymous=["have", "need"])
    for place in (0, 1):
        make_membership(Role.FIRM, party_of(proposal, place).organisation)

    actions.send(proposal, by=adviser())

    told = [mail.subject + mail.body for mail in OutgoingMail.objects.all()]
    told += [notice.text for notice in Notice.objects.all()]
    assert len(told) == 4
    assert not any(name in text for text in told for name in ("Træværk", "Fuglekassen", "Træafskær"))


def test_a17_6_the_name_opens_when_all_have_said_yes(client_as, client):
    proposal = all_say_yes(make_pair(anonymous=["have", "need"], sent=True))

    texts = texts_for(proposal, 0, client_as, client)

    assert HIDDEN in texts[0]
    assert "kontakt1@firma.example" in texts[0]
    assert HIDDEN in texts[3]


@pytest.mark.parametrize("answer", ["", "later", "no"])
def test_a17_6_one_yes_opens_nothing(answer, client_as, client):
    proposal = make_pair(anonymous=["need"], sent=True)
    actions.answer(party_of(proposal, 0), answer="yes", by=firm(party_of(proposal, 0).organisation))
    if answer:
        actions.answer(party_of(proposal, 1), answer=answer, by=firm(party_of(proposal, 1).organisation))

    texts = texts_for(proposal, 0, client_as, client)

    assert not any(secret in text for text in texts for secret in SECRETS)


def test_a17_6_in_a_loop_every_anonymous_party_is_hidden_from_the_others(client_as, client):
    proposal = make_loop(4, anonymous=True, sent=True)

    texts = texts_for(proposal, 0, client_as, client)

    assert not any(name in text for text in texts for name in ("Fuglekassen", "Havecenter", "Bryghus"))
    assert "Eksempel Træværk" in texts[0]


def test_a17_6_contact_details_of_those_who_show_their_name_also_wait_for_all_yes(client_as, client):
    proposal = make_pair(sent=True)

    texts = texts_for(proposal, 0, client_as, client)

    assert HIDDEN in texts[0]
    assert not any("kontakt1@firma.example" in text for text in texts)


def test_waiting_lines_are_registered():
    assert waiting in WAITING


def test_a17_6_neither_status_nor_own_address_narrows_down_a_hidden_party(client_as, client):
    proposal = make_pair(anonymous=["need"], sent=True)
    need = proposal.flows.get().need
    type(need).objects.filter(pk=need.pk).update(postcode="", town="", latitude=None, longitude=None)
    type(need.organisation).objects.filter(pk=need.organisation_id).update(postcode="8883", town="Gjern")

    texts = texts_for(proposal, 0, client_as, client)

    assert not any("SØV" in text or "socialøkonomisk virksomhed" in text.lower() for text in texts[:5])
    assert not any("8883" in text or "Gjern" in text for text in texts)
