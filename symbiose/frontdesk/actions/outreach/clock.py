"""What of calls falls due by itself: who is away hands on, what nobody called is free again, promised days are told."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions, municipality
from symbiose.common.actor import Actor
from symbiose.engine.law.working_days import add_working_days
from symbiose.frontdesk.actions.outreach.telling import tell_callers
from symbiose.frontdesk.models import Call
from symbiose.frontdesk.outreach_enums import CallState
from symbiose.frontdesk.outreach_limits import runs_out_on
from symbiose.frontdesk.outreach_states import CALL
from symbiose.frontdesk.queries.outreach import live_calls
from symbiose.organisations.models import Absence, Membership
from symbiose.organisations.queries import away, holding
from symbiose.people.models import User

AT_ONCE = 500  # what one minute takes on; the rest waits for the next


@transaction.atomic
def look_after_calls(*, now: datetime, by: Actor) -> int:
    """Hand on to deputies, warn, let run out, and remind of promised days; how many calls were touched."""
    day = timezone.localdate(now)
    return sum((_hand_on(day, by=by), _lapse(day, by=by), _warn(day, now, by=by), _remind(day, now, by=by)))


def _locked(rows: QuerySet[Call]) -> QuerySet[Call]:
    """These calls as they are when it is their turn: what somebody notes meanwhile is no longer among them."""
    return rows.select_related("organisation").select_for_update(of=("self",))


def _hand_on(day: date, *, by: Actor) -> int:
    """What falls due before somebody is back goes to the deputy, who has the whole time for it; nobody else is chosen."""
    absences = away(set(live_calls().order_by().values_list("user_id", flat=True)), on=day)
    done = 0
    for call in _locked(live_calls().filter(user_id__in=absences)).order_by("pk"):
        absence = absences[call.user_id]
        due = call.again_on if call.state == CallState.LATER else call.runs_out_on
        deputy = _deputy(call, absence, day) if due and due <= absence.valid_to else None
        if deputy is not None:
            CALL.require("hand_over", state=call.state, actor=by, subject=call)
            handed = actions.change(
                call, by=by, verb="outreach.hand_over", user=deputy, runs_out_on=runs_out_on(day), warned_at=None
            )
            told = _("You stand in, and %(firm)s is yours to call.")
            tell_callers(handed, [deputy.pk], told, {"firm": call.organisation}, by=by)
            done += 1
    return done


def _deputy(call: Call, absence: Absence, day: date) -> User | None:
    """Who stands in and is there, over as many deputies as it takes; one who may act where the call belongs."""
    seen = {call.user_id}
    step: Absence | None = absence
    while step is not None and step.deputy_id and step.deputy_id not in seen:
        seen.add(step.deputy_id)
        further = away([step.deputy_id], on=day).get(step.deputy_id)
        if further is None:
            return step.deputy if _acts_there(step.deputy_id, call, day) else None
        step = further
    return None


def _acts_there(user_id: int, call: Call, day: date) -> bool:
    theirs = Q(organisation_id=call.department_id)
    at_entrance = Membership.objects.filter(role="adviser", organisation_id=call.department_id).exists()
    rows = Membership.objects.filter(holding(day), user_id=user_id, user__is_active=True)
    return rows.filter(theirs | Q(role="adviser") if at_entrance else theirs).exists()


def _lapse(day: date, *, by: Actor) -> int:
    """Nobody called in time: the firm is free for others, and the one who had it is told."""
    rows = Call.objects.filter(state=CallState.RESERVED, runs_out_on__lt=day)
    done = 0
    for call in _locked(rows).order_by("runs_out_on", "pk")[:AT_ONCE]:
        row = CALL.require("lapse", state=call.state, actor=by, subject=call)
        lapsed = actions.change(call, by=by, verb="outreach.lapse", state=row.target)
        told = _("%(firm)s is free for others again: it was not called in time.")
        tell_callers(lapsed, [call.user_id], told, {"firm": call.organisation}, by=by)
        done += 1
    return done


def _warn(day: date, now: datetime, *, by: Actor) -> int:
    """From the working day before it runs out."""
    until = add_working_days(day, 1, closed=municipality.closing_days())
    rows = Call.objects.filter(state=CallState.RESERVED, runs_out_on__lte=until, warned_at__isnull=True)
    done = 0
    for call in _locked(rows).order_by("runs_out_on", "pk")[:AT_ONCE]:
        warned = actions.change(call, by=by, verb="outreach.warn", warned_at=now)
        told = _("%(firm)s is yours to call until and with %(day)s.")
        tell_callers(warned, [call.user_id], told, {"firm": call.organisation, "day": call.runs_out_on}, by=by)
        done += 1
    return done


def _remind(day: date, now: datetime, *, by: Actor) -> int:
    """On the day on which somebody promised to call again."""
    rows = Call.objects.filter(state=CallState.LATER, again_on__lte=day, reminded_at__isnull=True)
    done = 0
    for call in _locked(rows).order_by("again_on", "pk")[:AT_ONCE]:
        reminded = actions.change(call, by=by, verb="outreach.remind", reminded_at=now)
        told = _("You promised to call %(firm)s again. The day has come.")
        tell_callers(reminded, [call.user_id], told, {"firm": call.organisation}, by=by)
        done += 1
    return done
