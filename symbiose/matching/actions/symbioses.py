"""What a run found out about hours of people is stored beside its symbioses, and what nearly became one beside the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from symbiose.jobs.models import Position
from symbiose.matching.bridge import PEOPLE, Draft, HoursDraft, NearDraft
from symbiose.matching.models import NearSymbiosis, Proposal, ProposalHours, ProposalParty, Run

BATCH = 500  # rows to a statement


def write_work(written: Iterable[tuple[Proposal, Draft]]) -> None:
    """Hours and gains of these symbioses, in place of what stood there; in the caller's transaction."""
    work = [(proposal, draft.hours) for proposal, draft in written if draft.hours is not None]
    if not work:
        return
    ids = [proposal.pk for proposal, _hours in work]
    ProposalHours.objects.filter(proposal__in=ids).delete()
    parties: dict[tuple[int, int], ProposalParty] = {
        (one.proposal_id, one.organisation_id): one for one in ProposalParty.objects.filter(proposal__in=ids)
    }
    numbers = {hours.position for _proposal, hours in work}
    positions = {one.number: one for one in Position.objects.filter(number__in=numbers)}
    for proposal, hours in work:
        for organisation, gains in hours.gains.items():
            if (proposal.pk, organisation) in parties:
                parties[proposal.pk, organisation].gains = gains
    ProposalParty.objects.bulk_update(parties.values(), ["gains"], batch_size=BATCH)
    ProposalHours.objects.bulk_create(
        ProposalHours(
            proposal=proposal,
            hub=parties[proposal.pk, hours.hub],
            position=positions.get(hours.position),
            **_fields(hours),
        )
        for proposal, hours in work
    )


def _fields(hours: HoursDraft) -> dict[str, Any]:
    return {
        "hours": Decimal(str(hours.hours)),
        "low": Decimal(str(round(hours.low, 2))),
        "high": Decimal(str(round(hours.high, 2))),
        "positions": hours.positions,
        "seats": hours.seats,
        "estimated": hours.estimated,
        "source": hours.source,
        "crowd": hours.crowd,
        "count": hours.count,
        "parts": hours.parts,
        "reasons": hours.reasons,
        "gains": hours.gains.get(PEOPLE, []),
    }


def write_near(near: Sequence[NearDraft], *, run: Run) -> None:
    """What came near in this run takes the place of what came near in the one before."""
    NearSymbiosis.objects.exclude(run=run).delete()
    NearSymbiosis.objects.bulk_create(
        [
            NearSymbiosis(
                run=run,
                hub=one.hub,
                key=one.key,
                links=one.links,
                hours=None if one.hours is None else Decimal(str(one.hours)),
                reasons=one.reasons,
                taken_by=one.taken_by,
            )
            for one in near
        ],
        batch_size=BATCH,
    )
