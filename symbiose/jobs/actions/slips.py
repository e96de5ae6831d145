"""Slips: made, renewed and withdrawn by the consultant, and used by the person."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.limits import limit
from symbiose.jobs.models import Candidate, Slip
from symbiose.jobs.permissions import acts_for_people
from symbiose.jobs.slips import digest_of, new_code

SLIP_GIVEN, SLIP_WITHDRAWN = "jobs.slip_given", "jobs.slip_withdrawn"


@transaction.atomic
def give_slip(candidate: Candidate, *, on: date, by: Actor) -> tuple[Slip, str]:
    """A new slip in place of the one that holds, with its code in plain signs: nobody can see that again.

    Raises NotAllowed for others than consultants, and where the person has been erased.
    """
    held = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if not acts_for_people(by) or held.state == CandidateState.ERASED:
        raise NotAllowed(SLIP_GIVEN)
    withdraw_slips(held, by=by)
    code = new_code()
    slip = Slip(candidate=held, digest=digest_of(code), valid_until=on + timedelta(days=limit("slip.days", on)))
    return actions.create(slip, by=by, verb=SLIP_GIVEN), code


@transaction.atomic
def withdraw_slips(candidate: Candidate, *, by: Actor) -> int:
    """End the slip that holds, and with it every visit that began by it; how many there were. Raises NotAllowed."""
    if not acts_for_people(by):
        raise NotAllowed(SLIP_WITHDRAWN)
    held = list(candidate.slips.filter(withdrawn_at__isnull=True))
    for slip in held:
        actions.change(slip, by=by, verb=SLIP_WITHDRAWN, withdrawn_at=timezone.now())
    return len(held)


def note_use(slip: Slip) -> None:
    """Write down when the slip was last used; no row of the trail, for nothing was changed of the person."""
    Slip.objects.filter(pk=slip.pk).update(last_used_at=timezone.now())
