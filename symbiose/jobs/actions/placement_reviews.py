"""Talks about how it goes: planned from the first day, held with what was agreed, moved where the day did not suit."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_life import locked_placement, require_begun_by, require_past
from symbiose.jobs.actions.placement_rules import PlacementRefused, refusal
from symbiose.jobs.actions.placing import require_planned
from symbiose.jobs.enums import LIVING
from symbiose.jobs.models import Placement, Review
from symbiose.jobs.permissions import may_keep_placement
from symbiose.reference import placement_follow_up


def _kept(placement: Placement, *, by: Actor) -> Placement:
    now = locked_placement(placement)
    if not may_keep_placement(by, now):
        raise NotAllowed("jobs.review")
    return now


def _require_its_time(now: Placement, day: date) -> None:
    """A day that is gone is of this placement, so that one who held a talk can write it in; one ahead is not too far off."""
    if day < timezone.localdate():
        require_begun_by(now, day, at="due_on")
    require_planned(day, at="due_on")


@transaction.atomic
def plan_review(placement: Placement, *, due_on: date, by: Actor) -> Review:
    """One more talk, on a day. The same day again is the talk that is there. Raises NotAllowed, PlacementRefused."""
    now = _kept(placement, by=by)
    _require_its_time(now, due_on)
    known = now.reviews.filter(due_on=due_on, held_on__isnull=True).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return actions.create(Review(placement=now, due_on=due_on), by=by, verb="jobs.plan_review")
    except IntegrityError as error:
        raise refusal(error) from error


@transaction.atomic
def move_review(placement: Placement, *, review: int, due_on: date, by: Actor) -> Review | None:
    """Another day for a talk that is still to come; None where it is no longer there. Raises NotAllowed, PlacementRefused."""
    now = _kept(placement, by=by)
    known = now.reviews.filter(pk=review).first()
    if known is None:
        return None
    if known.held_on is not None:
        raise PlacementRefused("placement_talk_held")
    _require_its_time(now, due_on)
    try:
        with transaction.atomic():
            return actions.change(known, by=by, verb="jobs.move_review", due_on=due_on)
    except IntegrityError as error:
        raise refusal(error) from error


@transaction.atomic
def hold_review(placement: Placement, *, review: int, held_on: date, note: str, by: Actor) -> Review | None:
    """The talk was held, with what was agreed in a few words. Where none is planned after it, the next one is.

    None where it is no longer there. Written again, day and words are put right. Raises NotAllowed, PlacementRefused.
    """
    now = _kept(placement, by=by)
    known = now.reviews.filter(pk=review).first()
    if known is None:
        return None
    require_past(held_on, at="held_on")
    first_time = known.held_on is None
    held = actions.change(known, by=by, verb="jobs.hold_review", held_on=held_on, note=note.strip())
    if first_time and now.state in LIVING and not now.reviews.filter(held_on__isnull=True).exists():
        weeks = placement_follow_up(held_on)["review.every"].value
        due = held_on + timedelta(weeks=weeks)
        if not now.reviews.filter(due_on=due).exists():
            actions.create(Review(placement=now, due_on=due), by=by, verb="jobs.plan_review")
    return held
