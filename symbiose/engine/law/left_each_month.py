"""What a person has left each month in a job of some hours: a range with the years of its rates, always an estimate.

Before tax, and without what it costs to go to work. A wage that nobody said is assumed between two amounts. How much of
a benefit falls away for a wage is not known here for each benefit, so that it is taken to lie between two shares. A
benefit that nobody said, or whose rate was replaced by one that we do not know, leaves the whole unknown, and the
difference too where it hangs on it. Less than before is said as plainly as more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.flex_subsidy import FlexRates, flex_subsidy
from symbiose.engine.law.reasons import kroner, note, todo
from symbiose.engine.reason import Reason
from symbiose.engine.units import Per

_NOTHING = Decimal(0)
_MONTHS_PER_YEAR = 12
_ORE = Decimal("0.01")

Range = tuple[Decimal, Decimal]  # the low and the high case


class Effect(StrEnum):
    """What becomes of a person's benefit while the job runs."""

    NONE = "none"  # it falls away
    KEPT = "kept"
    REDUCED = "reduced"
    FLEX_SUBSIDY = "flex_subsidy"  # the flex subsidy takes its place


@dataclass(frozen=True, slots=True)
class Pay:
    """What a job pays: whether a wage, and what becomes of the benefit."""

    wage: bool
    effect: Effect


@dataclass(frozen=True, slots=True)
class BenefitRate:
    """An amount in DKK per week, month or year; `replaced` says what came instead where it holds no longer.

    `highest` is True of a rate that is the most that anybody gets. `year` is None of what has no year.
    """

    name: Mapping[str, str]
    amount: Decimal
    per: Per
    year: int | None
    highest: bool
    replaced: Mapping[str, str] | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class LeftRates:
    """Weeks of a month, the wage of an hour where nobody said one, hours of full time, and the rates of the subsidy.

    `taken` are the least and the most kroner of the benefit that one krone of wage takes away.
    """

    weeks_per_month: Decimal
    hourly: Range
    full_time_hours: Decimal
    taken: Range
    flex: FlexRates

    def __post_init__(self) -> None:
        """Nobody loses more than they earn, so that a higher wage never leaves less. Raises ValueError."""
        if not 0 <= self.taken[0] <= self.taken[1] <= 1:
            raise ValueError(self.taken)


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of the sum in the low and in the high case, DKK a month, with how it came about.

    Codes: `wage`, `flex_subsidy`, `benefit`, `benefit_taken` (below zero). The low amounts of all parts add up to the
    low total, the high ones to the high total.
    """

    code: str
    low: Decimal
    high: Decimal
    year: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftEachMonth:
    """DKK a month before tax. None is unknown: `missing` says why. `change` is the range of what is more than now.

    `years` are those of the rates that were used, oldest first.
    """

    total: Range | None
    parts: tuple[Part, ...]
    before: Part | None
    change: Range | None
    years: tuple[int, ...]
    notes: tuple[Reason, ...]
    missing: tuple[Reason, ...]


def left_each_month(
    pay: Pay, *, hours: Decimal, hourly: Range | None, benefit: BenefitRate | None, rates: LeftRates
) -> LeftEachMonth:
    """What is left of `hours` a week at an `hourly` wage with pension (None: unknown) beside the `benefit` of now.

    `benefit` is None where nobody said which it is. Raises ValueError for hours or a wage that cannot be.
    """
    if hours <= 0 or (hourly is not None and not 0 < hourly[0] <= hourly[1]):
        raise ValueError((hours, hourly))
    wage = _wage(hours, hourly, rates) if pay.wage else None
    before = None if benefit is None or benefit.replaced else _benefit(benefit, rates.weeks_per_month)
    beside = pay.effect in {Effect.KEPT, Effect.REDUCED}
    parts = [wage] if wage else []
    if pay.effect is Effect.FLEX_SUBSIDY and wage:
        parts.append(_flex(wage, hours, rates))
    if beside and before:
        parts.append(before)
    if pay.effect is Effect.REDUCED and wage:
        parts.append(_taken(wage, before, rates))
    total = None if beside and before is None else _sum(parts)
    change = _change(parts, before, beside=beside)
    years = tuple(sorted({part.year for part in (*parts, *filter(None, [before])) if part.year is not None}))
    return LeftEachMonth(
        total=total,
        parts=tuple(parts),
        before=before,
        change=change,
        years=years,
        notes=tuple(_notes(years, benefit, before, change)),
        missing=() if before else (_lacking(benefit, rates),),
    )


def monthly(rate: BenefitRate, weeks_per_month: Decimal) -> Decimal:
    """The amount of a month in DKK, to the øre."""
    of_a_month = {
        Per.WEEK: rate.amount * weeks_per_month,
        Per.MONTH: rate.amount,
        Per.YEAR: rate.amount / _MONTHS_PER_YEAR,
    }
    return of_a_month[rate.per].quantize(_ORE)


def _wage(hours: Decimal, hourly: Range | None, rates: LeftRates) -> Part:
    least, most = rates.hourly if hourly is None else hourly
    week = hours * rates.weeks_per_month
    low, high = week * least, week * most
    by = {"hours": float(hours), "weeks": float(rates.weeks_per_month)}
    if hourly is not None and least == most:
        said = note("left_wage", **by, hourly=float(least), amount=kroner(low))
    else:
        code = "left_wage_assumed" if hourly is None else "left_wage_between"
        span = {"hourly_low": float(least), "hourly_high": float(most), "low": kroner(low), "high": kroner(high)}
        said = note(code, **by, **span)
    return Part("wage", low, high, None, (said,))


def _flex(wage: Part, hours: Decimal, rates: LeftRates) -> Part:
    """The subsidy in both cases, under the full-time wage at the same wage an hour."""
    low, high = (
        flex_subsidy(one, rates.flex, full_time_wage=one * rates.full_time_hours / hours)
        for one in (wage.low, wage.high)
    )
    reasons = low.reasons if low == high else (*low.reasons, *high.reasons)
    return Part("flex_subsidy", low.amount, high.amount, rates.flex.year, reasons)


def _benefit(rate: BenefitRate, weeks_per_month: Decimal) -> Part:
    amount = monthly(rate, weeks_per_month)
    if rate.year is None:
        return Part("benefit", amount, amount, None, (note("left_no_benefit"),))
    said = note(
        "left_benefit",
        name_da=rate.name["da"],
        name_en=rate.name["en"],
        rate=float(rate.amount),
        per=rate.per.value,
        weeks=float(weeks_per_month),
        amount=kroner(amount),
        year=str(rate.year),
        **rate.basis.values(),
    )
    return Part("benefit", amount, amount, rate.year, (said,))


def _taken(wage: Part, before: Part | None, rates: LeftRates) -> Part:
    """What falls away of the benefit: most in the low case, and never more than the benefit where it is known."""
    least, most = rates.taken
    low, high = wage.low * most, wage.high * least
    if before is not None:
        low, high = min(low, before.low), min(high, before.high)
    span = {"low": kroner(min(low, high)), "high": kroner(max(low, high))}
    return Part("benefit_taken", -low, -high, None, (note("left_taken", least=float(least), most=float(most), **span),))


def _sum(parts: Sequence[Part]) -> Range:
    return sum((part.low for part in parts), _NOTHING), sum((part.high for part in parts), _NOTHING)


def _change(parts: Sequence[Part], before: Part | None, *, beside: bool) -> Range | None:
    """How much more than now, and below zero how much less; what goes on unchanged is no change, known or not."""
    low, high = _sum([part for part in parts if part.code != "benefit"])
    if beside:
        return low, high
    return None if before is None else (low - before.low, high - before.high)


def _notes(
    years: Sequence[int], benefit: BenefitRate | None, before: Part | None, change: Range | None
) -> list[Reason]:
    notes = [note("left_estimate")]
    if len(years) == 1:
        notes.append(note("left_year", year=str(years[0])))
    elif years:
        notes.append(note("left_years", first_year=str(years[0]), last_year=str(years[-1])))
    if benefit is not None and benefit.highest and before is not None:
        notes.append(note("left_highest", name_da=benefit.name["da"], name_en=benefit.name["en"]))
    if change is not None:
        notes.append(_told(*change))
    return notes


def _told(low: Decimal, high: Decimal) -> Reason:
    if low == high == 0:
        return note("left_same")
    if low < 0 < high:
        return note("left_either", less=kroner(-low), more=kroner(high))
    least, most = sorted((abs(low), abs(high)))
    code = "left_less" if low < 0 else "left_more"
    if least == most:
        return note(f"{code}_by", amount=kroner(most))
    return note(code, least=kroner(least), most=kroner(most))


def _lacking(benefit: BenefitRate | None, rates: LeftRates) -> Reason:
    if benefit is None or benefit.replaced is None:
        return todo("left_benefit_unknown")
    return todo(
        "left_rate_replaced",
        name_da=benefit.name["da"],
        name_en=benefit.name["en"],
        year=str(benefit.year),
        amount=kroner(monthly(benefit, rates.weeks_per_month)),
        end_da=benefit.replaced["da"],
        end_en=benefit.replaced["en"],
    )
