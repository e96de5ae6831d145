"""What each party gains on the three bottom lines, as far as somebody has stated it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from symbiose.matching import sentences
from symbiose.matching.shown.parts import FlowShown, PartyShown


class Named(Protocol):
    """Whoever gains, by the name that the reader may know."""

    @property
    def full(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Gain:
    """What one party, or those who work, gain on the three bottom lines, a line each; they are never added."""

    party: Named
    people: str
    planet: str
    economy: str


def gain_of(party: PartyShown, flows: Sequence[FlowShown]) -> Gain:
    """What a party gains, from what it gives and gets."""
    own = party.row.organisation_id
    gives = [flow for flow in flows if flow.giver.row.organisation_id == own]
    gets = [flow for flow in flows if flow.taker.row.organisation_id == own]
    return Gain(
        party,
        people=_("Unknown"),
        planet=" ".join([*(_used_again(flow) for flow in gives), *(_taken_over(flow) for flow in gets)]).strip()
        or _("Unknown"),
        economy=" ".join(text for text in map(_price, gives) if text) or _("Unknown"),
    )


def _used_again(flow: FlowShown) -> str:
    if sentences.kind_of(flow.row.have_family) not in sentences.THINGS or flow.row.quantity is None:
        return ""
    amount = sentences.yearly(flow.row.quantity, flow.row.unit, flow.row.per, estimated=flow.row.estimated)
    return _("%(what)s, %(amount)s: kept in use.") % {"what": flow.what, "amount": amount}


def _taken_over(flow: FlowShown) -> str:
    if sentences.kind_of(flow.row.have_family) not in sentences.THINGS or flow.row.quantity is None:
        return ""
    amount = sentences.yearly(flow.row.quantity, flow.row.unit, flow.row.per, estimated=flow.row.estimated)
    return _("Takes over %(what)s, %(amount)s.") % {"what": flow.thing, "amount": amount}


def _price(flow: FlowShown) -> str:
    """What the giver asks, where it said so in the unit of the flow; a price in another unit is not recomputed."""
    have, row = flow.row.have, flow.row
    if have.price is None:
        return ""
    if have.price == 0:
        return _("Gives %(what)s away.") % {"what": flow.thing}
    if row.quantity is None or have.unit != row.unit:
        return _("Asks %(price)s per %(unit)s without VAT.") % {
            "price": sentences.kroner(float(have.price)),
            "unit": have.unit,
        }
    times = sentences.yearly(float(row.quantity) * float(have.price), "DKK", row.per, estimated=row.estimated)
    return _("Asks for %(amount)s without VAT.") % {"amount": times}
