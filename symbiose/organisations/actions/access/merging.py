"""Requests follow an organisation that is gathered in another."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.access import letters
from symbiose.organisations.actions.access.proving import lock
from symbiose.organisations.enums import AccessState
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.queries.access import UNDER_WAY


@transaction.atomic
def move_requests(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    """Let every request mean the organisation that stands on; the ids of those that moved.

    Where the same person has an open one there already, the one that moves is withdrawn, so that one stays open.
    """
    rows = list(AccessRequest.objects.filter(organisation_id=from_id).order_by("pk"))
    open_there = AccessRequest.objects.filter(organisation_id=to_id, state__in=UNDER_WAY)
    doubled = set(open_there.values_list("email", flat=True))
    for row in rows:
        now = lock(row)
        if now.state in UNDER_WAY and now.email in doubled:
            now = _withdrawn(now, by)
        actions.change(now, by=by, verb="organisations.move_access", organisation_id=to_id)
    return [row.pk for row in rows]


def _withdrawn(now: AccessRequest, by: Actor) -> AccessRequest:
    letters.close_invitation(now, by=by)
    settled = {"state": AccessState.WITHDRAWN.value, "settled_at": timezone.now()}
    return actions.change(now, by=by, verb="organisations.withdraw_access", **settled)  # type: ignore[arg-type]  # fields of the record, none of them a keyword of the verb
