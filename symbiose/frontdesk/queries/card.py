"""A firm's card while it is on the telephone: what it is, who spoke with it last, and what runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from symbiose.common.actor import Actor
from symbiose.frontdesk.enums import CaseState
from symbiose.frontdesk.models import Case
from symbiose.frontdesk.queries.rows import cases_visible_to
from symbiose.frontdesk.shown import dress_cases
from symbiose.listings import queries as listings
from symbiose.listings.models import Listing
from symbiose.listings.queries.names import name_open_to
from symbiose.matching import queries as proposals
from symbiose.matching.enums import ExchangeState, ProposalState
from symbiose.matching.exchanges import of_organisation
from symbiose.matching.exchanges import visible_to as exchanges_visible_to
from symbiose.matching.models import Exchange, Proposal
from symbiose.organisations.models import Contact, Organisation, OrganisationYear
from symbiose.organisations.permissions import may_see_inside
from symbiose.organisations.queries import contacts_visible_to, facts_shown, headcount_of, standing_lines
from symbiose.organisations.queries.page import FactShown

MOST_LINES = 3
MOST_EACH = 5


@dataclass(frozen=True, slots=True)
class Card:
    """What one needs to know of a firm within a breath; `inside` where the reader may see contact and staff."""

    firm: Organisation
    inside: bool
    headcount: OrganisationYear | None
    facts: list[FactShown]
    lines: list[Contact]
    cases: list[Case]
    exchanges: list[Exchange] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)

    @property
    def runs_nothing(self) -> bool:
        return not (self.cases or self.exchanges or self.proposals or self.listings)

    @property
    def next_case(self) -> Case | None:
        """The open case whose next step comes first."""
        agreed = [(case.next_on, case.pk, case) for case in self.cases if case.next_on]
        return min(agreed)[2] if agreed else None


def card_of(firm: Organisation, actor: Actor) -> Card:
    """The card, each part as far as the actor may read it."""
    inside = may_see_inside(actor, firm)
    waiting = proposals.visible_to(actor).filter(
        state__in=(ProposalState.SENT, ProposalState.TALKING), parties__organisation=firm
    )
    running = exchanges_visible_to(actor) & of_organisation(firm.pk)
    shown = listings.market(actor).filter(name_open_to(actor), organisation=firm)
    return Card(
        firm=firm,
        inside=inside,
        headcount=headcount_of(firm) if inside else None,
        facts=facts_shown(firm),
        lines=last_lines(firm, actor),
        cases=open_cases(firm, actor),
        exchanges=list(running.exclude(state=ExchangeState.ENDED).order_by("-pk")[:MOST_EACH]),
        proposals=list(waiting.distinct().order_by("answer_by", "pk")[:MOST_EACH]),
        listings=list(shown.order_by("valid_to", "pk")[:MOST_EACH]),
    )


def last_lines(firm: Organisation, actor: Actor) -> list[Contact]:
    """Who spoke with it last, by anyone of the house whose lines the actor reads."""
    rows: QuerySet[Contact] = standing_lines(contacts_visible_to(actor)).filter(organisation=firm)
    return list(rows.select_related("user", "spoken_for").order_by("-happened_at", "-pk")[:MOST_LINES])


def open_cases(firm: Organisation, actor: Actor) -> list[Case]:
    """Open cases of the firm or in which it takes part, the next step first; each knows how it is shown."""
    part = Q(organisation=firm) | Q(parties__organisation=firm)
    rows = cases_visible_to(actor).filter(part, state=CaseState.OPEN).distinct().select_related("owner", "next_owner")
    found = list(rows.order_by("next_on", "pk")[:MOST_EACH])
    dress_cases(found)
    return found
