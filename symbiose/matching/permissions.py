"""Who may see a proposal, answer it, decide about it, write in its dialogue, and tell of the exchange that it led to."""

from __future__ import annotations

from symbiose.common.actor import Actor, Role
from symbiose.ledger.enums import PartyRole
from symbiose.matching.enums import ProposalState
from symbiose.matching.models import Exchange, Proposal, ProposalParty
from symbiose.organisations.models import Organisation


def may_run(actor: Actor, _run: object = None) -> bool:
    """Advisers start runs, read how they went and see the funnel."""
    return actor.is_adviser


def may_decide(actor: Actor, _proposal: object = None) -> bool:
    """Advisers send, set aside, take up again and remind."""
    return actor.is_adviser


def is_system(actor: Actor, _proposal: object = None) -> bool:
    """What follows from a run or from the calendar, not from a person."""
    return actor.role is Role.SYSTEM


def is_party(actor: Actor, proposal: Proposal) -> bool:
    """The actor's organisation stands in the proposal; the prefetched parties are used where there are any."""
    own = actor.organisation_id
    return own is not None and any(party.organisation_id == own for party in proposal.parties.all())


def may_see(actor: Actor, proposal: Proposal) -> bool:
    """Advisers see all; a party sees it once it was sent, and never before: an adviser looks first."""
    if actor.is_adviser:
        return True
    return actor.role is Role.FIRM and proposal.sent_at is not None and is_party(actor, proposal)


def may_answer(actor: Actor, proposal: Proposal) -> bool:
    """The parties for themselves; an adviser on behalf of any of them, with how consent was given."""
    return may_see(actor, proposal) and proposal.sent_at is not None


def may_answer_for(actor: Actor, party: ProposalParty) -> bool:
    """Nobody but an adviser answers for somebody else."""
    return actor.is_adviser or (actor.role is Role.FIRM and actor.organisation_id == party.organisation_id)


def may_limit(actor: Actor, organisation: Organisation) -> bool:
    """How many at a time, and how many were answered: the organisation itself, and advisers who talked with it."""
    return actor.is_adviser or (actor.role is Role.FIRM and actor.party_id == organisation.pk)


def may_write(actor: Actor, proposal: Proposal) -> bool:
    """The dialogue is open once all said yes: to the parties, and to the adviser who brought them together."""
    return proposal.state == ProposalState.TALKING and may_see(actor, proposal)


def may_agree(actor: Actor, proposal: Proposal) -> bool:
    """Once all have said yes, a party, or an adviser who talked with them, says that it is agreed."""
    return proposal.state == ProposalState.TALKING and may_see(actor, proposal)


def is_side(actor: Actor, exchange: Exchange) -> bool:
    """The actor's organisation gives or receives."""
    own = actor.organisation_id
    return actor.role is Role.FIRM and own is not None and own in {exchange.giver_id, exchange.receiver_id}


def may_see_exchange(actor: Actor, exchange: Exchange) -> bool:
    """The two parties and the advisers; nobody else learns that it exists."""
    return actor.is_adviser or is_side(actor, exchange)


def may_tell_of_exchange(actor: Actor, exchange: Exchange) -> bool:
    """Either party says that it began, pauses, goes on or has ended; an adviser does so for them."""
    return may_see_exchange(actor, exchange)


def may_declare(actor: Actor, _exchange: object = None) -> bool:
    """What runs already and is known from elsewhere is recorded by an adviser, with its source."""
    return actor.is_adviser


def may_run_again(actor: Actor, exchange: Exchange) -> bool:
    """An adviser takes up again what ran once."""
    return actor.is_adviser and exchange.began


def may_open_again(actor: Actor, exchange: Exchange) -> bool:
    """An adviser takes up again what was agreed and never began."""
    return actor.is_adviser and not exchange.began


def side_of(actor: Actor, exchange: Exchange) -> str:
    """The side on which the actor's own organisation stands; empty for all others, advisers too."""
    if not is_side(actor, exchange):
        return ""
    return PartyRole.GIVER.value if actor.organisation_id == exchange.giver_id else PartyRole.RECEIVER.value


def may_tell_side(actor: Actor, exchange: Exchange, side: str) -> bool:
    """Each side tells its own figure of a handover, and an adviser either's on its behalf; nobody the other's."""
    return side in PartyRole.values and (actor.is_adviser or side_of(actor, exchange) == side)


def may_ask(actor: Actor, _exchange: object = None) -> bool:
    """An adviser, or the calendar, asks again what was handed over."""
    return actor.is_adviser
