"""Who has a person's help call today, and which calls wait for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from symbiose.common.actor import Actor
from symbiose.jobs.models import HelpCall, Placement
from symbiose.organisations.enums import MembershipRole
from symbiose.organisations.models import Absence, Membership
from symbiose.organisations.queries import holding
from symbiose.organisations.queries.contacts import away


def consultants(*, on: date) -> list[int]:
    """Everybody who is a job consultant on a day."""
    rows = Membership.objects.filter(holding(on), role=MembershipRole.CONSULTANT, user__is_active=True)
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def who_has(placement: Placement, *, on: date) -> list[int]:
    """The person's consultant; who stands in while that one is away; everybody where nobody does."""
    own = placement.candidate.consultant_id if placement.candidate else None
    return answering(own, consultants(on=on), on=on)


def answering(own: int | None, everybody: Iterable[int], *, on: date) -> list[int]:
    """Who answers for a consultant on a day, of those who are one."""
    here = list(everybody)
    if own is None or own not in here:
        return here
    absent = away([own], on=on).get(own)
    if absent is None:
        return [own]
    return [absent.deputy_id] if absent.deputy_id is not None else here


def open_calls() -> QuerySet[HelpCall]:
    """Calls that are not settled, the oldest first, with the placement that they are of."""
    rows = HelpCall.objects.filter(settled_at__isnull=True)
    return rows.select_related("placement__candidate", "placement__position__organisation").order_by("asked_at", "pk")


def calls_for(actor: Actor, *, on: date) -> list[HelpCall]:
    """The open calls that are this consultant's to answer on a day: own ones, of those one stands in for, and nobody's."""
    calls = list(open_calls())
    if not calls:
        return []
    everybody = consultants(on=on)
    owners = {owner for call in calls if (owner := owner_of(call)) is not None}
    absent = away(owners, on=on)
    return [call for call in calls if _falls_to(actor, owner_of(call), everybody, absent)]


def owner_of(call: HelpCall) -> int | None:
    """The consultant of the person whose placement it is; None where there is none."""
    return call.placement.candidate.consultant_id if call.placement.candidate else None


def _falls_to(actor: Actor, owner: int | None, everybody: Iterable[int], absent: Mapping[int, Absence]) -> bool:
    """A call of somebody who is away is shown to who stands in, to all where nobody does, and to the one who is away."""
    if owner is None or owner not in everybody or owner == actor.user_id:
        return True
    if owner not in absent:
        return False
    deputy = absent[owner].deputy_id
    return deputy is None or deputy == actor.user_id
