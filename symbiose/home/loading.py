"""A municipality's configuration into the database and back. Loaded once, the database is the truth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import MunicipalItem, Municipality
from symbiose.municipalities.model import Certainty, Item, MunicipalityConfiguration, Profile


class OtherMunicipality(Exception):
    """The database belongs to another municipality; `args[0]` is its name."""


@transaction.atomic
def load_municipality(configuration: MunicipalityConfiguration, *, by: Actor) -> tuple[int, int]:
    """Add what the database does not have yet; what it has stays as it was edited. How many were added and kept."""
    profile = configuration.profile
    known = Municipality.objects.first()
    if known and known.slug != profile.slug:
        raise OtherMunicipality(known.name)
    if not known:
        actions.create(_municipality(configuration), by=by, verb="municipality_loaded")
    present = set(MunicipalItem.objects.values_list("kind", "key", "valid_from"))
    new = [
        _row(item, position)
        for position, item in enumerate(configuration.items)
        if (item.kind, item.id, item.valid_from) not in present
    ]
    MunicipalItem.objects.bulk_create(new)
    if new and known:
        actions.record(known, by=by, verb="configuration_loaded", changes={"items": [None, len(new)]})
    return len(new), len(configuration.items) - len(new)


def _municipality(configuration: MunicipalityConfiguration) -> Municipality:
    profile = configuration.profile
    entrance = configuration.setting("entrance_name", date.today())  # noqa: DTZ011  a calendar day, the installation's own
    return Municipality(
        slug=profile.slug,
        code=profile.code,
        name=profile.name,
        entrance=str(entrance.data["value"]) if entrance else profile.name,
        postcode=profile.postcode,
        data=_plain({name: getattr(profile, name) for name in Profile.__dataclass_fields__}),
    )


def _row(item: Item, position: int) -> MunicipalItem:
    return MunicipalItem(
        kind=item.kind,
        key=item.id,
        clause=item.clause,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        source=item.source,
        certainty=item.certainty.value,
        data=_plain(item.data),
        position=position,
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Dates as {"date": iso} and tuples as lists, so that JSON gives the same back."""
    return {
        name: {"date": value.isoformat()}
        if isinstance(value, date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }


def _rich(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value["date"])
        if isinstance(value, dict)
        else tuple(value)
        if isinstance(value, list)
        else value
        for name, value in values.items()
    }


def configuration_of_database() -> MunicipalityConfiguration:
    """What the database holds, in the form of the files."""
    municipality = Municipality.objects.get()
    return MunicipalityConfiguration(
        profile=Profile(**_rich(municipality.data)),
        items=tuple(
            Item(
                kind=row.kind,
                id=row.key,
                clause=row.clause,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=row.source,
                certainty=Certainty(row.certainty),
                data=_rich(row.data),
            )
            for row in MunicipalItem.objects.order_by("position", "pk")
        ),
    )
