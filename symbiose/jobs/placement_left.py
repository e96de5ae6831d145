"""What a person has left each month in a placement, for a page: the engine's arithmetic in the reader's words. Stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from symbiose.engine.explain import law_sentence
from symbiose.engine.law.left_each_month import LeftEachMonth, Pay, Range, left_each_month
from symbiose.jobs import words
from symbiose.jobs.models import PlacementTerms, Position
from symbiose.reference import benefits, job_form, left_rates, pay_bases


@dataclass(frozen=True, slots=True)
class LeftShown:
    """The range in kroner a month, empty where it is unknown; each part with its sentences; notes; what is missing."""

    low: int | None
    high: int | None
    parts: tuple[tuple[str, int, int, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def falls(self) -> bool:
        """Whether a part is smaller where the pay is higher, so that its figures stand the other way round."""
        return any(low > high for _name, low, high, _sentences in self.parts)


def part_name(code: str) -> str:
    """A part of the sum."""
    return {
        "wage": _("Wage"),
        "flex_subsidy": _("Flex subsidy"),
        "benefit": _("The benefit"),
        "benefit_taken": _("What falls away of the benefit"),
    }[code]


def left_of(terms: PlacementTerms, position: Position, *, hours: Decimal, benefit: str, on: date) -> LeftShown | None:
    """What is left of these hours a week beside a benefit by its code, empty for unknown; None where the pay is not known."""
    basis = pay_bases(on).get(terms.pay_basis or _usual(terms.form, on))
    if basis is None:
        return None
    known = benefits(on).get(benefit)
    hourly: Range | None = None
    if position.wage_low is not None and position.wage_high is not None:
        hourly = (position.wage_low, position.wage_high)
    found = left_each_month(
        Pay(basis.wage, basis.effect),
        hours=hours,
        hourly=hourly,
        benefit=known.rate(on) if known else None,
        rates=left_rates(on),
    )
    return _shown(found)


def _usual(form: str, on: date) -> str:
    """What is usually paid in a form of job; empty for a form that no list has."""
    try:
        return job_form(form, on).pay_bases[0]
    except KeyError:
        return ""


def _shown(found: LeftEachMonth) -> LeftShown:
    language = words.language()
    low, high = (None, None) if found.total is None else (round(found.total[0]), round(found.total[1]))
    return LeftShown(
        low=low,
        high=high,
        parts=tuple(
            (
                part_name(part.code),
                round(part.low),
                round(part.high),
                tuple(law_sentence(one, language=language) for one in part.reasons),
            )
            for part in found.parts
        ),
        notes=tuple(law_sentence(one, language=language) for one in found.notes),
        missing=tuple(law_sentence(one, language=language) for one in found.missing),
    )
