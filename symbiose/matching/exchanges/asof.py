"""Records as they were known on a past day: today's rows with every later change of the audit trail taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from symbiose.common.models import AuditEntry


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def as_known(rows: QuerySet[Any], fields: Iterable[str], *, on: date) -> list[dict[str, Any]]:
    """These fields of the rows that were recorded by the end of a day, with the values that they had then."""
    names = list(fields)
    after = end_of(on)
    known = {row["pk"]: row for row in rows.filter(created_at__lt=after).order_by("pk").values("pk", *names)}
    if after <= timezone.now():
        for pk, changes in _later_changes(rows.model, after):
            for name in names:
                if pk in known and name in changes:
                    known[pk][name] = _read(rows.model, name, changes[name][0])
    return list(known.values())


def _later_changes(kind: type[Model], after: datetime) -> QuerySet[AuditEntry, tuple[int, dict[str, Any]]]:
    """What was changed from a moment on, the newest first, so that the oldest before-value stands in the end."""
    later = AuditEntry.objects.filter(subject_label=kind._meta.label_lower, at__gte=after)
    return later.order_by("-at", "-pk").values_list("subject_id", "changes")


def _read(kind: type[Model], name: str, before: Any) -> Any:
    """A value as the trail keeps it, read back as the field holds it."""
    return kind._meta.get_field(name).to_python(before)  # type: ignore[union-attr]  # a column, never a relation backwards
