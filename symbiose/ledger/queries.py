"""Entries as pages read them: whose, of which thread, as known at a moment, and their sums, made in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Substr

from symbiose.common import search
from symbiose.engine.accounting import Figure, Kind, measures, period
from symbiose.ledger.enums import PartyRole
from symbiose.ledger.models import Entry, EntryParty
from symbiose.ledger.posting import THOUSANDTH
from symbiose.organisations.models import Organisation

NOTHING = Decimal(0)
GROUPS = {
    "": Value(""),
    "fraction": F("fraction"),
    "period": F("period"),
    "year": Substr("period", 1, 4),  # every period is written with its year first
}


@dataclass(frozen=True, slots=True)
class Part:
    """What the database summed of one measure, and the fraction, period or year that it is of; empty for all together."""

    measure: str
    group: str
    quantity: Decimal
    estimated: Decimal
    lines: int


@dataclass(frozen=True, slots=True)
class Total:
    """A figure, and the fraction, period or year that it is of; empty for all together."""

    group: str
    figure: Figure


def of_organisation(organisation_id: int) -> QuerySet[Entry]:
    """Entries about an organisation, and about those that were gathered in it."""
    return of_any(gathered(organisation_id))


def of_any(organisation_ids: Collection[int], *, roles: Collection[str] = tuple(PartyRole)) -> QuerySet[Entry]:
    """Entries in which one of the organisations gave or received, as asked."""
    parties = EntryParty.objects.filter(organisation__in=organisation_ids, role__in=roles)
    return Entry.objects.filter(pk__in=parties.values("entry"))


def gathered(organisation_id: int) -> list[int]:
    """The organisation and all that were merged into it: entries stay with the name that they were posted under."""
    known, newest = [organisation_id], [organisation_id]
    while newest:
        newest = list(Organisation.objects.filter(merged_into__in=newest).values_list("pk", flat=True))
        known += newest
    return known


def of_thread(label: str, thread_id: int) -> QuerySet[Entry]:
    """Entries that belong to one record, such as an exchange."""
    return Entry.objects.filter(thread_label=label, thread_id=thread_id)


def of_source(label: str, source_id: int) -> QuerySet[Entry]:
    """Entries that one record made true, with what was taken back."""
    return Entry.objects.filter(source_label=label, source_id=source_id)


def as_of(recorded: datetime, rows: QuerySet[Entry] | None = None) -> QuerySet[Entry]:
    """What was known at a moment: entries and reversals recorded until then."""
    return (Entry.objects.all() if rows is None else rows).filter(recorded_at__lte=recorded)


def in_period(code: str, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """What happened in a period. Raises ValueError for what is no period."""
    asked = period(code)
    return rows.filter(happened_on__gte=asked.starts, happened_on__lte=asked.ends)


def standing(rows: QuerySet[Entry], *, recorded: datetime | None = None) -> QuerySet[Entry]:
    """Entries that were not taken back, as known at a moment or now."""
    back = Entry.objects.filter(reverses=OuterRef("pk"))
    if recorded is not None:
        back, rows = as_of(recorded, back), as_of(recorded, rows)
    return rows.filter(reverses__isnull=True).exclude(Exists(back))


def parts(rows: QuerySet[Entry], *, by: str = "") -> list[Part]:
    """The sums of every measure that has rows, by "fraction", "period" or "year" where asked: one pass over the rows."""
    sums = (
        rows.order_by()
        .values("measure", group=GROUPS[by])
        .annotate(
            sum=Sum("quantity"),
            estimate=Coalesce(Sum("quantity", filter=Q(estimated=True)), NOTHING),
            lines=Count("*"),  # of rows, not of a column: an index alone holds all that is asked
        )
    )
    return [
        Part(row["measure"], row["group"], _exact(row["sum"]), _exact(row["estimate"]), row["lines"]) for row in sums
    ]


def totals(rows: QuerySet[Entry], *, by: str = "") -> list[Total]:
    """What flowed, as `flows` says, by "fraction", "period" or "year" where asked."""
    return flows(parts(rows, by=by))


def flows(found: Iterable[Part]) -> list[Total]:
    """The figures of these sums, by measure in the order of the list, and then by their group.

    Each is of as many rows as it says, reversals with them. Measures that are never summed over time are left out;
    no two measures are added.
    """
    order = list(measures())
    figures = [
        Total(part.group, Figure(measures()[part.measure], part.quantity, part.estimated, part.lines))
        for part in found
        if measures()[part.measure].kind is Kind.FLOW
    ]
    return sorted(figures, key=lambda one: (order.index(one.figure.measure.code), one.group))


def _exact(quantity: Decimal) -> Decimal:
    """A sum to the thousandth that its parts are kept to; one of our databases sums with a longer tail."""
    return quantity.quantize(THOUSANDTH)


def years(rows: QuerySet[Entry]) -> list[int]:
    """The calendar years from the first to the last day on which something happened, newest first."""
    first = rows.aggregate(day=Min("happened_on"))["day"]
    last = rows.aggregate(day=Max("happened_on"))["day"]  # asked apart, each is one look into an index
    return list(range(last.year, first.year - 1, -1)) if first else []


def lines_by_measure(rows: QuerySet[Entry]) -> dict[str, int]:
    """How many rows there are of each measure that has any, where nothing of them is summed."""
    return dict(rows.order_by().values_list("measure").annotate(many=Count("*")))


def counted(found: Iterable[Part]) -> dict[str, int]:
    """The same from sums that are here already."""
    many: Counter[str] = Counter()
    for part in found:
        many[part.measure] += part.lines
    return dict(many)


def with_parts(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """The rows with parties, and with what takes each back or is taken back by it, read along."""
    parties = EntryParty.objects.select_related("organisation").order_by("role", "pk")
    return rows.select_related("reverses", "reversed_by").prefetch_related(Prefetch("parties", queryset=parties))


def found_by_party(rows: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """Those about an organisation that the words find."""
    named = EntryParty.objects.filter(organisation__in=search.found_ids("organisations.organisation", text))
    return rows.filter(pk__in=named.values("entry"))


def versions(entry: Entry) -> QuerySet[Entry]:
    """All that one source ever said of the measure in the period, and what was taken back, oldest first."""
    return (
        of_source(entry.source_label, entry.source_id).filter(measure=entry.measure, period=entry.period).order_by("pk")
    )


def lines(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Newest first, each reversal straight after what it takes back; `root` is the entry of both."""
    return rows.annotate(root=Coalesce("reverses_id", "pk")).order_by("-happened_on", "-root", "pk")
