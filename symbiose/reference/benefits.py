"""Rates of benefits and of the flex subsidy as dated rows, each with its year; one that has ended stays readable.

Rates of 2024 and later are not known here. The newest known rate is used and says its year, unless the benefit's
rate is known to have been replaced: then it is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.flex_subsidy import FlexRates
from symbiose.engine.law.left_each_month import BenefitRate, LeftRates
from symbiose.engine.units import Per
from symbiose.reference.dated import DatedValue, flex_subsidy_rows, left_each_month_rows
from symbiose.reference.rows import Certainty, newest, read_rows, sourced, told, validity


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit with an amount of one year. `highest` is True of a rate that is the most that anybody gets.

    `closed_from` is the day from which nobody new gets it; cases that run go on. `valid_to` is the last day of the
    rate, and `end` says what came then.
    """

    code: str
    name: Mapping[str, str]
    amount: Decimal
    per: Per
    year: int | None
    highest: bool
    closed_from: date | None
    valid_from: date
    valid_to: date | None
    end: Mapping[str, str]
    source: Mapping[str, str]
    certainty: Certainty

    def closed(self, on: date) -> bool:
        """Whether nobody new gets it on a date."""
        return self.closed_from is not None and self.closed_from <= on

    def rate(self, on: date) -> BenefitRate:
        """The rate as the engine takes it on a date; replaced where its last day is over."""
        return BenefitRate(
            name=self.name,
            amount=self.amount,
            per=self.per,
            year=self.year,
            highest=self.highest,
            replaced=self.end if self.valid_to is not None and on > self.valid_to else None,
            basis=Basis(self.source, self.certainty),
        )


def benefits(on: date) -> Mapping[str, Benefit]:
    """Every benefit by code with its newest rate on a date, ended and closed ones too, in the order shown.

    Who chooses for a new case leaves out those that are `closed`.
    """
    return newest(_rows(), on, name=lambda row: row.code)


def flex_rates(on: date) -> FlexRates:
    """The newest known rates of the flex subsidy on a date, with their year."""
    rows = flex_subsidy_rows(on)
    most = rows["most_month"]
    return FlexRates(
        most_month=_exact(most),
        knee=_exact(rows["knee"]),
        share_below=_exact(rows["share_below"]),
        share_above=_exact(rows["share_above"]),
        year=most.valid_from.year,
        basis=Basis({"da": rows["knee"].source, "en": rows["knee"].source}, most.certainty),
    )


def left_rates(on: date) -> LeftRates:
    """Everything that "what is left each month" is reckoned with on a date, beside the benefit."""
    rows = left_each_month_rows(on)
    return LeftRates(
        weeks_per_month=_exact(rows["weeks_per_month"]),
        hourly=(_exact(rows["hourly_wage.low"]), _exact(rows["hourly_wage.high"])),
        full_time_hours=_exact(rows["full_time_hours"]),
        taken=(_exact(rows["taken.low"]), _exact(rows["taken.high"])),
        flex=flex_rates(on),
    )


def _exact(row: DatedValue) -> Decimal:
    return Decimal(str(row.value))


@lru_cache(maxsize=1)
def _rows() -> tuple[Benefit, ...]:
    return tuple(_benefit(row) for row in read_rows("benefit_rates.csv"))


def _benefit(row: Mapping[str, str]) -> Benefit:
    first, last = validity(row)
    return Benefit(
        code=row["code"],
        name=told(row, "name"),
        amount=Decimal(row["amount"]),
        per=Per(row["per"]),
        year=int(row["year"]) if row["year"] else None,
        highest=row["highest"] == "yes",
        closed_from=date.fromisoformat(row["closed_from"]) if row["closed_from"] else None,
        valid_from=first,
        valid_to=last,
        end=told(row, "end"),
        source=sourced(row),
        certainty=Certainty(row["certainty"]),
    )
