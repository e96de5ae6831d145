"""The ledger follows a placement: restated in the same transaction by every verb that changes its days, and once a day by the clock."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from symbiose.common.actor import Actor
from symbiose.jobs.enums import LASTING
from symbiose.jobs.models import Placement
from symbiose.jobs.queries.placement_counting import postings_of
from symbiose.ledger.actions import restate

AT_A_TIME = 200  # of the clock; the rest follows a minute later


@transaction.atomic
def count_placement(placement: Placement, *, by: Actor, reason: str = "", on: date | None = None) -> None:
    """Bring the ledger to what a placement says on a day, today unless said; the same once more changes nothing.

    What it said before and says no more is taken back by its mirror image, never changed. Of an erased person all that
    was counted stays, and nothing more is.
    """
    day = on or timezone.localdate()
    rows = Placement.objects.select_for_update(of=("self",))  # what is counted is what it says when it is written
    now = rows.select_related("position").prefetch_related("curve", "pauses").get(pk=placement.pk)
    if now.candidate_id is None:
        return
    with translation.override("da"):  # entries are read in the municipality's language
        why = reason.strip() or str(_("The days or hours of the placement are counted anew."))
    restate(now, postings_of(now, on=day), thread=now, by=by, reason=why)
    Placement.objects.filter(pk=now.pk).update(counted_on=day)


def to_count(*, on: date) -> QuerySet[Placement]:
    """Placements that last, with a person who is known, and were not counted on the day yet."""
    rows = Placement.objects.filter(state__in=LASTING, candidate__isnull=False)
    return rows.filter(Q(counted_on__isnull=True) | Q(counted_on__lt=on))


def count_placements(*, on: date, by: Actor) -> int:
    """What the calendar makes true: a new month, and 3, 6, 12 or 24 months in work; how many placements were counted."""
    due = to_count(on=on).order_by(F("counted_on").asc(nulls_first=True), "pk")[:AT_A_TIME]
    with translation.override("da"):
        why = str(_("A new day has come."))
    found = list(due)
    for placement in found:
        count_placement(placement, by=by, reason=why, on=on)
    return len(found)
