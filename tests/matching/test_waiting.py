"""The lines that the room adds to the start page."""

from __future__ import annotations

import pytest

from symbiose.common.actor import VISITOR
from symbiose.matching import actions
from symbiose.matching.models import Proposal
from symbiose.matching.waiting import waiting
from tests.matching.cases import adviser, firm, make_loop, make_pair, party_of, yesterday

pytestmark = pytest.mark.django_db


def test_an_adviser_sees_new_proposals_and_overdue_answers():
    new, sent = make_pair(), make_loop(sent=True)
    Proposal.objects.filter(pk=sent.pk).update(answer_by=yesterday())

    lines = waiting(adviser())

    assert [(line.section, line.late) for line in lines] == [("deadline", True), ("proposals", False)]
    assert new.number in lines[1].url
    assert "Eksempel Havecenter" in lines[0].why


def test_an_adviser_sees_that_a_new_proposal_is_stopped():
    make_pair(stopped=True)

    (line,) = waiting(adviser())

    assert line.why.startswith("Stoppet")


def test_a_firm_sees_what_waits_for_its_answer_until_it_has_answered():
    proposal = make_pair(sent=True)
    by = firm(party_of(proposal).organisation)

    before = waiting(by)
    actions.answer(party_of(proposal), answer="yes", by=by)
    after = waiting(by)

    assert [line.section for line in before] == ["waiting"]
    assert after == []


def test_nothing_waits_for_the_public_or_for_other_firms():
    make_pair(sent=True)

    assert waiting(VISITOR) == []
    assert waiting(firm(None)) == []


@pytest.mark.parametrize("many", [1, 3])
def test_waiting_takes_the_same_queries_for_one_and_three_rows(many, django_assert_num_queries):
    for _ in range(many):
        make_pair()
    by = adviser()

    with django_assert_num_queries(6):
        assert len(waiting(by)) == many
