"""With whom a case may go on: proposals for the firm's listings, and whoever offers or does what is lacking."""

from __future__ import annotations

from dataclasses import dataclass

from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Case
from symbiose.listings import queries as listings
from symbiose.listings.models import Listing
from symbiose.matching import queries as proposals
from symbiose.matching.enums import ProposalState
from symbiose.matching.models import Proposal
from symbiose.organisations import queries as organisations
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation

MOST = 10
OPEN = (ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING)


@dataclass(frozen=True, slots=True)
class Partners:
    """What was found: proposals that stand, organisations and other firms' listings for the words."""

    proposals: list[Proposal]
    organisations: list[Organisation]
    listings: list[Listing]


def partners_of(case: Case, actor: Actor, *, words: str, social: bool) -> Partners:
    """Each part as far as the actor may see it; organisations and listings only where one says what is lacking."""
    return Partners(
        _proposals(case, actor), _organisations(case, actor, words, social=social), _listings(case, actor, words)
    )


def _proposals(case: Case, actor: Actor) -> list[Proposal]:
    if case.organisation_id is None:
        return []
    rows = proposals.visible_to(actor).filter(state__in=OPEN, parties__organisation_id=case.organisation_id)
    return list(rows.distinct().order_by("stopped", "-points", "pk")[:MOST])


def _organisations(case: Case, actor: Actor, words: str, *, social: bool) -> list[Organisation]:
    """By name, what they do, trade and place; not the firm itself."""
    if not words:
        return []
    rows = organisations.found(organisations.visible_to(actor), words).exclude(pk=case.organisation_id or 0)
    rows = rows.filter(pk__in=organisations.active().values("pk"))
    rows = organisations.having(rows, [FactKind.SOCIAL_ENTERPRISE.value]) if social else rows
    found = list(organisations.with_facts(rows).order_by("name", "pk")[:MOST])
    for row in found:
        row.is_social = FactKind.SOCIAL_ENTERPRISE in organisations.flags(row)  # type: ignore[attr-defined]  # carried to the page, not stored
    return found


def _listings(case: Case, actor: Actor, words: str) -> list[Listing]:
    """What others have or lack now."""
    if not words:
        return []
    rows = listings.search(listings.market(actor), words).exclude(organisation_id=case.organisation_id or 0)
    return list(rows.order_by("-shown_at", "-pk")[:MOST])
