"""Somebody comes from an identity provider: who they are here, and for whom they act on its word."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor, system
from symbiose.notices.actions import queue_mail
from symbiose.organisations.actions.access.joining import AccountClosed
from symbiose.organisations.actions.members import add_member
from symbiose.organisations.actions.values import read_company_number
from symbiose.organisations.enums import INSIDE, MembershipRole, OrganisationState, Proof
from symbiose.organisations.models import Membership, Organisation
from symbiose.organisations.queries import stands_for
from symbiose.people.models import Identity, User
from symbiose.people.providers import Claims, IdentityProvider
from symbiose.people.queries import signs_in_alone

ACTING = (MembershipRole.MANAGER.value, MembershipRole.REPRESENTATIVE.value)
Wanted = list[tuple[Organisation, str]]


class NobodyHere(Exception):
    """The provider's word gives no place here: no organisation that is known, and no role."""


class NoAddress(Exception):
    """The provider told no mail address, and a new account needs one."""


class ProofNeeded(Exception):
    """The provider's word on the address is not enough: its owner must answer a letter first."""


class LastWay(Exception):
    """Without this identity the person could not sign in any more."""


class LinkedElsewhere(Exception):
    """The identity belongs to another account here."""


def identity_of(provider: IdentityProvider, claims: Claims) -> Identity | None:
    """The account that the identity belongs to, if any."""
    rows = Identity.objects.filter(provider=provider.id, subject=claims.subject)
    return rows.select_related("user").first()


@transaction.atomic
def arrive(provider: IdentityProvider, claims: Claims, *, proven_address: bool = False) -> User:
    """Let a person in on a provider's word, and let their memberships from it be what it says today.

    A new identity is tied to the account with its address, or to a new one, only where the provider is trusted for
    that domain or the address was proven by a letter. Raises AccountClosed, NobodyHere, NoAddress and ProofNeeded;
    nothing is written then.
    """
    by = system(provider.name)
    known = identity_of(provider, claims)
    user = known.user if known else _enter(provider, claims, proven_address=proven_address, by=by)
    User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise AccountClosed
    _align(user, provider, claims, by=by)
    return user


def _enter(provider: IdentityProvider, claims: Claims, *, proven_address: bool, by: Actor) -> User:
    """The account for an identity that is new here."""
    if not wanted_memberships(provider, claims):
        raise NobodyHere
    if not claims.email:
        raise NoAddress
    if not (proven_address or provider.trusts(claims.email)):
        raise ProofNeeded
    user: User | None = User.objects.filter(email__iexact=claims.email).first()
    if user is None:
        user = User.objects.create_user(claims.email, password=None, name=claims.name)  # type: ignore[no-untyped-call]  # the manager's base class has no types
        actions.record(user, by=by, verb="organisations.add_person")
    elif not user.is_active:
        raise AccountClosed
    _link(user, provider, claims, by=by)
    return user


def _link(user: User, provider: IdentityProvider, claims: Claims, *, by: Actor) -> None:
    new = Identity(user=user, provider=provider.id, subject=claims.subject)
    actions.create(new, by=by, verb="people.link_identity")


@transaction.atomic
def connect_identity(user: User, provider: IdentityProvider, claims: Claims, *, by: Actor) -> None:
    """Tie an identity to the account of the one who is signed in; a repeat changes nothing. Raises LinkedElsewhere."""
    known = identity_of(provider, claims)
    if known is not None and known.user_id != user.pk:
        raise LinkedElsewhere
    if known is None:
        _link(user, provider, claims, by=by)
    _align(user, provider, claims, by=system(provider.name))


@transaction.atomic
def part_identity(user: User, identity_id: int, *, by: Actor) -> None:
    """The identity no longer signs the person in, and what they did on its provider's word ends; a repeat does nothing.

    Raises LastWay where nothing else would let them in.
    """
    User.objects.select_for_update().get(pk=user.pk)
    known = Identity.objects.filter(user=user, pk=identity_id).first()
    if known is None:
        return
    others = Identity.objects.filter(user=user).exclude(pk=known.pk)
    if not (user.has_usable_password() or others.exists() or signs_in_alone(user)):
        raise LastWay
    for member in Membership.objects.filter(user=user, came_from=known.provider, valid_to__isnull=True):
        _end(member, on=timezone.localdate(), by=by)
    actions.record(known, by=by, verb="people.part_identity", changes={"provider": [known.provider, None]})
    known.delete()


def wanted_memberships(provider: IdentityProvider, claims: Claims) -> Wanted:
    """For which organisations, and in which roles, the provider says that the person acts.

    Only the municipality's own provider gives roles; every other says no more than that one acts for a firm.
    """
    found = _known_organisations(claims)
    if not provider.own or not provider.roles:
        return [(one, MembershipRole.REPRESENTATIVE.value) for one in found]
    given = {provider.roles[role] for role in claims.roles if role in provider.roles}
    highest = next((role for role in ACTING if role in given), None)
    wanted = [(one, highest) for one in found if highest]
    return wanted + [(place, role.value) for role in INSIDE if role.value in given and (place := _place_of(role))]


def _place_of(role: MembershipRole) -> Organisation | None:
    """Where those of a role inside the municipality work: where the first of them was let in on the command line."""
    return Organisation.objects.filter(memberships__role=role).order_by("pk").first()


def _known_organisations(claims: Claims) -> list[Organisation]:
    """Active organisations with the company numbers that were told; what is no such number means nobody."""
    numbers = set()
    for told in claims.company_numbers:
        try:
            numbers.add(read_company_number(told))
        except ValidationError:
            continue
    rows = Organisation.objects.filter(company_number__in=numbers - {""}).order_by("pk")
    meant = {one.pk: one for one in map(stands_for, rows)}
    return [one for one in meant.values() if one.state == OrganisationState.ACTIVE]


def _align(user: User, provider: IdentityProvider, claims: Claims, *, by: Actor) -> None:
    """Open what the provider says, and end what came from it and it says no longer."""
    wanted = wanted_memberships(provider, claims)
    with translation.override("da"):
        note = _("Signed in through %(provider)s, which told company number and role.") % {"provider": provider.name}
    for organisation, role in wanted:
        add_member(
            organisation,
            email=user.email,
            role=role,
            proof=Proof.PROVIDER.value,
            proof_note=note,
            came_from=provider.id,
            by=by,
        )
    still = {(organisation.pk, role) for organisation, role in wanted}
    for member in Membership.objects.filter(user=user, came_from=provider.id, valid_to__isnull=True):
        if (member.organisation_id, member.role) not in still:
            _end(member, on=timezone.localdate(), by=by)


def _end(member: Membership, *, on: date, by: Actor) -> None:
    """It no longer holds today; one that began today is taken away, since its last day cannot lie before its first."""
    with translation.override("da"):
        reason = _("The identity provider no longer says so.")
    if member.valid_from >= on:
        actions.record(member, by=by, verb="organisations.end_member", reason=reason)
        member.delete()
        return
    actions.change(member, by=by, verb="organisations.end_member", reason=reason, valid_to=on - timedelta(days=1))


@transaction.atomic
def ask_for_proof(provider: IdentityProvider, claims: Claims, *, address: str, nonce: str) -> None:
    """A letter to the address that was told, the same whether or not it has an account here; a repeat sends nothing."""
    with translation.override("da"):
        subject = _("Is this your address?")
        body = _(
            "Somebody signed in to Symbiose through %(provider)s and told that this is their address. If it was you, "
            "open the link in the browser where you signed in. If it was not you, do nothing."
        ) % {"provider": provider.name}
    queue_mail(to=claims.email, subject=subject, body=f"{body}\n\n{address}", once_key=f"arrival:{nonce}")
