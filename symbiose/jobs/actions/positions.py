"""Moving positions between their states."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common.actions import change
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.enums import PositionState
from symbiose.jobs.models import Position
from symbiose.jobs.states import POSITION
from symbiose.organisations.enums import OrganisationState


@transaction.atomic
def _move(position: Position, verb: str, *, by: Actor, reason: str = "", **values: Any) -> Position:
    """Take a position through the state table; a verb that already led here changes nothing."""
    now = Position.objects.select_for_update().get(pk=position.pk)
    rows = [row for row in POSITION.transitions if row.verb == verb]
    if all(row.who(by, now) for row in rows) and now.state == rows[0].target:
        return now
    row = POSITION.require(verb, state=now.state, actor=by, subject=now, reason=reason)
    if row.target == PositionState.OPEN and now.organisation.state != OrganisationState.ACTIVE:
        raise NotAllowed(verb)
    return change(now, by=by, verb=f"jobs.{verb}_position", reason=reason, state=row.target, **values)


def open_position(position: Position, *, by: Actor) -> Position:
    """From now on it can be proposed to people. Raises NotAllowed."""
    return _move(position, "open", by=by, opened_on=timezone.localdate())


def draw_back_position(position: Position, *, by: Actor) -> Position:
    """A draft again, proposed to nobody; those who work there go on. Raises NotAllowed."""
    return _move(position, "draw_back", by=by)


def close_position(position: Position, *, by: Actor, reason: str) -> Position:
    """No longer there, with why; those who work there go on. Raises NotAllowed."""
    closed = {"closed_on": timezone.localdate(), "close_reason": reason.strip()[:300]}
    return _move(position, "close", by=by, reason=reason, **closed)


def reopen_position(position: Position, *, by: Actor) -> Position:
    """There again after all. Raises NotAllowed."""
    return _move(position, "reopen", by=by, opened_on=timezone.localdate(), closed_on=None, close_reason="")
