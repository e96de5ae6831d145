"""Which records are one and the same organisation, and which still stand."""

from __future__ import annotations

from django.db.models import QuerySet

from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation


def active() -> QuerySet[Organisation]:
    """Neither closed nor gathered in another."""
    return Organisation.objects.filter(state=OrganisationState.ACTIVE)


def same_as(organisation: Organisation) -> set[int]:
    """Ids of an organisation and of all that were gathered in it, also over several steps."""
    ids = {organisation.pk}
    front = ids
    while front:
        front = set(Organisation.objects.filter(merged_into__in=front).values_list("pk", flat=True)) - ids
        ids = ids | front
    return ids


def stands_for(organisation: Organisation) -> Organisation:
    """The organisation itself, or the one in which it was gathered in the end."""
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
    return organisation
