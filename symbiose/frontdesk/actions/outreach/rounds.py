"""Plan a round of calls, put it right, close it with what came of it, open it again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.links import STARTED
from symbiose.common.search import index
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.models import CallRound, Case
from symbiose.frontdesk.outreach_enums import RoundState
from symbiose.frontdesk.outreach_permissions import may_call_on_firms, own_place
from symbiose.frontdesk.outreach_states import ROUND
from symbiose.frontdesk.queries.outreach import ROUND as ROUND_LABEL


@transaction.atomic
def plan_round(
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    by: Actor,
    area: str = "",
    division: str = "",
    case: Case | None = None,
    example: bool = False,
) -> CallRound:
    """A round of one's own, for one's department or entrance; `case` is the one that led to it. Raises NotAllowed."""
    if not may_call_on_firms(by):
        raise NotAllowed("outreach.plan_round")
    new = CallRound(
        name=name,
        department_id=own_place(by),
        owner_id=by.person_id,
        area=area,
        division=division,
        starts_on=starts_on,
        ends_on=ends_on,
        example=example,
    )
    made = actions.create(new, by=by, verb="outreach.plan_round")
    if case is not None:
        actions.link(case, made, kind=STARTED)
    _find_by(made)
    return made


@transaction.atomic
def change_round(call_round: CallRound, *, by: Actor, version: int | None = None, **fields: Any) -> CallRound:
    """Put name, place, trade or period right. Raises NotAllowed, Conflict."""
    held = locked_round(call_round)
    ROUND.require("change", state=held.state, actor=by, subject=held)
    changed = actions.change(held, by=by, verb="outreach.change_round", version=version, **fields)
    _find_by(changed)
    return changed


@transaction.atomic
def close_round(call_round: CallRound, *, reason: str, by: Actor) -> CallRound:
    """It is done, and what came of it; firms that are taken on it stay taken. A repeat changes nothing. Raises NotAllowed."""
    held = locked_round(call_round)
    if held.state == RoundState.CLOSED and held.close_reason == reason:
        return held
    row = ROUND.require("close", state=held.state, actor=by, subject=held, reason=reason)
    return actions.change(
        held, by=by, verb="outreach.close_round", reason=reason, state=row.target, close_reason=reason
    )


@transaction.atomic
def reopen_round(call_round: CallRound, *, by: Actor) -> CallRound:
    """It goes on after all. A repeat changes nothing. Raises NotAllowed."""
    held = locked_round(call_round)
    if held.state == RoundState.OPEN:
        return held
    row = ROUND.require("reopen", state=held.state, actor=by, subject=held)
    return actions.change(held, by=by, verb="outreach.reopen_round", state=row.target, close_reason="")


def locked_round(call_round: CallRound) -> CallRound:
    """The round as it is now; nobody else moves it until this transaction ends."""
    return CallRound.objects.select_for_update().get(pk=call_round.pk)


def _find_by(call_round: CallRound) -> None:
    index(ROUND_LABEL, call_round.pk, title=call_round.name, text=call_round.area)
