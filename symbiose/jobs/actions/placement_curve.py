"""The hours curve: so many hours a week from a day on, as it was told or is planned; 5, then 8, then 12."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import formats, timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_counting import count_placement
from symbiose.jobs.actions.placement_fit import written
from symbiose.jobs.actions.placement_life import locked_placement
from symbiose.jobs.actions.placement_rules import PlacementRefused
from symbiose.jobs.actions.placing import HALF, require_planned
from symbiose.jobs.enums import PlacementState
from symbiose.jobs.models import Placement, PlacementHours
from symbiose.jobs.permissions import may_keep_placement
from symbiose.reference import placement_policy


def _open(placement: Placement, *, by: Actor) -> Placement:
    now = locked_placement(placement)
    if not may_keep_placement(by, now) or now.state == PlacementState.ENDED:
        raise NotAllowed("jobs.set_step")
    return now


@transaction.atomic
def set_step(placement: Placement, *, from_day: date, hours: Decimal, by: Actor) -> PlacementHours:
    """So many hours a week from a day on; a step on that day is changed. What lies ahead, and all before it begins, is a plan.

    What people really work is written down also where the position has room for less; the page then says so. Raises
    NotAllowed, PlacementRefused for hours that cannot be and a day before the first.
    """
    now = _open(placement, by=by)
    _require_hours(hours)
    if from_day < now.starts_on:
        first = formats.date_format(now.starts_on, "DATE_FORMAT")
        raise PlacementRefused("placement_before_first_day", at="from_day", day=first)
    require_planned(from_day, at="from_day")
    planned = from_day > timezone.localdate() or now.state == PlacementState.AGREED
    known = now.curve.filter(from_day=from_day).first()
    if known is None:
        new = PlacementHours(placement=now, from_day=from_day, hours=hours, planned=planned)
        step = actions.create(new, by=by, verb="jobs.set_step")
    else:
        step = actions.change(known, by=by, verb="jobs.set_step", hours=hours, planned=planned)
    _told(now, by=by, said={f"hours from {from_day.isoformat()}": [str(known.hours) if known else None, str(hours)]})
    return step


@transaction.atomic
def confirm_step(placement: Placement, *, step: int, by: Actor) -> Placement:
    """It came as planned. A repeat changes nothing. Raises NotAllowed, PlacementRefused before the day has come."""
    now = _open(placement, by=by)
    known = now.curve.filter(pk=step).first()
    if known is None or not known.planned:
        return now
    if known.from_day > timezone.localdate() or now.state == PlacementState.AGREED:
        raise PlacementRefused("placement_not_in_future", at="from_day")
    actions.change(known, by=by, verb="jobs.confirm_step", planned=False)
    _told(now, by=by, said={f"hours from {known.from_day.isoformat()}": ["planned", str(known.hours)]})
    return now


@transaction.atomic
def remove_step(placement: Placement, *, step: int, by: Actor) -> Placement:
    """It did not come to that, or will not. A repeat changes nothing. Raises NotAllowed, PlacementRefused for the first step."""
    now = _open(placement, by=by)
    known = now.curve.filter(pk=step).first()
    if known is None:
        return now
    if not now.curve.filter(from_day__lt=known.from_day).exists():
        raise PlacementRefused("placement_first_step")
    said = {f"hours from {known.from_day.isoformat()}": [str(known.hours), None]}
    known.delete()
    _told(now, by=by, said=said)
    return now


def _require_hours(hours: Decimal) -> None:
    if hours <= 0 or hours % HALF:
        raise PlacementRefused("placement_half_hours")
    most = Decimal(str(placement_policy(timezone.localdate()).most_hours[""]))
    if hours > most:
        raise PlacementRefused("placement_full_time", most=written(most))


def _told(now: Placement, *, by: Actor, said: dict[str, list[str | None]]) -> None:
    """The history of the placement tells it, and the ledger follows."""
    actions.record(now, by=by, verb="jobs.set_hours", changes=said)
    count_placement(now, by=by)
