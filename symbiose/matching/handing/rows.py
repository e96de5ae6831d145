"""Handovers as pages and files show them: both sides beside each other, the difference, what counts, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Max, Min, Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.ledger import queries as ledger
from symbiose.ledger.enums import PartyRole
from symbiose.matching.enums import ExchangeState, HandoverState
from symbiose.matching.handing.counting import Counted, by_side, counted, said_of, side_by_side, weight_unknown
from symbiose.matching.handing.gaps import gaps, stream_months
from symbiose.matching.handing.pauses import Still, in_pause, pauses_of
from symbiose.matching.handing.periods import limit, say_period
from symbiose.matching.handing.rates import rates_of
from symbiose.matching.handing.words import amount, measure_unit, rule_said, share, signed
from symbiose.matching.models import Exchange, Handover, HandoverPhoto, HandoverReport
from symbiose.matching.sentences import language

BADGES = {
    HandoverState.ASKED: "badge-warning",
    HandoverState.REPORTED: "badge-warning",
    HandoverState.CONFIRMED: "badge-success",
    HandoverState.DIFFERS: "badge-error",
    HandoverState.NOTHING: "",
}
DECEMBER = 12
PERCENT = 100


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One line: a handover, or a stretch of months of which nobody has told (`row` is None).

    `pause` where it stood still all that time and nobody has told otherwise; `weight_unknown` where a figure counts, but
    nobody knows what it weighs.
    """

    period: str
    row: Handover | None = None
    reports: Mapping[str, HandoverReport] = field(default_factory=dict)
    figure: Counted | None = None
    photos: tuple[HandoverPhoto, ...] = ()
    given_up: bool = False
    pause: Still | None = None
    weight_unknown: bool = False

    @property
    def giver(self) -> HandoverReport | None:
        return self.reports.get(PartyRole.GIVER)

    @property
    def receiver(self) -> HandoverReport | None:
        return self.reports.get(PartyRole.RECEIVER)

    @property
    def said(self) -> tuple[str, str]:
        """What the giver said, and the receiver."""
        return ("–", "–") if self.pause else (said(self.giver), said(self.receiver))

    @property
    def difference(self) -> str:
        """How much more or less the receiver says than the giver; empty where they say the same or one says nothing."""
        if self.row is None or self.row.state != HandoverState.DIFFERS:
            return ""
        giver, receiver = self.giver, self.receiver
        if not (giver and receiver and giver.quantity and receiver.quantity):
            return _("whether it was handed over")
        pair = side_by_side(said_of(giver), said_of(receiver))
        if pair is None:
            return _("different units")
        gave, got, unit = pair
        return f"{signed(got - gave, unit)} ({share(got - gave, gave)})"

    @property
    def state(self) -> str:
        """Its state in words; what nobody answers any more is not told."""
        if self.pause:
            return str(ExchangeState.PAUSED.label).capitalize()
        return _("Not told") if self.row is None or self.given_up else str(self.row.get_state_display()).capitalize()

    @property
    def badge(self) -> str:
        if self.pause:
            return "badge-info"
        return "" if self.row is None or self.given_up else BADGES[HandoverState(self.row.state)]

    @property
    def counts(self) -> str:
        """The figure that counts, or why none does."""
        if self.figure:
            return amount(self.figure.quantity, self.figure.unit)
        if self.pause:
            return "–"
        if self.row is None or self.row.state == HandoverState.ASKED:
            return _("Not told")
        if self.row.state == HandoverState.NOTHING:
            return _("Nothing")
        return _("Nothing counts yet") if self.row.state == HandoverState.DIFFERS else _("Quantity unknown")

    @property
    def why(self) -> str:
        """By which rule it counts."""
        return rule_said(self.figure.rule) if self.figure else ""

    @property
    def certainty(self) -> str:
        """Weighed, declared or an estimate."""
        return str(self.figure.evidence.label).capitalize() if self.figure else ""


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What the ledger counts of an exchange in a year: a measure, how much, and how much of it is estimated."""

    year: str
    measure: str
    name: str
    unit: str
    quantity: Decimal
    estimated: Decimal
    lines: int

    @property
    def real(self) -> int:
        """How many per cent are not estimated; rounded down, so that 100 means all."""
        return int((self.quantity - self.estimated) / self.quantity * PERCENT)

    @property
    def unit_name(self) -> str:
        """The measure's unit in words."""
        return measure_unit(self.unit)

    @property
    def guessed(self) -> int:
        return PERCENT - self.real


@dataclass(frozen=True, slots=True)
class Handed:
    """What an exchange's page shows of its handovers: one year's rows, every year's totals."""

    year: int
    years: tuple[int, ...]
    rows: tuple[HandoverRow, ...]
    totals: tuple[YearTotal, ...]


def said(report: HandoverReport | None) -> str:
    """120 kg (vejet); what nobody said is said as not told."""
    if report is None:
        return _("Not told")
    if not report.happened:
        return _("No, not this time")
    if report.quantity is None:
        return _("Handed over, quantity unknown")
    return f"{amount(report.quantity, report.unit)} ({report.get_how_display()})"


def with_parts(rows: QuerySet[Handover]) -> QuerySet[Handover]:
    """Handovers with what both sides said and their pictures: a fixed number of queries."""
    photos = HandoverPhoto.objects.exclude(upload__file="").select_related("upload")
    return rows.prefetch_related("reports", Prefetch("photos", queryset=photos))


def with_times(exchange: Exchange) -> Exchange:
    """The exchange with its pauses and former terms read along: two queries for all of its lines."""
    prefetch_related_objects([exchange], "pauses", "former_terms")
    return exchange


def shown(handover: Handover, exchange: Exchange) -> HandoverRow:
    """A handover as a line. Read it with `with_parts`, and its exchange with `with_times` where there are several."""
    handover.exchange = exchange
    reports = by_side(handover.reports.all())
    figure = counted({side: said_of(report) for side, report in reports.items()})
    pause = None if reports else in_pause(pauses_of(exchange), handover.starts_on, handover.ends_on)
    return HandoverRow(
        period=say_period(handover.starts_on, handover.ends_on),
        row=handover,
        reports=reports,
        figure=figure,
        photos=tuple(handover.photos.all()),
        given_up=given_up(handover),
        pause=pause,
        weight_unknown=figure is not None and weight_unknown(handover, figure, rates_of(exchange)),
    )


def given_up(handover: Handover) -> bool:
    """Asked about so long ago that nobody waits for the answer any more."""
    today = timezone.localdate()
    since = timezone.localdate(handover.asked_at or handover.created_at)
    return handover.state == HandoverState.ASKED and (today - since).days > int(limit("given_up.days", today))


def handed(exchange: Exchange, _actor: Actor, *, year: int | None = None) -> Handed:
    """The handovers of a year, the newest that has any unless one is asked for, and the totals of all years."""
    years = _years(with_times(exchange))
    chosen = year if year in years else years[0]
    first, last = date(chosen, 1, 1), date(chosen, DECEMBER, 31)
    found = with_parts(exchange.handovers.filter(starts_on__range=(first, last)).order_by("-starts_on", "-pk"))
    rows = [shown(row, exchange) for row in found]
    return Handed(
        year=chosen,
        years=tuple(years),
        rows=tuple(_with_gaps(exchange, rows, first, last)),
        totals=tuple(totals(exchange)),
    )


def _years(exchange: Exchange) -> list[int]:
    """From the first handover, or the first month that could be told of here, to the last; this year where there is none.

    A month can be told of once the exchange is written down here, so one that began long before has no years of gaps.
    """
    today = timezone.localdate()
    ends = exchange.handovers.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    months = list(stream_months(exchange, timezone.localdate(exchange.created_at), today))
    days = [day for day in (ends["first"], ends["last"]) if day] + [first for first, _last in months] or [today]
    running = exchange.state in {ExchangeState.RUNNING, ExchangeState.PAUSED}
    newest = max(max(days).year, today.year) if running else max(days).year
    return list(range(newest, min(days).year - 1, -1))


def totals(exchange: Exchange) -> list[YearTotal]:
    """The ledger's figures of an exchange by year, newest first; each opens to its rows on the ledger's page.

    Where all of a figure was taken back nothing is known, which is no 0.
    """
    entries = ledger.of_thread(Exchange._meta.label_lower, exchange.pk)
    found = [
        YearTotal(
            year=one.group,
            measure=one.figure.measure.code,
            name=one.figure.measure.name(language()),
            unit=one.figure.measure.unit,
            quantity=one.figure.quantity,
            estimated=one.figure.estimated,
            lines=one.figure.lines,
        )
        for one in ledger.totals(entries, by="year")
        if one.figure.quantity
    ]
    return sorted(found, key=lambda one: one.year, reverse=True)


def _with_gaps(exchange: Exchange, rows: list[HandoverRow], first: date, last: date) -> Iterable[HandoverRow]:
    """The rows, and between them each stretch of months of which nobody has told or in which it stood still."""
    told = [(row.row.starts_on, row) for row in rows if row.row]
    covered = [(row.row.starts_on, row.row.ends_on) for row in rows if row.row]
    between = [(gap.last, HandoverRow(gap.period, pause=gap.pause)) for gap in gaps(exchange, covered, first, last)]
    return [row for _day, row in sorted([*told, *between], key=lambda one: one[0], reverse=True)]
