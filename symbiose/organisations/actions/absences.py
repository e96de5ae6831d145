"""Say that somebody is away and who stands in, and take it back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.organisations.models import Absence
from symbiose.organisations.permissions import may_keep_absence
from symbiose.people.models import User


@transaction.atomic
def add_absence(user: User, *, valid_from: date, valid_to: date, by: Actor, deputy: User | None = None) -> Absence:
    """Somebody is away from a first to a last day; said again for the same first day, the newer word holds.

    Raises NotAllowed.
    """
    if not may_keep_absence(by, user.pk):
        raise NotAllowed("organisations.add_absence")
    known = Absence.objects.select_for_update().filter(user=user, valid_from=valid_from).first()
    if known:
        return actions.change(known, by=by, verb="organisations.change_absence", valid_to=valid_to, deputy=deputy)
    new = Absence(user=user, valid_from=valid_from, valid_to=valid_to, deputy=deputy)
    return actions.create(new, by=by, verb="organisations.add_absence")


@transaction.atomic
def drop_absence(absence: Absence, *, by: Actor) -> None:
    """It was a mistake, or somebody is back sooner than thought; a repeat changes nothing. Raises NotAllowed."""
    if not may_keep_absence(by, absence.user_id):
        raise NotAllowed("organisations.drop_absence")
    known = Absence.objects.select_for_update().filter(pk=absence.pk).first()
    if known:
        actions.record(known, by=by, verb="organisations.drop_absence")
        known.delete()
