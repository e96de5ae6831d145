"""With whom a case may go on: proposals for the firm's listings, and whoever offers or does what is lacking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from symbiose.common.actor import Actor, Role
from symbiose.frontdesk.models import Case, PartnerSearch
from symbiose.frontdesk.queries.rows import cases_visible_to
from symbiose.listings import queries as listings
from symbiose.listings.models import Listing
from symbiose.matching import queries as proposals
from symbiose.matching.enums import ProposalState
from symbiose.matching.models import Proposal
from symbiose.organisations import queries as organisations
from symbiose.organisations.enums import FactKind
from symbiose.organisations.models import Organisation

Row = TypeVar("Row", bound=Model)

MOST = 10
MOST_WORDS = 200
OPEN = (ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING)


@dataclass(frozen=True, slots=True)
class Partners:
    """What was found: proposals that stand, organisations and other firms' listings for the words, with how many there are."""

    proposals: list[Proposal]
    organisations: list[Organisation]
    organisations_total: int
    listings: list[Listing]
    listings_total: int


def partners_of(case: Case, actor: Actor, *, words: str, social: bool) -> Partners:
    """Each part as far as the actor may see it; organisations and listings only where one says what is lacking."""
    return Partners(
        _proposals(case, actor), *_organisations(case, actor, words, social=social), *_listings(case, actor, words)
    )


def _proposals(case: Case, actor: Actor) -> list[Proposal]:
    if case.organisation_id is None:
        return []
    rows = proposals.visible_to(actor).filter(state__in=OPEN, parties__organisation_id=case.organisation_id)
    return list(rows.distinct().order_by("stopped", "-points", "pk")[:MOST])


def how_many(case: Case, actor: Actor, *, words: str, social: bool) -> tuple[int, int]:
    """How many organisations and listings there are for the words, those that the page does not show too."""
    return _doing(case, actor, words, social=social).count(), _offering(case, actor, words).count()


def _first(rows: QuerySet[Row]) -> tuple[list[Row], int]:
    """Those that the page shows, and how many there are; counted where there are more."""
    found = list(rows[: MOST + 1])
    return found[:MOST], rows.count() if len(found) > MOST else len(found)


def _organisations(case: Case, actor: Actor, words: str, *, social: bool) -> tuple[list[Organisation], int]:
    if not words:
        return [], 0
    rows = organisations.with_facts(_doing(case, actor, words, social=social)).order_by("name", "pk")
    found, total = _first(rows)
    for row in found:
        row.is_social = FactKind.SOCIAL_ENTERPRISE in organisations.flags(row)  # type: ignore[attr-defined]  # carried to the page, not stored
    return found, total


def _doing(case: Case, actor: Actor, words: str, *, social: bool) -> QuerySet[Organisation]:
    """By name, what they do, trade and place; not the firm itself."""
    rows = organisations.found(organisations.visible_to(actor), words).exclude(pk=case.organisation_id or 0)
    rows = rows.filter(pk__in=organisations.active().values("pk"))
    return organisations.having(rows, [FactKind.SOCIAL_ENTERPRISE.value]) if social else rows


def _listings(case: Case, actor: Actor, words: str) -> tuple[list[Listing], int]:
    return _first(_offering(case, actor, words).order_by("-shown_at", "-pk")) if words else ([], 0)


def _offering(case: Case, actor: Actor, words: str) -> QuerySet[Listing]:
    """What others have or lack now."""
    return listings.search(listings.market(actor), words).exclude(organisation_id=case.organisation_id or 0)


def searches_visible_to(actor: Actor) -> QuerySet[PartnerSearch]:
    """Those who keep a case see what was looked for in it."""
    if actor.role not in {Role.ADVISER, Role.ENTRANCE, Role.SYSTEM}:
        return PartnerSearch.objects.none()
    return PartnerSearch.objects.filter(case__in=cases_visible_to(actor).values("pk"))
