"""A pause that was told wrongly: other days, or none at all; and one whose last day was told and is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_counting import count_placement
from symbiose.jobs.actions.placement_life import (
    lasting_pause,
    locked_placement,
    require_begun_by,
    require_free,
    require_past,
    said_of_pause,
)
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.enums import PlacementState
from symbiose.jobs.models import Placement, PlacementPause
from symbiose.jobs.permissions import may_keep_placement
from symbiose.jobs.states import PLACEMENT


@transaction.atomic
def change_pause(placement: Placement, *, pause: int, starts: date, ends: date | None, by: Actor) -> Placement:
    """Other days of a pause that was told wrongly. Raises NotAllowed, PlacementRefused."""
    now, known = _find_pause(placement, pause, by=by)
    if known is None:
        raise PlacementRefused("placement_pause_gone")
    require_past(starts, at="starts")
    require_begun_by(now, starts, at="starts")
    lasts = now.state == PlacementState.PAUSED and known.pk == getattr(lasting_pause(now), "pk", None)
    if (ends is not None and ends < starts) or (ends is None and not lasts):
        raise PlacementRefused("placement_pause_dates")
    require_free(now, starts, ends, without=known.pk)
    said = said_of_pause(known, (starts, ends))
    PlacementPause.objects.filter(pk=known.pk).update(starts_on=starts, ends_on=ends)
    actions.record(now, by=by, verb="jobs.change_pause", changes=said)
    over = ends is not None and ends < timezone.localdate()
    if lasts and over:
        now = actions.change(now, by=by, verb="jobs.resume_placement", state=PlacementState.RUNNING.value)
    elif now.state == PlacementState.RUNNING and not over:
        row = PLACEMENT.require("pause", state=now.state, actor=by, subject=now)
        now = actions.change(now, by=by, verb="jobs.pause_placement", state=row.target)
    count_placement(now, by=by)
    return now


@transaction.atomic
def remove_pause(placement: Placement, *, pause: int, by: Actor) -> Placement:
    """It was no pause. A repeat changes nothing. Raises NotAllowed."""
    now, known = _find_pause(placement, pause, by=by)
    if known is None:
        return now
    lasts = now.state == PlacementState.PAUSED and known.pk == getattr(lasting_pause(now), "pk", None)
    actions.record(now, by=by, verb="jobs.remove_pause", changes=said_of_pause(known, None))
    known.delete()
    if lasts:
        row = PLACEMENT.require("resume", state=now.state, actor=by, subject=now)
        now = actions.change(now, by=by, verb="jobs.resume_placement", state=row.target)
    count_placement(now, by=by)
    return now


def _find_pause(placement: Placement, pause: int, *, by: Actor) -> tuple[Placement, PlacementPause | None]:
    now = locked_placement(placement)
    if not may_keep_placement(by, now) or now.state == PlacementState.ENDED:
        raise NotAllowed("jobs.change_pause")
    return now, now.pauses.filter(pk=pause).first()


def resume_due(*, on: date, by: Actor) -> int:
    """Pauses whose last day was told and is over: the placement runs again; how many."""
    rows = Placement.objects.filter(state=PlacementState.PAUSED).exclude(pauses__ends_on__isnull=True)
    due = rows.exclude(pauses__ends_on__gte=on).order_by("pk")
    done = 0
    for placement in due:
        with transaction.atomic():
            now = locked_placement(placement)
            pause = lasting_pause(now)
            if now.state == PlacementState.PAUSED and pause and pause.ends_on and pause.ends_on < on:
                row = PLACEMENT.require("resume", state=now.state, actor=by, subject=now)
                moved = actions.change(now, by=by, verb="jobs.resume_placement", state=row.target)
                count_placement(moved, by=by, on=on)
                done += 1
    return done
