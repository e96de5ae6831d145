"""Calls that were answered at once: how many in a week, and the rows that they are."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.frontdesk.enums import Channel, EnquiryState
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.queries.rows import enquiries_visible_to


def week_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day's week, which begins on Monday, and the first of the week after."""
    monday = day - timedelta(days=day.weekday())
    first = timezone.make_aware(datetime.combine(monday, time.min))
    return first, timezone.make_aware(datetime.combine(monday + timedelta(days=7), time.min))


def received_in_week(rows: QuerySet[Enquiry], day: date) -> QuerySet[Enquiry]:
    """What came in during a day's week."""
    first, after = week_of(day)
    return rows.filter(received_at__gte=first, received_at__lt=after)


def answered_calls(actor: Actor, *, on: date) -> QuerySet[Enquiry]:
    """The actor's own calls of a day's week that are answered and became no case."""
    own = enquiries_visible_to(actor).filter(owner_id=actor.user_id, channel=Channel.PHONE, state=EnquiryState.ANSWERED)
    return received_in_week(own, on)
