"""The months of a stream between those that somebody has told of: not told, or paused, each stretch as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from symbiose.listings.enums import Per
from symbiose.matching.enums import ExchangeState
from symbiose.matching.handing.pauses import Still, in_pause, pauses_of
from symbiose.matching.handing.periods import month_before, month_of, say_period
from symbiose.matching.models import Exchange

Month = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Gap:
    """Months that follow each other: the first day of the last of them, how it is said, and the pause they lie in."""

    last: date
    period: str
    pause: Still | None


def gaps(exchange: Exchange, told: Sequence[Month], first: date, last: date) -> list[Gap]:
    """Every gap between two days beside the periods that are told of.

    Months in which it stood still all the time stand for themselves, with their pause: nothing is missing there.
    """
    pauses = pauses_of(exchange)
    together: dict[Still | None, list[Month]] = {}
    for month in stream_months(exchange, first, last):
        if not any(starts <= month[1] and ends >= month[0] for starts, ends in told):
            together.setdefault(in_pause(pauses, *month), []).append(month)
    return [
        Gap(stretch[-1][0], _said(stretch), pause)
        for pause, months in together.items()
        for stretch in _stretches(months)
    ]


def stream_months(exchange: Exchange, first: date, last: date) -> Iterable[Month]:
    """The whole months from the beginning of a stream to its end, as far as they are over."""
    if exchange.per == Per.ONCE or exchange.state == ExchangeState.AGREED or exchange.since is None:
        return
    over = month_before(timezone.localdate())[1]
    stop = min(last, over, exchange.until or over)
    start = max(first, exchange.since).replace(day=1)
    while start <= stop:
        month = month_of(start)
        yield month
        start = month[1] + timedelta(days=1)


def _stretches(months: Iterable[Month]) -> Iterable[list[Month]]:
    """Months that follow each other, together."""
    stretch: list[Month] = []
    for month in months:
        if stretch and stretch[-1][1] + timedelta(days=1) != month[0]:
            yield stretch
            stretch = []
        stretch.append(month)
    if stretch:
        yield stretch


def _said(months: list[Month]) -> str:
    first, last = months[0], months[-1]
    if first == last:
        return say_period(*first)
    return f"{say_period(*first)} – {say_period(*last)}"
