"""Somebody asks to act for an organisation, and the entrance finds out which one is meant."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.actions.access import letters
from symbiose.organisations.actions.access.limits import answer_day, limit
from symbiose.organisations.actions.access.proving import lock, standing
from symbiose.organisations.enums import AccessState
from symbiose.organisations.models import AccessRequest, Organisation
from symbiose.organisations.queries.access import open_from
from symbiose.organisations.states import ACCESS


@transaction.atomic
def ask_access(
    *,
    name: str,
    email: str,
    by: Actor,
    organisation: Organisation | None = None,
    organisation_text: str = "",
    company_number: str = "",
    phone: str = "",
    note: str = "",
) -> AccessRequest | None:
    """A person asks for an account, and gets a receipt. Nothing is looked up about the address or the organisation.

    Whoever asks for the same again gets the letter again. None where the address has as many open requests as it may.
    """
    today = timezone.localdate()
    new = AccessRequest(
        name=name,
        email=email.strip().lower(),
        organisation=organisation,
        organisation_text="" if organisation else organisation_text,
        company_number="" if organisation else company_number,
        phone=phone,
        note=note,
        answer_by=answer_day(today),
    )
    known = _the_same(new)
    if known is None and open_from(new.email).count() >= limit("open.most", today):
        return None
    asked = known or _create(new, by)
    send = letters.send_invitation if asked.state == AccessState.INVITED else letters.send_receipt
    send(asked, by=by)
    return asked


def _the_same(new: AccessRequest) -> AccessRequest | None:
    """An open request of the same address for the same organisation, as it was chosen or written."""
    rows = open_from(new.email)
    if new.organisation is not None:
        return rows.filter(organisation=new.organisation).first()
    return next((row for row in rows if _written(row) == _written(new)), None)


def _written(request: AccessRequest) -> tuple[str, str]:
    """What was written of the organisation; small and capital letters are one, also those that SQLite cannot fold."""
    return request.company_number, " ".join(request.organisation_text.casefold().split())


def _create(new: AccessRequest, by: Actor) -> AccessRequest:
    """The new request; where the same one was written in this very moment, that one."""
    try:
        with transaction.atomic():
            return actions.create(new, by=by, verb="organisations.ask_access")
    except IntegrityError:
        same = _the_same(new)
        if same is None:
            raise
        return same


@transaction.atomic
def find_organisation(
    request: AccessRequest, *, organisation: Organisation, version: int | None = None, by: Actor
) -> AccessRequest:
    """Say which organisation is meant. What was written stays beside it.

    Raises NotStanding where it is closed, Conflict where somebody changed the request since `version`.
    """
    now = lock(request)
    ACCESS.require("find", state=now.state, actor=by, subject=now)
    meant = standing(organisation)
    return actions.change(now, by=by, verb="organisations.find_access", version=version, organisation=meant)
