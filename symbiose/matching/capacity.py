"""How many unanswered proposals an organisation wants at a time, and how many of its proposals it has answered.

Reads and nothing else. The answer rate is for the organisation itself and for advisers; nothing is ordered by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import ngettext

from symbiose.matching.enums import Answer, ProposalState
from symbiose.matching.models import Proposal, ProposalParty
from symbiose.organisations.models import Organisation

WAITS = Q(proposal_parties__answer=Answer.NONE, proposal_parties__proposal__state=ProposalState.SENT)


@dataclass(frozen=True, slots=True)
class Room:
    """An organisation with a limit: how many proposals it has not answered, of how many at most."""

    organisation_id: int
    name: str
    unanswered: int
    most: int

    @property
    def full(self) -> bool:
        return self.unanswered >= self.most

    @property
    def sentence(self) -> str:
        """Why a proposal waits, for advisers."""
        return ngettext(
            "%(name)s has %(unanswered)s of at most %(most)s unanswered proposal; send when they have answered.",
            "%(name)s has %(unanswered)s of at most %(most)s unanswered proposals; send when they have answered.",
            self.most,
        ) % {"name": self.name, "unanswered": self.unanswered, "most": self.most}


def rooms() -> dict[int, Room]:
    """Every organisation that has said how many it wants at a time, in one question."""
    rows = (
        Organisation.objects.filter(most_open__isnull=False)
        .values_list("pk", "name", "most_open")  # before it is counted: these are grouped by, and no other column
        .annotate(unanswered=Count("proposal_parties", filter=WAITS))
    )
    return {pk: Room(pk, name, unanswered, most or 0) for pk, name, most, unanswered in rows}


def waits_for(parties: Iterable[ProposalParty], known: dict[int, Room]) -> list[Room]:
    """The parties of a proposal that it would ask, and that have no room now."""
    return [
        known[party.organisation_id]
        for party in parties
        if party.answer == Answer.NONE and party.organisation_id in known and known[party.organisation_id].full
    ]


def waiting_for_room(rows: QuerySet[Proposal], known: dict[int, Room]) -> QuerySet[Proposal]:
    """Proposals that were found and cannot be sent before somebody has answered others."""
    full = [room.organisation_id for room in known.values() if room.full]
    stuck = ProposalParty.objects.filter(answer=Answer.NONE, organisation_id__in=full).values("proposal_id")
    return rows.filter(state=ProposalState.FOUND, pk__in=stuck)


def freed(rows: QuerySet[Proposal], known: dict[int, Room]) -> QuerySet[Proposal]:
    """Found proposals of organisations with a limit that have room now: their turn has come."""
    with_room = [room.organisation_id for room in known.values() if not room.full]
    limited = ProposalParty.objects.filter(answer=Answer.NONE, organisation_id__in=with_room).values("proposal_id")
    stuck = waiting_for_room(rows, known).values("pk")
    return rows.filter(state=ProposalState.FOUND, pk__in=limited).exclude(pk__in=stuck)


@dataclass(frozen=True, slots=True)
class AnswerRate:
    """How many of the proposals that an organisation was ever sent it has answered; a no and a later are answers."""

    got: int
    answered: int

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.got) if self.got else 0


def got(organisation_id: int) -> QuerySet[ProposalParty]:
    """An organisation's part of every proposal that it was sent, the newest first: the rows behind the rate."""
    return (
        ProposalParty.objects.filter(organisation_id=organisation_id, proposal__sent_at__isnull=False)
        .select_related("proposal")
        .order_by(F("proposal__sent_at").desc(), "-pk")
    )


def answer_rate(organisation_id: int) -> AnswerRate:
    """The rate, counted from the same rows that the page shows."""
    counted = got(organisation_id).aggregate(got=Count("pk"), answered=Count("pk", filter=~Q(answer=Answer.NONE)))
    return AnswerRate(**counted)
