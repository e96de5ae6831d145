"""The verbs that every other verb is made of: create, change, remove with their row in the audit trail, once per form."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from symbiose.common.actor import Actor
from symbiose.common.models import AuditEntry, Link, Record, SavedView, SubmittedForm
from symbiose.common.request import current_id
from symbiose.common.whole import whole

SomeRecord = TypeVar("SomeRecord", bound=Record)
BATCH = 500  # rows to a statement
ERASED = "Slettet: "  # what a reason begins with that was erased; a trigger lets nothing else become of one
LONGEST_CONSENT = 300


class Conflict(Exception):
    """Somebody else changed the record since the form was opened; `args[0]` is the record as it is now."""


def record(
    subject: models.Model, *, by: Actor, verb: str, changes: Mapping[str, Any] | None = None, reason: str = ""
) -> AuditEntry:
    """One row of the audit trail for a verb on a subject; `changes` holds [before, after] by field."""
    entry = _entry(subject, by=by, verb=verb, changes=changes or {}, reason=reason)
    entry.save(force_insert=True)
    return entry


def _entry(subject: models.Model, *, by: Actor, verb: str, changes: Mapping[str, Any], reason: str) -> AuditEntry:
    return AuditEntry(
        actor_user_id=by.user_id,
        actor_name=by.name,
        actor_role=by.role.value,
        membership_id=by.membership_id,
        link_id=by.link_id,
        on_behalf_of=by.on_behalf_of,
        consent=by.consent,
        verb=verb,
        subject_label=subject._meta.label_lower,
        subject_id=subject.pk,
        changes=dict(changes),
        reason=reason,
        request_id=current_id.get(),
    )


def plain(value: Any) -> Any:
    """A value as the audit trail keeps it: JSON's own kinds as they are, dates in ISO form, the rest as text."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)


def _pair(subject: Record, name: str, before: Any, after: Any) -> list[Any]:
    """Before and after, without the values where the field is personal."""
    return ["personal", "personal"] if name in subject.PERSONAL else [before, after]


@transaction.atomic
def create(new: SomeRecord, *, by: Actor, verb: str, reason: str = "") -> SomeRecord:
    """Save a new record and its row in the trail, with every field that is not empty."""
    new.save(force_insert=True)
    record(new, by=by, verb=verb, changes=_filled(new), reason=reason)
    return new


@transaction.atomic
def create_all(new: Sequence[SomeRecord], *, by: Actor, verb: str) -> Sequence[SomeRecord]:
    """Save many new records of one kind, each with its row in the trail, by a few statements for all of them."""
    if new:
        type(new[0])._default_manager.bulk_create(new, batch_size=BATCH)
        entries = (_entry(one, by=by, verb=verb, changes=_filled(one), reason="") for one in new)
        AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    return new


def _filled(new: Record) -> dict[str, list[Any]]:
    """Every field of a new record that is not empty, as the trail keeps it."""
    return {
        field.attname: _pair(new, field.attname, None, plain(getattr(new, field.attname)))
        for field in new._meta.concrete_fields
        if field.name not in {"id", "created_at", "changed_at", "version"}
        and getattr(new, field.attname) not in (None, "", [], {})
    }


@transaction.atomic
def change(
    known: SomeRecord,
    *,
    by: Actor,
    verb: str,
    version: int | None = None,
    reason: str = "",
    beside: Mapping[str, Any] | None = None,
    **values: Any,
) -> SomeRecord:
    """Change fields of a record. With `version`, raises Conflict where somebody changed it in between.

    `beside` holds [before, after] of what changed with it and is no field of it. Writes nothing where nothing differs.
    """
    kind = type(known)
    locked = kind._default_manager.select_for_update().get(pk=known.pk)
    if version is not None and locked.version != version:
        raise Conflict(locked)
    changes = {
        name: _pair(locked, name, plain(getattr(locked, name)), plain(value))
        for name, value in values.items()
        if plain(getattr(locked, name)) != plain(value)
    }
    if not changes and not beside:
        return locked
    changes |= beside or {}
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    record(locked, by=by, verb=verb, changes=changes, reason=reason)
    return locked


@transaction.atomic
def change_all(changed: Sequence[tuple[SomeRecord, Mapping[str, Any]]], *, by: Actor, verb: str) -> list[SomeRecord]:
    """Change fields of many records of one kind, each with its row in the trail, by a few statements for all of them.

    Where nothing differs of a record, nothing is written of it. The records as they are then, in their order.
    """
    if not changed:
        return []
    kind = type(changed[0][0])
    ids = [known.pk for known, _values in changed]
    rows = {row.pk: row for row in kind._default_manager.filter(pk__in=ids).order_by("pk").select_for_update()}
    entries, moved, names = [], [], {"version", "changed_at"}
    for known, values in changed:
        row = rows[known.pk]
        changes = {
            name: _pair(row, name, plain(getattr(row, name)), plain(value))
            for name, value in values.items()
            if plain(getattr(row, name)) != plain(value)
        }
        if changes:
            for name, value in values.items():
                setattr(row, name, value)
            row.version, row.changed_at = row.version + 1, timezone.now()
            names |= values.keys()
            moved.append(row)
            entries.append(_entry(row, by=by, verb=verb, changes=changes, reason=""))
    kind._default_manager.bulk_update(moved, sorted(names), batch_size=BATCH)
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    return [rows[known.pk] for known, _values in changed]


@transaction.atomic
def erase_from_trail(rows: Iterable[Record], *, rule: str) -> int:
    """Empty what people wrote as reasons about these records, and the values of personal fields; how many rows changed.

    Who did what to what, when and for whom stays. `rule` is the Danish sentence that stands there instead.
    """
    kinds: dict[type[Record], list[int]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row.pk)
    return sum(_erased(kind, ids, mark=f"{ERASED}{rule}") for kind, ids in kinds.items())


def _erased(kind: type[Record], ids: Sequence[int], *, mark: str) -> int:
    entries = AuditEntry.objects.filter(subject_label=kind._meta.label_lower, subject_id__in=ids)
    erased = 0
    for entry in entries.order_by("pk").iterator(chunk_size=BATCH):
        values = {name: ["personal", "personal"] for name in entry.changes if name in kind.PERSONAL}
        consent = mark[:LONGEST_CONSENT] if entry.consent else ""
        written = entry.reason not in ("", mark) or entry.consent != consent
        if written or entry.changes != entry.changes | values:
            changes = entry.changes | values
            erased += AuditEntry.objects.filter(pk=entry.pk).update(reason=mark, consent=consent, changes=changes)
    return erased


@transaction.atomic
def link(earlier: models.Model, later: models.Model, *, kind: str) -> None:
    """A step of the chain from what came first to what it led to; a repeat changes nothing."""
    Link.objects.get_or_create(
        from_label=earlier._meta.label_lower,
        from_id=earlier.pk,
        to_label=later._meta.label_lower,
        to_id=later.pk,
        kind=kind,
    )


@transaction.atomic
def link_all(earlier: models.Model, later: Sequence[models.Model], *, kind: str) -> None:
    """A step of the chain from one record to each of many; a repeat changes nothing."""
    start = {"from_label": earlier._meta.label_lower, "from_id": earlier.pk, "kind": kind}
    links = [Link(**start, to_label=one._meta.label_lower, to_id=one.pk) for one in later]
    Link.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)


def once(key: uuid.UUID, act: Callable[[], str], *, digest: str = "") -> str:
    """Run `act` in a transaction unless a form with this key and digest already ran; either way where it led.

    The same key with another digest is another act: somebody went back to the page and wrote something else.
    """
    with whole():
        form, first = _submitted(digest).get_or_create(key=key, defaults={"digest": digest})
        if not first:
            return form.went_to
        form.went_to = act()
        form.save(update_fields=["went_to"])
        return form.went_to


def led_to(key: uuid.UUID, *, digest: str) -> str | None:
    """The address that a form with this key and digest led to; None where it has not run."""
    return _submitted(digest).filter(key=key).values_list("went_to", flat=True).first()


def _submitted(digest: str) -> models.QuerySet[SubmittedForm]:
    return SubmittedForm.objects.filter(digest__in={digest, ""})


@transaction.atomic
def save_view(*, by: Actor, list_name: str, name: str, query: str) -> SavedView:
    """Keep a filtered list under a name; the same name again replaces what it showed."""
    view, _ = SavedView.objects.update_or_create(
        user_id=by.person_id, list_name=list_name, name=name, defaults={"query": query}
    )
    return view


@transaction.atomic
def drop_view(view_id: int, *, by: Actor) -> None:
    """Remove one of one's own saved views."""
    SavedView.objects.filter(pk=view_id, user_id=by.person_id).delete()
