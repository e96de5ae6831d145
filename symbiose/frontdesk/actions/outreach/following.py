"""What of calls follows a firm that is gathered in another, and what ends when a firm closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.outreach.taking import NO_CALL, free_call
from symbiose.frontdesk.models import Call, CallRound, CallStop
from symbiose.frontdesk.queries.outreach import holds_longer, live_call, stop_of
from symbiose.organisations.actions.moving import field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import Mover, register_mover

GATHERED = "Virksomheden er samlet med en anden."  # kept with the record, in Danish like every reason
SAID = ("said_by", "said_on", "reason", "until", "department_id", "user_id", "call_id")


def register() -> None:
    """Calls and noes follow. Two who had taken the two firms are not left to call the same one; the longer no holds."""
    calls = field_mover(Call, plural=_("calls"))
    shared = Mover("frontdesk.call.both", _("calls that end, since another has the firm"), lambda _pk: 0, ends=_ends)
    stops = field_mover(CallStop, plural=_("noes to calls"), clashing=_both_said_no)
    register_mover(replace(calls, move=partial(_move_calls, calls)))
    register_mover(shared)
    register_mover(replace(stops, move=partial(_move_stops, stops)))
    for kind in (Call, CallRound, CallStop):
        label = f"{kind._meta.label_lower}.department"
        name = kind._meta.verbose_name_plural
        register_mover(field_mover(kind, field="department_id", plural=name, label=label))
    register_closer(Call._meta.label_lower, _end_calls)


def _ends(from_id: int, to_id: int) -> int:
    """Both are taken now: the one of the firm that stays goes on."""
    return int(live_call(from_id) is not None and live_call(to_id) is not None)


def _move_calls(calls: Mover, from_id: int, to_id: int, *, by: Actor) -> Sequence[int]:
    live = live_call(from_id)
    if live is not None and _ends(from_id, to_id):
        free_call(live, reason=GATHERED, told=_("%(firm)s is one with a firm that somebody else calls."), by=by)
    return calls.move(from_id, to_id, by=by) if calls.move else []


def _both_said_no(from_id: int, to_id: int) -> list[int]:
    rows = CallStop.objects.filter(lifted_at__isnull=True)
    if not rows.filter(organisation_id=to_id).exists():
        return []
    return list(rows.filter(organisation_id=from_id).values_list("pk", flat=True))


def _move_stops(stops: Mover, from_id: int, to_id: int, *, by: Actor) -> Sequence[int]:
    """Where both said no, what the longer one says holds for the one that stays; nobody goes on to call it."""
    for other in CallStop.objects.filter(pk__in=_both_said_no(from_id, to_id)):
        own = CallStop.objects.get(organisation_id=to_id, lifted_at__isnull=True)
        if holds_longer(other, own.until):
            actions.change(own, by=by, verb="outreach.lift_stop", lifted_at=timezone.now(), lifted_reason=GATHERED)
            said = {name: getattr(other, name) for name in SAID}
            actions.create(CallStop(organisation_id=to_id, **said), by=by, verb="outreach.stop", reason=GATHERED)
    moved = stops.move(from_id, to_id, by=by) if stops.move else []
    live = live_call(to_id)
    if live is not None and stop_of(to_id) is not None:
        free_call(live, reason=GATHERED, told=NO_CALL, by=by)
    return moved


def _end_calls(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """Nobody calls a firm that has closed, and whoever would have called it hears it."""
    live = live_call(organisation_id)
    if live is None:
        return 0
    free_call(live, reason=reason, told=_("%(firm)s has closed, and is no longer yours to call."), by=by)
    return 1
