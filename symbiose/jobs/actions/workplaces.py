"""What a workplace has room for, as it was told: the newest telling holds, and an older one stays in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from symbiose.common.actions import change, create, plain, record
from symbiose.common.actor import Actor, Role
from symbiose.common.states import NotAllowed
from symbiose.jobs.models import Workplace
from symbiose.jobs.permissions import may_carve
from symbiose.organisations.models import Organisation, ProductionUnit

FIGURES = ("mentor_hours", "ordinary_employees", "subsidised_elsewhere")
TOLD, TOLD_LATE = "jobs.tell_workplace", "jobs.tell_workplace_late"


@dataclass(frozen=True, slots=True)
class Telling:
    """The workplace after somebody told of it, and the names of the figures that a newer telling already had otherwise."""

    workplace: Workplace
    older: tuple[str, ...]


def _require_keeper(organisation: Organisation, by: Actor) -> None:
    if not may_carve(by) or (by.role is Role.FIRM and by.party_id != organisation.pk):
        raise NotAllowed(TOLD)


@transaction.atomic
def workplace_for(organisation: Organisation, *, by: Actor, unit: ProductionUnit | None = None) -> Workplace:
    """The workplace of a production unit, or of the whole organisation; a new one knows no figures. Raises NotAllowed."""
    _require_keeper(organisation, by)
    known = Workplace.objects.filter(organisation=organisation, unit=unit).first()
    if known is not None:
        return known
    new = Workplace(organisation=organisation, unit=unit, told_on=timezone.localdate())
    return create(new, by=by, verb="jobs.add_workplace")


@transaction.atomic
def tell_workplace(
    workplace: Workplace,
    *,
    by: Actor,
    told_on: date,
    source: str,
    mentor_hours: Decimal | None = None,
    ordinary_employees: Decimal | None = None,
    subsidised_elsewhere: int | None = None,
) -> Telling:
    """Figures of a day with their source; None is not told and keeps what is known. Raises NotAllowed.

    Where two tellings do not agree, the newer day holds. What an older one says is kept in the trail, and fills only
    what nobody told yet.
    """
    _require_keeper(workplace.organisation, by)
    now = Workplace.objects.select_for_update().get(pk=workplace.pk)
    given = dict(zip(FIGURES, (mentor_hours, ordinary_employees, subsidised_elsewhere), strict=True))
    said = {name: value for name, value in given.items() if value is not None}
    if not said:
        return Telling(now, ())
    beside = {"told": [None, {"on": told_on.isoformat(), "source": source, **{k: plain(v) for k, v in said.items()}}]}
    known = {name: getattr(now, name) for name in FIGURES}
    if told_on >= now.told_on or all(value is None for value in known.values()):
        same = all(known[name] == value for name, value in said.items()) and (now.told_on, now.source) == (
            told_on,
            source,
        )
        values: dict[str, Any] = {**said, "told_on": told_on, "source": source}
        return Telling(now if same else change(now, by=by, verb=TOLD, beside=beside, **values), ())
    older = tuple(name for name, value in said.items() if known[name] not in (None, value))
    fills: dict[str, Any] = {name: value for name, value in said.items() if known[name] is None}
    if fills:
        return Telling(change(now, by=by, verb=TOLD_LATE, beside=beside, **fills), older)
    if older:
        record(now, by=by, verb=TOLD_LATE, changes=beside)
    return Telling(now, older)
