"""The invited person says yes, and acts for the organisation from now on."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.access.proving import lock, standing
from symbiose.organisations.actions.members import open_membership
from symbiose.organisations.models import AccessRequest
from symbiose.organisations.states import ACCESS
from symbiose.people.models import User


class InvitationOver(Exception):
    """The days for which the person was invited are past."""


class AccountClosed(Exception):
    """The address belongs to an account that was closed."""


@transaction.atomic
def accept_access(request: AccessRequest, *, by: Actor) -> AccessRequest:
    """Open the membership; a person who is known gets one more, a new one gets an account without a password.

    Raises NotAllowed, NotStanding where the organisation has closed since, AccountClosed, InvitationOver.
    """
    now = lock(request)
    row = ACCESS.require("accept", state=now.state, actor=by, subject=now)
    organisation = standing(now.organisation)
    if User.objects.filter(email__iexact=now.email, is_active=False).exists():
        raise AccountClosed
    today = timezone.localdate()
    if now.last_day and now.last_day < today:
        raise InvitationOver
    member = open_membership(
        organisation,
        email=now.email,
        name=now.name,
        role=now.role,
        valid_from=max(now.first_day or today, today),
        valid_to=now.last_day,
        by=by,
    )
    return actions.change(
        now,
        by=by,
        verb="organisations.accept_access",
        state=row.target,
        organisation=organisation,
        membership=member,
        settled_at=timezone.now(),
    )
