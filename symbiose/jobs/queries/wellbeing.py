"""What the survey says: counts for each question and quarter that is over, hidden under five answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from symbiose.engine.accounting.periods import period
from symbiose.jobs.enums import Said
from symbiose.jobs.models import Candidate, WellbeingAnswer, WellbeingAsked

FEWEST = 5
ITEMS = ("contact_person", "flexibility", "acceptance", "strengths")
TOLD = (Said.YES, Said.PARTLY, Said.NO)


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """One question: how many said yes, partly and no; all None where too few answered it."""

    item: str
    said: tuple[int | None, ...]
    answered: int | None


@dataclass(frozen=True, slots=True)
class QuarterCounts:
    """One quarter: how many were asked, how many answered (None for fewer than five), and the four questions."""

    quarter: str
    asked: int
    answered: int | None
    items: tuple[ItemCounts, ...]


def results(*, on: date) -> list[QuarterCounts]:
    """Each quarter that is over, newest first. A quarter that runs is not counted: from one day to the next it would tell.

    A question that fewer than five answered is hidden whole, and so is a quarter; what is left out is nobody's answer, so
    that no subtraction tells one.
    """
    asked = Counter(WellbeingAsked.objects.values_list("quarter", flat=True))
    rows: dict[str, list[WellbeingAnswer]] = {}
    for row in WellbeingAnswer.objects.order_by("id"):
        rows.setdefault(row.quarter, []).append(row)
    over = sorted((code for code in {*asked, *rows} if period(code).ends < on), reverse=True)
    return [_quarter(code, asked[code], rows.get(code, [])) for code in over]


def _quarter(code: str, asked: int, rows: list[WellbeingAnswer]) -> QuarterCounts:
    enough = len(rows) >= FEWEST
    items = tuple(_item(item, rows if enough else []) for item in ITEMS)
    return QuarterCounts(code, asked, len(rows) if enough else None, items)


def _item(item: str, rows: list[WellbeingAnswer]) -> ItemCounts:
    counts = Counter(getattr(row, item) for row in rows)
    answered = sum(counts[one.value] for one in TOLD)
    if answered < FEWEST:
        return ItemCounts(item, (None,) * len(TOLD), None)
    return ItemCounts(item, tuple(counts[one.value] for one in TOLD), answered)


def to_answer(candidate: Candidate, *, on: date) -> WellbeingAsked | None:
    """What the person may still answer today."""
    rows = WellbeingAsked.objects.filter(placement__candidate=candidate, answered=False, answer_by__gte=on)
    return rows.order_by("-pk").first()
