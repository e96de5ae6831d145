"""What runs already and is known from elsewhere: recorded with its source, and put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.matching.actions.constraints import Refused, refusal
from symbiose.matching.actions.exchanges.living import require_none_after, require_past, told_of
from symbiose.matching.actions.exchanges.numbering import add, find_by, standing
from symbiose.matching.actions.exchanges.telling import tell_changed
from symbiose.matching.actions.recounting import UNSAID, Replaced, count_anew, drop_terms, told_why
from symbiose.matching.dates import When
from symbiose.matching.enums import EndReason, ExchangeState
from symbiose.matching.exchanges.changed import AGREED
from symbiose.matching.handing.periods import ask_anew
from symbiose.matching.models import Exchange
from symbiose.matching.permissions import may_declare, may_tell_of_exchange
from symbiose.organisations.models import Organisation

KEEP = object()  # a day that is not changed
# What the parties agreed between them, which either may put right; the rest is for advisers, who know the source.
OWN_FIELDS = frozenset(AGREED)
BY_UNIT = (("price", "price_source"), ("kg_per_unit", "weight_source"))
FIELDS = OWN_FIELDS | {
    "kind",
    "family",
    "price",
    "price_source",
    "kg_per_unit",
    "weight_source",
    "evidence",
    "source",
}


@transaction.atomic
def declare_exchange(
    *,
    giver: Organisation,
    receiver: Organisation,
    title: str,
    source: str,
    evidence: str,
    by: Actor,
    since: When | None = None,
    until: When | None = None,
    end_reason: str = "",
    consent: str = "",
    **fields: Any,
) -> Exchange:
    """Record an exchange between two organisations of any kind that is known from elsewhere; it runs unless `end_reason` is given.

    `fields` are further fields of the record. One with the same external id that is recorded already is handed back unchanged.
    Raises NotAllowed for others than advisers; Refused with the name of the rule that does not hold.
    """
    if not may_declare(by):
        raise NotAllowed("matching.declare_exchange")
    known = fields.get("external_id") and Exchange.objects.filter(external_id=fields["external_id"]).first()
    if known:
        return known
    new = Exchange(
        giver=standing(giver),
        receiver=standing(receiver),
        title=title.strip()[:200],
        declared=True,
        asking=False,
        source=source.strip(),
        evidence=evidence,
        on_behalf=bool(consent.strip()),
        consent=consent.strip(),
        state=ExchangeState.ENDED if end_reason or until else ExchangeState.RUNNING,
        end_reason=end_reason or (EndReason.HISTORICAL.value if until else ""),
        **_days(since, until),
        **fields,
    )
    acting = by.acting_for(new.giver_id, consent=new.consent) if new.on_behalf else by
    try:
        with transaction.atomic():
            return add(new, by=acting, verb="matching.declare_exchange")
    except IntegrityError as error:
        raise refusal(error) from error


def _day(exchange: Exchange, name: str, when: Any) -> dict[str, Any]:
    """A day as the record holds it; what was never begun has none, and what has ended keeps that it ended."""
    wrong = exchange.state == ExchangeState.AGREED if name == "since" else exchange.state != ExchangeState.ENDED
    if wrong:
        raise NotAllowed(f"matching.change_exchange {name}")
    if when is None:
        return {name: None, f"{name}_precision": ""}
    require_past(when, field=name)
    if name == "until":
        require_none_after(exchange, when.last, field=name)
    if name == "since" and told_of(exchange).filter(ends_on__lt=when.first).exists():
        raise Refused("exchange_handed_over_earlier", name)
    day = when.first if name == "since" else min(when.last, timezone.localdate())
    return {name: day, f"{name}_precision": when.precision.value}


def _days(since: When | None, until: When | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if since:
        require_past(since, field="since")
        values |= {"since": since.first, "since_precision": since.precision.value}
    if until:
        require_past(until, field="until")
        if since and until.last < since.first:
            raise Refused("exchange_dates")
        last = min(until.last, timezone.localdate())
        values |= {"until": last, "until_precision": until.precision.value}
    return values


@transaction.atomic
def change_exchange(
    exchange: Exchange,
    *,
    by: Actor,
    version: int,
    reason: str = "",
    since: When | object | None = KEEP,
    until: When | object | None = KEEP,
    old: Replaced = UNSAID,
    never_held: Iterable[int] = (),
    **values: Any,
) -> Exchange:
    """Put right what is known of an exchange: a party what they agreed, an adviser all of it, also when it began and ended.

    `old` is what is said of a price or weight that another takes the place of, `never_held` former ones that were wrong.
    Whoever did not do it is told what became another. Raises NotAllowed, Conflict where somebody else changed it since it was
    opened, and Refused with the rule that does not hold.
    """
    never_held = list(never_held)
    days = {name: when for name, when in (("since", since), ("until", until)) if when is not KEEP}
    allowed = FIELDS if by.is_adviser else OWN_FIELDS
    if not may_tell_of_exchange(by, exchange) or not set(values) <= allowed:
        raise NotAllowed("matching.change_exchange")
    if (days or never_held) and not by.is_adviser:
        raise NotAllowed("matching.change_exchange")
    for name, when in days.items():
        values |= _day(exchange, name, when)
    values |= without_unit(exchange, values) | next_question(exchange, values)
    why = told_why(exchange, _with(exchange, values), old=old, reason=reason)
    try:
        with transaction.atomic():
            changed = actions.change(
                exchange, by=by, verb="matching.change_exchange", version=version, reason=why, **values
            )
    except IntegrityError as error:
        raise refusal(error) from error
    find_by(changed)
    drop_terms(changed, never_held, by=by, reason=reason)
    count_anew(exchange, changed, by=by, reason=why, old=old)
    tell_changed(exchange, changed, by=by)
    return changed


def without_unit(exchange: Exchange, values: Mapping[str, Any]) -> dict[str, Any]:
    """A price and a weight are those of one unit: what was not said anew for another unit is no longer known."""
    if not exchange.unit or values.get("unit", exchange.unit) == exchange.unit:
        return {}
    said = [(name, source) for name, source in BY_UNIT if values.get(name) in {None, getattr(exchange, name)}]
    return {name: None for name, _source in said} | {source: "" for _name, source in said}


def next_question(exchange: Exchange, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is given once is asked about otherwise than a stream."""
    now = _with(exchange, values)
    return {"ask_on": ask_anew(exchange, now, on=timezone.localdate())} if now.per != exchange.per else {}


def _with(exchange: Exchange, values: Mapping[str, Any]) -> Exchange:
    """The exchange as it will be."""
    now = copy(exchange)
    for name, value in values.items():
        setattr(now, name, value)
    return now
