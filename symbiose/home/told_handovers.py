"""The handovers of a demo's story: what both sides told month by month, one difference, and one that nobody answered."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from symbiose.common.actor import Actor, Role, system
from symbiose.home.story import Story
from symbiose.ledger.enums import PartyRole
from symbiose.matching.actions import ask_about_handovers, remind_of_handovers, start_asking, tell_of_period
from symbiose.matching.handing.counting import Said
from symbiose.matching.handing.periods import after, month_before, month_of, next_month
from symbiose.matching.models import Exchange, Handover
from symbiose.organisations.models import Organisation

CLOCK = system("Symbiose")


def tell_handovers(told: Story, *, by: Actor) -> None:
    """Tell what the story says was handed over; months count back from this one."""
    for one in told.of("handover"):
        exchange = Exchange.objects.select_related("giver", "receiver").get(external_id=one["exchange"])
        starts, ends = _period(exchange, one)
        if one.get("asked"):
            _ask(exchange, starts, by=by)
        for side in PartyRole:
            if side.value in one:
                _tell(exchange, starts, ends, side.value, one, by=by)
    ask_about_handovers(
        on=timezone.localdate(), by=CLOCK
    )  # what is told already is passed over, and next month is next


def _period(exchange: Exchange, one: dict[str, Any]) -> tuple[date, date]:
    if "month" not in one:
        day = exchange.since or timezone.localdate()
        return day, day
    found = month_of(timezone.localdate())
    for _back in range(-one["month"]):
        found = month_before(found[0])
    return found


def _tell(exchange: Exchange, starts: date, ends: date, side: str, one: dict[str, Any], *, by: Actor) -> None:
    """By one of their own, or by the adviser where the story says how they agreed."""
    quantity = Decimal(str(one[side]))
    how = one.get(f"{side}_how", "estimated")
    said = Said(True, quantity, one.get("unit", exchange.unit), how) if quantity else Said(False)
    consent = one.get(f"{side}_consent_da", "")
    who = by if consent else _own(exchange.party(side), one.get(f"{side}_by", ""))
    comment = one.get(f"{side}_da", "")
    tell_of_period(exchange, starts=starts, ends=ends, side=side, said=said, by=who, comment=comment, consent=consent)


def _own(organisation: Organisation, name: str) -> Actor:
    return Actor(
        role=Role.FIRM,
        name=name or organisation.name,
        organisation_id=organisation.pk,
        organisation_name=organisation.name,
    )


def _ask(exchange: Exchange, starts: date, *, by: Actor) -> None:
    """Both sides were asked when the month was over and reminded once; nobody has answered."""
    first = next_month(starts)
    start_asking(exchange, by=by, first=first)
    ask_about_handovers(on=first, by=CLOCK)
    asked = Handover.objects.filter(exchange=exchange, starts_on=starts).first()
    if asked and asked.answer_by:
        remind_of_handovers(on=after(asked.answer_by + timedelta(days=1), "once"), by=CLOCK)
