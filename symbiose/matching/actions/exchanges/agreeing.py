"""From a proposal that all said yes to: an exchange for each of its flows, to begin when the parties say so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.engine.resources.graph import load_graph
from symbiose.engine.units import UNITS, convert
from symbiose.listings import authority
from symbiose.listings.enums import Per, Unit
from symbiose.matching import sentences
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.actions.deciding import Stopped, flow_listings, locked
from symbiose.matching.actions.exchanges.numbering import add, standing
from symbiose.matching.actions.exchanges.telling import tell_agreed
from symbiose.matching.enums import ProposalKind
from symbiose.matching.handing.periods import first_ask
from symbiose.matching.models import Exchange, Proposal, ProposalFlow, ProposalHours
from symbiose.matching.permissions import is_party, may_agree

BY_WEIGHT = "mass"


@transaction.atomic
def agree_exchanges(proposal: Proposal, *, by: Actor, consent: str = "") -> list[Exchange]:
    """Make an exchange of each flow, agreed and not begun. What was made before stays, so that a repeat changes nothing.

    Raises NotAllowed before all have said yes, for others than the parties and advisers, and for an adviser who does not say how
    the parties agreed; Stopped while a listing waits for an authority's step; Refused where a party has closed.
    """
    now = locked(proposal)
    if not may_agree(by, now):
        raise NotAllowed("agree_exchange")
    if not is_party(by, now) and not consent.strip():
        raise NotAllowed("consent")
    if authority.stopped_among(flow_listings(now)):
        raise Stopped(now)
    known = {(row.have_id, row.need_id): row for row in now.exchanges.all()}
    flows = now.flows.select_related("have__organisation", "need__organisation")
    made = [
        known.get((flow.have_id, flow.need_id)) or _agreed(now, flow, by=by, consent=consent.strip()) for flow in flows
    ]
    new = [row for row in made if row not in known.values()]
    for row in new:
        tell_agreed(row, by=by)
    if now.kind == ProposalKind.SYMBIOSIS:
        _lead_to_position(now)
    return made


def _lead_to_position(proposal: Proposal) -> None:
    """The hours of a symbiosis lead to the position that people work them in."""
    work = ProposalHours.objects.filter(proposal=proposal, position__isnull=False).select_related("position").first()
    if work is not None and work.position is not None:
        actions.link(proposal, work.position, kind="hours")


def _agreed(proposal: Proposal, flow: ProposalFlow, *, by: Actor, consent: str) -> Exchange:
    giver, receiver = standing(flow.have.organisation), standing(flow.need.organisation)
    if giver == receiver:
        raise Refused("exchange_two_parties")
    own = is_party(by, proposal)
    acting = by if own else by.acting_for(giver.pk, consent=consent)
    with translation.override("da"):
        new = Exchange(
            proposal=proposal,
            have=flow.have,
            need=flow.need,
            giver=giver,
            receiver=receiver,
            title=sentences.capital(sentences.family_name(flow.have_family))[:200],
            kind=_kind(flow),
            family=flow.have_family,
            on_behalf=not own,
            consent="" if own else consent,
            example=proposal.parties.filter(organisation__example=True).exists(),
            **_quantity(flow),
            **_price(flow),
            **_weight(flow),
        )
    new.ask_on = first_ask(new, on=timezone.localdate())
    made = add(new, by=acting, verb="matching.agree_exchange")
    actions.link(proposal, made, kind="agreed")
    changes = {"exchange": [None, made.number]}
    actions.record(proposal, by=acting, verb="matching.agree_exchange", changes=changes)
    return made


def _kind(flow: ProposalFlow) -> str:
    found = sentences.kind_of(flow.have_family)
    return found.value if found else flow.have.kind


def _quantity(flow: ProposalFlow) -> dict[str, Any]:
    """What the proposal said that can go from one to the other; unknown where it said nothing."""
    per = flow.per or flow.need.per or flow.have.per or Per.ONCE
    if flow.quantity is None or flow.unit not in Unit.values:
        return {"per": per}
    return {"quantity": flow.quantity, "unit": flow.unit, "per": per, "estimated": flow.estimated}


def _price(flow: ProposalFlow) -> dict[str, Any]:
    """The price of the listing of what is had, where it counts in the same unit."""
    if flow.have.price is None or flow.have.unit != flow.unit:
        return {}
    day = formats.date_format(flow.have.changed_at, "DATE_FORMAT")
    source = _("The listing “%(title)s”, %(day)s") % {"title": flow.have.title, "day": day}
    return {"price": flow.have.price, "price_source": source[:300]}


def _weight(flow: ProposalFlow) -> dict[str, Any]:
    """What one unit weighs, where the unit is no weight itself and the family's usual weight is known."""
    family = load_graph().families.get(flow.have_family)
    if family is None or flow.unit not in UNITS or UNITS[flow.unit].dimension == BY_WEIGHT:
        return {}
    kg = convert(1.0, flow.unit, "kg", kg_per_m3=family.kg_per_m3, kg_per_piece=family.kg_per_piece)
    if not kg or round(kg, 4) <= 0:
        return {}
    source = _("Usual weight of %(family)s: a typical value of the group, not weighed") % {"family": family.name_da}
    return {"kg_per_unit": Decimal(str(round(kg, 4))), "weight_source": source[:300]}
