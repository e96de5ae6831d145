"""Exchanges as pages and lists read them: who sees which, which ran in a year, and which have stood still too long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from symbiose.common import search
from symbiose.common.actor import Actor, Role
from symbiose.matching.enums import EndReason, ExchangeState, HandoverState
from symbiose.matching.exchanges.asof import end_of
from symbiose.matching.models import Exchange, Handover
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import facts_of
from symbiose.reference import exchange_limits

LABEL = "matching.exchange"
MOST_NAMED = 200
OPEN_STATES = (ExchangeState.AGREED, ExchangeState.RUNNING, ExchangeState.PAUSED)


def visible_to(actor: Actor) -> QuerySet[Exchange]:
    """All for advisers; for a firm what it gives and receives; none for others."""
    if actor.is_adviser:
        return Exchange.objects.all()
    if actor.role is not Role.FIRM or actor.organisation_id is None:
        return Exchange.objects.none()
    return of_organisation(actor.organisation_id)


def with_party(organisation_id: Any) -> Q:
    """That an organisation gives or receives; an id, or an outer query's."""
    return Q(giver_id=organisation_id) | Q(receiver_id=organisation_id)


def of_organisation(organisation_id: int) -> QuerySet[Exchange]:
    """What an organisation gives and receives."""
    return Exchange.objects.filter(with_party(organisation_id))


def with_parties(rows: QuerySet[Exchange]) -> QuerySet[Exchange]:
    """The rows with both parties and their facts of today read along: a fixed number of queries."""
    return rows.select_related("giver", "receiver").prefetch_related(facts_of("giver__"), facts_of("receiver__"))


def found(rows: QuerySet[Exchange], text: str) -> QuerySet[Exchange]:
    """Those found by number, by the words of their title with stems and slips, or by a party's name."""
    words = text.strip()
    named = _named(words)
    return rows.filter(
        Q(pk__in=search.found_ids(LABEL, words))
        | Q(number__iexact=words)
        | Q(giver_id__in=named)
        | Q(receiver_id__in=named)
    )


def _named(words: str) -> list[int] | QuerySet[Organisation, Any]:
    """Organisations by a part of their name. Asked once for all that a page asks, unless they are too many to hand on."""
    rows = Organisation.objects.filter(name__icontains=words)
    few = list(rows.values_list("pk", flat=True)[: MOST_NAMED + 1])
    return few if len(few) <= MOST_NAMED else rows.values("pk")


def running_in(rows: QuerySet[Exchange], year: int) -> QuerySet[Exchange]:
    """Those that ran on some day of a year, as far as is known.

    An unknown beginning counts from the year of the end, or from this year for what still runs; what has ended on an unknown day
    counts in the year in which it began.
    """
    this_year = timezone.localdate().year
    if year > this_year:
        return rows.none()
    first, last = date(year, 1, 1), date(year, 12, 31)
    ran = ~Q(state=ExchangeState.AGREED) & ~Q(end_reason=EndReason.NEVER_BEGAN)
    ended_unknown = Q(state=ExchangeState.ENDED, until__isnull=True)
    known = Q(since__lte=last) & (Q(until__gte=first) | (Q(until__isnull=True) & ~ended_unknown))
    begun_only = ended_unknown & Q(since__range=(first, last))
    ended_only = Q(since__isnull=True, until__range=(first, last), declared=True)
    still = Q(since__isnull=True, state__in=[ExchangeState.RUNNING, ExchangeState.PAUSED])
    known |= still if year == this_year else Q(pk__in=[])
    return rows.filter(ran & (known | begun_only | ended_only))


def years(rows: QuerySet[Exchange]) -> list[int]:
    """The years from the first known beginning until this one, newest first."""
    first = rows.filter(since__isnull=False).order_by("since").values_list("since", flat=True).first()
    today = timezone.localdate()
    return list(range(today.year, (first or today).year - 1, -1))


def limit_days(name: str, on: date) -> int:
    """A limit in days as it holds on a date."""
    return int(exchange_limits(on)[f"{name}.days"].value)


def not_begun_for_long(rows: QuerySet[Exchange], *, on: date) -> QuerySet[Exchange]:
    """Agreed, and nobody has told that it began."""
    before = on - timedelta(days=limit_days("not_begun", on))
    return rows.filter(state=ExchangeState.AGREED, changed_at__lt=end_of(before))


def paused_for_long(rows: QuerySet[Exchange], *, on: date) -> QuerySet[Exchange]:
    """Paused, and nobody has told that it goes on or has ended."""
    return rows.filter(state=ExchangeState.PAUSED, paused_on__lte=on - timedelta(days=limit_days("paused", on)))


def with_itself(rows: QuerySet[Exchange]) -> QuerySet[Exchange]:
    """Open exchanges of which one side was gathered in the other: nobody gives to itself, so somebody must say what it was."""
    gathered = Organisation.objects.filter(merged_into__isnull=False)
    found = [  # they are few: an index leads from them to theirs, on one side at a time
        Exchange.objects.filter(
            Exists(gathered.filter(pk=OuterRef(one), merged_into=OuterRef(other))),
            **{f"{one}__in": gathered.values("pk")},
        )
        for one, other in (("giver", "receiver"), ("receiver", "giver"))
    ]
    ids = found[0].order_by().values("pk").union(found[1].order_by().values("pk"))
    return rows.filter(pk__in=ids, state__in=OPEN_STATES)


def quiet_for_long(rows: QuerySet[Exchange], *, on: date) -> QuerySet[Exchange]:
    """Said to run, and for half a year nobody has changed it or told of a handover in that time."""
    before = on - timedelta(days=limit_days("quiet", on))
    told = Handover.objects.filter(exchange=OuterRef("pk"), starts_on__gt=before).exclude(state=HandoverState.ASKED)
    return rows.filter(state=ExchangeState.RUNNING, changed_at__lt=end_of(before)).exclude(Exists(told))


def of_families(rows: QuerySet[Exchange], codes: Iterable[str]) -> QuerySet[Exchange]:
    """Rows of any of these families."""
    return rows.filter(family__in=list(codes))
