"""What the handovers of an exchange count, once something that they are counted by was put right."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.ledger.actions import CannotPost, restate
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.handing.counting import WEIGHT, Rate, by_side, counted_by, postings_of, said_of
from symbiose.matching.models import Exchange, Handover


def recount(exchange: Exchange, *, by: Actor, reason: str) -> None:
    """Bring the ledger to what the reports of the handovers say with the exchange as it is now.

    What changes is taken back for the reason, or because the facts were put right. Raises Refused for too large a figure.
    """
    with translation.override("da"):
        why = reason.strip() or _("What is known of the exchange was put right.")
    told = exchange.handovers.filter(reports__isnull=False).distinct().prefetch_related("reports").order_by("pk")
    for handover in told:
        handover.exchange = exchange
        reports = {side: said_of(report) for side, report in by_side(handover.reports.all()).items()}
        postings = postings_of(handover, reports, kept=_kept(exchange, handover))
        try:
            restate(handover, postings, thread=exchange, by=by, reason=why)
        except CannotPost as error:
            raise Refused("exchange_counts_too_much") from error


def _kept(exchange: Exchange, handover: Handover) -> dict[str, Rate]:
    """The price that it was counted by, and the weight where that is of another unit than the one put right."""
    return {
        name: rate for name, rate in counted_by(handover).items() if name != WEIGHT or rate["unit"] != exchange.unit
    }
