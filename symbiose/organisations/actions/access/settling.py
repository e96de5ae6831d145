"""Say no to a request, take it back, and look at it again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import Transition
from symbiose.organisations.actions.access import letters
from symbiose.organisations.actions.access.limits import answer_day
from symbiose.organisations.actions.access.proving import lock
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.permissions import is_asker
from symbiose.organisations.states import ACCESS


@transaction.atomic
def refuse_access(request: AccessRequest, *, reason: str, version: int | None = None, by: Actor) -> AccessRequest:
    """No, and why; the one who asked reads the reason on the page of the receipt. Raises NotAllowed, Conflict."""
    now = lock(request)
    row = ACCESS.require("refuse", state=now.state, actor=by, subject=now, reason=reason)
    return _settle(now, row, reason=reason, version=version, by=by)


@transaction.atomic
def withdraw_access(
    request: AccessRequest, *, reason: str = "", version: int | None = None, by: Actor
) -> AccessRequest:
    """Nothing comes of it: the one who asked changed their mind, or an invitation is taken back.

    Raises NotAllowed, Conflict.
    """
    now = lock(request)
    row = ACCESS.require("withdraw", state=now.state, actor=by, subject=now)
    return _settle(now, row, reason=reason, version=version, by=by)


def _settle(now: AccessRequest, row: Transition, *, reason: str, version: int | None, by: Actor) -> AccessRequest:
    """The reason stands on the request, where it can be erased, and not in the trail."""
    asker = is_asker(by, now)
    moved = actions.change(
        now,
        by=by,
        verb=f"organisations.{row.verb}_access",
        version=version,
        state=row.target,
        answer=reason.strip(),
        settled_at=timezone.now(),
    )
    letters.close_invitation(moved, by=by)
    if not asker:
        letters.tell_outcome(moved)
    return moved


@transaction.atomic
def reopen_access(request: AccessRequest, *, by: Actor) -> AccessRequest:
    """A refusal or withdrawal is undone; the request waits for an answer again, without the old proof."""
    now = lock(request)
    row = ACCESS.require("reopen", state=now.state, actor=by, subject=now)
    again = actions.change(
        now,
        by=by,
        verb="organisations.reopen_access",
        state=row.target,
        settled_at=None,
        answer_by=answer_day(timezone.localdate()),
        answer="",
        proof="",
        proof_note="",
        proven_by="",
        proven_at=None,
    )
    letters.tell_outcome(again)
    return again
