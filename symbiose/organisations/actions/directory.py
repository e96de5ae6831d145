"""Who stands in the public directory: write a yes down, and take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.models import DirectoryConsent, Organisation
from symbiose.organisations.permissions import may_consent, may_hide


@dataclass(frozen=True, slots=True)
class Yes:
    """A yes to the public directory: how it was given, by whom, on which day (today unless said), and a note."""

    how: str
    given_by: str
    given_on: date | None = None
    note: str = ""


@transaction.atomic
def give_consent(organisation: Organisation, yes: Yes, *, by: Actor) -> DirectoryConsent:
    """Show an organisation in the public directory with its yes. A newer yes ends the one before; the same again changes nothing.

    Raises PermissionError where the actor does not act for the organisation, or it has closed.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not may_consent(by, held):
        raise PermissionError
    given_on = yes.given_on or timezone.localdate()
    current = held.directory_consents.filter(withdrawn_on__isnull=True).first()
    if current is not None:
        same = (current.how, current.given_by, current.given_on) == (yes.how, yes.given_by, given_on)
        if same and held.in_directory:
            return current
        actions.change(current, by=by, verb="organisations.renew_consent", withdrawn_on=timezone.localdate())
    consent = DirectoryConsent(
        organisation=held, given_on=given_on, how=yes.how, given_by=yes.given_by, note=yes.note, with_name=True
    )
    actions.create(consent, by=by, verb="organisations.give_consent")
    actions.change(held, by=by, verb="organisations.show", in_directory=True, directory_consent_id=consent.pk)
    return consent


@transaction.atomic
def withdraw_consent(organisation: Organisation, *, by: Actor, reason: str = "") -> Organisation:
    """Take an organisation out of the public directory at once. A repeat changes nothing.

    Raises PermissionError where the actor does not act for the organisation.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not may_hide(by, held):
        raise PermissionError
    hidden = actions.change(
        held, by=by, verb="organisations.hide", reason=reason, in_directory=False, directory_consent_id=None
    )
    for consent in hidden.directory_consents.filter(withdrawn_on__isnull=True):
        actions.change(
            consent, by=by, verb="organisations.withdraw_consent", reason=reason, withdrawn_on=timezone.localdate()
        )
    return hidden
