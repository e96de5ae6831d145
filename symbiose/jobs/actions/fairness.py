"""Setting who is covered first: from a day on, with who decided and why. What was set is never changed back in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.bridge import WEIGHTS
from symbiose.jobs.models import FairnessPolicy
from symbiose.jobs.permissions import may_set_policy


class BackInTime(Exception):
    """A policy cannot hold from a day that is over."""


class DayTaken(Exception):
    """Another policy holds from that very day."""


@transaction.atomic
def set_policy(
    *,
    valid_from: date,
    tiers: Sequence[int],
    tolerance: Decimal,
    weights: Mapping[str, Decimal],
    decided_by: str,
    reason: str,
    by: Actor,
) -> FairnessPolicy:
    """A new policy from a day on; the one before it holds until then. Raises NotAllowed, BackInTime and DayTaken."""
    if not may_set_policy(by):
        raise NotAllowed("set_policy")
    if valid_from < timezone.localdate():
        raise BackInTime(valid_from)
    if FairnessPolicy.objects.filter(valid_from=valid_from).exists():
        raise DayTaken(valid_from)
    new = FairnessPolicy(
        version_name=valid_from.isoformat(),
        valid_from=valid_from,
        tiers=sorted(tiers, reverse=True),
        tolerance=tolerance,
        weights={name: float(weights[name]) for name in WEIGHTS},
        decided_by=decided_by.strip(),
        reason=reason.strip(),
    )
    try:
        with transaction.atomic():
            return actions.create(new, by=by, verb="jobs.set_fairness")
    except IntegrityError as error:  # two set it in the same moment; the constraint let one through
        raise DayTaken(valid_from) from error
