"""What the survey says: counts for each question and quarter that is over, hidden where they would tell of fewer than five.

That cells below five persons are hidden is rule 3 of the handbook's index; the four things asked about are those of its
section 3 on jobs (source: star.dk). A question is told in two groups, those who said yes and all others who sent an answer,
and only where both are large enough: what is left when one is taken from the whole is then the other, and never one person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from symbiose.engine.accounting.periods import period
from symbiose.jobs.enums import Said, SurveyItem
from symbiose.jobs.limits import fewest_people
from symbiose.jobs.models import Candidate, WellbeingAnswer, WellbeingAsked


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """One question: how many said yes, and how many said anything else or nothing to it; both None where either is few."""

    item: SurveyItem
    yes: int | None
    other: int | None


@dataclass(frozen=True, slots=True)
class QuarterCounts:
    """One quarter: how many were asked and how many answered, None where that is hidden, and the four questions."""

    quarter: str
    asked: int | None
    answered: int | None
    items: tuple[ItemCounts, ...]


def results(*, on: date) -> list[QuarterCounts]:
    """Each quarter that is over, newest first. A quarter that runs is not counted: from one day to the next it would tell."""
    fewest = fewest_people(on)
    asked = Counter(WellbeingAsked.objects.values_list("quarter", flat=True))
    rows: dict[str, list[WellbeingAnswer]] = {}
    for row in WellbeingAnswer.objects.order_by("id"):
        rows.setdefault(row.quarter, []).append(row)
    over = sorted((code for code in {*asked, *rows} if period(code).ends < on), reverse=True)
    return [_quarter(code, asked[code], rows.get(code, []), fewest) for code in over]


def _quarter(code: str, asked: int, rows: list[WellbeingAnswer], fewest: int) -> QuarterCounts:
    """How many were asked stays hidden where it would tell how few answered, or how few did not."""
    enough = len(rows) >= fewest
    told = enough and not 0 < asked - len(rows) < fewest
    items = tuple(_item(item, rows, fewest) for item in SurveyItem)
    return QuarterCounts(code, asked if told else None, len(rows) if enough else None, items)


def _item(item: SurveyItem, rows: list[WellbeingAnswer], fewest: int) -> ItemCounts:
    yes = sum(getattr(row, item) == Said.YES for row in rows)
    other = len(rows) - yes
    return ItemCounts(item, yes, other) if min(yes, other) >= fewest else ItemCounts(item, None, None)


def to_answer(candidate: Candidate, *, on: date) -> WellbeingAsked | None:
    """What the person may still answer today."""
    rows = WellbeingAsked.objects.filter(placement__candidate=candidate, answered=False, answer_by__gte=on)
    return rows.order_by("-pk").first()
