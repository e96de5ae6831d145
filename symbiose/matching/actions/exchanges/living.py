"""What is told of an exchange as it lives: it began, pauses, goes on, has ended, and is taken up again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone, translation

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.actions.exchanges.numbering import standing
from symbiose.matching.actions.exchanges.telling import tell_moved
from symbiose.matching.dates import When, on_day
from symbiose.matching.enums import EndReason, ExchangeState
from symbiose.matching.handing.periods import ask_at_rest, first_ask, last_ask
from symbiose.matching.models import Exchange, ExchangePause, Handover
from symbiose.matching.permissions import may_declare
from symbiose.matching.states import EXCHANGE
from symbiose.organisations.models import Organisation
from symbiose.reference import exchange_limits

OPEN = (ExchangeState.AGREED, ExchangeState.RUNNING, ExchangeState.PAUSED)


def locked_exchange(exchange: Exchange) -> Exchange:
    """The exchange as it is now; nobody else moves it until this transaction ends."""
    return Exchange.objects.select_for_update().get(pk=exchange.pk)


def require_past(when: When, *, field: str = "on") -> None:
    """Raise Refused, at the field where the day was written, for what has not come yet or is too long ago to be right."""
    today = timezone.localdate()
    if when.first > today:
        raise Refused("exchange_not_in_future", field)
    if when.first.year < int(exchange_limits(today)["earliest.year"].value):
        raise Refused("exchange_too_early", field)


def told_of(exchange: Exchange) -> QuerySet[Handover]:
    """The handovers of which somebody said that they happened."""
    return exchange.handovers.filter(reports__happened=True)


def require_none_after(exchange: Exchange, last: date, *, field: str = "on") -> None:
    """Raise Refused, at the field where the last day was written, where somebody told of a handover after it."""
    if told_of(exchange).filter(starts_on__gt=last).exists():
        raise Refused("exchange_handed_over_later", field)


@transaction.atomic
def begin_exchange(exchange: Exchange, *, by: Actor, on: When | None = None, reason: str = "") -> Exchange:
    """The first time has come, today unless said. Told once more with the same day, it changes nothing.

    Raises NotAllowed, and Refused for a day that cannot be.
    """
    now, when = locked_exchange(exchange), on or on_day(timezone.localdate())
    if now.state == ExchangeState.RUNNING and (now.since, now.since_precision) == (when.first, when.precision):
        return now
    require_past(when)
    values = {"since": when.first, "since_precision": when.precision.value}
    return _move(now, "begin", by=by, reason=reason, **values)


@transaction.atomic
def pause_exchange(exchange: Exchange, *, by: Actor, on: date | None = None, reason: str = "") -> Exchange:
    """It stands still from a day, today unless said. Raises NotAllowed, and Refused for a day that cannot be."""
    now, day = locked_exchange(exchange), on or timezone.localdate()
    if now.state == ExchangeState.PAUSED:
        return now
    require_past(on_day(day))
    if now.since and day < now.since:
        raise Refused("exchange_paused_before_it_began")
    if now.pauses.filter(ends_on__gte=day).exists():
        raise Refused("exchange_paused_already")
    return _move(now, "pause", by=by, reason=reason, paused_on=day, ask_on=ask_at_rest(now, on=day))


@transaction.atomic
def resume_exchange(exchange: Exchange, *, by: Actor, on: date | None = None, reason: str = "") -> Exchange:
    """It goes on after a pause, from a day, today unless said. Raises NotAllowed, and Refused for a day that cannot be."""
    now, day = locked_exchange(exchange), on or timezone.localdate()
    if now.state == ExchangeState.RUNNING:
        return now
    require_past(on_day(day))
    if now.paused_on and day < now.paused_on:
        raise Refused("exchange_went_on_before_it_paused")
    went_on = {"goes_on": [None, day.isoformat()]}
    moved = _move(now, "resume", by=by, reason=reason, beside=went_on, paused_on=None, ask_on=goes_on_asking(now, day))
    _keep_pause(now, day - timedelta(days=1), by=by)
    return moved


def goes_on_asking(paused: Exchange, day: date) -> date | None:
    """The day of the next question; what is still to be asked of the time before the pause comes first."""
    if not paused.asking:
        return None
    return min((one for one in (paused.ask_on, first_ask(paused, on=day)) if one), default=None)


def _keep_pause(paused: Exchange, last: date, *, by: Actor) -> None:
    """The days on which it stood still, once that is over; a pause of no whole day is none."""
    if paused.paused_on and last >= paused.paused_on:
        over = ExchangePause(exchange=paused, starts_on=paused.paused_on, ends_on=last)
        actions.create(over, by=by, verb="matching.keep_pause")


@transaction.atomic
def end_exchange(exchange: Exchange, *, by: Actor, why: str, note: str = "", on: When | None = None) -> Exchange:
    """It has ended, today unless said, for one of the reasons of EndReason. Told once more, it changes nothing.

    What was agreed and is all handed over began on the day that it ended. Raises NotAllowed; Refused for a day that cannot be, and
    for "it came to nothing" of what has run.
    """
    now, when, reason = locked_exchange(exchange), on or on_day(timezone.localdate()), EndReason(why)
    if now.state == ExchangeState.ENDED:
        return now
    require_past(when)
    if now.since and when.last < now.since:
        raise Refused("exchange_dates")
    require_none_after(now, when.last)
    if now.began and reason == EndReason.NEVER_BEGAN:
        raise Refused("exchange_began_after_all")
    values: dict[str, Any] = {
        "until": min(when.last, timezone.localdate()),
        "until_precision": when.precision.value,
        "end_reason": reason.value,
        "end_note": note.strip(),
        "paused_on": None,
        "ask_on": last_ask(now, on=timezone.localdate(), ended=when, reason=reason),
    }
    if not now.began and reason == EndReason.HANDED_OVER:
        values |= {"since": when.first, "since_precision": when.precision.value}
    with translation.override("da"):  # the history is read in the municipality's language
        said = " · ".join(part for part in (str(reason.label), note.strip()) if part)
    moved = _move(now, "end", by=by, reason=said, **values)
    _keep_pause(now, values["until"], by=by)
    return moved


@transaction.atomic
def reopen_exchange(exchange: Exchange, *, by: Actor, reason: str) -> Exchange:
    """Take up what had ended: it runs again, or is agreed again where it never began.

    Raises NotAllowed, also without a reason, and Refused where a party has closed.
    """
    now = locked_exchange(exchange)
    verb = "reopen" if now.began else "agree_again"
    EXCHANGE.require(verb, state=now.state, actor=by, subject=now, reason=reason)
    for organisation in (now.giver, now.receiver):
        if standing(organisation) != organisation:
            raise Refused("exchange_party_closed")
    return _move(now, verb, by=by, reason=reason, until=None, until_precision="", end_reason="", end_note="")


@transaction.atomic
def end_exchanges_of(organisation: Organisation, *, by: Actor, on: date | None = None) -> int:
    """An organisation closes: what it gives and receives ends with it; how many exchanges ended. Raises NotAllowed."""
    if not may_declare(by):
        raise NotAllowed("matching.end_exchange")
    rows = Exchange.objects.filter(Q(giver=organisation) | Q(receiver=organisation), state__in=OPEN).order_by("pk")
    day = min(on or timezone.localdate(), timezone.localdate())  # it may close on a day to come; what it gives ends now
    for row in rows:
        told = told_of(row).aggregate(last=Max("starts_on"))["last"]
        last = max(one for one in (day, row.since, told) if one)
        end_exchange(row, by=by, why=EndReason.CLOSED.value, on=on_day(last))
    return len(rows)


def _move(now: Exchange, verb: str, *, by: Actor, reason: str, **values: Any) -> Exchange:
    row = EXCHANGE.require(verb, state=now.state, actor=by, subject=now, reason=reason)
    if row.target in {ExchangeState.RUNNING, ExchangeState.AGREED} and now.asking:
        begun = {"since": values.get("since"), "precision": values.get("since_precision", "")}
        values.setdefault("ask_on", first_ask(now, on=timezone.localdate(), **begun))
    moved = actions.change(now, by=by, verb=f"matching.{verb}_exchange", reason=reason, state=row.target, **values)
    tell_moved(moved, verb, by=by)
    return moved
