"""Nobody at an external entrance can answer: the municipality's advisers are told the number, and never a word of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.frontdesk.actions.telling import KIND
from symbiose.frontdesk.models import Enquiry
from symbiose.frontdesk.queries.unheard import unheard_entrances
from symbiose.frontdesk.queries.unread import waiting_outside
from symbiose.notices.actions import notify
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Membership
from symbiose.organisations.queries import away, holding


@transaction.atomic
def tell_unheard(*, now: datetime, by: Actor) -> int:
    """One notice for each entrance where something waits that the advisers were not told of; how many entrances.

    Each enquiry is counted as told once for as long as nobody is there.
    """
    day = timezone.localdate(now)
    found, hears, told = unheard_entrances(day), _advisers(day), 0
    _heard_again([one.entrance.pk for one in found], by=by)
    for one in found if hears else ():
        new = _fresh(waiting_outside().filter(entrance=one.entrance, unheard_at__isnull=True))
        for enquiry in new:
            actions.change(enquiry, by=by, verb="frontdesk.unheard", unheard_at=now)
        if new:
            with translation.override("da"):
                text = one.sentence
            url = reverse("organisations:add_member", args=[one.entrance.pk])
            notify(hears, subject=one.entrance, text=text, url=url, kind=KIND)
            told += 1
    return told


def _heard_again(still: list[int], *, by: Actor) -> None:
    """Somebody is there again: when they are gone next time, it is told anew."""
    for enquiry in _fresh(waiting_outside().filter(unheard_at__isnull=False).exclude(entrance__in=still)):
        actions.change(enquiry, by=by, verb="frontdesk.heard", unheard_at=None)


def _fresh(rows: QuerySet[Enquiry]) -> list[Enquiry]:
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _advisers(day: date) -> set[int]:
    """The municipality's advisers who are there on a day; where all are away, all of them."""
    standing = Membership.objects.filter(holding(day), role=MembershipRole.ADVISER, user__is_active=True)
    people = set(standing.values_list("user_id", flat=True))
    return people - away(people, on=day).keys() or people
