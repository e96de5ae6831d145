"""A pause that was told wrongly: other days, or none at all. The exchange, its questions and its months follow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.listings.enums import Per
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.actions.exchanges.living import goes_on_asking, locked_exchange, require_past
from symbiose.matching.actions.exchanges.telling import tell_pause
from symbiose.matching.dates import on_day
from symbiose.matching.enums import ExchangeState, PauseState
from symbiose.matching.handing.pauses import Still, pauses_of
from symbiose.matching.handing.periods import ask_at_rest, next_month
from symbiose.matching.models import Exchange, ExchangePause
from symbiose.matching.states import EXCHANGE, PAUSE

ASKED_STATES = (ExchangeState.RUNNING, ExchangeState.PAUSED)


@transaction.atomic
def change_pause(
    exchange: Exchange, *, by: Actor, pause: int | None, starts: date, ends: date | None = None, reason: str
) -> Exchange:
    """Other days of a pause: the one with that id, the one that lasts for None. The same once more changes nothing.

    Raises NotAllowed, also without a reason; Refused for days that cannot be, and where the pause is no longer there.
    """
    now, known = _find(exchange, pause)
    if known is None:
        raise Refused("exchange_pause_gone")
    lasts = known.ends is None
    state = PauseState.LASTS if lasts else PauseState.OVER
    PAUSE.require("put_right" if lasts else "put_over_right", state=state, actor=by, subject=now, reason=reason)
    new = Still(starts, None if lasts else ends or known.ends, known.pk)
    if new == known:
        return now
    _require(now, known, new)
    ask_on = _next_question(now, known, new)
    said = {"pause": [_plain(known), _plain(new)]}
    values: dict[str, Any] = {"paused_on": new.starts} if lasts else {}
    if known.pk is not None:
        ExchangePause.objects.filter(pk=known.pk).update(starts_on=new.starts, ends_on=new.ends)
    return _keep(now, "change_pause", said, by=by, reason=reason, before=known, after=new, ask_on=ask_on, **values)


@transaction.atomic
def remove_pause(exchange: Exchange, *, by: Actor, pause: int | None, reason: str) -> Exchange:
    """It did not stand still: the pause goes, and what lasted runs on as if nothing had been told. A repeat changes nothing.

    Raises NotAllowed, also without a reason.
    """
    now, known = _find(exchange, pause)
    if known is None:
        return now
    lasts = known.ends is None
    state = PauseState.LASTS if lasts else PauseState.OVER
    PAUSE.require("remove", state=state, actor=by, subject=now, reason=reason)
    if known.pk is None:
        row = EXCHANGE.require("remove_pause", state=now.state, actor=by, subject=now, reason=reason)
        values: dict[str, Any] = {"state": row.target, "paused_on": None, "ask_on": goes_on_asking(now, known.starts)}
    else:
        values = {"ask_on": _next_question(now, known, None)}
        ExchangePause.objects.filter(pk=known.pk).delete()
    said = {"pause": [_plain(known), None]}
    return _keep(now, "remove_pause", said, by=by, reason=reason, before=known, after=None, **values)


def _find(exchange: Exchange, pause: int | None) -> tuple[Exchange, Still | None]:
    """The exchange as it is now, held, and one of its pauses."""
    now = locked_exchange(exchange)
    return now, next((one for one in pauses_of(now) if one.pk == pause), None)


def _require(exchange: Exchange, known: Still, new: Still) -> None:
    """Raise Refused, at its field, for days that a pause cannot have."""
    require_past(on_day(new.starts), field="starts")
    if new.ends:
        require_past(on_day(new.ends), field="ends")
        if new.ends < new.starts:
            raise Refused("pause_dates")
    if exchange.since and new.starts < exchange.since:
        raise Refused("exchange_paused_before_it_began", "starts")
    if exchange.until and new.ends and new.ends > exchange.until:
        raise Refused("exchange_paused_after_it_ended", "ends")
    others = [one for one in pauses_of(exchange) if one.pk != known.pk]
    if any(one.meets(new) for one in others):
        raise Refused("exchange_paused_already", "starts")


def _next_question(exchange: Exchange, known: Still, new: Still | None) -> date | None:
    """The day of the next question: months that ran after all are asked about, none twice and none that lies in a pause."""
    if not exchange.asking or exchange.per == Per.ONCE or exchange.state not in ASKED_STATES:
        return exchange.ask_on
    ran = _first_that_ran(known, new)
    if ran:
        return min(one for one in (exchange.ask_on, next_month(ran)) if one)
    return ask_at_rest(exchange, on=new.starts) if new and new.ends is None else exchange.ask_on


def _first_that_ran(known: Still, new: Still | None) -> date | None:
    """The first day that was taken for one of the pause and is none; None where it only became longer."""
    if new is None or new.starts > known.starts:
        return known.starts
    return new.ends + timedelta(days=1) if new.ends and known.ends and new.ends < known.ends else None


def _plain(still: Still) -> list[str | None]:
    return [still.starts.isoformat(), still.ends.isoformat() if still.ends else None]


def _keep(
    now: Exchange,
    verb: str,
    said: dict[str, Any],
    *,
    by: Actor,
    reason: str,
    before: Still,
    after: Still | None,
    **values: Any,
) -> Exchange:
    moved = actions.change(now, by=by, verb=f"matching.{verb}", reason=reason.strip(), beside=said, **values)
    tell_pause(moved, before, after, by=by)
    return moved
