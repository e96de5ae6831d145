"""The verbs of the ledger: bring it to what a source says, and take an entry back. Nothing is ever changed or removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actions import record
from symbiose.common.actor import Actor
from symbiose.common.states import NotAllowed
from symbiose.ledger import permissions
from symbiose.ledger.models import Entry, EntryParty
from symbiose.ledger.posting import CannotPost, Posting, check

__all__ = ["CannotPost", "Posting", "ReasonMissing", "restate", "reverse"]

Key = tuple[str, str]


class ReasonMissing(CannotPost):
    """Something is taken back without saying why."""


@transaction.atomic
def restate(
    source: models.Model, postings: Iterable[Posting], *, thread: models.Model, by: Actor, reason: str = ""
) -> list[Entry]:
    """Bring the ledger to what `source` says now; the entries that stand after it, in the order of the postings.

    An open entry that says the same stays. One that says something else is reversed and posted at the next revision;
    one that the source says no more is reversed: both need a reason. The source's row is locked, so that the same
    said twice at once is posted once. Raises CannotPost with a sentence, and then nothing is written.
    """
    wanted = _by_key(postings)
    type(source)._default_manager.select_for_update().get(pk=source.pk)
    known = list(_of_source(source).select_related("reversed_by").prefetch_related("parties"))
    standing = {(entry.measure, entry.period): entry for entry in known if not hasattr(entry, "reversed_by")}
    kept = {key: standing[key] for key, new in wanted.items() if key in standing and _says(standing[key], new, thread)}
    gone = [entry for key, entry in standing.items() if key not in kept]
    if gone and not reason.strip():
        raise ReasonMissing(_("Say why what was counted before is taken back."))
    for entry in gone:
        _take_back(entry, reason=reason, by=by)
    last = _last_revisions(known)
    posted = _post(
        source, thread, [(new, last.get(key, 0) + 1) for key, new in wanted.items() if key not in kept], by=by
    )
    if gone or posted:
        record(source, by=by, verb="ledger.restate", changes=_changes(gone, posted), reason=reason)
    new_ones = {(entry.measure, entry.period): entry for entry in posted}
    return [kept.get(key) or new_ones[key] for key in wanted]


@transaction.atomic
def reverse(entry: Entry, *, reason: str, by: Actor) -> Entry:
    """Take an entry back by its mirror image; the reversal, also on repeat.

    Raises NotAllowed for others than advisers, for a reversal, and where the source itself is to be mended, and
    ReasonMissing without a reason.
    """
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    if not permissions.may_reverse(by, locked):
        raise NotAllowed("ledger.reverse")
    known = Entry.objects.filter(reverses=locked).first()
    if known:
        return known
    if not reason.strip():
        raise ReasonMissing(_("Say why what was counted before is taken back."))
    back = _take_back(locked, reason=reason, by=by)
    record(locked, by=by, verb="ledger.reverse", changes=_changes([locked], []), reason=reason)
    return back


def _by_key(postings: Iterable[Posting]) -> dict[Key, Posting]:
    wanted: dict[Key, Posting] = {}
    for posting in postings:
        check(posting)
        if posting.key in wanted:
            raise CannotPost(_("The same is counted twice for one period."))
        wanted[posting.key] = posting
    return wanted


def _of_source(source: models.Model) -> models.QuerySet[Entry]:
    return Entry.objects.filter(
        source_label=source._meta.label_lower, source_id=source.pk, reverses__isnull=True
    ).order_by("pk")


def _last_revisions(entries: Iterable[Entry]) -> dict[Key, int]:
    last: dict[Key, int] = {}
    for entry in entries:
        key = (entry.measure, entry.period)
        last[key] = max(entry.revision, last.get(key, 0))
    return last


def _says(entry: Entry, new: Posting, thread: models.Model) -> bool:
    """The entry already counts exactly this."""
    parties = {(party.organisation_id, party.role) for party in entry.parties.all()}
    return (
        entry.quantity == new.counted
        and entry.happened_on == new.happened_on
        and (entry.evidence, entry.estimated) == (new.evidence, new.estimated)
        and (entry.fraction, entry.parameters, entry.why) == (new.fraction, new.parameters, dict(new.why))
        and (entry.thread_label, entry.thread_id) == (thread._meta.label_lower, thread.pk)
        and parties == {(organisation_id, str(role)) for organisation_id, role in new.parties}
    )


def _post(
    source: models.Model, thread: models.Model, numbered: Sequence[tuple[Posting, int]], *, by: Actor
) -> list[Entry]:
    """The entries of postings at their revisions, each with its parties."""
    entries = [
        Entry(
            measure=new.measure,
            quantity=new.counted,
            unit=check(new).unit,
            fraction=new.fraction,
            happened_on=new.happened_on,
            period=new.period,
            recorded_at=timezone.now(),
            source_label=source._meta.label_lower,
            source_id=source.pk,
            thread_label=thread._meta.label_lower,
            thread_id=thread.pk,
            revision=revision,
            evidence=new.evidence,
            estimated=new.estimated,
            parameters=new.parameters,
            why=dict(new.why),
            posted_by=by.name,
        )
        for new, revision in numbered
    ]
    Entry.objects.bulk_create(entries)
    EntryParty.objects.bulk_create(
        EntryParty(entry=entry, organisation_id=organisation_id, role=role)
        for entry, (new, _revision) in zip(entries, numbered, strict=True)
        for organisation_id, role in new.parties
    )
    return entries


def _take_back(entry: Entry, *, reason: str, by: Actor) -> Entry:
    """The mirror image of an entry, never recorded before what it takes back."""
    same = {
        field.attname: getattr(entry, field.attname)
        for field in Entry._meta.concrete_fields
        if field.name not in {"id", "quantity", "recorded_at", "reverses", "reason", "posted_by"}
    }
    back = Entry.objects.create(
        **same,
        quantity=-entry.quantity,
        recorded_at=max(timezone.now(), entry.recorded_at),
        reverses=entry,
        reason=reason.strip(),
        posted_by=by.name,
    )
    EntryParty.objects.bulk_create(
        EntryParty(entry=back, organisation_id=party.organisation_id, role=party.role) for party in entry.parties.all()
    )
    return back


def _changes(gone: Iterable[Entry], posted: Iterable[Entry]) -> Mapping[str, Any]:
    """Before and after of each measure and period, as the trail keeps it."""
    changes: dict[str, list[str | None]] = {}
    for entry in gone:
        changes[f"{entry.measure} {entry.period}"] = [f"{entry.quantity} {entry.unit}", None]
    for entry in posted:
        changes.setdefault(f"{entry.measure} {entry.period}", [None, None])[1] = f"{entry.quantity} {entry.unit}"
    return changes
