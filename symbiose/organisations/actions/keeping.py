"""Add and change an organisation; it is findable in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from symbiose.common import actions, search
from symbiose.common.actor import Actor
from symbiose.organisations.actions.values import read_place
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import same_as

INDEXED = ("name", "description", "postcode", "town", "company_number", "trade_code")


def index_organisation(organisation: Organisation) -> None:
    """Make it findable by name, description, place, company number, trade code and P-numbers; never by a person's name.

    What was gathered in it is found by its own name and number too.
    """
    text = [str(getattr(organisation, name)) for name in INDEXED[1:]]
    text += organisation.units.values_list("p_number", flat=True)
    others = same_as(organisation) - {organisation.pk}
    for name, number in (
        Organisation.objects.filter(pk__in=others).values_list("name", "company_number") if others else ()
    ):
        text += [name, number]
    search.index(organisation._meta.label_lower, organisation.pk, title=organisation.name, text=" ".join(text))


@transaction.atomic
def add_organisation(*, by: Actor, **fields: Any) -> Organisation:
    """A new organisation from the model's own fields; a postcode alone brings its town and point."""
    organisation = actions.create(Organisation(**placed(fields)), by=by, verb="organisations.add")
    index_organisation(organisation)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: Actor, version: int | None = None, reason: str = "", **fields: Any
) -> Organisation:
    """Change fields; a new postcode moves town and point along. Conflict where somebody changed it since `version`."""
    changed = actions.change(
        organisation, by=by, verb="organisations.change", version=version, reason=reason, **placed(fields)
    )
    index_organisation(changed)
    return changed


def placed(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with town and point of their postcode, where they say a postcode and no town."""
    return fields if "postcode" not in fields or "town" in fields else {**fields, **read_place(fields["postcode"])}
