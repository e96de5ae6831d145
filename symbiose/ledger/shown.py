"""Figures in three columns, lines and their sources, as the ledger's pages draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from symbiose.common.pages.lists import changed_address
from symbiose.common.registry import KINDS
from symbiose.engine.accounting import Column, measure
from symbiose.ledger import queries, words
from symbiose.ledger.enums import PartyRole
from symbiose.ledger.sources import explained, how_to_mend


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure: what it is, how much, and the address of its rows."""

    name: str
    amount: str
    url: str


@dataclass(slots=True)
class FigureShown:
    """A figure with what of it is estimated, how many rows it is made of, and where they are."""

    code: str
    name: str
    definition: str
    unit: str
    quantity: Decimal = Decimal(0)
    estimate: Decimal = Decimal(0)
    lines: int = 0
    url: str = ""
    roles: list[Part] = field(default_factory=list)
    fractions: list[Part] = field(default_factory=list)

    @property
    def amount(self):
        return words.amount(self.quantity, self.unit)

    @property
    def estimated(self):
        """How much is estimated; empty where nothing is."""
        return words.amount(self.estimate, self.unit) if self.estimate else ""


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One of the three bottom lines; without figures, nothing is known."""

    name: str
    figures: list[FigureShown]


def columns(parts, rows, address, *, organisations=()):
    """The three columns of these rows, each figure opening to its lines under the page's own address.

    `parts` are the sums of the rows by fraction.
    """
    figures = {}
    for one in queries.flows(parts):
        _add(figures, one, address)
    if organisations:
        _add_roles(figures, rows, organisations, address)
    return [
        ColumnShown(
            words.column_name(column), [figure for code, figure in figures.items() if measure(code).column is column]
        )
        for column in Column
    ]


def _add(figures, one, address):
    """One fraction's part of a measure, added to the figure of the measure that it is part of."""
    counted = one.figure.measure
    shown = figures.setdefault(
        counted.code,
        FigureShown(
            counted.code,
            words.measure_name(counted.code),
            words.definition(counted.code),
            counted.unit,
            url=changed_address(address, measure=counted.code) + "#raekker",
        ),
    )
    shown.quantity += one.figure.quantity
    shown.estimate += one.figure.estimated
    shown.lines += one.figure.lines
    if one.group:
        where = changed_address(address, measure=counted.code, fraction=one.group) + "#raekker"
        amount = words.amount(one.figure.quantity, counted.unit)
        shown.fractions.append(Part(words.fraction_name(one.group), amount, where))


def _add_roles(figures, rows, organisations, address):
    """What of each figure the organisations gave, and what they received."""
    for role in PartyRole:
        for one in queries.totals(rows.filter(pk__in=queries.of_any(organisations, roles=[role]).values("pk"))):
            counted = one.figure.measure
            where = changed_address(address, measure=counted.code, role=role.value) + "#raekker"
            amount = words.amount(one.figure.quantity, counted.unit)
            figures[counted.code].roles.append(Part(str(role.label), amount, where))


@dataclass(frozen=True, slots=True)
class ObjectShown:
    """A record that an entry comes from or belongs to; the address is empty for what the reader may not open."""

    noun: str
    title: str = ""
    url: str = ""


def objects(keys: Iterable[tuple[str, int]], actor):
    """The records of (label, id), one query for each kind of record."""
    by_label = {}
    for label, object_id in keys:
        by_label.setdefault(label, set()).add(object_id)
    found = {}
    for label, ids in by_label.items():
        kind = KINDS.get(label)
        for row in kind.visible(actor).filter(pk__in=ids) if kind else []:
            found[label, row.pk] = ObjectShown(str(kind.noun), kind.title(row), kind.url(row))
    return found


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line: an entry, or a reversal with what it takes back. `gone` is the reversal that was known by then."""

    entry: object
    measure: str
    amount: str
    parties: str
    fraction: str
    source: ObjectShown | None
    thread: ObjectShown | None
    gone: object
    why: str


def line(entry, known, *, moment: datetime | None = None):
    """An entry as a page draws it, as known at a moment; `known` holds its records."""
    back = getattr(entry, "reversed_by", None)
    return LineShown(
        entry=entry,
        measure=words.measure_name(entry.measure),
        amount=words.amount(entry.quantity, entry.unit),
        parties=words.parties(entry),
        fraction=words.fraction_name(entry.fraction),
        source=known.get((entry.source_label, entry.source_id)),
        thread=known.get((entry.thread_label, entry.thread_id)),
        gone=back if back and (moment is None or back.recorded_at <= moment) else None,
        why=explained(entry.source_label, entry.why),
    )


def lines(entries, actor, *, moment: datetime | None = None):
    """Entries with the records that they come from."""
    keys = [
        key
        for entry in entries
        for key in ((entry.source_label, entry.source_id), (entry.thread_label, entry.thread_id))
    ]
    known = objects(keys, actor)
    return [line(entry, known, moment=moment) for entry in entries]


def mended_elsewhere(entry):
    """How a wrong figure is mended in the record that it came from; empty where it is not."""
    return how_to_mend(entry.source_label)
