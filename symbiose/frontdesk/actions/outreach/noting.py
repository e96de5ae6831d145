"""Write down the talk: which of the two options it was about, the answer, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.outreach.recounting import recount_prospects
from symbiose.frontdesk.actions.outreach.taking import NO_CALL, InTheWay, NotFree, free_call, locked_call
from symbiose.frontdesk.models import Call, CallStop
from symbiose.frontdesk.outreach_enums import CallAnswer, CallState
from symbiose.frontdesk.outreach_limits import runs_out_on
from symbiose.frontdesk.outreach_permissions import may_call_on_firms, may_lift_stop, own_place
from symbiose.frontdesk.outreach_states import CALL, STOP, state_of_stop
from symbiose.frontdesk.queries.outreach import callable_firms, holds_longer, live_call, stop_of
from symbiose.organisations.actions import log_contact, withdraw_line
from symbiose.organisations.enums import ContactKind, Direction
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import contacts_of, standing_lines

OPTIONS = {
    "outsource": gettext_lazy("to let a new firm take over part of the production"),
    "partner": gettext_lazy("partnership with a social enterprise"),
}


NOTHING_SAID: dict[str, Any] = {
    "answer": "",
    "line": "",
    "again_on": None,
    "talked_at": None,
    "neither_reason": "",
    "outsource": False,
    "partner": False,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """What was talked about and answered. `again_on` belongs to a later, `stop_until` to a no; a no without it is for good."""

    answer: str
    line: str
    outsource: bool = False
    partner: bool = False
    neither_reason: str = ""
    person: str = ""
    again_on: date | None = None
    stop_until: date | None = None
    at: datetime | None = None  # when it was, just now unless a loader says another time

    @property
    def options(self) -> dict[str, Any]:
        return {"outsource": self.outsource, "partner": self.partner, "neither_reason": self.neither_reason}


@transaction.atomic
def note_call(call: Call, talk: Talk, *, by: Actor) -> Call:
    """Keep the talk in the contact log and on the call. The same once more changes nothing. Raises NotAllowed.

    A no keeps the firm off the list until a day or for good, a later keeps it for the one who promised to call.
    """
    held = locked_call(call)
    if talk.answer == CallAnswer.NOT_REACHED:
        return _not_reached(held, talk, by=by)
    if (held.answer, held.line, held.again_on) == (talk.answer, talk.line, talk.again_on) and held.talked_at:
        return held
    verb = "promise" if talk.answer == CallAnswer.LATER else "talk"
    row = CALL.require(verb, state=held.state, actor=by, subject=held)
    noted = actions.change(
        held,
        by=by,
        verb=f"outreach.{verb}",
        state=row.target,
        attempts=held.attempts + 1,
        talked_at=talk.at or timezone.now(),
        answer=CallAnswer(talk.answer),
        line=talk.line,
        again_on=talk.again_on,
        reminded_at=None,
        **talk.options,
    )
    _log(noted, talk, by=by)
    if talk.answer == CallAnswer.NO:
        stop_calls(held.organisation, said_by=talk.person, reason=talk.line, until=talk.stop_until, call=noted, by=by)
    recount_prospects(only=[held.organisation_id])
    return noted


def _not_reached(call: Call, talk: Talk, *, by: Actor) -> Call:
    """An attempt: the firm stays taken, and nobody was disturbed, so that no quiet period begins."""
    CALL.require("not_reached", state=call.state, actor=by, subject=call)
    with translation.override("da"):
        said = " ".join(filter(None, (_("Called without reaching anybody."), talk.line)))
    log_contact(call.organisation, kind=ContactKind.NOTE.value, text=said, happened_at=talk.at, thread=call, by=by)
    return actions.change(call, by=by, verb="outreach.not_reached", attempts=call.attempts + 1)


def _log(call: Call, talk: Talk, *, by: Actor) -> None:
    log_contact(
        call.organisation,
        kind=ContactKind.CALL.value,
        direction=Direction.OUT.value,
        text=in_words(call),
        person=talk.person,
        happened_at=call.talked_at,
        thread=call,
        by=by,
    )


def in_words(call: Call) -> str:
    """The talk as the contact log keeps it, in Danish: what it was about, the answer, and the line."""
    with translation.override("da"):
        about = [str(label) for name, label in OPTIONS.items() if getattr(call, name)]
        options = _(" and ").join(about) or _("neither of the two options (%(why)s)") % {"why": call.neither_reason}
        answer = str(call.get_answer_display())
        if call.again_on:
            answer = f"{answer}, {formats.date_format(call.again_on, 'j. F Y')}"
        return _("Talked about: %(options)s. Answer: %(answer)s. %(line)s") % {
            "options": options,
            "answer": answer,
            "line": call.line,
        }


@transaction.atomic
def mend_call(call: Call, *, reason: str, by: Actor) -> Call:
    """The note was wrong: the firm is taken again, what was answered is empty, its line is withdrawn, a no is lifted.

    Raises NotAllowed; NotFree where somebody else has the firm by now.
    """
    held = locked_call(call)
    if held.state == CallState.RESERVED:
        return held
    row = CALL.require("mend", state=held.state, actor=by, subject=held, reason=reason)
    other = live_call(held.organisation_id)
    if other is not None and other.pk != held.pk:
        raise NotFree(InTheWay(taken=other))
    left = held.attempts - _take_back(held, reason=reason, by=by)
    _require_free_of_noes(held)
    values = {**NOTHING_SAID, "attempts": left, "runs_out_on": runs_out_on(timezone.localdate()), "warned_at": None}
    try:
        with transaction.atomic():
            mended = actions.change(held, by=by, verb="outreach.mend", reason=reason, state=row.target, **values)
            recount_prospects(only=[held.organisation_id])
            return mended
    except IntegrityError:
        raise NotFree(InTheWay(taken=live_call(held.organisation_id))) from None


def _require_free_of_noes(call: Call) -> None:
    """A firm that closed or said no since then is not called by way of a note that is put right."""
    another = stop_of(call.organisation_id)
    if another is not None:
        raise NotFree(InTheWay(stop=another))
    if not callable_firms().filter(pk=call.organisation_id).exists():
        raise NotAllowed("outreach.mend")


@transaction.atomic
def withdraw_talk(call: Call, *, reason: str, by: Actor) -> Call:
    """The talk was told of the wrong firm: its line is withdrawn, a no is lifted, and the firm is free. A repeat changes nothing.

    Raises NotAllowed.
    """
    held = locked_call(call)
    if held.state == CallState.RELEASED:
        return held
    row = CALL.require("withdraw", state=held.state, actor=by, subject=held, reason=reason)
    left = held.attempts - _take_back(held, reason=reason, by=by)
    values = {**NOTHING_SAID, "attempts": left, "released_reason": reason}
    gone = actions.change(held, by=by, verb="outreach.withdraw", reason=reason, state=row.target, **values)
    recount_prospects(only=[held.organisation_id])
    return gone


def _take_back(call: Call, *, reason: str, by: Actor) -> int:
    """The lines of its talks, and the no that they held; how many talks that were."""
    lines = list(standing_lines(contacts_of([call])).filter(kind=ContactKind.CALL))
    for line in lines:
        withdraw_line(line, reason=reason, by=by)
    for stop in CallStop.objects.filter(call=call, lifted_at__isnull=True):
        lift_stop(stop, reason=reason, by=by)
    return len(lines)


@transaction.atomic
def stop_calls(
    organisation: Organisation,
    *,
    said_by: str,
    by: Actor,
    reason: str = "",
    until: date | None = None,
    call: Call | None = None,
) -> CallStop:
    """The firm wants no call, until and with a day, or for good. A newer no takes the older one's place.

    One that others were told is made shorter by those alone who may lift it. Raises NotAllowed, and NotFree with the no.
    """
    if not may_call_on_firms(by):
        raise NotAllowed("outreach.stop")
    firm = Organisation.objects.select_for_update().get(pk=organisation.pk)
    with translation.override("da"):
        who, newer = said_by or _("The firm, without a name"), _("Another answer came later.")
    for older in CallStop.objects.filter(organisation=firm, lifted_at__isnull=True):
        if (older.said_by, older.reason, older.until) == (who, reason, until):
            return older
        if holds_longer(older, until) and not may_lift_stop(by, older):
            raise NotFree(InTheWay(stop=older))
        actions.change(older, by=by, verb="outreach.lift_stop", lifted_at=timezone.now(), lifted_reason=newer)
    new = CallStop(
        organisation=firm,
        call=call,
        department_id=own_place(by),
        user_id=by.user_id,
        said_on=timezone.localdate(),
        said_by=who,
        reason=reason,
        until=until,
    )
    made = actions.create(new, by=by, verb="outreach.stop")
    if call is None:
        _end_live(firm, made, by=by)
    recount_prospects(only=[firm.pk])
    return made


def _end_live(firm: Organisation, stop: CallStop, *, by: Actor) -> None:
    """Nobody goes on to call a firm that wants no call, and whoever would have called them hears it."""
    live = live_call(firm.pk)
    if live is not None:
        free_call(live, reason=stop.reason or stop.said_by, told=NO_CALL, by=by)


@transaction.atomic
def lift_stop(stop: CallStop, *, reason: str, by: Actor) -> CallStop:
    """It may be called after all, and why. A repeat changes nothing. Raises NotAllowed."""
    held = CallStop.objects.select_for_update().get(pk=stop.pk)
    if held.lifted_at:
        return held
    STOP.require("lift", state=state_of_stop(held), actor=by, subject=held, reason=reason)
    return actions.change(held, by=by, verb="outreach.lift_stop", lifted_at=timezone.now(), lifted_reason=reason)
