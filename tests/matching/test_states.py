"""Every transition of a proposal, for every role."""

from __future__ import annotations

import pytest
from django.urls import reverse

from symbiose.common.actor import Actor, Role, system
from symbiose.common.states import NotAllowed
from symbiose.listings.models import Listing
from symbiose.matching import actions
from symbiose.matching.enums import ProposalState
from symbiose.matching.states import PROPOSAL, verb_of
from tests.matching.cases import adviser, all_say_yes, firm, make_pair, party_of

pytestmark = pytest.mark.django_db

ADVISER, PARTY, OTHER, VISITOR, SYSTEM = "adviser", "party", "other firm", "visitor", "system"
EVERYBODY = (ADVISER, PARTY, OTHER, VISITOR, SYSTEM)
# verb: (from, to, who)
TABLE = {
    "send": (["found"], "sent", {ADVISER, SYSTEM}),
    "remind": (["sent"], "sent", {ADVISER, SYSTEM}),
    "set_aside": (["found", "sent"], "set_aside", {ADVISER, SYSTEM}),
    "take_up": (["set_aside"], "found", {ADVISER, SYSTEM}),
    "answer": (["sent", "declined"], "sent", {ADVISER, SYSTEM, PARTY}),
    "decline": (["sent", "declined"], "declined", {ADVISER, SYSTEM, PARTY}),
    "agree": (["sent", "declined"], "talking", {ADVISER, SYSTEM, PARTY}),
    "ask_again": (["sent"], "sent", {SYSTEM}),
    "lapse": (["found", "sent"], "lapsed", {SYSTEM}),
    "find_again": (["lapsed"], "found", {SYSTEM}),
}


def actor(who, proposal):
    return {
        ADVISER: adviser,
        PARTY: lambda: firm(party_of(proposal).organisation),
        OTHER: lambda: firm(None),
        VISITOR: Actor,
        SYSTEM: lambda: system("clock"),
    }[who]()


def test_the_table_holds_these_transitions_and_no_others():
    assert {row.verb: (sorted(row.sources), row.target) for row in PROPOSAL.transitions} == {
        verb: (sorted(sources), target) for verb, (sources, target, _who) in TABLE.items()
    }


@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_transition_is_open_to_its_roles_from_its_states_alone(verb, who):
    proposal = make_pair(sent=True)
    sources, target, allowed = TABLE[verb]
    by = actor(who, proposal)

    for state in ProposalState.values:
        if state in sources and who in allowed:
            row = PROPOSAL.require(verb, state=state, actor=by, subject=proposal, reason="Derfor")
            assert row.target == target
        else:
            with pytest.raises(NotAllowed):
                PROPOSAL.require(verb, state=state, actor=by, subject=proposal, reason="Derfor")


@pytest.mark.parametrize("who", [PARTY, OTHER, VISITOR])
def test_nobody_but_advisers_sends_reminds_sets_aside_or_takes_up(who):
    proposal = make_pair()
    by = actor(who, proposal)

    for verb in (actions.send, actions.remind, actions.take_up):
        with pytest.raises(NotAllowed):
            verb(proposal, by=by)
    with pytest.raises(NotAllowed):
        actions.set_aside(proposal, reason="Derfor", by=by)


def test_setting_aside_needs_a_reason():
    proposal = make_pair()

    with pytest.raises(NotAllowed):
        actions.set_aside(proposal, reason=" ", by=adviser())


def test_a_dialogue_is_neither_set_aside_nor_lapsed():
    proposal = all_say_yes(make_pair(sent=True))

    with pytest.raises(NotAllowed):
        actions.set_aside(proposal, reason="Derfor", by=adviser())


@pytest.mark.parametrize("side", ["have", "need"])
@pytest.mark.parametrize("verb", ["send", "remind"])
def test_a_listing_stopped_later_holds_its_proposal_back(side, verb, client_as):
    proposal = make_pair(sent=verb == "remind")
    page = reverse("matching:proposal", args=[proposal.number])
    act = reverse(f"matching:{verb}", args=[proposal.number])
    client = client_as(Role.ADVISER)
    before = act in client.get(page).content.decode()
    Listing.objects.filter(pk=getattr(proposal.flows.get(), f"{side}_id")).update(stopped=True)

    answer = client.post(act, follow=True).content.decode()

    assert before
    assert "Forslaget er stoppet" in answer
    assert act not in answer
    with pytest.raises(actions.Stopped):
        getattr(actions, verb)(proposal, by=adviser())


def test_a_stopped_proposal_is_not_sent():
    with pytest.raises(actions.Stopped):
        actions.send(make_pair(stopped=True), by=adviser())


@pytest.mark.parametrize(
    ("answers", "verb"),
    [(["yes", "yes"], "agree"), (["yes", ""], "answer"), (["yes", "later"], "answer"), (["no", "yes", ""], "decline")],
)
def test_answers_together_decide_the_verb(answers, verb):
    assert verb_of(answers) == verb
