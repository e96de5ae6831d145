"""A tiny exchange with handovers that post, small enough to hold in the head."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from symbiose.common.actor import system
from symbiose.ledger.actions import Posting, restate
from symbiose.matching.models import Exchange, Handover
from tests.factories import make_organisation

BY = system("test")
_number = count(1)


def make_exchange(**values):
    return Exchange.objects.create(
        **{
            "number": f"P-{next(_number)}",
            "giver": values.pop("giver", None) or make_organisation(),
            "receiver": values.pop("receiver", None) or make_organisation(),
            "title": "Træafskær",
            "state": "running",
        }
        | values
    )


def make_handover(exchange=None, *, month=3, year=2026):
    day = date(year, month, 4)
    return Handover.objects.create(exchange=exchange or make_exchange(), starts_on=day, ends_on=day, state="confirmed")


def posting(handover, quantity="120", *, measure="kg_kept_in_use", **values):
    """What a handover says in one measure."""
    exchange = handover.exchange
    return Posting(
        **{
            "measure": measure,
            "quantity": Decimal(quantity),
            "happened_on": handover.ends_on,
            "period": handover.ends_on.isoformat(),
            "evidence": "weighed",
            "estimated": False,
            "parties": ((exchange.giver_id, "giver"), (exchange.receiver_id, "receiver")),
        }
        | values
    )


def post(handover, *postings, reason="", by=BY):
    """The ledger as the handover says; without postings, 120 kg."""
    return restate(handover, postings or [posting(handover)], thread=handover.exchange, by=by, reason=reason)
