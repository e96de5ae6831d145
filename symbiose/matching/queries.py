"""Proposals, runs and the funnel as pages read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from symbiose.common import search
from symbiose.common.actor import Actor, Role
from symbiose.common.pages.forms import row_number
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing
from symbiose.matching.enums import Answer, ProposalKind, ProposalState, RunState
from symbiose.matching.models import Message, Proposal, ProposalFlow, ProposalParty, Run
from symbiose.notices.models import AnswerLink
from symbiose.organisations.queries import facts_of

LABEL = "matching.proposal"
RUN = Run._meta.label_lower
STALE_AFTER = timedelta(minutes=10)
MOST_LISTINGS = 12
OPEN_RUN = (RunState.QUEUED, RunState.RUNNING)


def visible_to(actor: Actor) -> QuerySet[Proposal]:
    """All for advisers; for a firm those that it was asked about; none for the public."""
    if actor.is_adviser:
        return Proposal.objects.all()
    if actor.role is not Role.FIRM or actor.organisation_id is None:
        return Proposal.objects.none()
    return Proposal.objects.filter(sent_at__isnull=False, parties__organisation_id=actor.organisation_id)


def runs_visible_to(actor: Actor) -> QuerySet[Run]:
    """Runs are the entrance's: whoever may start one sees what came of each."""
    return Run.objects.all() if actor.is_adviser else Run.objects.none()


def with_parts(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The rows with parties, their facts of today, flows and listings read along: a fixed number of queries."""
    return rows.select_related("work__position").prefetch_related(*_parts())


def read_parts(rows: Sequence[Proposal]) -> None:
    """Read the same along for rows that are here already: what several questions found, in as few queries as one."""
    prefetch_related_objects(rows, *_parts())


def _parts() -> tuple[Prefetch[Any, Any, Any], Prefetch[Any, Any, Any]]:
    parties = ProposalParty.objects.select_related("organisation").prefetch_related(facts_of("organisation__"))
    flows = ProposalFlow.objects.select_related("have", "need")
    return Prefetch("parties", queryset=parties), Prefetch("flows", queryset=flows)


def found(rows: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    """Those found by number or by the words of their title, with stems and slips."""
    return rows.filter(Q(pk__in=search.found_ids(LABEL, text)) | Q(number__startswith=text.strip()))


def found_by_party(rows: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    """As `found`, and by a party's name; for advisers alone, since a name may be hidden from others."""
    named = ProposalParty.objects.filter(organisation__name__icontains=text.strip()).values("proposal_id")
    return rows.filter(Q(pk__in=found(rows, text).values("pk")) | Q(pk__in=named))


def messages_of(proposal: Proposal) -> QuerySet[Message]:
    """What the parties wrote to each other, oldest first."""
    return proposal.messages.select_related("organisation").order_by("at", "pk")


def may_still_answer(proposal: Proposal, party: ProposalParty, *, on: date) -> bool:
    """A missing answer is welcome as long as the proposal waits; a given one is changed until the day that was said."""
    in_time = proposal.answer_by is not None and on <= proposal.answer_by
    if proposal.state == ProposalState.DECLINED:
        return party.answer == Answer.NO and in_time
    return proposal.state == ProposalState.SENT and (party.answer in {Answer.NONE, Answer.LATER} or in_time)


def refused_pairs() -> frozenset[tuple[str, str]]:
    """(have, need) listings that somebody said no to. In a loop a no covers what that party would give and get."""
    theirs = Q(have__organisation_id=F("proposal__parties__organisation_id")) | Q(
        need__organisation_id=F("proposal__parties__organisation_id")
    )
    rows = ProposalFlow.objects.filter(theirs, proposal__parties__answer=Answer.NO)  # one party both times
    return frozenset((str(have), str(need)) for have, need in rows.values_list("have_id", "need_id").distinct())


def gone(*, on: date) -> QuerySet[Proposal]:
    """Open proposals of which a listing is no longer shown, or has run out."""
    live = Listing.objects.filter(state=ListingState.SHOWN, valid_to__gte=on)
    dead = ProposalFlow.objects.filter(~Q(have__in=live) | ~Q(need__in=live)).values("proposal_id")
    return Proposal.objects.filter(state__in=[ProposalState.FOUND, ProposalState.SENT], pk__in=dead)


def to_ask_again(*, on: date) -> QuerySet[ProposalParty]:
    """Parties that said "later", and whose day has come."""
    return ProposalParty.objects.filter(
        answer=Answer.LATER, ask_again_on__lte=on, proposal__state=ProposalState.SENT
    ).select_related("proposal", "organisation")


def remaining_pairs(proposal: Proposal) -> QuerySet[Proposal]:
    """What is left of a loop or symbiosis when one leaves: pair proposals over the same listings that nobody has refused."""
    if proposal.kind == ProposalKind.PAIR:
        return Proposal.objects.none()
    open_states = [ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING]
    return Proposal.objects.filter(_over(proposal), kind=ProposalKind.PAIR, state__in=open_states)


def same_pairs(proposal: Proposal) -> QuerySet[Proposal]:
    """Other loops and symbioses over one of the same pairs, so that nobody is asked twice about one thing."""
    if proposal.kind == ProposalKind.PAIR:
        return Proposal.objects.none()
    return (
        Proposal.objects.exclude(kind=ProposalKind.PAIR)
        .exclude(pk=proposal.pk)
        .filter(_over(proposal), state__in=[ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING])
        .order_by("pk")
    )


def _over(proposal: Proposal) -> Q:
    """Proposals that hold one of this one's pairs; its flows are used as read along, where they were."""
    pairs = Q(pk__in=[])
    for flow in proposal.flows.all():
        pairs |= Q(have_id=flow.have_id, need_id=flow.need_id)
    return Q(pk__in=ProposalFlow.objects.filter(pairs).values("proposal_id"))


def open_run() -> Run | None:
    """The run that waits or works now, unless it has stood still for so long that it must be dead."""
    return Run.objects.filter(state__in=OPEN_RUN, changed_at__gte=timezone.now() - STALE_AFTER).first()


def dead_runs() -> QuerySet[Run]:
    """Runs that have not moved for ten minutes: their worker was stopped."""
    return Run.objects.filter(state__in=OPEN_RUN, changed_at__lt=timezone.now() - STALE_AFTER)


def running_runs() -> QuerySet[Run]:
    """Runs that a worker carries out; when the one worker has just started, its predecessor's."""
    return Run.objects.filter(state=RunState.RUNNING)


def at_stage(rows: QuerySet[Proposal], stage: str) -> QuerySet[Proposal]:
    """Proposals that ever came as far as a stage of the funnel."""
    reached = {"sent": Q(sent_at__isnull=False), "yes": Q(talking_since__isnull=False)}
    return rows.filter(reached.get(stage, Q()))


def links_sent(proposal: Proposal) -> dict[int, AnswerLink]:
    """The open personal link of each party that has one, by the party's id."""
    found_links = AnswerLink.objects.filter(
        subject_label="matching.proposalparty",
        subject_id__in=[party.pk for party in proposal.parties.all()],
        withdrawn_at__isnull=True,
    )
    return {link.subject_id: link for link in found_links}


def without_proposal(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """Listings about which nobody was asked yet: no proposal with them was ever sent."""
    sent = ProposalFlow.objects.filter(proposal__sent_at__isnull=False)
    return rows.exclude(Exists(sent.filter(have=OuterRef("pk")))).exclude(Exists(sent.filter(need=OuterRef("pk"))))


def few_listings(rows: QuerySet[Listing], side: str, query: str, chosen: str) -> QuerySet[Listing]:
    """The newest listings of a side that a query finds, few enough to look through, and the one that was chosen."""
    wanted = rows.filter(side=side)
    if query.strip():
        wanted = wanted.filter(pk__in=search.found_ids("listings.listing", query))
    few = list(wanted.order_by("-shown_at", "-pk").values_list("pk", flat=True)[:MOST_LISTINGS])
    also = row_number(chosen)
    kept = [*few, also] if also else few
    return rows.filter(side=side, pk__in=kept).select_related("organisation").order_by("title", "pk")
