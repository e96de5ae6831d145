"""Figures of placements out of the ledger, told apart by what kind of firm the job is at; each opens to its rows.

Of a year, stocks are those of its last day, or of the day that is asked for; people are counted once, whatever number of
placements they had. Consultants read what stands today. All others read what was known when the last quarter ended: it stands
still until the next one does. There groups of fewer than five are hidden, nobody among them, with so much else that no
subtraction tells, and what is shown is rounded, so that two quarters side by side never tell that a few came or went.
The smallest group and the steps are dated assumptions of the reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Min, QuerySet, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import ExtractYear
from django.utils import timezone

from symbiose.engine.accounting import (
    Fact,
    Kind,
    distinct_count,
    hide_small,
    measure,
    period,
    period_of,
    rounded,
    stock_on,
)
from symbiose.engine.accounting.periods import Grain
from symbiose.jobs.enums import FirmKind
from symbiose.jobs.limits import fewest_people, limit
from symbiose.jobs.models import Placement
from symbiose.ledger import queries as ledger
from symbiose.ledger.models import Entry
from symbiose.ledger.words import measure_name

COUNTED = (
    "positions",
    "hours_per_week",
    "hours_gained",
    "persons_in_work",
    "retained_3_months",
    "retained_6_months",
    "retained_12_months",
    "retained_24_months",
)
LABEL = Placement._meta.label_lower
KINDS = tuple(FirmKind)
STOCKS = frozenset(code for code in COUNTED if measure(code).kind is Kind.STOCK)
IN_HOURS = {"hours_per_week", "hours_gained"}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, or None where it is hidden; the group is a kind of firm, empty for all."""

    kind: str
    amount: Decimal | None

    @property
    def kind_name(self) -> str:
        """The kind of firm in words; empty for all."""
        return _kind_name(self.kind)


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of a year: each kind of firm, and all together."""

    measure: str
    cells: tuple[Cell, ...]
    total: Cell

    @property
    def name(self) -> str:
        """What is counted."""
        return measure_name(self.measure)

    @property
    def every(self) -> tuple[Cell, ...]:
        """The kinds of firm, and all at the end."""
        return (*self.cells, self.total)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures of a year, and the day that its stocks are of."""

    year: int
    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one figure is made of: its amount, and each entry with its placement."""

    measure: str
    kind: str
    amount: Decimal
    rows: tuple[tuple[Entry, Placement | None], ...]

    @property
    def name(self) -> str:
        """What is counted."""
        return measure_name(self.measure)

    @property
    def kind_name(self) -> str:
        """The kind of firm in words; empty for all."""
        return _kind_name(self.kind)


def _kind_name(kind: str) -> str:
    return str(FirmKind(kind).label) if kind else ""


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands of one person, or of one placement of nobody known, at one kind of firm in a year."""

    kind: str
    mark: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Shape:
    """How figures are told to all but consultants: the smallest group, to which people are rounded too, and the step of hours."""

    fewest: int
    hours: int

    def rounded(self, amount: Decimal, code: str) -> Decimal | None:
        """To the nearest step; None for less than half a step, which would read as nobody."""
        told = rounded(amount, step=self.hours if code in IN_HOURS else self.fewest)
        return Decimal(told) if told else None


def figures_of(*, on: date) -> list[YearFigures]:
    """The figures of every year with entries as they stand on a day, newest first, for those who read people's own pages."""
    return _years(_standing(on), on, None)


def published(*, on: date) -> list[YearFigures]:
    """The same for everybody, as known at the end of the last quarter that was over on a day.

    A year of which nothing can be told is left out, as one without anybody is: else it would show that somebody began.
    """
    end = _last_quarter(on)
    known = timezone.make_aware(datetime.combine(end, time.max))
    years = _years(_standing(end, recorded=known), end, shape_of(on=on))
    return [year for year in years if any(cell.amount is not None for line in year.lines for cell in line.every)]


def shape_of(*, on: date) -> Shape:
    """How what everybody reads on a day is told: by the rule of the day that it was made up for."""
    end = _last_quarter(on)
    return Shape(fewest_people(end), limit("public.hours", end))


def _last_quarter(on: date) -> date:
    """The last day of the last quarter that was over."""
    return period_of(on, Grain.QUARTER).starts - DAY


def rows_of(code: str, year: int, kind: str, *, on: date) -> Rows | None:
    """The entries behind one figure; None where there is no such kind of firm or year."""
    if kind not in {"", *FirmKind.values} or not date.min.year <= year <= on.year:
        return None
    day = _day(year, on)
    standing = _standing(on).filter(measure=code).order_by("happened_on", "pk")
    entries = [entry for entry in _of(standing, kind) if _within(entry, code, year, day)]
    if measure(code).kind is Kind.DISTINCT:  # each person once, by the first of their entries
        entries = list({_mark(entry): entry for entry in reversed(entries)}.values())[::-1]
    placements = Placement.objects.select_related("candidate", "position__organisation").in_bulk(
        [entry.source_id for entry in entries]
    )
    rows = tuple((entry, placements.get(entry.source_id)) for entry in entries)
    return Rows(code, kind, _amount(entries, code, year, day), rows)


def _standing(on: date, *, recorded: datetime | None = None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(source_label=LABEL, measure__in=COUNTED, happened_on__lte=on)
    return ledger.standing(rows, recorded=recorded)


def _of(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [one for one in entries if kind in {"", one.why.get("firm_kind", "")}]


def _day(year: int, on: date) -> date:
    return min(date(year, 12, 31), on)


def _within(entry: Entry, code: str, year: int, day: date) -> bool:
    if measure(code).kind is Kind.STOCK:
        return period(entry.period).covers(day)
    return entry.happened_on.year == year


def _amount(entries: Sequence[Entry], code: str, year: int, day: date) -> Decimal:
    facts = [Fact(one.measure, one.quantity, one.happened_on, one.period, subject=_mark(one)) for one in entries]
    if not facts:
        return Decimal(0)
    if measure(code).kind is Kind.STOCK:
        return stock_on(facts, day=day).quantity
    return distinct_count(facts, over=period(str(year))).quantity


def _mark(entry: Entry) -> str:
    """Whom an entry is about: a person's mark, or the placement where none is known."""
    return entry.why.get("person") or str(entry.source_id)


def _years(rows: QuerySet[Entry], on: date, shape: Shape | None) -> list[YearFigures]:
    found = _found(rows, on)
    years = sorted({year for _code, year in found}, reverse=True)
    return [
        YearFigures(year, _day(year, on), tuple(_line(code, found[code, year], shape) for code in COUNTED))
        for year in years
    ]


def _found(rows: QuerySet[Entry], on: date) -> dict[tuple[str, int], list[_Part]]:
    """What is counted of each measure and year. The database sums: what it hands over grows with people, not with months."""
    kind, person = KT("why__firm_kind"), KT("why__person")
    told = rows.order_by().values_list("measure", ExtractYear("happened_on"), kind, person, "source_id")
    first = Placement.objects.aggregate(day=Min("starts_on"))["day"] or on
    months = [period_of(_day(year, on), Grain.MONTH).code for year in range(first.year, on.year + 1)]
    summed = (
        *told.filter(measure__in=STOCKS, period__in=months).annotate(Sum("quantity")),
        *told.exclude(measure__in=STOCKS).annotate(Sum("quantity")),
    )
    found: dict[tuple[str, int], list[_Part]] = defaultdict(list)
    for code, year, of_kind, mark, source, quantity in summed:
        found[code, year].append(_Part(of_kind or "", mark or str(source), quantity))
    return found


def _line(code: str, parts: Sequence[_Part], shape: Shape | None) -> Line:
    """A measure by kind of firm. Hours and positions are of people too, so that they are hidden by how many people those are.

    Nobody is hidden like a few: else it would show when the first of them came.
    """
    groups = {kind.value: [one for one in parts if one.kind == kind] for kind in KINDS}
    amounts = {kind: _counted(some, code) for kind, some in groups.items()}
    total = _counted(parts, code)
    if shape is None:
        return Line(code, tuple(Cell(kind, amount) for kind, amount in amounts.items()), Cell("", total))
    people = {kind: max(1, len({one.mark for one in some})) for kind, some in groups.items()}
    seen = hide_small(people, fewest=shape.fewest)
    told = {kind: None if seen[kind] is None else shape.rounded(amounts[kind], code) for kind in amounts}
    whole = shape.rounded(total, code) if len({one.mark for one in parts}) >= shape.fewest else None
    return Line(code, tuple(Cell(kind, amount) for kind, amount in told.items()), Cell("", whole))


def _counted(parts: Sequence[_Part], code: str) -> Decimal:
    """What is there where it is a stock, how many different people where it is a count of them."""
    if code in STOCKS:
        return sum((one.quantity for one in parts), Decimal(0))
    return Decimal(len({one.mark for one in parts}))
