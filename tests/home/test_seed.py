"""The demo's story, told through the rooms' own verbs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from symbiose.common.models import AuditEntry
from symbiose.home.seed import seed_demo
from symbiose.ledger.models import Entry
from symbiose.listings.models import Listing
from symbiose.matching.enums import Answer, ProposalState, RunState
from symbiose.matching.models import Handover, Proposal, ProposalParty, Run
from symbiose.organisations.models import Membership, Organisation, OrganisationFact
from symbiose.people.models import User

OWN = {"silkeborg": "Eksempel Træværk", "kalundborg": "Eksempel Saftfabrik"}


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def counts():
    kinds = (Organisation, OrganisationFact, Membership, User, Listing, Run, Proposal, ProposalParty, AuditEntry)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def nobody_has_a_password():
    assert [person.email for person in User.objects.all() if person.has_usable_password()] == []
    assert not [person.email for person in User.objects.all() if not person.email.endswith(".example")]


def handovers_have_one_difference_and_one_silence(start_page):
    states = list(Handover.objects.values_list("state", flat=True))
    assert (states.count("differs"), states.count("asked"), states.count("nothing")) == (1, 1, 1)
    assert Entry.objects.filter(estimated=False, evidence="weighed").exists()
    assert Entry.objects.filter(estimated=True).exists()
    assert "De to sider siger noget forskelligt" in start_page
    assert "Ring og svar for dem" in start_page


def listings_show_every_state_and_carry_the_writers_own_words():
    assert Listing.objects.filter(anonymous=True).count() >= 3
    assert Listing.objects.filter(stopped=True).exists()
    assert Listing.objects.filter(waste="unknown").exists()
    assert Listing.objects.filter(estimated=True).exists()
    assert not Listing.objects.filter(example=False).exists()
    assert Listing.objects.filter(on_behalf=True, consent="Aftalt i telefonen").count() == 1
    offcuts = Listing.objects.get(external_id="L01")
    assert offcuts.title == "Træafskær af ubehandlet fyr og eg"
    assert [code.confirmed for code in offcuts.codes.all()] == [True]
    assert offcuts.codes.get().words


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN)
def test_demo_tells_its_story_once_and_leaves_the_last_answer_to_the_newcomer(name, demo, client):
    """Telling it takes long, so all that holds of a demo is asked of one."""
    said = seed_demo(name)
    first = counts()

    run = Run.objects.get()
    assert (run.state, run.error) == (RunState.DONE, "")
    assert f"{first['Listing']} listings, {first['Proposal']} proposals." in said
    sent = Proposal.objects.get(state=ProposalState.SENT)
    assert sorted(sent.parties.values_list("answer", flat=True)) == [Answer.NONE, Answer.YES, Answer.YES]
    assert sent.parties.get(answer=Answer.NONE).organisation.name == OWN[name]
    assert all(party.on_behalf and party.consent for party in sent.parties.filter(answer=Answer.YES))

    assert seed_demo(name) == said
    assert counts() == first

    client.post("/konto/demo/enterprise/")
    shown = client.get(reverse("home:today")).content.decode()
    assert OWN[name] in shown
    assert "Venter på jer" in shown

    client.post("/konto/demo/adviser/")
    shown = client.get(reverse("home:today")).content.decode()
    assert "Nye forslag" in shown
    assert "Udløber snart" in shown
    nobody_has_a_password()
    handovers_have_one_difference_and_one_silence(shown)
    if name == "silkeborg":
        listings_show_every_state_and_carry_the_writers_own_words()


@pytest.mark.django_db
def test_x7_a_folder_without_a_story_starts_as_an_empty_house_with_a_door_for_the_adviser(
    demo, third_municipality, client
):
    assert seed_demo(str(third_municipality)) == "Prisme Kommune: 0 organisations, 0 listings, 0 proposals."
    assert "Gå ind som rådgiver" in client.get("/").content.decode()

    client.post("/konto/demo/adviser/")
    shown = client.get("/i-dag/").content.decode()

    assert "Anna Eksempel</a>, Prisme Erhvervskontor" in shown
    assert seed_demo(str(third_municipality)) == "Prisme Kommune: 0 organisations, 0 listings, 0 proposals."
