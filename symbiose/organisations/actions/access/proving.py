"""Write down how we know that a person acts for an organisation, and invite."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.access import letters
from symbiose.organisations.actions.access.limits import answer_day
from symbiose.organisations.enums import INSIDE, AccessState, MembershipRole, OrganisationState, Proof
from symbiose.organisations.models import AccessRequest, Organisation
from symbiose.organisations.permissions import may_invite, may_keep_members, may_man_entrance
from symbiose.organisations.queries import holding, representatives, stands_for, works_here, works_outside
from symbiose.organisations.queries.access import open_from
from symbiose.organisations.states import ACCESS

NOON = time(12)  # of a proof only the day is known


class NotStanding(Exception):
    """The organisation is not known, or has closed; `args[0]` is the organisation or None."""


class AlreadyActs(Exception):
    """The person acts for the organisation already."""


def lock(request: AccessRequest) -> AccessRequest:
    """The request as it is now; nobody else moves it until this transaction ends."""
    return AccessRequest.objects.select_for_update().get(pk=request.pk)


def standing(organisation: Organisation | None) -> Organisation:
    """The organisation, or the one in which it was gathered. Raises NotStanding."""
    meant = stands_for(organisation) if organisation else None
    if meant is None or meant.state != OrganisationState.ACTIVE:
        raise NotStanding(meant)
    return meant


@transaction.atomic
def invite_access(
    request: AccessRequest,
    *,
    by: Actor,
    proof: str = "",
    proof_note: str = "",
    proven_on: date | None = None,
    version: int | None = None,
) -> AccessRequest:
    """Write the proof down and send the invitation. Whoever acts for the organisation vouches, and says no more.

    Raises NotAllowed, NotStanding, and Conflict where somebody changed the request since `version`.
    """
    now = lock(request)
    row = ACCESS.require("invite", state=now.state, actor=by, subject=now)
    organisation = standing(now.organisation)
    proven = actions.change(
        now,
        by=by,
        verb="organisations.prove_access",
        version=version,
        organisation=organisation,
        proven_by=by.name,
        **_proof(by, proof, proof_note, proven_on),
    )
    invited = actions.change(proven, by=by, verb="organisations.invite_access", state=row.target)
    letters.send_invitation(invited, by=by)
    return invited


def _proof(by: Actor, proof: str, note: str, on: date | None) -> dict[str, Any]:
    """What is stored of a proof: an adviser's own words, or that a colleague vouches."""
    today = timezone.localdate()
    seen = timezone.now() if on in {None, today} else timezone.make_aware(datetime.combine(on or today, NOON))
    if by.is_adviser:
        return {"proof": proof, "proof_note": note, "proven_at": seen}
    with translation.override("da"):
        vouched = _("%(name)s acts for the organisation and vouches.") % {"name": by.name}
    return {"proof": Proof.COLLEAGUE.value, "proof_note": vouched[:300], "proven_at": seen}


@transaction.atomic
def invite_person(
    organisation: Organisation,
    *,
    name: str,
    email: str,
    by: Actor,
    proof: str = "",
    proof_note: str = "",
    proven_on: date | None = None,
    role: str = MembershipRole.REPRESENTATIVE.value,
    first_day: date | None = None,
    last_day: date | None = None,
) -> AccessRequest:
    """Invite somebody who has not asked, with the same steps; an open request of theirs is answered by it.

    A repeat sends the letter again. Raises PermissionError, NotStanding, and AlreadyActs.
    """
    terms: dict[str, Any] = {"role": role, "first_day": first_day, "last_day": last_day}
    plain = terms == {"role": MembershipRole.REPRESENTATIVE.value, "first_day": None, "last_day": None}
    if not may_invite(by, organisation) or not (plain or may_keep_members(by, organisation)):
        raise PermissionError
    if role in INSIDE:
        raise PermissionError  # those are added on the command line, or by the municipality's own provider
    address, meant = email.strip().lower(), standing(organisation)
    outside = role == MembershipRole.ENTRANCE
    if outside and (not may_man_entrance(by, meant) or works_here(address)):
        raise PermissionError  # what people wrote to an entrance outside is not the municipality's to read
    Organisation.objects.select_for_update().get(pk=meant.pk)
    there = works_outside().filter(holding(), organisation=meant, user__email__iexact=address)
    if there.exists() if outside else representatives(meant.pk).filter(email__iexact=address).exists():
        raise AlreadyActs(meant)
    known = open_from(address).filter(organisation=meant).first()
    if known is not None:
        known = actions.change(known, by=by, verb="organisations.settle_access", **terms)
    if known is not None and known.state == AccessState.INVITED:
        return send_again(known, by=by)
    asked = known or actions.create(
        AccessRequest(
            organisation=meant, name=name, email=address, answer_by=answer_day(timezone.localdate()), **terms
        ),
        by=by,
        verb="organisations.open_access",
    )
    return invite_access(asked, proof=proof, proof_note=proof_note, proven_on=proven_on, by=by)


@transaction.atomic
def send_again(request: AccessRequest, *, by: Actor) -> AccessRequest:
    """The letter of the invitation once more, with a later last day; not within ten minutes. Raises NotAllowed."""
    now = lock(request)
    ACCESS.require("send_again", state=now.state, actor=by, subject=now)
    letters.send_invitation(now, by=by)
    return now
