"""Write a line of the contact log, and withdraw one."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.organisations.hearing import tell_heard
from symbiose.organisations.models import Contact, Organisation
from symbiose.organisations.permissions import may_log_contact
from symbiose.organisations.states import LINE, state_of_line


@transaction.atomic
def log_contact(
    organisation: Organisation | None,
    *,
    kind: str,
    text: str,
    by: Actor,
    direction: str = "",
    happened_at: datetime | None = None,
    person: str = "",
    thread: models.Model | None = None,
    spoken_for: Organisation | None = None,
    confidential_reason: str = "",
) -> Contact:
    """Keep who spoke with whom, for one's own organisation unless said.

    A reason makes it confidential: only entrances read it. Raises NotAllowed.
    """
    if not may_log_contact(by):
        raise NotAllowed("organisations.log_contact")
    line = Contact(
        organisation=organisation,
        person=person,
        kind=kind,
        direction=direction,
        happened_at=happened_at or timezone.now(),
        text=text,
        user_id=by.user_id,
        membership_id=by.membership_id,
        spoken_for_id=spoken_for.pk if spoken_for else by.organisation_id,
        confidential=bool(confidential_reason),
        confidential_reason=confidential_reason,
        thread_label=thread._meta.label_lower if thread else "",
        thread_id=thread.pk if thread else None,
    )
    written = actions.create(line, by=by, verb="organisations.log_contact")
    tell_heard(written.organisation_id)
    return written


@transaction.atomic
def withdraw_line(line: Contact, *, reason: str, by: Actor) -> Contact:
    """It should not stand there, as on the wrong firm: it stays, struck out, and counts nowhere. A repeat changes nothing.

    Raises NotAllowed.
    """
    held = Contact.objects.select_for_update().get(pk=line.pk)
    if held.withdrawn_at:
        return held
    LINE.require("withdraw", state=state_of_line(held), actor=by, subject=held, reason=reason)
    gone = actions.change(
        held,
        by=by,
        verb="organisations.withdraw_line",
        reason=reason,
        withdrawn_at=timezone.now(),
        withdrawn_reason=reason.strip(),
    )
    tell_heard(gone.organisation_id)
    return gone
