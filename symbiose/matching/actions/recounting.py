"""What follows for the handovers of an exchange once something that they are counted by was put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.ledger.actions import CannotPost, restate
from symbiose.matching.actions.constraints import Refused
from symbiose.matching.handing.counting import by_side, postings_of, said_of
from symbiose.matching.handing.rates import held_since, rates_of, say_former
from symbiose.matching.models import Exchange, FormerTerms
from symbiose.reference import exchange_limits

SOURCES = {"price": "price_source", "kg_per_unit": "weight_source"}
COUNTED_BY = ("kind", "family", "weight_source")


@dataclass(frozen=True, slots=True)
class Replaced:
    """What is said of a price or weight that another takes the place of: it was wrong, or the other holds from a day.

    Where neither is said, what belonged to another unit holds until today; of a price or weight itself one must be said.
    """

    wrong: bool = False
    holds_from: date | None = None


UNSAID = Replaced()


def replaced(before: Exchange, now: Exchange) -> list[str]:
    """Which of price and weight were known and are other ones now, or belonged to another unit."""
    if not before.unit:
        return []
    another_unit = before.unit != now.unit
    known = [name for name in SOURCES if getattr(before, name) is not None]
    return [name for name in known if another_unit or getattr(before, name) != getattr(now, name)]


def told_why(before: Exchange, now: Exchange, *, old: Replaced, reason: str) -> str:
    """The reason as the trail and the ledger keep it: what is said of the old price and weight, and what was written."""
    reason, gone = reason.strip(), replaced(before, now)
    with translation.override("da"):
        if not gone or not (old.wrong or old.holds_from):
            return reason
        if old.holds_from is None:
            said = {"price": _("The old price was wrong."), "kg_per_unit": _("The old weight was wrong.")}
        else:
            day = formats.date_format(old.holds_from, "DATE_FORMAT")
            told = {
                "price": _("Another price holds from %(day)s."),
                "kg_per_unit": _("Another weight holds from %(day)s."),
            }
            said = {name: sentence % {"day": day} for name, sentence in told.items()}
        return " ".join([*(said[name] for name in gone), reason]).strip()


def count_anew(before: Exchange, now: Exchange, *, by: Actor, reason: str, old: Replaced = UNSAID) -> None:
    """Keep the terms that held, and bring the ledger to what the handovers count with those that hold now.

    What was wrong never held: all is counted anew without it. What holds from a day leaves all before that day as it
    was. A first price or weight counts what was told before it. Raises Refused where nobody says which, for a day that
    cannot be, and for too large a figure.
    """
    gone = replaced(before, now)
    day = _first_day(before, now, gone, old)
    if day:
        _keep_former(before, now, gone, day, by=by)
    unknown = [name for name in SOURCES if getattr(before, name) is None or not before.unit]
    first = [name for name in unknown if getattr(now, name) is not None]
    other = any(getattr(now, name) != getattr(before, name) for name in COUNTED_BY)
    if first or other or (gone and day is None):
        _recount(now, Q(), by=by, reason=reason)
    elif day:
        _recount(now, Q(ends_on__gte=day), by=by, reason=reason)


def _first_day(before: Exchange, now: Exchange, gone: list[str], old: Replaced) -> date | None:
    """The day from which the new ones hold; None where nothing was replaced, it was wrong, or nothing has run by it."""
    if not gone or old.wrong or not before.began:
        return None
    if old.holds_from is None:
        if before.unit == now.unit or any(getattr(now, name) is not None for name in gone):
            raise Refused("exchange_terms_unsaid")
        return timezone.localdate() + timedelta(days=1)
    require_day(now, gone, old.holds_from)
    return old.holds_from


def require_day(exchange: Exchange, gone: Iterable[str], day: date) -> None:
    """Raise Refused for a day before it began, before another was told to hold, or so far off that it is a slip."""
    today = timezone.localdate()
    limits = exchange_limits(today)
    if day > today + timedelta(days=int(limits["terms_ahead.days"].value)):
        raise Refused("exchange_terms_too_far_off")
    if (exchange.since and day < exchange.since) or day.year < int(limits["earliest.year"].value):
        raise Refused("exchange_terms_before_it_began")
    if any(since and day < since for since in (held_since(exchange, name) for name in gone)):
        raise Refused("exchange_terms_told_since")


def _keep_former(before: Exchange, now: Exchange, gone: Iterable[str], day: date, *, by: Actor) -> None:
    """What held until the day before; one that held on no day is not kept."""
    if now.since and day <= now.since:
        return
    kept = [name for name in gone if held_since(now, name) != day]
    values: dict[str, Any] = {name: getattr(before, name) for name in kept}
    values |= {SOURCES[name]: getattr(before, SOURCES[name]) for name in kept}
    if kept:
        former = FormerTerms(exchange=now, unit=before.unit, until=day - timedelta(days=1), **values)
        actions.create(former, by=by, verb="matching.keep_terms")


def drop_terms(exchange: Exchange, never_held: Iterable[int], *, by: Actor, reason: str) -> None:
    """Take former prices and weights out that never held, and count anew without them; a repeat changes nothing."""
    rows = list(exchange.former_terms.filter(pk__in=list(never_held)).order_by("until", "pk"))
    if not rows:
        return
    with translation.override("da"):
        said = "; ".join(say_former(row) for row in rows)
        why = " ".join([_("Never held: %(terms)s.") % {"terms": said}, reason.strip()]).strip()
    changes = {f"terms_{row.pk}": [say_former(row), None] for row in rows}
    FormerTerms.objects.filter(pk__in=[row.pk for row in rows]).delete()
    actions.record(exchange, by=by, verb="matching.drop_terms", changes=changes, reason=why)
    _recount(exchange, Q(), by=by, reason=why)


def _recount(exchange: Exchange, which: Q, *, by: Actor, reason: str) -> None:
    with translation.override("da"):
        why = reason.strip() or _("What is known of the exchange was put right.")
    rates = rates_of(exchange)
    told = exchange.handovers.filter(which, reports__isnull=False).distinct().prefetch_related("reports").order_by("pk")
    for handover in told:
        handover.exchange = exchange
        reports = {side: said_of(report) for side, report in by_side(handover.reports.all()).items()}
        try:
            restate(handover, postings_of(handover, reports, rates=rates), thread=exchange, by=by, reason=why)
        except CannotPost as error:
            raise Refused("exchange_counts_too_much") from error
