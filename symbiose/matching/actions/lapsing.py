"""Proposals between two that become one organisation lapse, so that nobody is asked twice, nor answers for both."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.matching.actions.letters import page_of
from symbiose.matching.enums import ProposalState
from symbiose.matching.models import Exchange, Proposal, ProposalParty
from symbiose.notices.actions import notify
from symbiose.organisations.merging import Mover
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import representatives

OPEN = frozenset({ProposalState.FOUND, ProposalState.SENT, ProposalState.TALKING})
TOLD = frozenset({ProposalState.SENT, ProposalState.TALKING})  # the parties know of it and wait for each other


def proposal_movers() -> list[Mover]:
    """One for each state from which a proposal lapses, so that it comes back to the same where the two are parted.

    The first moves nothing: it tells beforehand how many of those that are open will lapse.
    """
    told = Mover(
        "matching.proposal",
        gettext_lazy("proposals between the two, which lapse, since nobody exchanges with itself"),
        lambda _pk: 0,
        ends=_how_many,
    )
    return [told, *(_mover(state) for state in ProposalState if state != ProposalState.LAPSED)]


def _how_many(from_id: int, to_id: int) -> int:
    return _between(from_id, to_id).filter(state__in=OPEN).count()


def _mover(state: ProposalState) -> Mover:
    """Also what was declined or set aside lapses, so that nobody takes it up or says yes after all."""

    def move(from_id: int, to_id: int, *, by: Actor) -> list[int]:
        rows = list(_between(from_id, to_id).filter(state=state).order_by("pk").select_for_update())
        with translation.override("da"):  # the history and the inbox are read in the municipality's language
            one, other = Organisation.objects.filter(pk__in=[from_id, to_id]).order_by("pk")
            reason = _("%(one)s and %(other)s are one organisation now.") % {"one": one.name, "other": other.name}
            told = _("A proposal has lapsed: two of its parties are one organisation now.")
        for row in rows:
            lapsed = ProposalState.LAPSED.value
            actions.change(row, by=by, verb="matching.become_one", reason=reason, state=lapsed)
            _tell(row, told, state)
        return [row.pk for row in rows]

    def back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
        rows = Proposal.objects.filter(pk__in=ids, state=ProposalState.LAPSED).order_by("pk").select_for_update()
        with translation.override("da"):
            reason = _("Two records of organisations that were one are parted again.")
            told = _("A proposal that had lapsed stands again as before.")
        for row in list(rows):
            actions.change(row, by=by, verb="matching.become_two", reason=reason, state=state.value)
            _tell(row, told, state)

    return Mover(f"matching.proposal.{state}", gettext_lazy("proposals that lapsed"), lambda _pk: 0, move, back)


def _between(from_id: int, to_id: int) -> QuerySet[Proposal]:
    """Proposals in which both stand and of which nothing was agreed; what was agreed goes on as exchanges."""
    mine, theirs = (ProposalParty.objects.filter(organisation_id=pk).values("proposal_id") for pk in (from_id, to_id))
    agreed = Exchange.objects.filter(proposal__isnull=False).values("proposal_id")
    return Proposal.objects.filter(pk__in=mine).filter(pk__in=theirs).exclude(pk__in=agreed)


def _tell(proposal: Proposal, text: str, state: ProposalState) -> None:
    for party in proposal.parties.all() if state in TOLD else ():
        people = representatives(party.organisation_id).values_list("pk", flat=True)
        notify(people, subject=proposal, text=text, url=page_of(proposal))
