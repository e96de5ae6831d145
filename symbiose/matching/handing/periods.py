"""The days and months of handovers: which are asked about and when, how much is usual in one, and how it is said."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

from django.utils import formats

from symbiose.common import municipality
from symbiose.engine.units import MONTHS_PER_YEAR
from symbiose.engine.units import Per as Rhythm
from symbiose.listings.enums import Per
from symbiose.matching.dates import When
from symbiose.matching.enums import EndReason, ExchangeState, Precision
from symbiose.matching.models import Exchange, Handover
from symbiose.reference import handover_policy

DIGITS = 3  # what is usual is told to three digits: more would look as if somebody had weighed it


def limit(name: str, on: date) -> Decimal:
    """A limit of asking and answering as it holds on a date, in the unit that its name says."""
    return Decimal(str(handover_policy(on)[name].value))


def after(day: date, name: str) -> date:
    """The working day that lies as many working days after a day as a limit says."""
    return municipality.after_working_days(day, int(limit(f"{name}.working_days", day)))


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month that a day lies in."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_before(day: date) -> tuple[date, date]:
    """The first and the last day of the month before the one that a day lies in."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def is_month(starts: date, ends: date) -> bool:
    """A whole month, as a stream is asked about."""
    return (starts, ends) == month_of(starts)


def code_of(starts: date, ends: date) -> str:
    """The period as the ledger writes it: a month or a day."""
    return f"{starts:%Y-%m}" if is_month(starts, ends) else starts.isoformat()


def say_period(starts: date, ends: date) -> str:
    """March 2026, or 4 March 2026, in the reader's language."""
    return formats.date_format(starts, "YEAR_MONTH_FORMAT" if is_month(starts, ends) else "DATE_FORMAT")


def asked_period(exchange: Exchange, *, on: date) -> tuple[date, date]:
    """What is asked about on a day: the month that ended for a stream, else the day or month in which it was to happen."""
    if exchange.per != Per.ONCE:
        return month_before(on)
    if exchange.since and exchange.since_precision == Precision.MONTH:
        return month_of(exchange.since)
    day = min(exchange.since or on, on)
    return day, day


def due_periods(exchange: Exchange, *, on: date) -> tuple[list[tuple[date, date]], date | None]:
    """All that is to be asked about by a day, and the day of the question after that.

    Where nobody asked for long, months that nobody remembers any more are left out, and stay as not told.
    """
    periods, day = [], exchange.ask_on
    last = next_month(exchange.paused_on) if exchange.paused_on else None  # of the month in which it came to a stop
    once_more = exchange.per != Per.ONCE and exchange.state != ExchangeState.ENDED
    while day and day <= on:
        periods.append(asked_period(exchange, on=day))
        upcoming = next_month(day) if once_more else None
        day = None if upcoming and last and upcoming > last else upcoming
    oldest = on - timedelta(days=int(limit("given_up.days", on)))
    return [one for one in periods if one[1] >= oldest] or periods[-1:], day


def first_ask(exchange: Exchange, *, on: date, since: date | None = None, precision: str = "") -> date | None:
    """The day on which both sides are first asked of an exchange that is agreed, or that has begun `since` a day.

    A stream is asked about when the month is over, what is given once the day after, or when the month is over if
    nobody knows the day, or a while after it was agreed without a day. None for a stream that has not begun, and for
    what happened once in a year of which nobody knows the day.
    """
    begun, known = since or exchange.since, precision or exchange.since_precision
    if exchange.per != Per.ONCE:
        return next_month(on) if begun or exchange.state != ExchangeState.AGREED else None
    if begun is None:
        return after(on, "agreed")
    if known == Precision.YEAR:
        return None
    return next_month(begun) if known == Precision.MONTH else after(begun, "once")


def ask_anew(before: Exchange, now: Exchange, *, on: date) -> date | None:
    """The day of the next question once it is put right how often an exchange happens: as if it were agreed or begun like that.

    Nobody is asked who was not to be asked before, nor of a day that nobody remembers any more.
    """
    was_once, once = before.per == Per.ONCE, now.per == Per.ONCE
    if was_once == once or not now.asking:
        return before.ask_on
    if now.state not in {ExchangeState.AGREED, ExchangeState.RUNNING}:
        return None if once else before.ask_on
    if before.ask_on is None and now.state == ExchangeState.RUNNING and not was_once:
        return None
    day = first_ask(now, on=on)
    return day if day and day >= on - timedelta(days=int(limit("given_up.days", on))) else None


def ask_at_rest(exchange: Exchange, *, on: date) -> date | None:
    """The day of the last question about a stream that stands still or ends on a day: when that month is over."""
    if exchange.per == Per.ONCE or exchange.ask_on is None:
        return None
    return min(exchange.ask_on, next_month(on))


def last_ask(exchange: Exchange, *, on: date, ended: When, reason: EndReason) -> date | None:
    """The day on which both sides are asked of the last time, once it has ended for a reason; None where nobody is.

    Of a stream that is the month in which it ended. What was asked about before is not asked about again.
    """
    gave = exchange.began or reason is EndReason.HANDED_OVER
    if not gave or reason is EndReason.CLOSED or exchange.ask_on is None:
        return None
    if exchange.per != Per.ONCE:
        return ask_at_rest(exchange, on=ended.last)
    if exchange.began:
        return exchange.ask_on
    return first_ask(exchange, on=on, since=ended.first, precision=ended.precision)


def next_month(day: date) -> date:
    """The day on which the month that a day lies in is asked about."""
    return after(month_of(day)[1], "month")


def usual(exchange: Exchange, starts: date, ends: date) -> Decimal | None:
    """How much the agreement says for a period, to three digits; None where it says nothing of such a one."""
    if exchange.quantity is None:
        return None
    if not is_month(starts, ends):
        return None if exchange.per == Per.YEAR else _rounded(exchange.quantity)
    if exchange.per == Per.ONCE:
        return _rounded(exchange.quantity)
    return _rounded(exchange.quantity * Decimal(Rhythm(exchange.per).times_a_year / MONTHS_PER_YEAR))


def _rounded(quantity: Decimal) -> Decimal:
    """Three digits, and never finer than a quantity is kept."""
    places = min(DIGITS - 1 - quantity.adjusted(), DIGITS)
    found = quantity.quantize(Decimal(1).scaleb(-places))
    return Decimal(int(found)) if found == found.to_integral_value() else found.normalize()


def overlapping(exchange: Exchange, starts: date, ends: date) -> Handover | None:
    """The handover of an exchange that has a day in common with a period."""
    return exchange.handovers.filter(starts_on__lte=ends, ends_on__gte=starts).order_by("starts_on").first()
