"""What symbioses are built round: organisations where people work or could work, and what their positions have left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Position, Workplace
from symbiose.jobs.queries.placement_room import hours_of, living, promised, with_hours
from symbiose.listings.models import Listing
from symbiose.matching.enums import Answer, ProposalKind
from symbiose.matching.models import Proposal
from symbiose.organisations.enums import FactKind, OrganisationKind, OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import facts_of, flags


@dataclass(frozen=True, slots=True)
class HubRow:
    """An organisation that work can be done at; `own_room` is True where it has told of a workplace, else unknown."""

    organisation: int
    kind: str  # social_enterprise | workshop | department
    own_room: bool | None


@dataclass(frozen=True, slots=True)
class Hubs:
    """All of them, with open positions, the hours that placements take of each (by number), and what was refused.

    `fitting` is how many who wait could fill a position, by its number; who they are is not read here.
    """

    rows: Sequence[HubRow] = ()
    positions: Sequence[Position] = ()
    taken: Sequence[tuple[str, float]] = ()
    fitting: Mapping[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()


def read_hubs(rows: Iterable[Listing]) -> Hubs:
    """The hubs among those who have or lack something or have open positions, in a fixed number of statements."""
    positions = list(
        Position.objects.filter(state=PositionState.OPEN, organisation__state=OrganisationState.ACTIVE).order_by("pk")
    )
    told = set(Workplace.objects.values_list("organisation_id", flat=True))
    active = Q(kind__in=[OrganisationKind.SOCIAL_ENTERPRISE, OrganisationKind.DEPARTMENT]) | Q(
        facts__kind=FactKind.SOCIAL_ENTERPRISE
    )
    possible = Organisation.objects.filter(state=OrganisationState.ACTIVE).filter(
        active | Q(positions__state=PositionState.OPEN)
    )
    working = {one.organisation_id for one in positions}
    near = {row.organisation_id for row in rows} | working
    found = [
        HubRow(one.pk, kind, True if one.pk in told else None)
        for one in possible.distinct().order_by("pk").prefetch_related(facts_of())
        if one.pk in near
        for kind in [_kind(one, works=one.pk in working)]
        if kind
    ]
    return Hubs(
        rows=found,
        positions=positions,
        taken=_taken(positions),
        refused=refused_keys(),
    )


def _kind(one: Organisation, *, works: bool) -> str:
    """Nothing for a record that was once said to work as a social enterprise and no longer does."""
    if one.kind == OrganisationKind.SOCIAL_ENTERPRISE or FactKind.SOCIAL_ENTERPRISE in flags(one):
        return "social_enterprise"
    if one.kind == OrganisationKind.DEPARTMENT:
        return "department"
    return "workshop" if works else ""


def _taken(positions: Sequence[Position]) -> list[tuple[str, float]]:
    """The hours of each who has a place in an open position, and of each to whom one is promised."""
    held = with_hours(living().filter(position__state=PositionState.OPEN).order_by("pk"))
    taken = [(one.position_id, hours_of(one)) for one in held]
    taken += promised().order_by("pk").values_list("position_id", "hours")
    number = {one.pk: one.number for one in positions}
    return [(number[place], float(hours)) for place, hours in taken if place in number]


def refused_keys() -> frozenset[str]:
    """Symbioses that one of the parties said no to; they are not proposed again."""
    said_no = Proposal.objects.filter(kind=ProposalKind.SYMBIOSIS, parties__answer=Answer.NO)
    return frozenset(said_no.values_list("key", flat=True))
