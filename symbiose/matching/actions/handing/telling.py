"""One side tells what was handed over, or puts its own figure right; what counts is posted in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.ledger.actions import CannotPost, restate
from symbiose.ledger.queries import of_any
from symbiose.matching.actions.exchanges.living import begin_exchange, locked_exchange
from symbiose.matching.actions.handing import letters
from symbiose.matching.actions.handing.judging import (
    HandoverRefused,
    require_free,
    require_not_given_up,
    require_period,
    require_quantity,
)
from symbiose.matching.dates import in_month, on_day
from symbiose.matching.enums import ExchangeState, HandoverState
from symbiose.matching.handing.counting import Said, by_side, postings_of, said_of, state_of
from symbiose.matching.handing.periods import after, is_month
from symbiose.matching.handing.rates import rates_of
from symbiose.matching.models import Exchange, Handover, HandoverReport
from symbiose.matching.permissions import may_tell_side
from symbiose.matching.states import HANDOVER, verb_of_handover


class AnsweredMeanwhile(Exception):
    """The same side has told of it since the page was opened; `args[0]` is what it said."""


@transaction.atomic
def tell_handover(
    handover: Handover,
    *,
    side: str,
    said: Said,
    by: Actor,
    comment: str = "",
    consent: str = "",
    seen: int | None = None,
    on: date | None = None,
) -> HandoverReport:
    """Keep what one side says of a handover, and bring its state and the ledger to what both say together.

    The same again changes nothing. `on` is the day on which it was, where a single day was asked about and nobody has told yet. `seen` is the version of the side's report that the page showed, 0 for none.
    Raises NotAllowed for others than the side and advisers, and for an adviser without how consent was given;
    AnsweredMeanwhile where the side told something else since; HandoverRefused for what cannot be.
    """
    exchange = locked_exchange(handover.exchange)
    now = Handover.objects.select_for_update().get(pk=handover.pk)
    now.exchange = exchange
    acting = _acting(exchange, side, by=by, consent=consent)
    known = by_side(now.reports.all())
    mine = known.get(side)
    if mine and said_of(mine) == said and mine.comment == comment.strip():
        return mine
    if seen is not None and seen != (mine.version if mine else 0):
        raise AnsweredMeanwhile(mine)
    if said.happened:
        require_not_given_up(exchange, field="answer")
    if on and said.happened and not known:
        now = _on_day(exchange, now, on, by=acting)
    require_quantity(exchange, now, said, mine=said_of(mine) if mine else None)
    before = {one: said_of(report) for one, report in known.items()}
    kept = _keep(now, mine, side=side, said=said, by=acting, comment=comment.strip())
    reports = before | {side: said}
    moved = _move(now, reports, by=acting)
    if said.happened:
        _begin(exchange, moved, by=acting)
    if reports != before:  # a comment changes nothing that counts
        _count(moved, reports, side=side, first=not mine, by=acting)
    letters.tell_other_side(moved, side, first=not mine, by=acting)
    return kept


@transaction.atomic
def tell_of_period(
    exchange: Exchange, *, starts: date, ends: date, side: str, said: Said, by: Actor, **told: Any
) -> HandoverReport:
    """Tell of a day or a whole month that nobody asked about; where it was asked about, that is what is told of.

    Raises what `tell_handover` raises, and HandoverRefused for a period that cannot be or is told of in part already.
    """
    now = locked_exchange(exchange)
    if not may_tell_side(by, now, side):
        raise NotAllowed("matching.tell_handover")
    require_period(now, starts, ends)
    require_free(now, starts, ends)
    handover = Handover.objects.filter(exchange=now, starts_on=starts, ends_on=ends).first()
    if handover is None:
        new = Handover(exchange=now, starts_on=starts, ends_on=ends)
        handover = actions.create(new, by=by, verb="matching.tell_handover")
    return tell_handover(handover, side=side, said=said, by=by, **told)


def _on_day(exchange: Exchange, handover: Handover, day: date, *, by: Actor) -> Handover:
    """Whoever tells first knows the day better than whoever asked."""
    if is_month(handover.starts_on, handover.ends_on) or day == handover.starts_on:
        return handover
    require_period(exchange, day, day)
    require_free(exchange, day, day, beside=handover)
    moved = actions.change(handover, by=by, verb="matching.handover_day", starts_on=day, ends_on=day)
    moved.exchange = exchange
    return moved


def _acting(exchange: Exchange, side: str, *, by: Actor, consent: str) -> Actor:
    if not may_tell_side(by, exchange, side):
        raise NotAllowed("matching.tell_handover")
    if not by.is_adviser:
        return by
    if not consent.strip():
        raise NotAllowed("consent")
    return by.acting_for(exchange.party_id(side), consent=consent.strip())


def _keep(
    handover: Handover, mine: HandoverReport | None, *, side: str, said: Said, by: Actor, comment: str
) -> HandoverReport:
    values: dict[str, Any] = {
        "happened": said.happened,
        "quantity": said.quantity,
        "unit": said.unit,
        "how": said.how,
        "comment": comment,
        "said_at": timezone.now(),
        "said_by": by.name[:200],
        "on_behalf": by.on_behalf_of is not None,
        "consent": by.consent,
    }
    if mine:
        return actions.change(mine, by=by, verb="matching.correct_handover", **values)
    new = HandoverReport(handover=handover, side=side, **values)
    return actions.create(new, by=by, verb="matching.tell_handover")


def _move(handover: Handover, reports: dict[str, Said], *, by: Actor) -> Handover:
    """A difference gets a while in which both sides look at it again; what is known is waited for no longer."""
    target = state_of(reports)
    row = HANDOVER.require(
        verb_of_handover(target), state=handover.state, actor=by, subject=handover.exchange, reason=""
    )
    look_by = after(timezone.localdate(), "differs") if target == HandoverState.DIFFERS else None
    exchange = handover.exchange
    moved = actions.change(handover, by=by, verb=f"matching.handover_{row.verb}", state=row.target, answer_by=look_by)
    moved.exchange = exchange
    return moved


def _begin(exchange: Exchange, handover: Handover, *, by: Actor) -> None:
    """What was handed over has begun, whether or not anybody had said so."""
    if exchange.state != ExchangeState.AGREED:
        return
    first = handover.starts_on
    month = is_month(first, handover.ends_on)
    begin_exchange(exchange, by=by, on=in_month(first.year, first.month) if month else on_day(first))


def _count(handover: Handover, reports: dict[str, Said], *, side: str, first: bool, by: Actor) -> None:
    """Post what counts now. What no longer does is taken back with who said what as the reason."""
    with translation.override("da"):
        who = handover.exchange.party(side).name
        said = _("%(name)s has told.") if first else _("%(name)s has put its own figure right.")
        reason = said % {"name": who}
    postings = postings_of(handover, reports, rates=rates_of(handover.exchange))
    try:
        restate(handover, postings, thread=handover.exchange, by=by, reason=reason)
    except CannotPost as error:
        raise HandoverRefused("quantity", str(error)) from error


def recount_handovers(exchange_ids: Sequence[int], party_id: int, *, by: Actor) -> None:
    """Post anew what is counted of exchanges under an organisation that is no side of them any more."""
    counted = of_any([party_id]).filter(
        source_label=Handover._meta.label_lower, thread_label=Exchange._meta.label_lower, thread_id__in=exchange_ids
    )
    rows = Handover.objects.filter(pk__in=set(counted.values_list("source_id", flat=True)))
    with translation.override("da"):
        reason = _("Two records of organisations that were one are parted again.")
    for handover in rows.prefetch_related("exchange__former_terms", "reports").order_by("pk"):
        reports = {side: said_of(report) for side, report in by_side(handover.reports.all()).items()}
        postings = postings_of(handover, reports, rates=rates_of(handover.exchange))
        restate(handover, postings, thread=handover.exchange, by=by, reason=reason)
