"""Alerts: who keeps which search, and which of them are due to be looked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Alert, Listing
from symbiose.organisations.enums import OrganisationState

SETTLES = timedelta(minutes=1)  # what is being written at this moment is looked at next time, so that nothing slips by


def alerts_of(actor: Actor) -> QuerySet[Alert]:
    """One's organisation's kept searches; every organisation's for an adviser.

    What stayed with one that is gathered in another is a double of the other's, and nobody begins it again.
    """
    rows = Alert.objects.select_related("organisation").filter(organisation__merged_into=None)
    rows = rows.order_by("-active", "organisation__name", "name", "pk")
    if actor.is_adviser:
        return rows
    if actor.role is Role.FIRM and actor.party_id:
        return rows.filter(organisation_id=actor.party_id)
    return rows.none()


def newest_moment(*, on: date) -> datetime:
    """Until when the market place can hold news on a day: its first moment, or the latest showing."""
    midnight = timezone.make_aware(datetime.combine(on, time.min))
    settled = Listing.objects.filter(state=ListingState.SHOWN, shown_at__lte=timezone.now() - SETTLES)
    shown = settled.aggregate(latest=Max("shown_at"))["latest"]
    return max(midnight, shown) if shown else midnight


def alerts_due(*, on: date, until: datetime) -> QuerySet[Alert]:
    """Kept searches that have not been looked at since, of organisations that got no letter on this day."""
    told = Alert.objects.filter(told_on=on).values("organisation_id")
    return (
        Alert.objects.filter(active=True, told_until__lt=until, organisation__state=OrganisationState.ACTIVE)
        .exclude(organisation_id__in=told)
        .select_related("organisation")
        .order_by("organisation_id", "pk")
    )


def new_between(rows: QuerySet[Listing], since: datetime, until: datetime) -> QuerySet[Listing]:
    """Rows that came on the market place: shown in between, or whose first day came in between."""
    first_day = Q(valid_from__gt=timezone.localdate(since), valid_from__lte=timezone.localdate(until))
    return rows.filter(Q(shown_at__gt=since) | first_day, shown_at__lte=until)


def is_news(listing: Listing, alert: Alert, until: datetime) -> bool:
    """Whether one new listing is news to the owner of an alert: it came since they were told last, and is not their own."""
    first_day = timezone.localdate(alert.told_until) < listing.valid_from <= timezone.localdate(until)
    came = first_day or (listing.shown_at is not None and listing.shown_at > alert.told_until)
    return came and listing.organisation_id != alert.organisation_id
