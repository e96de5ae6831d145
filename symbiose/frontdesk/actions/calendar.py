"""The secret address of one's own calendar: made, renewed, ended."""

from __future__ import annotations

import uuid

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.models import CalendarFeed
from symbiose.frontdesk.permissions import works_at_an_entrance


@transaction.atomic
def open_calendar(*, by: Actor) -> CalendarFeed:
    """An address for the one who acts; where there was one that is ended or known to others, a new one in its place.

    Raises NotAllowed.
    """
    if not works_at_an_entrance(by):
        raise NotAllowed("frontdesk.open_calendar")
    known = CalendarFeed.objects.select_for_update().filter(user_id=by.person_id).first()
    if known is None:
        return actions.create(CalendarFeed(user_id=by.person_id), by=by, verb="frontdesk.open_calendar")
    renewed = actions.change(known, by=by, verb="frontdesk.renew_calendar", active=True)
    CalendarFeed.objects.filter(pk=renewed.pk).update(key=uuid.uuid4())  # the trail says that, never which
    renewed.refresh_from_db()
    return renewed


@transaction.atomic
def end_calendar(*, by: Actor) -> None:
    """No program reads it any more. A repeat changes nothing."""
    known = CalendarFeed.objects.select_for_update().filter(user_id=by.person_id, active=True).first()
    if known is not None:
        actions.change(known, by=by, verb="frontdesk.end_calendar", active=False)
