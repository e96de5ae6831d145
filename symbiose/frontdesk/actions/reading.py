"""What was written to something that is settled is read, and nothing more is done about it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.cases import locked_case
from symbiose.frontdesk.actions.settling import locked_enquiry
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.permissions import at_its_entrance
from symbiose.frontdesk.queries.unread import is_unread


@transaction.atomic
def mark_read(subject: Enquiry | Case, *, by: Actor) -> Enquiry | Case:
    """Nothing in it waits any more until somebody writes again. A repeat changes nothing. Raises NotAllowed."""
    held = locked_case(subject) if isinstance(subject, Case) else locked_enquiry(subject)
    if not at_its_entrance(by, held):
        raise NotAllowed("frontdesk.mark_read")
    if not is_unread(held):
        return held
    return actions.change(held, by=by, verb="frontdesk.mark_read", read_at=timezone.now())
