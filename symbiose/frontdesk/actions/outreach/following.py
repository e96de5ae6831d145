"""What of calls follows a firm that is gathered in another, and what ends when a firm closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Call, CallRound, CallStop
from symbiose.frontdesk.outreach_enums import LIVE, CallState
from symbiose.frontdesk.queries.outreach import live_calls
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import register_mover


def register() -> None:
    """Calls and noes follow; where both firms have one that holds, the one of the gathered firm stays under its name."""
    register_mover(field_mover(Call, plural=_("calls"), clashing=_both(Call, state__in=LIVE)))
    register_mover(field_mover(CallStop, plural=_("noes to calls"), clashing=_both(CallStop, lifted_at__isnull=True)))
    for kind in (Call, CallRound, CallStop):
        label = f"{kind._meta.label_lower}.department"
        name = kind._meta.verbose_name_plural
        register_mover(field_mover(kind, field="department_id", plural=name, label=label))
    register_closer(Call._meta.label_lower, _end_calls)


def _both(kind: type[models.Model], **holds: object) -> Callable[[int, int], list[int]]:
    def clashing(from_id: int, to_id: int) -> list[int]:
        rows = kind._default_manager.filter(**holds)
        if not rows.filter(organisation_id=to_id).exists():
            return []
        return list(rows.filter(organisation_id=from_id).values_list("pk", flat=True))

    return clashing


def _end_calls(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """Nobody calls a firm that has closed."""
    rows = list(live_calls().filter(organisation_id=organisation_id))
    for call in rows:
        actions.change(
            call, by=by, verb="outreach.release", reason=reason, state=CallState.RELEASED, released_reason=reason
        )
    return len(rows)
