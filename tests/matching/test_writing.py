"""What a run found becomes proposals: each once, numbered, renewed while untouched, let go when gone."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from symbiose.common.actor import system
from symbiose.common.models import AuditEntry, Link, SearchDocument
from symbiose.matching import actions, queries
from symbiose.matching.actions.writing import numbers_from
from symbiose.matching.bridge import key_of
from symbiose.matching.enums import ProposalKind
from symbiose.matching.models import Proposal
from tests.factories import make_listing
from tests.matching.cases import all_say_yes, draft, firm, flow_draft, make_loop, make_pair, make_run, party_of, write

pytestmark = pytest.mark.django_db


def again(proposal, **values):
    """The draft that a later run finds for the same listings."""
    flow = proposal.flows.get()
    return draft([flow_draft(flow.have, flow.need, **values)])


def test_a_repeated_run_doubles_no_proposal():
    proposal = make_pair()

    new, lapsed = write(again(proposal))

    assert (new, lapsed) == (0, 0)
    assert Proposal.objects.count() == 1


def test_an_untouched_proposal_follows_its_listings():
    proposal = make_pair()

    write(again(proposal, quantity=80.0))

    assert proposal.flows.get().quantity == 80


def test_a_sent_proposal_stays_as_it_was_sent():
    proposal = make_pair(sent=True)

    write(again(proposal, quantity=80.0))

    assert proposal.flows.get().quantity == 60


def test_what_the_engine_no_longer_finds_lapses_and_comes_back():
    proposal = make_pair()
    kept = again(proposal)

    assert write() == (0, 1)
    proposal.refresh_from_db()
    assert proposal.state == "lapsed"
    write(kept)
    proposal.refresh_from_db()
    assert proposal.state == "found"


def test_a_proposal_lapses_when_a_listing_of_it_is_withdrawn():
    found, sent, talking = make_pair(), make_pair(sent=True), all_say_yes(make_pair(sent=True))
    for proposal in (found, sent, talking):
        need = proposal.flows.get().need
        type(need).objects.filter(pk=need.pk).update(state="withdrawn")

    lapsed = actions.lapse_gone(on=timezone.localdate(), by=system("clock"))

    assert lapsed == 2
    assert [Proposal.objects.get(pk=row.pk).state for row in (found, sent, talking)] == ["lapsed", "lapsed", "talking"]


def test_numbers_go_on_within_the_year_past_ten_thousand():
    proposal = make_pair()
    Proposal.objects.filter(pk=proposal.pk).update(number="2026-9999")

    assert next(numbers_from(date(2026, 12, 31))) == "2026-10000"
    assert next(numbers_from(date(2027, 1, 1))) == "2027-0001"


def test_the_key_is_the_same_wherever_the_ring_is_entered():
    pairs = [("1", "2"), ("3", "4"), ("5", "6")]

    assert key_of(ProposalKind.LOOP, pairs) == key_of(ProposalKind.LOOP, pairs[1:] + pairs[:1])
    assert key_of(ProposalKind.LOOP, pairs[:2]) != key_of(ProposalKind.PAIR, pairs[:2])


def test_a_proposal_hangs_in_the_chain_after_its_listings():
    proposal = make_loop()

    assert Link.objects.filter(to_label="matching.proposal", to_id=proposal.pk).count() == 6


def test_titles_name_nobody_so_that_they_can_be_shown_to_everybody():
    for proposal in (make_pair(), make_loop()):
        assert "Eksempel" not in proposal.title
        assert "Træafskær" in proposal.title


def test_a_loop_that_was_declined_points_to_the_pairs_that_are_left():
    loop = make_loop(sent=True)
    flow = loop.flows.order_by("position").first()
    actions.answer(party_of(loop, 2), answer="no", by=firm(party_of(loop, 2).organisation))

    write(draft([flow_draft(flow.have, flow.need)]), run=make_run())

    loop.refresh_from_db()
    assert loop.state == "declined"
    assert [row.kind for row in queries.remaining_pairs(loop)] == ["pair"]


def test_one_run_numbers_its_proposals_one_after_the_other():
    first = make_pair()
    drafts = [draft([flow_draft(make_listing(), make_listing(side="need"))]) for _ in range(3)]

    write(*drafts, again(first))

    assert list(Proposal.objects.order_by("pk").values_list("number", flat=True)) == [
        f"{timezone.localdate().year}-{number:04d}" for number in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_run_found_is_written_by_the_same_few_statements_however_much_it_is(count, django_assert_num_queries):
    drafts = [draft([flow_draft(make_listing(), make_listing(side="need"))]) for _ in range(count)]
    run = make_run()

    with django_assert_num_queries(13):
        assert write(*drafts, run=run) == (count, 0)

    made = Proposal.objects.order_by("pk")
    assert AuditEntry.objects.filter(verb="matching.find").count() == count
    assert [row.title for row in made] == [
        SearchDocument.objects.get(label="matching.proposal", object_id=row.pk).title for row in made
    ]


def test_a_proposal_that_is_found_again_as_it_was_leaves_no_new_row_in_the_trail():
    proposal = make_pair()
    before = AuditEntry.objects.count()

    write(again(proposal), run=make_run())

    assert AuditEntry.objects.count() == before
