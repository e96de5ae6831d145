"""What kind of firm an organisation is on a day: a new social enterprise, a known one, or an ordinary firm or workplace."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from symbiose.jobs.enums import FirmKind
from symbiose.organisations.enums import FactKind, OrganisationKind
from symbiose.organisations.models import Organisation
from symbiose.reference import placement_follow_up

SOCIAL = (FactKind.SOCIAL_ENTERPRISE, FactKind.REGISTERED)


def firm_kind_of(organisation: Organisation, *, on: date) -> FirmKind:
    """By the dated facts: social where one of the two holds on the day, and new in so many days from the first of them.

    Where nobody has told of a fact, the type of organisation says whether it is one, and it is then taken for a known one.
    """
    facts = organisation.facts.filter(kind__in=SOCIAL)
    holding = facts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    if any(fact.holds for fact in holding):
        first = facts.filter(holds=True).order_by("valid_from").values_list("valid_from", flat=True).first()
        new_for = timedelta(days=placement_follow_up(on)["new_social"].value)
        return FirmKind.NEW_SOCIAL if first is not None and on < first + new_for else FirmKind.KNOWN_SOCIAL
    if not holding and organisation.kind == OrganisationKind.SOCIAL_ENTERPRISE:
        return FirmKind.KNOWN_SOCIAL
    return FirmKind.ORDINARY
