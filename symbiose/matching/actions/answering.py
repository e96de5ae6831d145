"""A party's answer: its own, by personal link or signed in, or an adviser's on its behalf."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed, Transition
from symbiose.matching import queries
from symbiose.matching.actions import letters
from symbiose.matching.actions.deciding import locked
from symbiose.matching.enums import Answer, NoReason, ProposalState
from symbiose.matching.models import Proposal, ProposalParty
from symbiose.matching.permissions import may_answer_for
from symbiose.matching.queries import may_still_answer
from symbiose.matching.states import PROPOSAL, verb_of

LATER = timedelta(days=30)
SAID = ("answer", "no_reasons", "comment", "on_behalf", "consent")


class Gone(Exception):
    """A listing of the proposal is no longer shown, so that nobody can say yes to it any more."""


class TooLate(Exception):
    """The day until which an answer can be changed has passed, or the proposal is closed."""


@transaction.atomic
def answer(
    party: ProposalParty,
    *,
    answer: str,
    by: Actor,
    no_reasons: Iterable[str] = (),
    comment: str = "",
    consent: str = "",
) -> ProposalParty:
    """Keep a party's answer and move the proposal where all answers together take it.

    The same answer again changes nothing. Raises NotAllowed where the actor may not answer for the party, or answers
    on its behalf without saying how it agreed; TooLate where the answer can no longer be changed; Gone for a yes to what is no longer shown.
    """
    proposal = locked(party.proposal)
    party = ProposalParty.objects.select_related("organisation").get(pk=party.pk)
    actor = _on_behalf(party, by=by, consent=consent)
    values = _values(party, Answer(answer), actor, no_reasons=no_reasons, comment=comment)
    if all(getattr(party, name) == values[name] for name in SAID):
        return party
    answers = {row.pk: row.answer for row in proposal.parties.all()} | {party.pk: values["answer"]}
    verb = verb_of(answers.values())
    row = PROPOSAL.require(verb, state=proposal.state, actor=by, subject=proposal)
    if not may_still_answer(proposal, party, on=timezone.localdate()):
        raise TooLate(proposal)
    if values["answer"] == Answer.YES and queries.gone(on=timezone.localdate()).filter(pk=proposal.pk).exists():
        raise Gone(proposal)
    before = party.answer
    party = actions.change(party, by=actor, verb="matching.answer", **values)
    changes = {"organisation": [None, party.organisation_id], "answer": [before, party.answer]}
    actions.record(proposal, by=actor, verb="matching.answer", changes=changes)
    _move(proposal, row, by=actor)
    return party


def _on_behalf(party: ProposalParty, *, by: Actor, consent: str) -> Actor:
    if not may_answer_for(by, party):
        raise NotAllowed("answer")
    if by.organisation_id == party.organisation_id:
        return by
    if not consent.strip():
        raise NotAllowed("consent")
    return by.acting_for(party.organisation_id, consent=consent.strip())


def _values(
    party: ProposalParty, given: Answer, actor: Actor, *, no_reasons: Iterable[str], comment: str
) -> dict[str, Any]:
    reasons = [NoReason(reason).value for reason in no_reasons] if given is Answer.NO else []
    return {
        "answer": given.value,
        "answered_at": timezone.now(),
        "answered_by": actor.name,
        "on_behalf": actor.on_behalf_of is not None,
        "consent": actor.consent,
        "no_reasons": reasons,
        "comment": comment.strip(),
        "ask_again_on": timezone.localdate() + LATER if given is Answer.LATER else None,
    }


def _move(proposal: Proposal, row: Transition, *, by: Actor) -> None:
    values: dict[str, Any] = {"state": row.target}
    if row.target == ProposalState.TALKING:
        values["talking_since"] = timezone.now()
    moved = actions.change(proposal, by=by, verb=f"matching.{row.verb}", **values)
    if row.target == ProposalState.TALKING:
        letters.tell_all_said_yes(moved, by=by)
