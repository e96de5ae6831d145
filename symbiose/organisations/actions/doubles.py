"""Look for records that may be about one organisation, and remember those that are not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from symbiose.common import actions
from symbiose.common.actor import Actor
from symbiose.organisations.enums import PairState
from symbiose.organisations.likeness import Known, likely_same, weight_of
from symbiose.organisations.models import Alike, Organisation
from symbiose.organisations.queries import active

COMPARED = ("pk", "name", "company_number", "postcode", "contact_email", "contact_phone", "website")
MOST_PAIRS = 2000
MINUTES_BACK = 3


@transaction.atomic
def find_doubles() -> int:
    """Compare all that stand and keep the likely pairs; how many nobody has looked at. Those said to differ stay so."""
    found = likely_same(Known(*row) for row in active().order_by("pk").values_list(*COMPARED))
    best = sorted(found, key=lambda pair: (-weight_of(found[pair]), pair))[:MOST_PAIRS]
    known = {(row.first_id, row.second_id): row for row in Alike.objects.select_for_update().order_by("pk")}
    gone = [row.pk for pair, row in known.items() if row.state == PairState.LIKELY and pair not in set(best)]
    Alike.objects.filter(pk__in=gone).delete()
    changed = []
    for pair in set(best) & set(known):
        if tuple(known[pair].reasons) != found[pair]:
            known[pair].reasons, known[pair].weight = list(found[pair]), weight_of(found[pair])
            changed.append(known[pair])
    Alike.objects.bulk_update(changed, ["reasons", "weight"], batch_size=200)
    new = [
        Alike(first_id=pair[0], second_id=pair[1], reasons=list(found[pair]), weight=weight_of(found[pair]))
        for pair in best
        if pair not in known
    ]
    Alike.objects.bulk_create(new, batch_size=200, ignore_conflicts=True)
    return Alike.objects.filter(state=PairState.LIKELY).count()


def find_new_doubles(*, now: datetime) -> int:
    """Look again where an organisation changed within the last minutes; how many likely pairs, 0 where nothing changed.

    For the clock, which comes every minute: who is not sure that it ran looks by hand.
    """
    changed = Organisation.objects.filter(changed_at__gte=now - timedelta(minutes=MINUTES_BACK)).exists()
    return find_doubles() if changed else 0


@transaction.atomic
def set_apart(pair: Alike, *, by: Actor) -> Alike:
    """They are not the same: the pair is not shown again."""
    held = Alike.objects.select_for_update().get(pk=pair.pk)
    if held.state == PairState.DISTINCT:
        return held
    actions.record(held.first, by=by, verb="organisations.set_apart", changes={"name": [None, held.second.name]})
    return actions.change(held, by=by, verb="organisations.set_apart", state=PairState.DISTINCT)


@transaction.atomic
def look_again(pair: Alike, *, by: Actor) -> Alike:
    """They may be the same after all: the pair is shown again."""
    return actions.change(pair, by=by, verb="organisations.look_again", state=PairState.LIKELY)
