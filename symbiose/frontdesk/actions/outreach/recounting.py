"""Work out anew who could be called and why: once a day for all, and each minute those about whom something was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from symbiose.frontdesk.models import Prospect
from symbiose.frontdesk.prospects import worked_out
from symbiose.frontdesk.queries.changed import changed_since
from symbiose.frontdesk.queries.outreach import callable_firms
from symbiose.frontdesk.queries.prospecting import SPEAKING, known_of

BATCH = 500
FIELDS = [field.name for field in Prospect._meta.concrete_fields if not field.primary_key]


@transaction.atomic
def recount_prospects(*, now: datetime | None = None, only: Iterable[int] | None = None) -> int:
    """Write each firm's reasons as they stand now; `only` for some. How many stand.

    Firms that closed, were gathered in another or became social enterprises no longer stand.
    """
    at = now or timezone.now()
    ids = None if only is None else sorted(only)
    rows = worked_out(known_of(ids, on=timezone.localdate(at)), at=at)
    Prospect.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["organisation"], update_fields=FIELDS
    )
    if ids is None:
        Prospect.objects.filter(computed_at__lt=at).delete()
    else:
        Prospect.objects.filter(pk__in=set(ids) - {row.organisation_id for row in rows}).delete()
    return len(rows)


def keep_counted(*, now: datetime) -> int:
    """What is due by the clock: all once a day, else those about whom something was written; how many were counted."""
    first = Prospect.objects.aggregate(first=Min("computed_at"))["first"]
    if first is None or timezone.localdate(first) < timezone.localdate(now):
        return recount_prospects(now=now)
    changed = changed_since(first, SPEAKING)
    if not changed:
        return 0
    counted = dict(Prospect.objects.filter(pk__in=list(changed)).values_list("pk", "computed_at"))
    due = [pk for pk, at in counted.items() if at < changed[pk]]
    due += callable_firms().filter(pk__in=changed.keys() - counted.keys()).values_list("pk", flat=True)
    return recount_prospects(now=now, only=due) if due else 0
