"""What happens to listings, alerts and steps when their organisation closes or is gathered in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.listings.actions.alerts import stop_alert
from symbiose.listings.actions.doubling import alert_movers
from symbiose.listings.actions.listing import index_listing, withdraw_listing
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Alert, AuthorityStep, Listing
from symbiose.organisations.actions.moving import doubles, field_mover
from symbiose.organisations.closing import register_closer
from symbiose.organisations.merging import Mover, Owners, register_mover, register_owners


def register() -> None:
    """Let listings, alerts and steps follow their organisation, and end with it."""
    register_closer("listings.listing", withdraw_all)
    register_closer("listings.alert", stop_all)
    for kind in (Listing, Alert):
        register_owners(kind._meta.label_lower, _owners(kind))
    register_mover(_marks())
    register_mover(field_mover(Listing, plural=_("listings"), after=_index))
    for mover in alert_movers():
        register_mover(mover)
    register_mover(field_mover(AuthorityStep, plural=_("tasks with an authority"), field="owner_organisation_id"))


def withdraw_all(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """Withdraw every listing of one that has closed; how many."""
    rows = Listing.objects.filter(organisation_id=organisation_id).exclude(state=ListingState.WITHDRAWN).order_by("pk")
    return len([withdraw_listing(listing, by=by, reason=reason) for listing in rows])


def stop_all(organisation_id: int, *, on: date, by: Actor, reason: str) -> int:
    """Stop every alert of one that has closed; how many."""
    rows = Alert.objects.filter(organisation_id=organisation_id, active=True).order_by("pk")
    return len([stop_alert(alert, by=by) for alert in rows])


def _owners(kind: type[Listing | Alert]) -> Owners:
    def found(ids: Iterable[int]) -> dict[int, set[int]]:
        rows = kind._default_manager.filter(pk__in=list(ids)).values_list("pk", "organisation_id")
        return {pk: {organisation} for pk, organisation in rows}

    return found


def _marks() -> Mover:
    """An owner's own mark that the other uses too gets the old owner's number in front, and loses it on the way back."""

    def move(from_id: int, to_id: int, *, by: Actor) -> Sequence[int]:
        clashing = doubles(Listing, ["external_id"])(from_id, to_id)
        marked = list(Listing.objects.filter(pk__in=clashing).exclude(external_id="").values_list("pk", flat=True))
        Listing.objects.filter(pk__in=marked).update(external_id=Concat(Value(f"{from_id}:"), "external_id"))
        return marked

    def back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
        front = f"{to_id}:"
        rows = Listing.objects.filter(
            pk__in=ids, organisation_id__in=[from_id, to_id], external_id__startswith=front
        )  # with their owner in one go, whichever kind goes back first: the other's mark stands in the way
        gone = list(rows.values_list("pk", flat=True))
        rows.update(organisation_id=to_id, external_id=Substr("external_id", len(front) + 1))
        _index(gone)

    return Mover(
        "listings.listing.mark", _("listings with a mark that both use"), lambda _organisation_id: 0, move, back
    )


def _index(ids: Sequence[int]) -> None:
    """The owner's name is part of what a listing is found by."""
    for listing in Listing.objects.filter(pk__in=ids).select_related("organisation").prefetch_related("codes"):
        index_listing(listing)
