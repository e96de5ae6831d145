"""How many exchanges ran, began and ended year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from symbiose.matching.enums import EndReason, ExchangeState
from symbiose.matching.models import Exchange


@dataclass(frozen=True, slots=True)
class YearShown:
    """One year: how many exchanges ran in it, began and ended, as far as is known."""

    year: int
    running: int
    begun: int
    ended: int


def by_year(rows: QuerySet[Exchange]) -> list[YearShown]:
    """Every year since the first known beginning, newest first; `running` counts the rows of `exchanges.running_in`.

    One query, grouped by both ends; one of our databases would take years out of dates row by row.
    """
    known = (
        rows.exclude(state=ExchangeState.AGREED)
        .exclude(end_reason=EndReason.NEVER_BEGAN)
        .order_by()
        .values_list("since", "until", "state", "declared")
        .annotate(how_many=Count("pk"))
    )
    together: Counter[tuple[int | None, int | None, str, bool]] = Counter()
    for begins, ends, state, declared, many in known.iterator():
        together[(begins and begins.year, ends and ends.year, state, declared)] += many
    groups = [(*key, many) for key, many in together.items()]
    today = timezone.localdate().year
    first = min((since for since, *_rest in groups if since), default=today)
    return [
        YearShown(
            year,
            running=sum(
                many
                for since, until, state, declared, many in groups
                if _ran(year, (since, until), state, declared=declared, today=today)
            ),
            begun=sum(many for since, _until, _state, _declared, many in groups if since == year),
            ended=sum(many for _since, until, _state, _declared, many in groups if until == year),
        )
        for year in range(today, first - 1, -1)
    ]


def _ran(year: int, ends: tuple[int | None, int | None], state: str, *, declared: bool, today: int) -> bool:
    since, until = ends
    ended = state == ExchangeState.ENDED
    if since is None:
        if until is None:
            return not ended and year == today
        return year == until and (declared or not ended)
    if until is None:
        return year == since if ended else since <= year
    return since <= year <= until
