"""What follows for the handovers of an exchange once something that they are counted by was put right."""

from __future__ import annotations

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.ledger.actions import CannotPost, restate
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.handing.counting import by_side, postings_of, said_of
from symbiose.matching.handing.rates import rates_of
from symbiose.matching.models import Exchange, FormerTerms

WEIGHED_BY = ("kind", "family", "kg_per_unit", "weight_source")


def count_anew(before: Exchange, now: Exchange, *, by: Actor, reason: str) -> None:
    """Keep the terms that held until today, and bring the ledger to what the handovers count with those of now.

    What was handed over is counted anew where its weight or group was put right, or its first price was told; a new
    unit, or a price in place of another, holds from tomorrow. Raises Refused for too large a figure.
    """
    _keep_former(before, now, by=by)
    first_price = (before.price is None or not before.unit) and now.price is not None
    if first_price or any(getattr(now, name) != getattr(before, name) for name in WEIGHED_BY):
        _recount(now, by=by, reason=reason)


def _keep_former(before: Exchange, now: Exchange, *, by: Actor) -> None:
    """The price that another took the place of, and what belonged to a unit that is another now."""
    another_unit = before.unit != now.unit
    price = before.price if another_unit or before.price != now.price else None
    weight = before.kg_per_unit if another_unit else None
    if not before.unit or (price is None and weight is None):
        return
    former = FormerTerms(
        exchange=now,
        unit=before.unit,
        price=price,
        price_source="" if price is None else before.price_source,
        kg_per_unit=weight,
        weight_source="" if weight is None else before.weight_source,
        until=timezone.localdate(),
    )
    actions.create(former, by=by, verb="matching.keep_terms")


def _recount(exchange: Exchange, *, by: Actor, reason: str) -> None:
    with translation.override("da"):
        why = reason.strip() or _("What is known of the exchange was put right.")
    rates = rates_of(exchange)
    told = exchange.handovers.filter(reports__isnull=False).distinct().prefetch_related("reports").order_by("pk")
    for handover in told:
        handover.exchange = exchange
        reports = {side: said_of(report) for side, report in by_side(handover.reports.all()).items()}
        try:
            restate(handover, postings_of(handover, reports, rates=rates), thread=exchange, by=by, reason=why)
        except CannotPost as error:
            raise Refused("exchange_counts_too_much") from error
