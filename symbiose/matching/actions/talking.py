"""The dialogue between parties that have all said yes."""

from __future__ import annotations

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.matching.actions import letters
from symbiose.matching.actions.deciding import locked
from symbiose.matching.models import Message, Proposal
from symbiose.matching.permissions import is_party, may_write


@transaction.atomic
def write(proposal: Proposal, *, text: str, by: Actor) -> Message:
    """Put a message where all parties read it, and tell the others that something waits. Raises NotAllowed."""
    now = locked(proposal)
    if not may_write(by, now) or not text.strip():
        raise NotAllowed("write")
    own = by.organisation_id if is_party(by, now) else None
    message = Message.objects.create(proposal=now, organisation_id=own, author=by.name, text=text.strip())
    actions.record(now, by=by, verb="matching.write", changes={"message": [None, message.pk]})
    letters.tell_message(now, message_id=message.pk, from_organisation=own, by=by)
    return message
