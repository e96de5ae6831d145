"""Write the pages that everybody reads; a page shows from its first day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from symbiose.common.actor import Actor
from symbiose.common.models import MunicipalItem
from symbiose.home.actions.items import Days, add_item, change_item
from symbiose.home.permissions import may_write_readings
from symbiose.home.queries.contacts import new_key
from symbiose.home.queries.readings import READING, free_slug


@transaction.atomic
def write_reading(
    known: MunicipalItem | None,
    *,
    values: Mapping[str, Any],
    valid_from: date,
    valid_to: date | None,
    by: Actor,
    version: int | None = None,
    reason: str = "",
) -> MunicipalItem:
    """Add a page, or change one from a day on; its address stays. Raises PermissionError, Conflict, Overlap."""
    if not may_write_readings(by):
        raise PermissionError
    days = Days(valid_from, valid_to)
    if known is not None:
        return change_item(
            known, data=values, days=days, by=by, verb="home.change_reading", version=version, reason=reason
        )
    title = str(values["title_da"])
    order = MunicipalItem.objects.filter(kind=READING).count() + 1
    data = {"order": order, "slug": free_slug(title), **values}
    return add_item(READING, new_key(READING, title), data=data, days=days, by=by, verb="home.add_reading")
