"""What the calendar does: ask again those who said "later", and let go of what is no longer possible."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.listings import authority
from symbiose.matching import queries
from symbiose.matching.actions import letters
from symbiose.matching.actions.deciding import answer_day, flow_listings, locked
from symbiose.matching.enums import Answer, ProposalState
from symbiose.matching.states import PROPOSAL


@transaction.atomic
def ask_again(*, on: date, by: Actor) -> int:
    """Ask those whose "later" has come, with a new day to answer by; how many were asked."""
    asked_again = 0
    for found in queries.to_ask_again(on=on):
        now = locked(found.proposal)
        party = queries.to_ask_again(on=on).filter(pk=found.pk).first()
        if party is None:  # it was answered, or the proposal moved, since the rows were read
            continue
        if authority.stopped_among(flow_listings(now)):  # asked when the step is recorded
            continue
        PROPOSAL.require("ask_again", state=now.state, actor=by, subject=now)
        proposal = actions.change(
            now,
            by=by,
            verb="matching.ask_again",
            answer_by=max(answer_day(on), now.answer_by or on),
        )
        asked = actions.change(
            party, by=by, verb="matching.ask_again", answer=Answer.NONE.value, answered_at=None, ask_again_on=None
        )
        asked.proposal = proposal
        letters.ask(asked, by=by)
        asked_again += 1
    return asked_again


@transaction.atomic
def lapse_gone(*, on: date, by: Actor) -> int:
    """Let go of open proposals of which a listing is gone; how many."""
    due = list(queries.gone(on=on).select_for_update())
    for proposal in due:
        row = PROPOSAL.require("lapse", state=proposal.state, actor=by, subject=proposal)
        was_sent = proposal.state == ProposalState.SENT
        lapsed = actions.change(proposal, by=by, verb="matching.lapse", state=row.target)
        if was_sent:
            letters.tell_lapsed(lapsed)
    return len(due)
