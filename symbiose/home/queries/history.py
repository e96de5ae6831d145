"""The history of one dated item in words: which part of it was changed, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symbiose.common.models import AuditEntry, MunicipalItem

LONGEST = 200  # signs of a text that the history repeats
DAYS = {"valid_from": gettext_lazy("From"), "valid_to": gettext_lazy("Until and with")}
MOST = 50


def told(rows: Sequence[MunicipalItem], labels: Mapping[str, Any]) -> list[AuditEntry]:
    """What happened to all wordings of an item, newest first; each entry knows its `lines`: label, before, after."""
    entries = list(
        AuditEntry.objects.filter(
            subject_label=MunicipalItem._meta.label_lower, subject_id__in=[row.pk for row in rows]
        ).order_by("-at", "-pk")[:MOST]
    )
    for entry in entries:
        entry.lines = _lines(entry.changes, labels)  # type: ignore[attr-defined]  # carried to the page, not stored
    return entries


def _lines(changes: Mapping[str, Any], labels: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    before, after = (side or {} for side in changes.get("data", [{}, {}]))
    lines = [
        (str(label), _worded(before.get(name)), _worded(after.get(name)))
        for name, label in labels.items()
        if before.get(name) != after.get(name)
    ]
    return lines + [
        (str(label), _day(changes[name][0]), _day(changes[name][1])) for name, label in DAYS.items() if name in changes
    ]


def _day(value: str | None) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value else ""


def _worded(value: Any) -> str:
    """A stored value as people read it; a long text by its beginning."""
    if isinstance(value, dict):
        return _day(value["date"])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return f"{text[:LONGEST]} …" if len(text) > LONGEST else text
