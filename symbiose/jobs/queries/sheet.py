"""What a consultant takes along to a workplace on one page. Nothing private of the person is on it: paper is left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from symbiose.jobs.models import HelpCall, Placement, PlacementHours, Review

MOST_TALKS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """The hours a week that were confirmed last (None before the first day), the steps, the last talks and the next, open calls."""

    hours_now: Decimal | None
    curve: list[PlacementHours]
    talks: list[Review]
    next_talk: date | None
    calls: list[HelpCall]


def sheet_of(placement: Placement) -> Sheet:
    """The sheet of a placement."""
    today = timezone.localdate()
    curve = list(placement.curve.order_by("from_day"))
    confirmed = [step for step in curve if step.from_day <= today and not step.planned]
    reviews = list(placement.reviews.order_by("due_on"))
    held = sorted((one for one in reviews if one.held_on), key=lambda one: one.held_on or today, reverse=True)
    return Sheet(
        hours_now=confirmed[-1].hours if confirmed else None,
        curve=curve,
        talks=held[:MOST_TALKS],
        next_talk=next((one.due_on for one in reviews if one.held_on is None), None),
        calls=list(placement.help_calls.filter(settled_at__isnull=True)),
    )
