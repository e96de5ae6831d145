"""Let a person act for an organisation, and end it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.enums import INSIDE, AccessState, MembershipRole
from symbiose.organisations.models import AccessRequest, Membership, Organisation
from symbiose.people.models import User


class NotProven(Exception):
    """Nobody acts for an organisation before it is written how we know that they may."""


@transaction.atomic
def add_member(
    organisation: Organisation,
    *,
    email: str,
    by: Actor,
    name: str = "",
    role: str = MembershipRole.REPRESENTATIVE,
    valid_from: date | None = None,
    proof: str = "",
    proof_note: str = "",
    came_from: str = "",
) -> Membership:
    """A person who stands ready acts for an organisation at once, without an invitation; pages invite instead.

    A repeat gives the membership that is already open. Raises NotProven for whoever acts for it without a proof.
    """
    if role not in INSIDE and not (proof and proof_note):
        raise NotProven(organisation)
    member = open_membership(
        organisation, email=email, name=name, role=role, valid_from=valid_from, came_from=came_from, by=by
    )
    if proof and not AccessRequest.objects.filter(membership=member).exists():
        _write_proof(member, proof=proof, proof_note=proof_note, by=by)
    return member


def _write_proof(member: Membership, *, proof: str, proof_note: str, by: Actor) -> None:
    now = timezone.now()
    person = member.user
    proven = AccessRequest(
        organisation_id=member.organisation_id,
        name=person.name,
        email=person.email,
        state=AccessState.OPEN,
        proof=proof,
        proof_note=proof_note,
        proven_by=by.name,
        proven_at=now,
        settled_at=now,
        membership=member,
    )
    actions.create(proven, by=by, verb="organisations.prove_access")


@transaction.atomic
def open_membership(
    organisation: Organisation,
    *,
    email: str,
    by: Actor,
    name: str = "",
    role: str = MembershipRole.REPRESENTATIVE,
    valid_from: date | None = None,
    valid_to: date | None = None,
    came_from: str = "",
) -> Membership:
    """A person, known by e-mail address or new under that name without a password, acts for an organisation.

    A repeat gives the membership that is already open.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    user = _person(email.strip().lower(), name=name, by=by)
    known = Membership.objects.filter(user=user, organisation=organisation, role=role, valid_to__isnull=True).first()
    if known is not None:
        return known
    first = valid_from or timezone.localdate()
    member = Membership(user=user, organisation=organisation, role=role, valid_from=first, valid_to=valid_to)
    member.came_from = came_from
    return actions.create(member, by=by, verb="organisations.add_member")


def _person(address: str, *, name: str, by: Actor) -> User:
    """The person with this address, new where nobody has it; two who add one in the same moment mean the same."""
    known = User.objects.filter(email__iexact=address).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            user: User = User.objects.create_user(address, password=None, name=name)  # type: ignore[no-untyped-call]  # the manager's base class has no types
    except IntegrityError:
        return User.objects.get(email__iexact=address)
    actions.record(user, by=by, verb="organisations.add_person")
    return user


@transaction.atomic
def end_member(membership: Membership, *, valid_to: date, by: Actor, reason: str = "") -> Membership:
    """The last day on which a person acts for an organisation."""
    return actions.change(membership, by=by, verb="organisations.end_member", reason=reason, valid_to=valid_to)
