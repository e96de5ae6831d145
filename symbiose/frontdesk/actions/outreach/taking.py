"""Take a firm to call it, give it back, and what stands in the way: a contact lately, somebody else, a no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.links import ONE_OF_MANY
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.outreach.recounting import recount_prospects
from symbiose.frontdesk.actions.outreach.telling import tell_callers
from symbiose.frontdesk.models import Call, CallRound, CallStop, Prospect, Rhythm
from symbiose.frontdesk.outreach_enums import CallState
from symbiose.frontdesk.outreach_limits import runs_out_on
from symbiose.frontdesk.outreach_permissions import may_call_on_firms, own_place
from symbiose.frontdesk.outreach_states import CALL, ROUND
from symbiose.frontdesk.queries.outreach import callable_firms, live_call, live_calls, no_talks, spoken_lately, stop_of
from symbiose.organisations.models import Contact, Organisation

NO_CALL = _("%(firm)s wants no call, and is no longer yours to call.")
LONGEST_WHY = 300  # of the reason that stands on the call itself; the trail keeps all of it


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Why a firm is not simply called: somebody has it, spoke with it lately, or it said no, to calls or to all talks."""

    taken: Call | None = None
    spoken: Contact | None = None
    stop: CallStop | None = None
    no_talks: Rhythm | None = None

    def __bool__(self) -> bool:
        return any((self.taken, self.spoken, self.stop, self.no_talks))


class NotFree(Exception):
    """Somebody has the firm, spoke with it lately, or it wants no call; `args[0]` is what is in the way."""


def in_the_way(organisation: Organisation, *, by: Actor, on: date | None = None) -> InTheWay:
    """What stops this person from simply calling the firm today."""
    day = on or timezone.localdate()
    live = live_call(organisation.pk)
    return InTheWay(
        taken=live if live and live.user_id != by.user_id else None,
        spoken=spoken_lately(organisation, on=day),
        stop=stop_of(organisation.pk, on=day),
        no_talks=no_talks().filter(organisation=organisation).first(),
    )


@transaction.atomic
def take_call(
    organisation: Organisation,
    *,
    by: Actor,
    call_round: CallRound | None = None,
    knowingly: str = "",
    at: datetime | None = None,
    example: bool = False,
) -> Call:
    """I call them: the firm is kept for one person until it runs out. A repeat gives the same call.

    Where somebody spoke with the firm within the quiet period or has taken it, `knowingly` says why it is called all the
    same, and the other one is told. `at` is when, now unless a loader says another time. Raises NotFree, also where it wants no call; NotAllowed.
    """
    if not may_call_on_firms(by):
        raise NotAllowed("outreach.take")
    firm = Organisation.objects.select_for_update().get(pk=organisation.pk)
    held_round = _open_round(call_round, by=by)
    mine = live_calls().filter(organisation=firm, user_id=by.person_id).first()
    if mine is not None:
        return _on_round(mine, held_round, by=by)
    if not callable_firms().filter(pk=firm.pk).exists():
        raise NotAllowed("outreach.take")
    way = in_the_way(firm, by=by)
    if way.stop or (way and not knowingly.strip()):
        raise NotFree(way)
    if way.taken:
        _take_over(way.taken, reason=knowingly, by=by)
    new = Call(organisation=firm, round=held_round, taken_at=at or timezone.now(), example=example)
    call = _reserve(new, knowingly=knowingly if way else "", by=by)
    if way.spoken and way.spoken.user_id:
        _tell_of_contact(call, way.spoken, by=by)
    recount_prospects(only=[firm.pk])
    return call


def _open_round(call_round: CallRound | None, *, by: Actor) -> CallRound | None:
    if call_round is None:
        return None
    held = CallRound.objects.select_for_update().get(pk=call_round.pk)
    ROUND.require("take", state=held.state, actor=by, subject=held)
    return held


def _on_round(call: Call, call_round: CallRound | None, *, by: Actor) -> Call:
    if call_round is None or call.round_id is not None or call.department_id != call_round.department_id:
        return call
    return actions.change(call, by=by, verb="outreach.take", round=call_round)


def _reserve(new: Call, *, knowingly: str, by: Actor) -> Call:
    """The database keeps one at a time: who comes second in the same moment hears who was first."""
    firm_id = new.organisation_id
    new.department_id, new.user_id, new.knowingly = own_place(by), by.person_id, knowingly
    new.runs_out_on = runs_out_on(timezone.localdate(new.taken_at))
    new.reasons = list(Prospect.objects.filter(pk=firm_id).values_list("reasons", flat=True).first() or [])
    try:
        with transaction.atomic():
            made = actions.create(new, by=by, verb="outreach.take", reason=knowingly)
    except IntegrityError:
        other = live_call(firm_id)
        if other is None:
            raise
        raise NotFree(InTheWay(taken=other)) from None
    if made.round is not None:
        actions.link(made.round, made, kind=ONE_OF_MANY)
    return made


def _take_over(call: Call, *, reason: str, by: Actor) -> None:
    """Somebody else calls after all; the one who had it is told why."""
    CALL.require("take_over", state=call.state, actor=by, subject=call, reason=reason)
    actions.change(
        call, by=by, verb="outreach.take_over", reason=reason, state=CallState.RELEASED, released_reason=reason
    )
    told = _("%(name)s calls %(firm)s although you had taken it: %(why)s")
    tell_callers(call, [call.user_id], told, {"name": by.name, "firm": call.organisation, "why": reason}, by=by)


def _tell_of_contact(call: Call, line: Contact, *, by: Actor) -> None:
    """The one who spoke with the firm lately hears that somebody else calls it, and why."""
    told = _("%(name)s calls %(firm)s, with whom you spoke on %(day)s: %(why)s")
    values = {
        "name": by.name,
        "firm": call.organisation,
        "day": timezone.localdate(line.happened_at),
        "why": call.knowingly,
    }
    firm_page = reverse("outreach:firm", args=[call.organisation_id])
    tell_callers(call, [line.user_id] if line.user_id else [], told, values, by=by, url=firm_page)


@transaction.atomic
def release_call(call: Call, *, reason: str, by: Actor) -> Call:
    """The firm is free for others again. A repeat changes nothing. Raises NotAllowed."""
    held = locked_call(call)
    if held.state == CallState.RELEASED:
        return held
    row = CALL.require("release", state=held.state, actor=by, subject=held, reason=reason)
    freed = actions.change(
        held, by=by, verb="outreach.release", reason=reason, state=row.target, released_reason=reason
    )
    recount_prospects(only=[held.organisation_id])
    return freed


def free_call(call: Call, *, reason: str, told: Any, by: Actor) -> Call:
    """A firm that nobody may go on to call is nobody's any more, and the one who had it is told."""
    freed = actions.change(
        call,
        by=by,
        verb="outreach.release",
        reason=reason,
        state=CallState.RELEASED,
        released_reason=Truncator(reason).chars(LONGEST_WHY),
    )
    tell_callers(freed, [freed.user_id], told, {"firm": freed.organisation}, by=by)
    return freed


def locked_call(call: Call) -> Call:
    """The call as it is now; nobody else moves it until this transaction ends. Always the firm first, then what it has."""
    Organisation.objects.select_for_update().get(pk=call.organisation_id)
    return Call.objects.select_for_update().get(pk=call.pk)
