"""What falls due by itself: invitations that nobody takes up, and the erasing of what is settled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.access import letters
from symbiose.organisations.actions.access.limits import limit
from symbiose.organisations.actions.access.proving import lock
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.queries.access import not_taken_up, to_be_erased
from symbiose.organisations.states import ACCESS

BATCH = 200  # the rest the next minute


def lapse_invitations(*, on: date, by: Actor) -> int:
    """Withdraw invitations that nobody has taken up for as long as the policy says; how many."""
    due = not_taken_up(before=on - timedelta(days=limit("lapse.days", on)))
    return len([_lapse(request, by) for request in list(due[:BATCH])])


@transaction.atomic
def _lapse(request: AccessRequest, by: Actor) -> AccessRequest:
    now = lock(request)
    row = ACCESS.find("lapse", now.state)
    if row is None:
        return now
    lapsed = actions.change(now, by=by, verb="organisations.lapse_access", state=row.target, settled_at=timezone.now())
    letters.close_invitation(lapsed, by=by)
    return lapsed


def erase_access(*, on: date, by: Actor) -> int:
    """Erase what was written in requests that are settled, once the policy's days have passed; how many.

    The row stays, empty, so that they can still be counted. Of those who got access it still says how and when it was
    proven; who they are stands with their account.
    """
    due = to_be_erased(before=on - timedelta(days=limit("keep.days", on)))
    return len([_erase(request, by) for request in list(due[:BATCH])])


@transaction.atomic
def _erase(request: AccessRequest, by: Actor) -> AccessRequest:
    now = lock(request)
    if now.erased_at or ACCESS.find("erase", now.state) is None:
        return now
    letters.forget(now, by=by)
    names = ("name", "email", "phone", "note", "answer", "proof_note", "proven_by", "organisation_text")
    empty: dict[str, Any] = dict.fromkeys((*names, "company_number"), "")
    return actions.change(now, by=by, verb="organisations.erase_access", erased_at=timezone.now(), **empty)
