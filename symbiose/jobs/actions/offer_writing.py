"""What a run found becomes proposals of placement: new ones are written, untouched ones follow, what was asked stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.numbering import next_numbers
from symbiose.jobs.bridge import OfferDraft, PersonFound
from symbiose.jobs.enums import UNTOUCHED, CandidateState, OfferState, PositionState
from symbiose.jobs.models import Candidate, Offer, OfferBasis, Outlook, PlacementRun, Position, Veto

NUMBERS = "F-"
MOST_TRIES = 5
BATCH = 500
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """How many proposals are new, how many lapsed, and who and what was gone before anything could be written."""

    new: int
    lapsed: int
    people_gone: int
    positions_gone: tuple[str, ...]


def write_found(found: Sequence[PersonFound], *, run: PlacementRun, by: Actor, lapse: bool = True) -> Written:
    """Write what was found, in the caller's transaction and a fixed number of statements.

    Of people who no longer wait, positions that are no longer open, and pairs that somebody said no to meanwhile, nothing
    is written. What somebody was asked about is left alone. With `lapse`, untouched proposals to these people that were not found again are let go.
    """
    waiting = _waiting(found)
    positions = _open_positions(found)
    refused = set(Veto.objects.filter(candidate__in=waiting).values_list("candidate_id", "position_id"))
    kept = [_still_possible(one, positions, refused) for one in found if one.candidate in waiting]
    drafts = {(one.candidate, draft.position): draft for one in kept for draft in one.offers}
    known = _known([one.candidate for one in kept])
    moved = [(known[pair], draft) for pair, draft in drafts.items() if pair in known]
    renewed = [one for one in moved if one[0].state in UNTOUCHED]
    new = _create({pair: draft for pair, draft in drafts.items() if pair not in known}, run=run, by=by)
    changed = _renew(renewed, by=by)
    _write_bases([*new, *zip(changed, (draft for _offer, draft in renewed), strict=True)])
    _write_outlooks(kept, run=run)
    unfound = [row for pair, row in known.items() if row.state == OfferState.FOUND and pair not in drafts]
    gone = lapse_all(unfound if lapse else [], by=by)
    return Written(len(new), gone, len(found) - len(kept), _names_gone(found, positions))


def _waiting(found: Iterable[PersonFound]) -> set[int]:
    """Those who still wait; held until the transaction ends, so that nobody is erased while something is written of them."""
    ids = [one.candidate for one in found]
    rows = Candidate.objects.filter(pk__in=ids, state=CandidateState.WAITING).order_by("pk")
    return set(rows.select_for_update().values_list("pk", flat=True))


def _open_positions(found: Iterable[PersonFound]) -> dict[int, Position]:
    ids = {draft.position for one in found for draft in one.offers}
    rows = Position.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    return {row.pk: row for row in rows}


def _is_open(positions: Mapping[int, Position], position: int) -> bool:
    return position in positions and positions[position].state == PositionState.OPEN


def _still_possible(one: PersonFound, positions: Mapping[int, Position], refused: Collection[Pair]) -> PersonFound:
    """Without the positions that closed, or were said no to, meanwhile; the first that is left is the main proposal."""
    possible = [draft for draft in one.offers if _is_open(positions, draft.position)]
    left = [draft for draft in possible if (one.candidate, draft.position) not in refused]
    return replace(one, offers=tuple(replace(draft, rank=place) for place, draft in enumerate(left)))


def _names_gone(found: Iterable[PersonFound], positions: Mapping[int, Position]) -> tuple[str, ...]:
    ids = {draft.position for one in found for draft in one.offers if not _is_open(positions, draft.position)}
    return tuple(positions[one].number for one in sorted(ids) if one in positions)


def _known(candidates: Sequence[int]) -> dict[Pair, Offer]:
    """The proposals of these people that a run may meet: the one that is open of each pair, else the last that lapsed.

    What came to nothing, and what people had begun to answer before it lapsed, stays as it was answered.
    """
    rows = Offer.objects.filter(candidate__in=candidates).exclude(state__in=[OfferState.DECLINED, OfferState.AGREED])
    found: dict[Pair, Offer] = {}
    for row in rows.exclude(state=OfferState.LAPSED, person_asked_at__isnull=False).order_by("pk"):
        pair = (row.candidate_id, row.position_id)
        if pair not in found or found[pair].state == OfferState.LAPSED:
            found[pair] = row
    return found


def _values(draft: OfferDraft) -> dict[str, Any]:
    return {
        "rank": draft.rank,
        "hours": Decimal(str(draft.hours)),
        "points": draft.points,
        "parts": draft.parts,
        "minutes": draft.minutes,
        "travel_estimated": draft.travel_estimated,
        "overlap": draft.overlap,
    }


def _create(drafts: Mapping[Pair, OfferDraft], *, run: PlacementRun, by: Actor) -> list[tuple[Offer, OfferDraft]]:
    """Save new proposals under the next numbers; where another run takes the same numbers, under those after."""
    for attempt in range(1, MOST_TRIES + 1):
        numbers = next_numbers(Offer, row=NUMBERS, count=len(drafts))
        made = [
            Offer(run=run, candidate_id=person, position_id=position, number=number, **_values(draft))
            for ((person, position), draft), number in zip(drafts.items(), numbers, strict=True)
        ]
        try:
            with transaction.atomic():
                actions.create_all(made, by=by, verb="jobs.find_offer")
        except IntegrityError:
            if attempt == MOST_TRIES:
                raise
            continue
        break
    return list(zip(made, drafts.values(), strict=True))


def _renew(renewed: Sequence[tuple[Offer, OfferDraft]], *, by: Actor) -> list[Offer]:
    """Bring untouched proposals up to date; one that had lapsed stands again."""
    values = [(offer, _values(draft) | {"state": OfferState.FOUND.value}) for offer, draft in renewed]
    return actions.change_all(values, by=by, verb="jobs.renew_offer")


def _write_bases(rows: Sequence[tuple[Offer, OfferDraft]]) -> None:
    """Every condition of these proposals, in place of what stood of them before. Not told in the trail, nor logged there."""
    OfferBasis.objects.filter(offer__in=[offer for offer, _draft in rows]).delete()
    OfferBasis.objects.bulk_create(
        (OfferBasis(offer=offer, conditions=draft.conditions) for offer, draft in rows), batch_size=BATCH
    )


def _write_outlooks(found: Sequence[PersonFound], *, run: PlacementRun) -> None:
    Outlook.objects.filter(candidate__in=[one.candidate for one in found]).delete()
    Outlook.objects.bulk_create(
        (
            Outlook(
                candidate_id=one.candidate,
                run=run,
                has_option=bool(one.offers),
                refusals=one.refusals,
                smallest=one.smallest,
            )
            for one in found
        ),
        batch_size=BATCH,
    )


def lapse_all(rows: Sequence[Offer], *, by: Actor) -> int:
    """Let go of proposals that no longer hold; how many."""
    values = [(row, {"state": OfferState.LAPSED.value}) for row in rows]
    return len(actions.change_all(values, by=by, verb="jobs.lapse_offer"))
