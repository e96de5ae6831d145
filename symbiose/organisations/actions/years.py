"""Say what is known of an organisation for a calendar year, mend it, and take it back."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.models import Organisation, OrganisationYear


class YearKnown(Exception):
    """Other figures stand for this year already; `args[0]` are those."""


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
) -> OrganisationYear:
    """The figures of one calendar year, amounts in DKK; what is not known stays empty.

    A repeat with the same figures changes nothing. Raises YearKnown where others stand for the year.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    new = OrganisationYear(
        organisation=organisation, year=year, headcount=headcount, turnover=turnover, balance=balance, source=source
    )
    known = organisation.years.filter(year=year).first()
    if known is None:
        return actions.create(new, by=by, verb="organisations.state_year", reason=reason)
    if (known.headcount, known.turnover, known.balance) != (headcount, turnover, balance):
        raise YearKnown(known)
    return known
