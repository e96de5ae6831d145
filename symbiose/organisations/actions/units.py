"""Add, mend and end an organisation's places of work; each has a production unit number (P-number) of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.keeping import index_organisation
from symbiose.organisations.models import Organisation, ProductionUnit


class UnitTaken(Exception):
    """A place of work that has not ended carries this P-number; `args[0]` is that."""


@transaction.atomic
def add_unit(organisation: Organisation, *, p_number: str, by: Actor, **fields: Any) -> ProductionUnit:
    """A new place of work. A repeat gives the one that stands; raises UnitTaken where another organisation has it."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = ProductionUnit.objects.filter(p_number=p_number, valid_to__isnull=True).first()
    if known is not None and known.organisation_id == organisation.pk:
        return known
    if known is not None:
        raise UnitTaken(known)
    new = ProductionUnit(organisation=organisation, p_number=p_number, **fields)
    unit = actions.create(new, by=by, verb="organisations.add_unit")
    index_organisation(organisation)
    return unit


@transaction.atomic
def change_unit(
    unit: ProductionUnit, *, by: Actor, version: int | None = None, reason: str = "", **values: Any
) -> ProductionUnit:
    """Mend name, place or first day. Raises Conflict where somebody changed it since `version`."""
    return actions.change(unit, by=by, verb="organisations.change_unit", version=version, reason=reason, **values)


@transaction.atomic
def end_unit(unit: ProductionUnit, *, valid_to: date, reason: str, by: Actor) -> ProductionUnit:
    """The last day of a place of work, and why it ends. Its number may then be another's."""
    return actions.change(unit, by=by, verb="organisations.end_unit", reason=reason, valid_to=valid_to)
