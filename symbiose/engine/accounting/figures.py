"""Sums over facts: what flowed in a period, what is there on a date, how many different ones. What may not be added is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from symbiose.engine.accounting.measures import Kind, Measure, measure
from symbiose.engine.accounting.periods import Period, period


class NotAFigure(ValueError):
    """A sum that would mean nothing; `args[0]` is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the ledger as arithmetic reads it.

    `quantity` is in the measure's unit and below 0 in a reversal. `subject` is whom or what the fact is about; a
    distinct count counts subjects.
    """

    measure: str
    quantity: Decimal
    happened_on: date
    period: str
    estimated: bool = False
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the measure's unit, how much of it is estimated, and how many lines it is made of.

    Without a line, nothing is known: `known` tells an unknown from a 0.
    """

    measure: Measure
    quantity: Decimal
    estimated: Decimal
    lines: int

    @property
    def known(self) -> bool:
        """Something was posted."""
        return self.lines > 0


def require_one_column(codes: Iterable[str]) -> Measure:
    """The one measure of all codes. Raises NotAFigure where they are several, above all of different columns.

    Raises KeyError for a code that is no measure.
    """
    found = sorted({measure(code) for code in codes}, key=lambda one: one.code)
    if not found:
        raise NotAFigure("There is nothing to add.")
    if len({one.column for one in found}) > 1:
        raise NotAFigure(f"People, planet and economy are never added together: {_named(found)}.")
    if len(found) > 1:
        raise NotAFigure(f"Different measures are never added together: {_named(found)}.")
    return found[0]


def total(facts: Sequence[Fact], *, over: Period) -> Figure:
    """What flowed in a period, by the day on which each fact happened.

    Raises NotAFigure for facts of several measures, for a stock, and for a distinct count.
    """
    counted = require_one_column(fact.measure for fact in facts)
    if counted.kind is Kind.STOCK:
        raise NotAFigure(f"{counted.name_en}: what is there on a date is never summed over a period.")
    if counted.kind is Kind.DISTINCT:
        raise NotAFigure(f"{counted.name_en}: each is counted once, so counts are never summed.")
    return _figure(counted, [fact for fact in facts if over.covers(fact.happened_on)])


def stock_on(facts: Sequence[Fact], *, day: date) -> Figure:
    """What is there on a day: the facts whose own period covers it. Raises NotAFigure for all but a stock."""
    counted = require_one_column(fact.measure for fact in facts)
    if counted.kind is not Kind.STOCK:
        raise NotAFigure(f"{counted.name_en}: what happens over time is not there on a date.")
    return _figure(counted, [fact for fact in facts if period(fact.period).covers(day)])


def distinct_count(facts: Sequence[Fact], *, over: Period) -> Figure:
    """How many different subjects have facts in a period that were not taken back.

    `lines` are the facts behind the count. Raises NotAFigure for all but a distinct count.
    """
    counted = require_one_column(fact.measure for fact in facts)
    if counted.kind is not Kind.DISTINCT:
        raise NotAFigure(f"{counted.name_en}: this is not a count of different ones.")
    within = [fact for fact in facts if over.covers(fact.happened_on)]
    sums: dict[str, Decimal] = {}
    sure: set[str] = set()
    for fact in within:
        sums[fact.subject] = sums.get(fact.subject, Decimal(0)) + fact.quantity
        if not fact.estimated:
            sure.add(fact.subject)
    there = {subject for subject, quantity in sums.items() if quantity > 0}
    return Figure(counted, Decimal(len(there)), Decimal(len(there - sure)), len(within))


def _figure(counted: Measure, facts: Sequence[Fact]) -> Figure:
    quantity = sum((fact.quantity for fact in facts), Decimal(0))
    estimated = sum((fact.quantity for fact in facts if fact.estimated), Decimal(0))
    return Figure(counted, quantity, estimated, len(facts))


def _named(found: Sequence[Measure]) -> str:
    return ", ".join(one.name_en for one in found)
