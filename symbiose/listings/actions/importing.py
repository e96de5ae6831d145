"""Import listings from a file: everything or nothing, in one transaction and one row of the trail."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.common.plans import Plan, PlanChanged, record_import, require_same, told_changes
from symbiose.common.states import NotAllowed
from symbiose.listings.actions.listing import filled, index_listing, is_touched, write_codes
from symbiose.listings.actions.planning import PlannedListing, plan_listings
from symbiose.listings.actions.steps import is_hazardous, open_steps, stop_after
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing
from symbiose.listings.permissions import may_add


@transaction.atomic
def import_listings(
    data: bytes, *, fingerprint: str, upload: models.Model, by: Actor, consent: str = ""
) -> Plan[PlannedListing]:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    `consent` says how organisations other than the actor's own agreed; `upload` is the file that history leads to.
    """
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_listings(data, by=by)
    require_same(plan, fingerprint)
    told = write_listings(plan, by=by, consent=consent)
    written = [row.listing for row in plan.written]
    record_import(upload, written, verb="listings.import", rows=told, plan=plan, by=by)
    return plan


def write_listings(plan: Plan[PlannedListing], *, by: Actor, consent: str) -> dict[str, Any]:
    """Write a plan that may be carried out, in the caller's transaction; what it wrote by key, for the trail.

    Raises PlanChanged where somebody changed a listing since the plan was read.
    """
    for row in plan.written:
        if row.what == "new":
            _add(row, by=by, consent=consent)
        else:
            _change(row, plan)
    open_steps(list(Listing.objects.filter(pk__in=[row.listing.pk for row in plan.written]).order_by("pk")), by=by)
    return {f"l{row.listing.pk}": told_changes(Listing, row) for row in plan.written}


def _add(row: PlannedListing, *, by: Actor, consent: str) -> None:
    if row.organisation is None:
        raise TypeError(row.line)
    others = by.organisation_id != row.organisation.pk
    acting = by.acting_for(row.organisation.pk, consent=consent) if others else by
    if not may_add(acting, row.organisation):
        raise NotAllowed("listings.import")
    values = filled(row.organisation, row.codes or [], row.values)
    new = Listing(organisation=row.organisation, state=ListingState.SHOWN, shown_at=timezone.now(), **values)
    new.on_behalf, new.consent = others and bool(consent), consent if others else ""
    new.save(force_insert=True)
    write_codes(new, row.codes or [])
    index_listing(new)
    row.known = new


def _change(row: PlannedListing, plan: Plan[PlannedListing]) -> None:
    """A row of the file onto its listing, unless somebody changed it since the plan was read."""
    known = row.listing
    codes = known.codes.all() if row.codes is None else row.codes
    if "valid_to" in row.values:
        row.values["reminded_at"] = None
    families = [one.family for one in codes]
    hazardous = is_hazardous(families, row.values.get("hazard", known.hazard))
    stop = stop_after(known, hazardous=hazardous, touched=is_touched(known, families, row.values))
    written = Listing.objects.filter(pk=known.pk, version=known.version).update(
        **row.values, **stop, version=known.version + 1, changed_at=timezone.now()
    )
    if not written:
        raise PlanChanged(plan)
    if row.codes is not None:
        known.codes.all().delete()
        write_codes(known, row.codes)
    index_listing(Listing.objects.select_related("organisation").get(pk=known.pk))
