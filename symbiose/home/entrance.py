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
def add_staff(role: MembershipRole, *, email: str, name: str, by: Actor) -> Membership:
    """Let a person work inside the municipality, as adviser, job consultant or leader. A repeat changes nothing.

    Where they work is added with the first. A new person has no password and chooses one through "forgotten
    password". Raises NoMunicipality.
    """
    place = _entrance(by=by) if role == MembershipRole.ADVISER else _department(by=by)
    return add_member(place, email=email, name=name, role=role.value, by=by)


def _entrance(*, by: Actor) -> Organisation:
    """Where advisers work: a department, or an association where the entrance is not the municipality's own."""
    known = Organisation.objects.filter(memberships__role=MembershipRole.ADVISER).order_by("pk").first()
    if known:
        return known
    here = _here()
    contact = main_contact()
    external = bool(contact and contact.data.get("external"))
    kind = OrganisationKind.ASSOCIATION if external else OrganisationKind.DEPARTMENT
    return add_organisation(by=by, name=here.entrance, kind=kind.value, postcode=here.postcode)


def _department(*, by: Actor) -> Organisation:
    """Where job consultants and leaders work: inside the municipality, also where the entrance is an association's.

    What people say of themselves is read by the municipality alone.
    """
    inside = (MembershipRole.CONSULTANT, MembershipRole.LEADER)
    known = Organisation.objects.filter(memberships__role__in=inside).order_by("pk").first()
    if known:
        return known
    entrance = _entrance(by=by)
    if entrance.kind == OrganisationKind.DEPARTMENT:
        return entrance
    here = _here()
    return add_organisation(by=by, name=here.name, kind=OrganisationKind.DEPARTMENT.value, postcode=here.postcode)


def _here() -> Municipality:
    here = Municipality.objects.first()
    if here is None:
        raise NoMunicipality
    return here
