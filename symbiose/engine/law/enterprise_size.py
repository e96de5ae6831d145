"""Whether an enterprise is small or medium-sized (SME, Danish SMV), from its own figures year by year.

Commission Recommendation 2003/361/EC, annex: an enterprise is an SME that employs fewer persons than the ceiling of
staff and whose annual turnover or balance sheet total does not exceed its ceiling (art. 2); over two consecutive years
(art. 4.2) a status is lost or won; figures of linked and partner enterprises are to be added (art. 3 and 6). Article
numbers are unverified. The ceilings and the rate of the euro come in as arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise


class Tier(StrEnum):
    """Sizes of enterprise, smallest first; `large` is above every ceiling."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Verdict(StrEnum):
    """Whether it is an SME, as far as the figures tell."""

    SME = "sme"
    NOT_SME = "not_sme"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The limits of one tier: fewer than `persons`, and at most `turnover` or at most `balance`, in DKK."""

    tier: Tier
    persons: int
    turnover: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What is known of one calendar year; None is unknown. Amounts in DKK."""

    year: int
    headcount: int | None = None
    turnover: Decimal | None = None
    balance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """The verdict, the tier where it can be told, the years that it rests on, and what is missing for an answer.

    `first_crossing` is the year whose figures lie on the other side of the limit for the first time, which changes
    nothing yet. `missing` names the unknown fields of `missing_year`.
    """

    verdict: Verdict
    tier: Tier | None = None
    years: tuple[int, ...] = ()
    first_crossing: int | None = None
    missing: tuple[str, ...] = ()
    missing_year: int | None = None


def size_of(figures: Iterable[YearFigures], ceilings: Sequence[Ceiling]) -> Size:
    """The size of an enterprise by its own figures; the highest ceiling decides whether it is an SME.

    Rests on the newest years in a row that give an answer. Raises ValueError without ceilings.
    """
    if not ceilings:
        raise ValueError(ceilings)
    known = sorted(figures, key=lambda one: one.year)
    ordered = sorted(ceilings, key=lambda one: one.persons)
    run = _run(known, ordered[-1])
    newest = known[-1] if known else None
    if not run:
        return Size(Verdict.UNKNOWN, missing=_missing(newest), missing_year=newest.year if newest else None)
    sides = {one.tier: [within(year, one) for year in run] for one in ordered}
    within_highest = _settled(sides[ordered[-1].tier])
    late = newest is not None and newest.year != run[-1].year
    return Size(
        verdict=Verdict.SME if within_highest else Verdict.NOT_SME,
        tier=_tier(sides),
        years=tuple(year.year for year in run[-2:]),
        first_crossing=run[-1].year if sides[ordered[-1].tier][-1] is not within_highest else None,
        missing=_missing(newest) if late else (),
        missing_year=newest.year if newest is not None and late else None,
    )


def within(figures: YearFigures, ceiling: Ceiling) -> bool | None:
    """Whether one year's figures lie within a ceiling; None where what is known does not settle it."""
    persons = None if figures.headcount is None else figures.headcount < ceiling.persons
    amounts = _either(_at_most(figures.turnover, ceiling.turnover), _at_most(figures.balance, ceiling.balance))
    if persons is False or amounts is False:
        return False
    return None if persons is None or amounts is None else True


def _at_most(amount: Decimal | None, limit: Decimal) -> bool | None:
    return None if amount is None else amount <= limit


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def _run(known: Sequence[YearFigures], ceiling: Ceiling) -> list[YearFigures]:
    """The newest consecutive years that each give an answer, oldest first."""
    answered = [year for year in known if within(year, ceiling) is not None]
    run = answered[-1:]
    for later, earlier in pairwise(reversed(answered)):
        if later.year - earlier.year != 1:
            break
        run.insert(0, earlier)
    return run


def _settled(sides: Sequence[bool | None]) -> bool | None:
    """The side that counts: the first year's, until two years in a row lie on the other."""
    status = sides[0]
    for before, now in pairwise(sides):
        if before is now:
            status = now
    return status


def _tier(sides: dict[Tier, list[bool | None]]) -> Tier | None:
    """The smallest tier within whose ceiling it lies; None where a smaller one cannot be ruled out."""
    for tier, years in sides.items():
        side = _settled(years)
        if side is None:
            return None
        if side:
            return tier
    return Tier.LARGE


def _missing(figures: YearFigures | None) -> tuple[str, ...]:
    """What would settle it: the number of employees, and one of the two amounts."""
    if figures is None:
        return ("headcount", "amount")
    named = (("headcount", figures.headcount is None), ("amount", figures.turnover is None or figures.balance is None))
    return tuple(name for name, lacking in named if lacking)
