"""What happens to exchanges, answers and messages when their organisation closes or is gathered in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.matching.actions.exchanges import end_exchanges_of
from symbiose.matching.actions.handing import recount_handovers
from symbiose.matching.models import Exchange, Message, ProposalParty
from symbiose.organisations.actions.moving import doubles, field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import Mover, register_mover
from symbiose.organisations.models import Organisation


def register() -> None:
    """Exchanges end with their organisation and follow it, as do its parts of proposals and its messages.

    Proposals that wait lapse by the clock, since the listings that they rest on are withdrawn.
    """
    register_closer("matching.exchange", _end)
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
                clashing=_between,
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
                clashing=lambda from_id, to_id: _between(to_id, from_id),
            )
        )
    )
    register_mover(field_mover(Message, plural=_("messages")))


def _end(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    return end_exchanges_of(Organisation.objects.get(pk=organisation_id), by=by, on=on)


def _between(giver_id: int, receiver_id: int) -> list[int]:
    """Exchanges between the two themselves: nobody gives to itself, so these stay as they were told."""
    return list(Exchange.objects.filter(giver_id=giver_id, receiver_id=receiver_id).values_list("pk", flat=True))


def _exchanges(mover: Mover) -> Mover:
    """What was told while two were one is counted under the name that it goes back to, not under the other's."""

    def back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
        if mover.back is not None:
            mover.back(ids, from_id, to_id, by=by)
        recount_handovers(ids, from_id, by=by)

    return replace(mover, back=back)
