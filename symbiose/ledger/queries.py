"""Entries as pages read them: whose, of which thread, as known at a moment, and their sums, made in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Substr

from symbiose.engine.accounting import Figure, Kind, measures, period
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
class Total:
    """A figure, and the fraction, period or year that it is of; empty for all together."""

    group: str
    figure: Figure


def of_organisation(organisation_id: int, *, role: str = "") -> QuerySet[Entry]:
    """Entries about an organisation, and about those that were gathered in it; of one part alone where it is said."""
    parties = EntryParty.objects.filter(organisation__in=_with_gathered(organisation_id))
    return Entry.objects.filter(pk__in=(parties.filter(role=role) if role else parties).values("entry"))


def _with_gathered(organisation_id: int) -> list[int]:
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


def happened_by(day: date, rows: QuerySet[Entry] | None = None) -> QuerySet[Entry]:
    """What had happened by the end of a day, whenever it was recorded."""
    return (Entry.objects.all() if rows is None else rows).filter(happened_on__lte=day)


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


def totals(rows: QuerySet[Entry], *, by: str = "") -> list[Total]:
    """What flowed, by measure in the order of the list, and by "fraction", "period" or "year" where asked.

    Each figure is the sum of as many rows as it says, reversals with them. Measures that are never summed over time
    are left out; no two measures are added.
    """
    flows = [one.code for one in measures().values() if one.kind is Kind.FLOW]
    sums = (
        rows.order_by()
        .filter(measure__in=flows)
        .values("measure", group=GROUPS[by])
        .annotate(
            sum=Sum("quantity"),
            estimate=Coalesce(Sum("quantity", filter=Q(estimated=True)), NOTHING),
            lines=Count("pk"),
        )
    )
    found = [
        Total(
            row["group"], Figure(measures()[row["measure"]], _exact(row["sum"]), _exact(row["estimate"]), row["lines"])
        )
        for row in sums
    ]
    return sorted(found, key=lambda one: (flows.index(one.figure.measure.code), one.group))


def _exact(quantity: Decimal) -> Decimal:
    """A sum to the thousandth that its parts are kept to; one of our databases sums with a longer tail."""
    return quantity.quantize(THOUSANDTH)


def lines(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Newest first, each reversal straight after what it takes back."""
    return rows.annotate(root=Coalesce("reverses_id", "pk")).order_by("-happened_on", "-root", "pk")
