"""The organisation at the entrance and the people who work there: what a new installation needs first."""

from __future__ import annotations

from django.db import transaction

from symbiose.common.actor import Actor
from symbiose.common.models import Municipality
from symbiose.common.municipality import main_contact
from symbiose.organisations.actions import add_member, add_organisation
from symbiose.organisations.enums import MembershipRole, OrganisationKind
from symbiose.organisations.models import Membership, Organisation


class NoMunicipality(Exception):
    """There is no entrance before a municipality's configuration is loaded."""


@transaction.atomic
def add_adviser(*, email: str, name: str, by: Actor) -> Membership:
    """Let a person work at the entrance; the organisation there is added with the first. A repeat changes nothing.

    A new person has no password and chooses one through "forgotten password". Raises NoMunicipality.
    """
    return add_member(_entrance(by=by), email=email, name=name, role=MembershipRole.ADVISER.value, by=by)


def _entrance(*, by: Actor) -> Organisation:
    """Where advisers work: a department, or an association where the entrance is not the municipality's own."""
    known = Organisation.objects.filter(memberships__role=MembershipRole.ADVISER).order_by("pk").first()
    if known:
        return known
    here = Municipality.objects.first()
    if here is None:
        raise NoMunicipality
    contact = main_contact()
    external = bool(contact and contact.data.get("external"))
    kind = OrganisationKind.ASSOCIATION if external else OrganisationKind.DEPARTMENT
    return add_organisation(by=by, name=here.entrance, kind=kind.value, postcode=here.postcode)
