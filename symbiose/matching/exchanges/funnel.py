"""How far things come: listings, proposals, talks, exchanges agreed, begun, and still running half a year later.

Each stage holds the ids of its rows, so that a figure is always the number of rows that it opens to. A past day gives what was
known by the end of that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from symbiose.engine.law.months import months_after
from symbiose.listings.enums import ListingState, Side
from symbiose.listings.models import Listing
from symbiose.listings.queries.rows import open_today
from symbiose.matching.enums import ExchangeState
from symbiose.matching.exchanges.asof import as_known
from symbiose.matching.models import Exchange, Proposal
from symbiose.reference import exchange_limits, funnel_yardstick

RAN = {ExchangeState.RUNNING, ExchangeState.PAUSED}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: the rows that came so far, of which step it is a part, and the yardstick's figure where it has one."""

    code: str
    kind: type[Model]
    ids: tuple[int, ...]
    of: str = ""
    due: int | None = None  # of how many it could be told at all; None for all of the step before
    yardstick: int | None = None

    @property
    def count(self) -> int:
        return len(self.ids)


def stages(*, on: date) -> list[Stage]:
    """Every step as it was known by the end of a day."""
    proposals = as_known(Proposal.objects.all(), ("sent_at", "talking_since"), on=on)
    told = _exchanges(on)
    began = [row for row in told if row["since"] or row["state"] in RAN]
    due = [row for row in began if row["since"] and months_after(row["since"], lasting_months(on)) <= on]
    peers = {name: int(row.value) for name, row in funnel_yardstick(on).items()}
    return [
        Stage("have", Listing, _listed(Side.HAVE, on), yardstick=peers["available"]),
        Stage("need", Listing, _listed(Side.NEED, on), yardstick=peers["wanted"]),
        Stage("found", Proposal, _ids(proposals), yardstick=peers["matches"]),
        Stage("sent", Proposal, _ids(row for row in proposals if row["sent_at"]), of="found"),
        Stage(
            "yes",
            Proposal,
            _ids(row for row in proposals if row["talking_since"]),
            of="found",
            yardstick=peers["in_development"],
        ),
        Stage("agreed", Exchange, _ids(told)),
        Stage("began", Exchange, _ids(began), of="agreed"),
        Stage("lasted", Exchange, _ids(row for row in due if _lasted(row, on)), of="began", due=len(due)),
    ]


def _ids(rows: Iterable[dict[str, Any]]) -> tuple[int, ...]:
    return tuple(row["pk"] for row in rows)


def _exchanges(on: date) -> list[dict[str, Any]]:
    """Exchanges that came from proposals; what is declared from elsewhere is no step of this way."""
    rows = Exchange.objects.filter(proposal__isnull=False)
    return as_known(rows, ("state", "since", "until", "end_reason"), on=on)


def _lasted(row: dict[str, Any], on: date) -> bool:
    """It ran for the whole half year; what has ended on an unknown day is not counted."""
    if row["state"] != ExchangeState.ENDED:
        return True
    return bool(row["until"]) and row["until"] >= months_after(row["since"], lasting_months(on))


def _listed(side: Side, on: date) -> tuple[int, ...]:
    """Listings of a side that stood on the market place on a day."""
    rows = Listing.objects.filter(side=side)
    if on >= timezone.localdate():
        return tuple(rows.filter(open_today()).order_by("pk").values_list("pk", flat=True))
    live = {
        ListingState.SHOWN,
        ListingState.HIDDEN,
    }  # the clock hides what has run out, and its last day tells that too
    known = as_known(rows, ("state", "valid_from", "valid_to"), on=on)
    return _ids(row for row in known if row["state"] in live and row["valid_from"] <= on <= row["valid_to"])


def lasting_months(on: date) -> int:
    """After how many months the last step asks."""
    return int(exchange_limits(on)["lasting.months"].value)
