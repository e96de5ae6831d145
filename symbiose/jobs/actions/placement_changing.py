"""What is agreed of a placement beside its days: mentor, support, expected end, main or second; form, pay and what VITAS says."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.placement_fit import lock_position, require_support
from symbiose.jobs.actions.placement_life import locked_placement
from symbiose.jobs.actions.placement_rules import PlacementRefused, refusal
from symbiose.jobs.actions.placing import require_end, terms_for
from symbiose.jobs.enums import LIVING
from symbiose.jobs.models import Placement, PlacementTerms
from symbiose.jobs.permissions import may_keep_placement

FIELDS = frozenset({"mentor", "mentor_hours", "expected_end", "main"})


@transaction.atomic
def change_placement(placement: Placement, *, by: Actor, version: int, **values: Any) -> Placement:
    """Put right what is agreed. Raises NotAllowed, Conflict where somebody else changed it, PlacementRefused."""
    now = locked_placement(placement)
    if not may_keep_placement(by, now) or not set(values) <= FIELDS:
        raise NotAllowed("jobs.change_placement")
    if values.get("expected_end") != now.expected_end:
        require_end(values.get("expected_end"), starts_on=now.starts_on)
    support = values.get("mentor_hours")
    if now.state in LIVING and support is not None and support != now.mentor_hours:
        require_support(lock_position(now.position_id), support, by=by, without=now)
    code = now.candidate.code if now.candidate else now.number
    try:
        with transaction.atomic():
            return actions.change(now, by=by, verb="jobs.change_placement", version=version, **values)
    except IntegrityError as error:
        raise refusal(error, code=code) from error


@transaction.atomic
def change_terms(
    placement: Placement,
    *,
    by: Actor,
    version: int,
    form: str,
    pay_basis: str,
    vitas_state: str,
    vitas_reference: str,
    vitas_on: Any,
) -> PlacementTerms:
    """Put form, pay and the word of VITAS right; the application itself lives in VITAS. A form that has expired since may stay.

    Raises NotAllowed, Conflict, PlacementRefused for a form that never held on the first day.
    """
    now = locked_placement(placement)
    if not may_keep_placement(by, now):
        raise NotAllowed("jobs.change_terms")
    known = PlacementTerms.objects.select_for_update().get(placement=now)
    if (form, pay_basis) != (known.form, known.pay_basis):
        checked = terms_for(form, pay_basis, now.starts_on)
        form, pay_basis = checked.form, checked.pay_basis
    if vitas_state and vitas_on is None:
        raise PlacementRefused("placement_vitas_day")
    changed = actions.change(
        known,
        by=by,
        verb="jobs.change_terms",
        version=version,
        form=form,
        pay_basis=pay_basis,
        vitas_state=vitas_state,
        vitas_reference=vitas_reference.strip(),
        vitas_on=vitas_on if vitas_state else None,
    )
    if changed.version != known.version:
        actions.record(now, by=by, verb="jobs.change_terms")
    return changed
