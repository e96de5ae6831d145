"""What a run found becomes proposals: new ones are written, known ones kept, untouched ones brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count, islice
from typing import Any, TypeVar

from django.db.models.functions import Length
from django.utils import timezone, translation

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import Link
from symbiose.common.search import index_all
from symbiose.listings.models import Listing
from symbiose.matching.actions.symbioses import write_near, write_work
from symbiose.matching.bridge import Draft, FlowDraft, Found
from symbiose.matching.enums import ProposalState
from symbiose.matching.models import Proposal, ProposalFlow, ProposalParty, Run
from symbiose.matching.queries import LABEL
from symbiose.matching.sentences import title
from symbiose.matching.states import PROPOSAL
from symbiose.matching.symbiosis_sentences import plain_title

BATCH = 5000  # rows to a statement
Thing = TypeVar("Thing")


def write_found(found: Found, *, run: Run, by: Actor) -> tuple[int, int]:
    """Write what a run found, in the caller's transaction; how many proposals are new, and how many lapsed.

    A proposal that people have begun to answer is left as it was sent. One that nobody has touched follows the
    listings, and lapses where the engine no longer finds it.
    """
    known = _known([draft.key for draft in found.drafts])
    numbers = numbers_from(timezone.localdate())
    unknown = [draft for draft in found.drafts if draft.key not in known]
    new = _create([_proposal(draft, found, number=next(numbers), run=run) for draft in unknown], unknown, by=by)
    renewed = []
    for draft in found.drafts:
        proposal = known.get(draft.key)
        if proposal and proposal.state in {ProposalState.FOUND, ProposalState.LAPSED}:
            renewed.append((_renew(proposal, draft, found, by=by), draft))
    for some in batched([proposal.pk for proposal, _draft in renewed], BATCH):
        ProposalFlow.objects.filter(proposal__in=some).delete()
    rows = (
        _row(proposal, place, flow) for proposal, draft in [*new, *renewed] for place, flow in enumerate(draft.flows)
    )
    for some_rows in batched(rows, BATCH):
        ProposalFlow.objects.bulk_create(some_rows)
    ProposalParty.objects.bulk_create(
        ProposalParty(proposal=proposal, organisation_id=organisation_id, position=place)
        for proposal, draft in new
        for place, organisation_id in enumerate(draft.organisations)
    )
    write_work([*new, *renewed])
    write_near(found.near, run=run)
    _write_chain(new)
    return len(new), _lapse_unfound(found, by=by)


def _known(keys: Sequence[str]) -> dict[str, Proposal]:
    """Proposals that have one of these keys, by key; a statement takes only so many."""
    return {row.key: row for some in batched(keys, BATCH) for row in Proposal.objects.filter(key__in=some)}


def batched(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The things in lists of so many, the last of what is left."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def numbers_from(day: date) -> Iterator[str]:
    """2026-0143, 2026-0144, …: the next numbers of the year. Only the one run that may be open writes proposals."""
    last = (
        Proposal.objects.filter(number__startswith=f"{day.year}-")
        .order_by(Length("number").desc(), "-number")
        .values_list("number", flat=True)
        .first()
    )
    return (f"{day.year}-{number:04d}" for number in count(int(last.partition("-")[2]) + 1 if last else 1))


def _proposal(draft: Draft, found: Found, *, number: str, run: Run) -> Proposal:
    with translation.override("da"):
        told = _told(draft)
    return Proposal(
        run=run,
        number=number,
        kind=draft.kind.value,
        key=draft.key,
        title=told,
        points=draft.points,
        stopped=draft.stopped,
        graph_digest=found.graph_digest,
    )


def _told(draft: Draft) -> str:
    return plain_title(draft.flows, draft.hours.hours) if draft.hours else title(draft.kind, draft.flows)


def _create(new: list[Proposal], drafts: list[Draft], *, by: Actor) -> list[tuple[Proposal, Draft]]:
    """Save new proposals, each beside its draft, and make them findable; a run may find thousands."""
    made = actions.create_all(new, by=by, verb="matching.find")
    index_all(LABEL, ((proposal.pk, proposal.title, proposal.number) for proposal in made))
    return list(zip(made, drafts, strict=True))


def _write_chain(new: list[tuple[Proposal, Draft]]) -> None:
    """Each listing led to the proposals that it stands in; all steps of a run in one statement."""
    Link.objects.bulk_create(
        (
            Link(
                from_label=Listing._meta.label_lower,
                from_id=listing_id,
                to_label=LABEL,
                to_id=proposal.pk,
                kind="proposed",
            )
            for proposal, draft in new
            for flow in draft.flows
            for listing_id in (flow.have, flow.need)
        ),
        ignore_conflicts=True,
    )


def _row(proposal: Proposal, position: int, flow: FlowDraft) -> ProposalFlow:
    return ProposalFlow(
        proposal=proposal,
        position=position,
        role=flow.role,
        have_id=flow.have,
        need_id=flow.need,
        have_family=flow.have_family,
        need_family=flow.need_family,
        quantity=_decimal(flow.quantity),
        unit=flow.unit,
        per=flow.per,
        estimated=flow.estimated,
        km=flow.km,
        points=flow.points,
        parts=flow.parts,
        reasons=flow.reasons,
    )


def _decimal(quantity: float | None) -> Decimal | None:
    """Three decimals; what rounds to nothing is not known to flow."""
    rounded = None if quantity is None else Decimal(str(round(quantity, 3)))
    return rounded or None


def _renew(proposal: Proposal, draft: Draft, found: Found, *, by: Actor) -> Proposal:
    """Bring an untouched proposal up to date with its listings; the trail gets a row only where something changed."""
    values: dict[str, Any] = {
        "points": draft.points,
        "stopped": draft.stopped,
        "graph_digest": found.graph_digest,
    }
    if draft.hours:  # the sentence says how many hours
        with translation.override("da"):
            values["title"] = _told(draft)
    verb = "matching.renew"
    if proposal.state == ProposalState.LAPSED:
        row = PROPOSAL.require("find_again", state=proposal.state, actor=by, subject=proposal)
        verb, values["state"] = "matching.find_again", row.target
    elif all(getattr(proposal, name) == value for name, value in values.items()):
        return proposal  # nothing to write, and nothing to lock
    return actions.change(proposal, by=by, verb=verb, **values)


def _lapse_unfound(found: Found, *, by: Actor) -> int:
    """Untouched proposals that the engine no longer finds are let go: their reasons no longer hold."""
    kept = {draft.key for draft in found.drafts}
    unfound = [row for row in Proposal.objects.filter(state=ProposalState.FOUND) if row.key not in kept]
    for proposal in unfound:
        row = PROPOSAL.require("lapse", state=proposal.state, actor=by, subject=proposal)
        actions.change(proposal, by=by, verb="matching.lapse", state=row.target)
    return len(unfound)
