"""Close an organisation with its day and reason, say who carries it on, and take that back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import Link
from symbiose.organisations.closing import close_all
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation
from symbiose.organisations.states import STATES

SUCCEEDED = "succeeded"  # the kind of link from one that closed to the one that carries it on


class NoSuccessor(Exception):
    """One that has closed itself, or is the very same, carries nothing on; `args[0]` is that organisation."""


@transaction.atomic
def close_organisation(
    organisation: Organisation,
    *,
    closed_on: date,
    reason: str,
    by: Actor,
    version: int | None = None,
    succeeded_by: Organisation | None = None,
) -> Organisation:
    """It closed on a day, for a reason, and may be carried on by another.

    Every room ends what cannot go on: listings are withdrawn, exchanges end. Its people may still read. A repeat
    changes nothing. Raises NotAllowed, NoSuccessor, and Conflict where somebody changed it since `version`.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.state == OrganisationState.CLOSED and (held.closed_on, held.succeeded_by) == (closed_on, succeeded_by):
        return held
    row = STATES.require("organisations.close", state=held.state, actor=by, subject=held, reason=reason)
    if succeeded_by is not None and (succeeded_by == held or succeeded_by.state != OrganisationState.ACTIVE):
        raise NoSuccessor(succeeded_by)
    closed = actions.change(
        held,
        by=by,
        verb=row.verb,
        version=version,
        reason=reason,
        state=row.target,
        closed_on=closed_on,
        close_reason=reason,
        succeeded_by=succeeded_by,
    )
    close_all(held.pk, on=closed_on, by=by, reason=reason)
    if succeeded_by is not None:
        actions.link(closed, succeeded_by, kind=SUCCEEDED)
    return closed


@transaction.atomic
def reopen_organisation(organisation: Organisation, *, reason: str, by: Actor) -> Organisation:
    """It has not closed after all. What ended with it stays ended: its owner decides what is shown again."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.state == OrganisationState.ACTIVE:
        return held
    row = STATES.require("organisations.reopen", state=held.state, actor=by, subject=held, reason=reason)
    own = {"from_label": held._meta.label_lower, "from_id": held.pk, "kind": SUCCEEDED}
    Link.objects.filter(**own).delete()
    none: dict[str, Any] = {"closed_on": None, "close_reason": "", "succeeded_by": None}
    return actions.change(held, by=by, verb=row.verb, reason=reason, state=row.target, **none)
