"""A proposal as one actor may see it: the one place where names are shown or hidden.

Page, drawing, table, CSV and letters all read this, so that what is hidden is hidden everywhere.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.matching import sentences
from symbiose.matching.enums import ProposalKind, ProposalState
from symbiose.matching.models import Proposal, ProposalFlow, ProposalHours, ProposalParty
from symbiose.matching.sentences import family_name
from symbiose.matching.shown.gains import Gain
from symbiose.matching.shown.parts import FlowShown, PartyShown, column_names
from symbiose.matching.shown.symbiosis import sentence, work_shown
from symbiose.matching.shown.whole import ProposalShown
from symbiose.matching.symbiosis_sentences import plain_title
from symbiose.organisations.enums import FactKind
from symbiose.organisations.queries import flags

__all__ = ["FlowShown", "Gain", "PartyShown", "ProposalShown", "column_names", "show", "titled"]


def titled(proposal: Proposal) -> str:
    """The title in the reader's language; it is kept in Danish, so that only other languages read the flows."""
    if sentences.language() == "da":
        return proposal.title
    flows = list(proposal.flows.all())
    work = work_of(proposal)
    return plain_title(flows, float(work.hours)) if work else sentences.title(proposal.kind, flows)


def work_of(proposal: Proposal) -> ProposalHours | None:
    """The hours that people work in a symbiosis; None of a pair or loop."""
    return getattr(proposal, "work", None) if proposal.kind == ProposalKind.SYMBIOSIS else None


def show(proposal: Proposal, actor: Actor) -> ProposalShown:
    """A proposal as the actor may see it. Read it with `queries.with_parts`, or it asks the database on and on."""
    flows = list(proposal.flows.all())
    hidden = _hidden(proposal, flows, actor)
    parties = [
        _party(proposal, row, flows, actor, hidden=row.organisation_id in hidden) for row in proposal.parties.all()
    ]
    by_organisation = {party.row.organisation_id: party for party in parties}
    own = None if actor.is_adviser else by_organisation.get(actor.organisation_id or 0)
    shown_flows = [_flow(row, by_organisation) for row in flows]
    row = work_of(proposal)
    agreed = proposal.state == ProposalState.TALKING
    work = work_shown(row, parties, actor, agreed=agreed) if row else None
    if work:
        title = sentence(work, shown_flows)
    elif own:
        title = sentences.party_title(proposal.kind, flows, own.row.organisation_id)
    else:
        title = sentences.title(proposal.kind, flows)
    return ProposalShown(
        proposal=proposal,
        parties=parties,
        flows=shown_flows,
        is_loop=proposal.kind == ProposalKind.LOOP,
        title=title,
        own=own,
        work=work,
    )


def _hidden(proposal: Proposal, flows: list[ProposalFlow], actor: Actor) -> set[int]:
    """Organisations whose name the actor does not get: an anonymous listing, until all have said yes."""
    if actor.is_adviser or proposal.state == ProposalState.TALKING:
        return set()
    listings = [listing for flow in flows for listing in (flow.have, flow.need)]
    return {one.organisation_id for one in listings if one.anonymous} - {actor.organisation_id}


def _party(
    proposal: Proposal, row: ProposalParty, flows: list[ProposalFlow], actor: Actor, *, hidden: bool
) -> PartyShown:
    place = next(
        (
            one.place
            for flow in flows
            for one in (flow.have, flow.need)
            if one.organisation_id == row.organisation_id and one.place
        ),
        "" if hidden else row.organisation.place,
    )
    somewhere = _("A place in %(place)s") % {"place": place} if place else _("Somebody with a hidden name")
    sees_contact = actor.is_adviser or proposal.state == ProposalState.TALKING
    return PartyShown(
        row=row,
        name=somewhere if hidden else row.organisation.name,
        place=place,
        hidden=hidden,
        social=not hidden and FactKind.SOCIAL_ENTERPRISE in flags(row.organisation),  # it narrows down who it is
        own=row.organisation_id == actor.organisation_id,
        contact=row.organisation if sees_contact else None,
    )


def _flow(row: ProposalFlow, parties: dict[int, PartyShown]) -> FlowShown:
    unknown = row.quantity is None
    return FlowShown(
        row=row,
        giver=parties[row.have.organisation_id],
        taker=parties[row.need.organisation_id],
        what=sentences.capital(family_name(row.have_family)),
        quantity=sentences.quantity(row.quantity, row.unit, row.per, estimated=row.estimated),
        available=sentences.quantity(row.have.quantity, row.have.unit, row.have.per, estimated=row.have.estimated),
        distance=sentences.kilometres(row.km),
        certainty="unknown" if unknown else "estimated" if row.estimated else "stated",
        backup=_backup(row),
        colour=_colour(row.have_family),
    )


def _backup(row: ProposalFlow) -> str:
    """What happens to the need when this giver drops out, as the engine counted it."""
    for stored in row.reasons:
        if stored["code"] in {"other_haves", "only_have"}:
            return sentences.said(sentences.reason_of(stored)).text
    return _("Unknown")


def _colour(family: str) -> str:
    kind = sentences.kind_of(family)
    if kind in sentences.GOODS:
        return "goods"
    return "hours" if kind in sentences.HOURS else "material"
