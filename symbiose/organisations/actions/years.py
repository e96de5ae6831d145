"""Say what is known of an organisation for a calendar year, mend it, and take it back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.models import Organisation, OrganisationYear

FIGURES = ("headcount", "turnover", "balance")
LONGEST_SOURCE = 300


class YearKnown(Exception):
    """Another source says otherwise about this year; `args[0]` is what stands."""


@transaction.atomic
def state_year(
    organisation: Organisation,
    *,
    year: int,
    source: str,
    by: Actor,
    headcount: int | None = None,
    turnover: Decimal | None = None,
    balance: Decimal | None = None,
    reason: str = "",
    replace: bool = False,
) -> OrganisationYear:
    """The figures of one calendar year, amounts in DKK; what is not known stays empty.

    A repeat changes nothing, and a figure that was not known yet joins those that stand. Raises YearKnown where a
    figure contradicts one that stands, unless it is to `replace` it; what stood before remains in the history.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    given = {"headcount": headcount, "turnover": turnover, "balance": balance}
    known = organisation.years.filter(year=year).first()
    if known is None:
        new = OrganisationYear(organisation=organisation, year=year, source=source, **given)
        return actions.create(new, by=by, verb="organisations.state_year", reason=reason)
    told = {name: value for name, value in given.items() if value is not None}
    if not replace and any(getattr(known, name) not in (None, value) for name, value in told.items()):
        raise YearKnown(known)
    news: dict[str, Any] = {name: value for name, value in told.items() if getattr(known, name) != value}
    if not news:
        return known
    return actions.change(
        known, by=by, verb="organisations.change_year", reason=reason, source=joint_source(known, told, source), **news
    )


def joint_source(known: OrganisationYear, told: dict[str, Any], source: str) -> str:
    """Both sources while both stand behind a figure, the new one alone where it says them all."""
    stands = {name for name in FIGURES if getattr(known, name) is not None} - set(told)
    both = f"{known.source}; {source}"
    return both if stands and source not in known.source and len(both) <= LONGEST_SOURCE else source


@transaction.atomic
def change_year(
    known: OrganisationYear, *, by: Actor, version: int | None = None, reason: str = "", **values: Any
) -> OrganisationYear:
    """Mend figures or source of a year. Raises Conflict where somebody changed them since `version`."""
    return actions.change(known, by=by, verb="organisations.change_year", version=version, reason=reason, **values)


@transaction.atomic
def remove_year(known: OrganisationYear, *, reason: str, by: Actor) -> None:
    """Take back the figures of a year that are not about this organisation; the history keeps them."""
    locked = OrganisationYear.objects.select_for_update().select_related("organisation").filter(pk=known.pk).first()
    if locked is None:
        return
    said = {
        name: [actions.plain(getattr(locked, name)), None]
        for name in ("year", *FIGURES, "source")
        if getattr(locked, name) is not None
    }
    actions.record(locked.organisation, by=by, verb="organisations.remove_year", changes=said, reason=reason)
    locked.delete()
