"""What files about people and positions share: the rules of their reading, and writing a row onto what is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from symbiose.common.models import Record
from symbiose.common.plans import Plan, PlanChanged
from symbiose.engine.files import PeopleRules
from symbiose.reference import job_forms, placement_policy

MOST_ROWS = 2000


def people_rules(on: date) -> PeopleRules:
    """Most hours by job form and the job forms that may be written on a day."""
    return PeopleRules(placement_policy(on).most_hours, {one.code: one.name for one in job_forms(on).values()})


def write_over(known: Record, values: Mapping[str, Any], plan: Plan[Any]) -> None:
    """A row of the file onto what is known. Raises PlanChanged where somebody changed it since the plan was read."""
    kind = type(known)
    now = kind._default_manager.filter(pk=known.pk, version=known.version)
    if not now.update(**values, version=known.version + 1, changed_at=timezone.now()):
        raise PlanChanged(plan)
    for name, value in values.items():
        setattr(known, name, value)
