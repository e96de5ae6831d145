"""The exchanges of a demo's story: what runs already, what once ran, and what a proposal has led to."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.home.story import Story
from symbiose.listings import bridge as reading
from symbiose.matching.actions import (
    agree_exchanges,
    change_exchange,
    declare_exchange,
    end_exchange,
    pause_exchange,
    resume_exchange,
)
from symbiose.matching.actions.recounting import Replaced
from symbiose.matching.dates import When, around
from symbiose.matching.models import Exchange, Proposal
from symbiose.organisations.models import Organisation


def tell_exchanges(told: Story, known: dict[str, Organisation], *, by: Actor) -> None:
    """Record what the story says runs between its organisations, and what has happened to it since."""
    for one in told.of("exchange"):
        exchange = declare_exchange(
            giver=known[one["giver"]],
            receiver=known[one["receiver"]],
            title=one["da"],
            source=one["source_da"],
            evidence=one["evidence"],
            since=_when(one["since_days"], one["precision"]),
            consent=one.get("consent_da", ""),
            by=by,
            family=one["family"],
            kind=_kind(one["family"]),
            external_id=one["id"],
            example=True,
            **{name: one[name] for name in ("quantity", "unit", "per", "estimated") if name in one},
        )
        for event in told.of("exchange_event"):
            if event["exchange"] == one["id"]:
                _happened(exchange, event, by=by)


def _kind(family: str) -> str:
    found = reading.family(family)
    return found.kind.value if found else ""


def _when(days: int, precision: str) -> When:
    return around(timezone.localdate() + timedelta(days=days), precision)


def _happened(exchange: Exchange, event: dict[str, Any], *, by: Actor) -> None:
    day = timezone.localdate() + timedelta(days=event["days"])
    if event["what"] == "pause":
        pause_exchange(exchange, by=by, on=day, reason=event["da"])
    elif event["what"] == "resume":
        resume_exchange(exchange, by=by, on=day, reason=event["da"])
    elif event["what"] == "price":
        _costs(exchange, event, by=by)
    else:
        end_exchange(exchange, by=by, why=event["why"], note=event["da"], on=around(day, event["precision"]))


def _costs(exchange: Exchange, event: dict[str, Any], *, by: Actor) -> None:
    """A first price, or another one that holds from a day."""
    now = Exchange.objects.get(pk=exchange.pk)
    change_exchange(
        now,
        by=by,
        version=now.version,
        reason=event["da"],
        old=Replaced(holds_from=timezone.localdate() + timedelta(days=event["days"])),
        price=Decimal(str(event["price"])),
        price_source=event["source_da"],
    )


def agree_told(told: Story, proposal: Proposal, loop: str, *, by: Actor) -> None:
    """Where the story says that the parties of a loop agreed, its exchanges are made; they begin when somebody says so."""
    for one in told.of("agreement"):
        if one["loop"] == loop:
            agree_exchanges(proposal, by=by, consent=one["consent_da"])
