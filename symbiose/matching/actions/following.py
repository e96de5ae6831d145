"""What happens to exchanges, answers and messages when their organisation closes or is gathered in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.matching.actions.exchanges import end_exchanges_of
from symbiose.matching.actions.handing import recount_handovers
from symbiose.matching.actions.lapsing import proposal_movers
from symbiose.matching.models import Exchange, Handover, Message, ProposalParty
from symbiose.organisations.actions.moving import doubles, field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import Mover, register_mover, register_owners
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import same_as


def register() -> None:
    """Exchanges end with their organisation and follow it, as do its parts of proposals and its messages.

    Proposals that wait lapse by the clock, since the listings that they rest on are withdrawn; those between the two that
    become one lapse at once.
    """
    register_closer("matching.exchange", _end)
    register_owners(ProposalParty._meta.label_lower, _of_parties)
    register_owners(Exchange._meta.label_lower, _of_exchanges)
    register_owners(Handover._meta.label_lower, _of_handovers)
    for mover in proposal_movers():
        register_mover(mover)
    register_mover(
        field_mover(ProposalParty, plural=_("parts of proposals"), clashing=doubles(ProposalParty, ["proposal_id"]))
    )
    register_mover(
        _exchanges(
            field_mover(
                Exchange,
                plural=_("exchanges in which it gives"),
                field="giver_id",
                label="matching.exchange.giver",
                clashing=_within,
            )
        )
    )
    register_mover(
        _exchanges(
            field_mover(
                Exchange,
                plural=_("exchanges in which it receives"),
                field="receiver_id",
                label="matching.exchange.receiver",
                clashing=_within,
            )
        )
    )
    between = _("exchanges between the two, which stay as they are and are asked about no more")
    stay = Mover("matching.exchange.between", between, lambda _pk: 0, ends=lambda one, other: len(_within(one, other)))
    register_mover(stay)
    register_mover(field_mover(Message, plural=_("messages")))


def _end(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    return end_exchanges_of(Organisation.objects.get(pk=organisation_id), by=by, on=on)


def _within(from_id: int, to_id: int) -> list[int]:
    """Exchanges between the two themselves or what was gathered in them before, which stay as they were told.

    Nobody gives to itself, and who gave to whom before they were one must still be told.
    """
    both = Organisation.objects.filter(pk__in=[from_id, to_id])
    ids = set().union(*(same_as(one) for one in both))
    return list(Exchange.objects.filter(giver_id__in=ids, receiver_id__in=ids).values_list("pk", flat=True))


def _exchanges(mover: Mover) -> Mover:
    """What was told while two were one is counted under the name that it goes back to, not under the other's."""

    def back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
        if mover.back is not None:
            mover.back(ids, from_id, to_id, by=by)
        recount_handovers(ids, from_id, by=by)

    return replace(mover, back=back)


def _of_parties(ids: Iterable[int]) -> dict[int, set[int]]:
    rows = ProposalParty.objects.filter(pk__in=list(ids)).values_list("pk", "organisation_id")
    return {pk: {organisation} for pk, organisation in rows}


def _of_exchanges(ids: Iterable[int]) -> dict[int, set[int]]:
    rows = Exchange.objects.filter(pk__in=list(ids)).values_list("pk", "giver_id", "receiver_id")
    return {pk: {giver, receiver} for pk, giver, receiver in rows}


def _of_handovers(ids: Iterable[int]) -> dict[int, set[int]]:
    rows = Handover.objects.filter(pk__in=list(ids)).values_list("pk", "exchange__giver_id", "exchange__receiver_id")
    return {pk: {giver, receiver} for pk, giver, receiver in rows}
