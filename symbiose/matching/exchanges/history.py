"""What happened to an exchange, the newest first: what became another from what to what, and which file it came in with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KeyTransform
from django.utils import formats
from django.utils.translation import gettext as _

from symbiose.common import links
from symbiose.common.actor import Actor
from symbiose.common.models import AuditEntry, Link
from symbiose.common.plans import IMPORTED, OPENING
from symbiose.files.models import Upload
from symbiose.matching.exchanges.changed import KNOWN, Changed, changed, values_of
from symbiose.matching.handing.pauses import Still
from symbiose.matching.models import Exchange

LABEL = Exchange._meta.label_lower
UPLOAD = Upload._meta.label_lower


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of the trail, what it made another, and the file that it came from; `file` is told to advisers alone."""

    entry: AuditEntry
    changed: tuple[Changed, ...] = ()
    file: str = ""

    @property
    def still(self) -> str:
        """Since when it stands still or goes on, or what became of a pause, where that was told."""
        changes = self.entry.changes
        if "pause" in changes:
            return " → ".join(_still(*days) for days in changes["pause"] if days)
        if "goes_on" in changes:
            day = formats.date_format(date.fromisoformat(changes["goes_on"][1]), "DATE_FORMAT")
            return _("from %(day)s") % {"day": day}
        since = changes.get("paused_on", [None, None])[1]
        return _still(since) if since else ""

    @property
    def imported(self) -> bool:
        """It came in with a file."""
        return self.entry.subject_label == UPLOAD


def _still(starts: str, ends: str | None = None) -> str:
    return str(Still(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None))


def import_key(exchange_id: int) -> str:
    """Under which an import's row of the trail keeps what it wrote about one exchange."""
    return f"x{exchange_id}"


def history(exchange: Exchange, actor: Actor, *, limit: int = 50) -> list[Happened]:
    """Its rows of the trail and those of the imports that wrote it. A fixed number of queries."""
    found = [*links.history(exchange, limit=limit), *_imports(exchange, limit)]
    entries = sorted(found, key=lambda entry: (entry.at, entry.pk), reverse=True)[:limit]
    names = _file_names(entries) if actor.is_adviser else {}
    rows, values = [], values_of(exchange)
    for entry in entries:
        before = values if _made(entry.changes) else values | _before(entry.changes)
        rows.append(
            Happened(
                entry,
                tuple(changed(before, values)),
                names.get(entry.subject_id, "") if entry.subject_label == UPLOAD else "",
            )
        )
        values = before
    return rows


def _imports(exchange: Exchange, limit: int) -> Sequence[AuditEntry]:
    """Imports that wrote this exchange. One row tells of all that a file wrote; only its own part is read."""
    files = Link.objects.filter(from_label=UPLOAD, to_label=LABEL, to_id=exchange.pk, kind=IMPORTED)
    mine = Q(subject_label=UPLOAD, subject_id__in=files.values("from_id"), verb=OPENING)
    own = KeyTransform(import_key(exchange.pk), KeyTransform("rows", "changes"))
    entries = list(AuditEntry.objects.filter(mine).defer("changes").annotate(own=own).order_by("-at", "-pk")[:limit])
    for entry in entries:
        entry.changes = entry.own or {}
    return entries


def _file_names(entries: list[AuditEntry]) -> dict[int, str]:
    """The names of the files that are still kept; an erased one has none."""
    ids = [entry.subject_id for entry in entries if entry.subject_label == UPLOAD]
    return dict(Upload.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _made(changes: Mapping[str, Any]) -> bool:
    """The row tells of how it came into being, when nothing stood before."""
    return "title" in changes and not changes["title"][0]


def _before(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The values of known fields before a row, read back as the fields hold them."""
    fields = {field.name: field for field in Exchange._meta.concrete_fields if field.name in KNOWN}
    return {name: field.to_python(changes[name][0]) for name, field in fields.items() if name in changes}
