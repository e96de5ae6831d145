"""Both sides are asked what was handed over: when the day or the month is past, once more, and when an adviser says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.ledger.enums import PartyRole
from symbiose.matching.actions.exchanges.living import locked_exchange
from symbiose.matching.actions.handing import letters
from symbiose.matching.enums import ExchangeState, HandoverState
from symbiose.matching.exchanges import with_itself
from symbiose.matching.handing.pauses import in_pause, lying_in_pause, pauses_of
from symbiose.matching.handing.periods import after, due_periods, first_ask, overlapping
from symbiose.matching.models import Exchange, Handover
from symbiose.matching.permissions import may_tell_of_exchange
from symbiose.matching.states import HANDOVER, verb_of_reminder
from symbiose.organisations.models import Organisation

OPEN_STATES = (ExchangeState.AGREED, ExchangeState.RUNNING)
LIVING_STATES = (*OPEN_STATES, ExchangeState.PAUSED)
ASKED_STATES = (*LIVING_STATES, ExchangeState.ENDED)  # once more, of the last time
MOST_AT_A_TIME = 200  # the clock comes again in a minute


@transaction.atomic
def ask_about_handovers(*, on: date, by: Actor) -> int:
    """Ask both sides of every exchange whose day has come; how many handovers were asked about.

    What is told of already is not asked about, and what lies before the exchange began or in a pause neither; nor
    is an organisation asked what it gave to itself, while two are gathered in one.
    """
    due = Exchange.objects.filter(ask_on__lte=on, state__in=ASKED_STATES).order_by("ask_on", "pk")
    due = due.exclude(pk__in=_with_itself())
    rows = (
        due.select_for_update(of=("self",))
        .select_related("giver", "receiver")
        .prefetch_related("pauses")[:MOST_AT_A_TIME]
    )
    asked = [handover for exchange in rows for handover in _ask_of(exchange, on=on, by=by)]
    _write(asked, once=f"handover-ask:{on.isoformat()}", by=by)
    return len(asked)


def _with_itself() -> QuerySet[Exchange, int]:
    return with_itself(Exchange.objects.all()).values_list("pk", flat=True)


def _ask_of(exchange: Exchange, *, on: date, by: Actor) -> list[Handover]:
    """What is asked about now; where nobody asked for a while, all of it in one letter."""
    periods, upcoming = due_periods(exchange, on=on)
    giver, receiver, still = exchange.giver, exchange.receiver, pauses_of(exchange)
    asked = actions.change(exchange, by=by, verb="matching.ask_handover", ask_on=upcoming)
    asked.giver, asked.receiver = giver, receiver
    return [
        actions.create(
            Handover(
                exchange=asked, starts_on=starts, ends_on=ends, asked_at=timezone.now(), answer_by=after(on, "answer")
            ),
            by=by,
            verb="matching.ask_handover",
        )
        for starts, ends in periods
        if not in_pause(still, starts, ends)
        and not overlapping(asked, starts, ends)
        and not (asked.since and ends < asked.since)
    ]


@transaction.atomic
def remind_of_handovers(*, on: date, by: Actor) -> int:
    """Ask once more, and only once, where nobody has answered; how many. What one side told of is known."""
    due = Handover.objects.filter(state=HandoverState.ASKED, answer_by__lt=on, reminded_at__isnull=True)
    still = due.filter(asked_at__isnull=False, exchange__state__in=ASKED_STATES)
    rows = still.exclude(lying_in_pause()).exclude(exchange__in=_with_itself()).order_by("answer_by", "pk")
    locked = list(rows.select_for_update(of=("self",)).select_related("exchange__giver", "exchange__receiver"))
    reminded = [_remind(row, on=on, by=by) for row in locked[:MOST_AT_A_TIME]]
    _write(reminded, once=f"handover-again:{on.isoformat()}", by=by, again=True)
    return len(reminded)


def _remind(handover: Handover, *, on: date, by: Actor) -> Handover:
    exchange = handover.exchange
    HANDOVER.require(verb_of_reminder(handover.state), state=handover.state, actor=by, subject=exchange)
    now = actions.change(
        handover,
        by=by,
        verb="matching.handover_remind",
        reminded_at=timezone.now(),
        answer_by=after(on, "reminded"),
    )
    now.exchange = exchange
    return now


@transaction.atomic
def ask_once_more(handover: Handover, *, by: Actor) -> Handover:
    """An adviser sends the question again to whoever has not answered. Raises NotAllowed for others, and where both have."""
    exchange = locked_exchange(handover.exchange)
    now = Handover.objects.select_for_update().get(pk=handover.pk)
    now.exchange = exchange
    told = set(now.reports.values_list("side", flat=True))
    silent = [side for side in PartyRole if side not in told]
    if not silent:
        raise NotAllowed("matching.handover_remind")
    asked = _remind(now, on=timezone.localdate(), by=by)
    _write([asked], once=f"handover-again:{asked.pk}:{asked.version}", by=by, again=True, sides=silent)
    return asked


def _write(
    handovers: Iterable[Handover], *, once: str, by: Actor, again: bool = False, sides: Iterable[str] = tuple(PartyRole)
) -> None:
    """One letter to each party on the sides, whatever number of exchanges it stands in."""
    theirs: dict[Organisation, list[Handover]] = defaultdict(list)
    for handover in handovers:
        for side in sides:
            theirs[handover.exchange.party(side)].append(handover)
    for organisation, asked in theirs.items():
        letters.ask(organisation, asked, once=f"{once}:{asked[0].pk}", by=by, again=again)


@transaction.atomic
def start_asking(exchange: Exchange, *, by: Actor, first: date | None = None) -> Exchange:
    """Ask both sides from now on, each month or once; `first` is the day of the first question, the next one unless said.

    What is paused is asked about once it goes on. Raises NotAllowed for others than the sides and advisers.
    """
    now = locked_exchange(exchange)
    if not may_tell_of_exchange(by, now) or now.state not in LIVING_STATES:
        raise NotAllowed("matching.start_asking")
    day = first or now.ask_on
    if day is None and now.state in OPEN_STATES:
        day = first_ask(now, on=timezone.localdate())
    return actions.change(now, by=by, verb="matching.start_asking", asking=True, ask_on=day)


@transaction.atomic
def stop_asking(exchange: Exchange, *, by: Actor) -> Exchange:
    """Ask no more until somebody says so, also after a pause; whoever wants to can still tell.

    Raises NotAllowed for others than the sides and advisers.
    """
    now = locked_exchange(exchange)
    if not may_tell_of_exchange(by, now):
        raise NotAllowed("matching.stop_asking")
    return actions.change(now, by=by, verb="matching.stop_asking", asking=False, ask_on=None)
