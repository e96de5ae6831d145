"""Beside what waits: today's next steps by the hour, for whom one stands in, and the calls answered at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from symbiose.common.actor import Actor
from symbiose.frontdesk.enums import CaseState
from symbiose.frontdesk.models import Case
from symbiose.frontdesk.queries import cases_visible_to
from symbiose.frontdesk.queries.calls import answered_calls
from symbiose.organisations.models import Absence
from symbiose.organisations.queries import holding

MOST = 12


@dataclass(frozen=True, slots=True)
class StoodInFor:
    """A colleague who is away, until when, and how many open cases they have, with the list of those."""

    name: str
    until: date
    cases: int
    url: str


@dataclass(frozen=True, slots=True)
class Side:
    """The right column of the start page."""

    today: list[Case]
    after: Case | None
    stood_in_for: list[StoodInFor]
    calls: int
    calls_url: str


def side_of(actor: Actor) -> Side:
    """What stands beside what waits, for one who works at an entrance."""
    on = timezone.localdate()
    asked = [("channel", "phone"), ("state", "answered"), ("owner", str(actor.person_id)), ("came", "week")]
    return Side(
        today=list(own_steps(actor).filter(next_on=on)[:MOST]),
        after=own_steps(actor).filter(next_on__gt=on).first(),
        stood_in_for=stood_in_for(actor, on=on),
        calls=answered_calls(actor, on=on).count(),
        calls_url=f"{reverse('enquiries:list')}?{urlencode(asked)}",
    )


def own_steps(actor: Actor) -> QuerySet[Case]:
    """The next steps that are the actor's, by day and hour; those of a day without an hour come last."""
    mine = cases_visible_to(actor).filter(next_owner_id=actor.user_id, state=CaseState.OPEN, next_on__isnull=False)
    return mine.select_related("organisation").order_by("next_on", F("next_at").asc(nulls_last=True), "pk")


def stood_in_for(actor: Actor, *, on: date) -> list[StoodInFor]:
    """Whose deputy the actor is on a day."""
    away = (
        Absence.objects.filter(holding(on), deputy_id=actor.user_id).select_related("user").order_by("valid_to", "pk")
    )
    open_now = cases_visible_to(actor).filter(
        state=CaseState.OPEN,
        owner_id__in=Absence.objects.filter(holding(on), deputy_id=actor.user_id).values("user_id"),
    )
    numbers = dict(open_now.order_by().values_list("owner_id").annotate(number=Count("pk")))
    return [
        StoodInFor(
            row.user.name,
            row.valid_to,
            numbers.get(row.user_id, 0),
            f"{reverse('cases:list')}?{urlencode([('owner', row.user_id), ('state', 'open')])}",
        )
        for row in away
    ]
