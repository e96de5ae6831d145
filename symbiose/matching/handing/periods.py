"""The days and months of handovers: which are asked about and when, how much is usual in one, and how it is said."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal

from django.utils import formats

from symbiose.engine.law.working_days import add_working_days
from symbiose.engine.units import MONTHS_PER_YEAR
from symbiose.engine.units import Per as Rhythm
from symbiose.listings.enums import Per
from symbiose.matching.enums import ExchangeState
from symbiose.matching.models import Exchange, Handover
from symbiose.reference import handover_policy

DIGITS = 3  # what is usual is told to three digits: more would look as if somebody had weighed it


def limit(name: str, on: date) -> Decimal:
    """A limit of asking and answering as it holds on a date, in the unit that its name says."""
    return Decimal(str(handover_policy(on)[name].value))


def after(day: date, name: str) -> date:
    """The working day that lies as many working days after a day as a limit says."""
    return add_working_days(day, int(limit(f"{name}.working_days", day)), closed=())


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
    """What is asked about on a day: the month that ended for a stream, else the day on which it was to happen."""
    if exchange.per != Per.ONCE:
        return month_before(on)
    day = min(exchange.since or on, on)
    return day, day


def first_ask(exchange: Exchange, *, on: date, since: date | None = None) -> date | None:
    """The day on which both sides are first asked of an exchange that is agreed, or that has begun `since` a day.

    A stream is asked about when the month is over, what is given once the day after, or a while after it was agreed
    without a day. None for a stream that has not begun.
    """
    begun = since or exchange.since
    if exchange.per != Per.ONCE:
        return next_month(on) if begun or exchange.state != ExchangeState.AGREED else None
    return after(on, "agreed") if begun is None else after(begun, "once")


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
