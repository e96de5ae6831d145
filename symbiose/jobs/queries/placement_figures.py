"""Figures of placements out of the ledger, told apart by what kind of firm the job is at; each opens to its rows.

Of a year, stocks are those of its last day, or of today; people are counted once, whatever number of placements they had.
To those who do not read people's pages groups of fewer than five are hidden, and with them so much that no subtraction tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from symbiose.engine.accounting import Fact, Kind, distinct_count, hide_small, measure, period, stock_on
from symbiose.jobs.enums import FirmKind
from symbiose.jobs.models import Placement
from symbiose.ledger import queries as ledger
from symbiose.ledger.models import Entry
from symbiose.ledger.words import measure_name

FEWEST = 5
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


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, or None where it is hidden; the group is a kind of firm, empty for all."""

    kind: str
    amount: Decimal | None


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
        return str(FirmKind(self.kind).label) if self.kind else ""


def figures_of(*, on: date, exact: bool) -> list[YearFigures]:
    """The figures of every year with entries, newest first; `exact` for those who read people's own pages."""
    entries = _standing(on)
    years = sorted({int(entry.period[:4]) for entry in entries}, reverse=True)
    return [_year(year, entries, on=on, exact=exact) for year in years]


def rows_of(code: str, year: int, kind: str, *, on: date) -> Rows | None:
    """The entries behind one figure; None where there is no such kind of firm or year."""
    if kind not in {"", *FirmKind.values} or not date.min.year <= year <= on.year:
        return None
    day = _day(year, on)
    entries = [entry for entry in _of(_standing(on), code, kind) if _within(entry, code, year, day)]
    if measure(code).kind is Kind.DISTINCT:  # each person once, by the first of their entries
        entries = list({_mark(entry): entry for entry in reversed(entries)}.values())[::-1]
    placements = Placement.objects.select_related("candidate", "position__organisation").in_bulk(
        [entry.source_id for entry in entries]
    )
    rows = tuple((entry, placements.get(entry.source_id)) for entry in entries)
    return Rows(code, kind, _amount(entries, code, year, day), rows)


def _standing(on: date) -> list[Entry]:
    rows = Entry.objects.filter(source_label=LABEL, measure__in=COUNTED, happened_on__lte=on)
    return list(ledger.standing(rows).order_by("happened_on", "pk"))


def _of(entries: Sequence[Entry], code: str, kind: str) -> list[Entry]:
    return [one for one in entries if one.measure == code and kind in {"", one.why.get("firm_kind", "")}]


def _day(year: int, on: date) -> date:
    return min(date(year, 12, 31), on)


def _within(entry: Entry, code: str, year: int, day: date) -> bool:
    if measure(code).kind is Kind.STOCK:
        return period(entry.period).covers(day)
    return entry.happened_on.year == year


def _amount(entries: Sequence[Entry], code: str, year: int, day: date) -> Decimal:
    facts = [
        Fact(
            one.measure, one.quantity, one.happened_on, one.period, subject=one.why.get("person") or str(one.source_id)
        )
        for one in entries
    ]
    if not facts:
        return Decimal(0)
    if measure(code).kind is Kind.STOCK:
        return stock_on(facts, day=day).quantity
    return distinct_count(facts, over=period(str(year))).quantity


def _mark(entry: Entry) -> str:
    """Whom an entry is about: a person's mark, or the placement where none is known."""
    return entry.why.get("person") or str(entry.source_id)


def _people(entries: Sequence[Entry], code: str, year: int, day: date) -> int:
    """How many people stand behind a figure."""
    marks = {_mark(one) for one in entries if _within(one, code, year, day)}
    return len(marks)


def _year(year: int, entries: Sequence[Entry], *, on: date, exact: bool) -> YearFigures:
    day = _day(year, on)
    return YearFigures(year, day, tuple(_line(code, year, entries, day, exact=exact) for code in COUNTED))


def _line(code: str, year: int, entries: Sequence[Entry], day: date, *, exact: bool) -> Line:
    """A measure by kind of firm. Hours and positions are of people too, so that they are hidden by how many people those are."""
    groups = {kind.value: _of(entries, code, kind.value) for kind in KINDS}
    every = _of(entries, code, "")
    amounts = {kind: _amount(some, code, year, day) for kind, some in groups.items()}
    total = _amount(every, code, year, day)
    if exact:
        return Line(code, tuple(Cell(kind, amounts[kind]) for kind in amounts), Cell("", total))
    people = {kind: _people(some, code, year, day) for kind, some in groups.items()}
    seen = hide_small(people, fewest=FEWEST)
    enough = not 0 < _people(every, code, year, day) < FEWEST
    cells = tuple(Cell(kind, None if seen[kind] is None else amounts[kind]) for kind in amounts)
    return Line(code, cells, Cell("", total if enough else None))
