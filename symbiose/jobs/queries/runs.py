"""What a run reads: who waits, open positions, placements that run, proposals that people have begun to answer, vetoes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.jobs.enums import (
    LIVING,
    STANDING,
    UNDERWAY,
    CandidateState,
    OfferState,
    PositionState,
    RunScope,
    RunState,
)
from symbiose.jobs.models import (
    Candidate,
    CandidateConditions,
    Offer,
    Placement,
    PlacementRun,
    PlacementTerms,
    Position,
    Veto,
    Workplace,
)
from symbiose.jobs.queries.conditions import conditions_of, terms_of
from symbiose.jobs.queries.placement_room import with_hours
from symbiose.jobs.queries.rows import at_work, held
from symbiose.organisations.models import Organisation

STALE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Rows:
    """All that the engine is told: records as they stand, and the conditions that were read through their door.

    `held` are proposals that somebody was asked about and that have not become a placement: they keep their room.
    `refused` and `put_away` are pairs of ids of person and position; `been` says at which workplaces a person was,
    `gathered` in which organisation another one was gathered, so that a no to it still holds.
    """

    people: Sequence[Candidate]
    conditions: Mapping[int, CandidateConditions]
    positions: Sequence[Position]
    placements: Sequence[Placement]
    terms: Mapping[int, PlacementTerms]
    held: Sequence[Offer]
    refused: frozenset[tuple[int, int]]
    put_away: frozenset[tuple[int, int]]
    been: Mapping[int, frozenset[int]]
    gathered: Mapping[int, int]
    on: date


def rows_of_today(
    *, by: Actor, purpose: str, asked_by: Actor | None = None, workplace: Workplace | None = None
) -> Rows:
    """Everybody who waits and every open position, or those of one workplace; a fixed number of queries, one log of what was read.

    The log names `asked_by` where the system reads for somebody who sees numbers alone.
    """
    on = timezone.localdate()
    people = list(Candidate.objects.filter(state=CandidateState.WAITING).order_by("pk"))
    positions = Position.objects.filter(state=PositionState.OPEN)
    running = _running(on)
    if workplace is not None:  # of others it matters alone whether somebody who waits has a place there
        positions = positions.filter(workplace=workplace)
        running = running.filter(Q(position__workplace=workplace) | Q(candidate__state=CandidateState.WAITING))
    placements = list(running)
    counted = [one for one in placements if workplace is None or one.position.workplace_id == workplace.pk]
    return Rows(
        people=people,
        conditions=conditions_of(people, by=by, purpose=purpose, asked_by=asked_by),
        positions=list(positions.select_related("organisation", "workplace__unit").order_by("pk")),
        placements=placements,
        terms=terms_of(counted, by=by, purpose=purpose, asked_by=asked_by),
        held=list(held_offers()),
        refused=frozenset(Veto.objects.values_list("candidate_id", "position_id")),
        put_away=frozenset(Offer.objects.filter(state=OfferState.SET_ASIDE).values_list("candidate_id", "position_id")),
        been=_been(people),
        gathered=gathered(),
        on=on,
    )


def _running(on: date) -> QuerySet[Placement]:
    """Each with its hours a week of the day: those that were confirmed last, or before that those it begins with."""
    live = Placement.objects.filter(state__in=LIVING).select_related("position__workplace", "candidate")
    return with_hours(live, on=on).order_by("pk")


def held_offers() -> QuerySet[Offer]:
    """Those that keep their room beside a run, with their positions."""
    return Offer.objects.filter(held()).select_related("position").order_by("pk")


def gathered() -> dict[int, int]:
    """By the id of each organisation that was gathered in another, the id of the one that stands now."""
    known = dict(Organisation.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))
    found: dict[int, int] = {}
    for merged, into in known.items():
        last = into
        while last in known:
            last = known[last]
        found[merged] = last
    return found


def _been(people: Sequence[Candidate]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    rows = Placement.objects.filter(candidate__in=people).values_list("candidate_id", "position__workplace_id")
    for person, workplace in rows:
        found.setdefault(person or 0, set()).add(workplace)
    return {person: frozenset(places) for person, places in found.items()}


def runs_visible_to(actor: Actor) -> QuerySet[PlacementRun]:
    """Runs are the consultants'."""
    return PlacementRun.objects.all() if actor.role is Role.CONSULTANT else PlacementRun.objects.none()


def open_run() -> PlacementRun | None:
    """The run over everybody that waits or works now, unless it has stood still for so long that it must be dead."""
    since = timezone.now() - STALE_AFTER
    return PlacementRun.objects.filter(scope=RunScope.ALL, state__in=UNDERWAY, changed_at__gte=since).first()


def dead_runs() -> QuerySet[PlacementRun]:
    """Runs that have not moved for so long that their worker must have been stopped."""
    return PlacementRun.objects.filter(state__in=UNDERWAY, changed_at__lt=timezone.now() - STALE_AFTER)


def running_runs() -> QuerySet[PlacementRun]:
    """Runs that a worker carries out; when the one worker has just started, its predecessor's."""
    return PlacementRun.objects.filter(state=RunState.RUNNING)


def last_run() -> PlacementRun | None:
    """The last run over everybody that ended well."""
    return PlacementRun.objects.filter(scope=RunScope.ALL, state=RunState.DONE).order_by("-pk").first()


def gone_offers() -> QuerySet[Offer]:
    """Open proposals that are no longer possible: the position is not open, the person waits no more or has a place.

    And what both said yes to where the person has stopped before a first day was agreed.
    """
    agreed = Offer.objects.filter(candidate=OuterRef("candidate"), state=OfferState.AGREED, placement__isnull=True)
    over = ~Q(position__state=PositionState.OPEN) | ~Q(candidate__state=CandidateState.WAITING)
    stopped = Q(state=OfferState.AGREED, placement__isnull=True, candidate__state=CandidateState.ENDED)
    return Offer.objects.filter(Q(state__in=STANDING) & (over | at_work("candidate") | Exists(agreed)) | stopped)
