"""Import listings from a file: everything or nothing, in one transaction and one row of the trail."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.common.models import Link
from symbiose.common.states import NotAllowed
from symbiose.listings import bridge
from symbiose.listings.actions.listing import filled, index_listing, write_codes
from symbiose.listings.actions.planning import ListingPlan, PlannedListing, plan_listings
from symbiose.listings.enums import ListingState
from symbiose.listings.models import Listing
from symbiose.listings.permissions import may_add
from symbiose.listings.queries import IMPORTED, LABEL


class PlanChanged(Exception):
    """The file, or what is known here, is no longer what the reader said yes to; `args[0]` is the plan as it is now."""


@transaction.atomic
def import_listings(
    data: bytes, *, fingerprint: str, upload: models.Model, by: Actor, consent: str = ""
) -> ListingPlan:
    """Write the plan whose fingerprint the reader saw. Raises PlanChanged where it is another now, or holds faults.

    `consent` says how organisations other than the actor's own agreed; `upload` is the file that history leads to.
    """
    type(upload)._default_manager.select_for_update().get(pk=upload.pk)  # the same yes twice at once writes once
    plan = plan_listings(data, by=by)
    if plan.fingerprint != fingerprint or not plan.ready:
        raise PlanChanged(plan)
    for row in plan.rows:
        if row.what == "new":
            _add(row, by=by, consent=consent)
        elif row.what == "changed":
            _change(row, plan)
    _record([row for row in plan.rows if row.what in {"new", "changed"}], upload, by)
    return plan


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


def _change(row: PlannedListing, plan: ListingPlan) -> None:
    """A row of the file onto its listing, unless somebody changed it since the plan was read."""
    known = row.known
    if known is None:
        raise TypeError(row.line)
    codes = known.codes.all() if row.codes is None else row.codes
    if "valid_to" in row.values:
        row.values["reminded_at"] = None
    hazard = row.values.get("hazard", known.hazard) is True or bridge.is_hazardous(one.family for one in codes)
    written = Listing.objects.filter(pk=known.pk, version=known.version).update(
        **row.values, stopped=known.stopped or hazard, version=known.version + 1, changed_at=timezone.now()
    )
    if not written:
        raise PlanChanged(plan)
    if row.codes is not None:
        known.codes.all().delete()
        write_codes(known, row.codes)
    index_listing(Listing.objects.select_related("organisation").get(pk=known.pk))


def _record(rows: list[PlannedListing], upload: models.Model, by: Actor) -> None:
    """One row of the trail for the whole file, and a step of the chain to each listing that it wrote."""
    told: dict[str, Any] = {}
    links = []
    for row in rows:
        if row.known is None:
            raise TypeError(row.line)
        told[str(row.known.pk)] = {
            name: [actions.plain(row.before.get(name)), actions.plain(value)] for name, value in row.values.items()
        }
        links.append(
            Link(
                from_label=upload._meta.label_lower,
                from_id=upload.pk,
                to_label=LABEL,
                to_id=row.known.pk,
                kind=IMPORTED,
            )
        )
    Link.objects.bulk_create(links, batch_size=500, ignore_conflicts=True)
    new = sum(row.what == "new" for row in rows)
    summary = {"added": [None, new], "changed": [None, len(rows) - new], "rows": told}
    actions.record(upload, by=by, verb="listings.import", changes=summary)
