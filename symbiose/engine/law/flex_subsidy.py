"""The flex subsidy (fleksløntilskud) of a month, from the wage of that month with pension.

The highest subsidy is reduced by 30 % of the wage up to a knee and by 55 % of the wage above it; wage and subsidy
together are at most the full-time wage of the post (source: slagelse.dk; dst.dk, level of 2022). The rates come in as
dated arguments with their year.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from symbiose.engine.law.basis import Basis
from symbiose.engine.law.reasons import kroner, note
from symbiose.engine.reason import Reason

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class FlexRates:
    """The rates of one year: DKK a month, and shares of the wage that are taken below and above the knee."""

    most_month: Decimal
    knee: Decimal
    share_below: Decimal
    share_above: Decimal
    year: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class FlexSubsidy:
    """The subsidy of a month and how it came about, in DKK: `wage` parts into `below` and `above` the knee.

    `reduced` is what the rates leave, and `amount` that or less, where wage and subsidy meet the full-time wage.
    """

    wage: Decimal
    below: Decimal
    above: Decimal
    reduced: Decimal
    amount: Decimal
    reasons: tuple[Reason, ...]


def flex_subsidy(wage: Decimal, rates: FlexRates, *, full_time_wage: Decimal | None = None) -> FlexSubsidy:
    """The subsidy for a wage of a month with pension; without the post's full-time wage its limit is left out.

    Raises ValueError for a wage below zero.
    """
    if wage < 0:
        raise ValueError(wage)
    below, above = min(wage, rates.knee), max(_NOTHING, wage - rates.knee)
    reduced = max(_NOTHING, rates.most_month - rates.share_below * below - rates.share_above * above)
    amount = reduced if full_time_wage is None else min(reduced, max(_NOTHING, full_time_wage - wage))
    reasons = [
        note(
            "flex_sum",
            year=str(rates.year),
            most=kroner(rates.most_month),
            share_below=float(rates.share_below * 100),
            below=kroner(below),
            share_above=float(rates.share_above * 100),
            above=kroner(above),
            reduced=kroner(reduced),
            **rates.basis.values(),
        )
    ]
    if full_time_wage is not None and amount < reduced:
        limit = {"full_time_wage": kroner(full_time_wage), "wage": kroner(wage), "amount": kroner(amount)}
        reasons.append(note("flex_limit", **limit))
    return FlexSubsidy(wage, below, above, reduced, amount, tuple(reasons))
