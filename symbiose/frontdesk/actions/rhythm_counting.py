"""The day of the last talk with each enterprise, reckoned from the contact log: at once by the verbs that write there.

So a talk that is written down late, mended, moved or taken out moves the flag. The clock reckons all once a day, since a
talk that is written down for a later day counts from that day, and each minute those about whom something was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from symbiose.common.actor import Actor
from symbiose.frontdesk.models import Rhythm
from symbiose.frontdesk.queries.changed import changed_since
from symbiose.frontdesk.queries.rhythm import MAY_BE_ONE, talks
from symbiose.organisations.enums import FactKind, OrganisationKind, OrganisationState
from symbiose.organisations.hearing import register_heard
from symbiose.organisations.merging import Mover, register_mover
from symbiose.organisations.models import Contact, Organisation, OrganisationFact
from symbiose.organisations.queries import holding, works_outside

BATCH = 500
LABEL = Rhythm._meta.label_lower
SOCIAL = (FactKind.SOCIAL_ENTERPRISE, FactKind.REGISTERED)


def keep_talks_counted(*, now: datetime) -> int:
    """What is due by the clock: all once a day, else those about whom something was written; how many changed.

    Where somebody began or ended work at an external entrance, all that was said there counts otherwise.
    """
    on = timezone.localdate(now)
    first = Rhythm.objects.aggregate(first=Min("counted_at"))["first"]
    if first is None or timezone.localdate(first) < on or works_outside().filter(changed_at__gt=first).exists():
        return recount_talks(on=on)
    changed = changed_since(first, (Contact, OrganisationFact))
    if not changed:
        return 0
    rows = Rhythm.objects.filter(organisation__in=list(changed))
    known = dict(rows.values_list("organisation_id", "counted_at"))
    due = [pk for pk, at in known.items() if at < changed[pk]]
    due += _lacking(changed.keys() - known.keys(), on).values_list("pk", flat=True)
    return recount_talks(on=on, organisation_ids=due) if due else 0


@transaction.atomic
def recount_talks(*, on: date, organisation_ids: Iterable[int] | None = None) -> int:
    """Restate the last talk of these organisations, of all unless said, and give a row to whom lacks one; how many changed."""
    at = timezone.now()
    ids = None if organisation_ids is None else list(organisation_ids)
    only = Q() if ids is None else Q(organisation_id__in=ids)
    last = _last_days(only, on)
    known = dict(Rhythm.objects.filter(only).order_by().values_list("organisation_id", "talked_on"))
    moved = [pk for pk, day in known.items() if last.get(pk) != day]
    changed = list(Rhythm.objects.filter(organisation_id__in=moved).select_related("organisation"))
    for row in changed:
        row.talked_on = last.get(row.organisation_id)
        row.since_on = _since(row.organisation, row.talked_on)
    Rhythm.objects.bulk_update(changed, ["talked_on", "since_on"], batch_size=BATCH)
    Rhythm.objects.filter(only).update(counted_at=at)
    new = [_row_of(one, last.get(one.pk)) for one in _lacking(ids, on)]
    Rhythm.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return len(changed) + len(new)


def _last_days(only: Q, on: date) -> dict[int, date]:
    rows = talks(on).filter(only, organisation__isnull=False).order_by().values_list("organisation_id")
    return {pk: timezone.localdate(at) for pk, at in rows.annotate(at=Max("happened_at")) if pk is not None}


def _since(organisation: Organisation, talked_on: date | None) -> date:
    return talked_on or timezone.localdate(organisation.created_at)


def _row_of(organisation: Organisation, talked_on: date | None) -> Rhythm:
    return Rhythm(organisation=organisation, talked_on=talked_on, since_on=_since(organisation, talked_on))


def _lacking(ids: Iterable[int] | None, on: date) -> QuerySet[Organisation]:
    """Those that must have a row and have none: social enterprises of any kind, and companies that somebody spoke with."""
    fact = OrganisationFact.objects.filter(holding(on), organisation=OuterRef("pk"), kind__in=SOCIAL, holds=True)
    spoken = talks(on).filter(organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(state=OrganisationState.ACTIVE, rhythm__isnull=True, kind__in=MAY_BE_ONE)
    rows = rows if ids is None else rows.filter(pk__in=list(ids))
    company = Q(Exists(spoken), kind=OrganisationKind.COMPANY)
    return rows.filter(Q(kind=OrganisationKind.SOCIAL_ENTERPRISE) | Q(Exists(fact)) | company)


def rhythm_row(organisation: Organisation) -> Rhythm:
    """The enterprise's row, made where there is none yet."""
    today = timezone.localdate()
    recount_talks(on=today, organisation_ids=[organisation.pk])
    row, _new = Rhythm.objects.get_or_create(
        organisation=organisation, defaults={"since_on": timezone.localdate(organisation.created_at)}
    )
    return row


def follow() -> None:
    """The day of the last talk follows the contact log; a rhythm follows its organisation.

    Where both have one, that of the one that stays holds, unless only the other was agreed.
    """
    register_heard(LABEL, _heard)
    register_mover(
        Mover(
            LABEL,
            _("rhythms of the dialogue"),
            lambda organisation_id: _agreed(organisation_id).count(),
            _move,
            _back,
            follows=True,
        )
    )


def _heard(organisation_id: int) -> None:
    recount_talks(on=timezone.localdate(), organisation_ids=[organisation_id])


def _agreed(organisation_id: int) -> QuerySet[Rhythm]:
    said = Q(months__isnull=False) | ~Q(none_reason="") | ~Q(agreed_with="") | Q(next_on__isnull=False)
    return Rhythm.objects.filter(said | Q(owner__isnull=False), organisation_id=organisation_id)


def _move(from_id: int, to_id: int, *, by: Actor) -> list[int]:
    moved: list[int] = []
    if _agreed(from_id).exists() and not _agreed(to_id).exists():
        Rhythm.objects.filter(organisation_id=to_id).delete()
        moved = list(Rhythm.objects.filter(organisation_id=from_id).values_list("pk", flat=True))
        Rhythm.objects.filter(pk__in=moved).update(organisation_id=to_id)
    recount_talks(on=timezone.localdate(), organisation_ids=[from_id, to_id])
    return moved


def _back(ids: Sequence[int], from_id: int, to_id: int, *, by: Actor) -> None:
    rows = Rhythm.objects.filter(pk__in=list(ids), organisation_id=to_id)
    if rows.exists():
        Rhythm.objects.filter(organisation_id=from_id).delete()
        rows.update(organisation_id=from_id)
    recount_talks(on=timezone.localdate(), organisation_ids=[from_id, to_id])
