"""One organisation as its page reads it: its dated facts, its people, what helps next, what happened."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from symbiose.common.models import AuditEntry, Link
from symbiose.common.plans import IMPORTED, OPENING
from symbiose.organisations.enums import FactKind, OrganisationKind, OrganisationState
from symbiose.organisations.models import (
    DirectoryConsent,
    Membership,
    Organisation,
    OrganisationFact,
    OrganisationYear,
    ProductionUnit,
)
from symbiose.organisations.queries.rows import LABEL, representatives

UPLOAD = "files.upload"


def members(organisation: Organisation) -> list[Membership]:
    """Memberships now and earlier, those that hold first; each knows whether it holds, in `holds_today`."""
    rows = organisation.memberships.select_related("user").order_by("user__name", "-valid_from")
    today = timezone.localdate()
    found_rows = list(rows)
    for row in found_rows:
        row.holds_today = row.valid_to is None or row.valid_to >= today  # type: ignore[attr-defined]  # carried to the page, not stored
    return sorted(found_rows, key=lambda row: not row.holds_today)  # type: ignore[attr-defined]  # carried to the page, not stored


@dataclass(frozen=True, slots=True)
class FactShown:
    """One of the three facts as a page shows it: what is known today, since when, from where, and what was before."""

    kind: FactKind
    state: str  # holds | denied | ended | unknown
    current: OrganisationFact | None
    earlier: tuple[OrganisationFact, ...]


def facts_shown(organisation: Organisation) -> list[FactShown]:
    """The three facts in their order, each with what was stated earlier; unknown where nothing was ever stated."""
    today = timezone.localdate()
    stated = list(organisation.facts.order_by("-valid_from"))
    shown = []
    for kind in FactKind:
        own = [fact for fact in stated if fact.kind == kind]
        now = next(
            (fact for fact in own if fact.valid_from <= today and (fact.valid_to is None or fact.valid_to >= today)),
            None,
        )
        last = now or next((fact for fact in own if fact.valid_from <= today), None)
        state = "unknown" if last is None else _state(last, holds_now=now is not None)
        shown.append(FactShown(kind, state, last, tuple(fact for fact in own if fact is not last)))
    return shown


def _state(last: OrganisationFact, *, holds_now: bool) -> str:
    if not last.holds:
        return "denied"
    return "holds" if holds_now else "ended"


def next_step(organisation: Organisation) -> str:
    """What helps most next: `place`, `contact`, `number`, or `listing` where the record itself lacks nothing.

    `closed` where it has closed: then nothing is asked of it.
    """
    if organisation.state == OrganisationState.CLOSED:
        return "closed"
    if not organisation.postcode:
        return "place"
    if not organisation.contact_email and not representatives(organisation.pk).exists():
        return "contact"
    if not organisation.company_number and organisation.kind != OrganisationKind.DEPARTMENT:
        return "number"
    return "listing"


def import_key(organisation_id: int) -> str:
    """Under which an import's row of the trail keeps what it wrote about one organisation; never a bare number."""
    return f"o{organisation_id}"


def history(organisation: Organisation, *, limit: int = 50) -> list[AuditEntry]:
    """What happened to an organisation, its facts, figures, places and people and through imports, newest first."""
    gathered = list(organisation.merges.filter(undone_at__isnull=True).values_list("merged_id", flat=True))
    told = Q(subject_label=LABEL, subject_id__in=[organisation.pk, *gathered])
    for kind in (OrganisationFact, OrganisationYear, ProductionUnit, Membership, DirectoryConsent):
        own = kind._default_manager.filter(organisation=organisation).values_list("pk", flat=True)
        told |= Q(subject_label=kind._meta.label_lower, subject_id__in=list(own))
    mine = AuditEntry.objects.filter(told).order_by("-at", "-pk")[:limit]
    found_entries = [*mine, *_imports(organisation, limit)]
    return sorted(found_entries, key=lambda entry: (entry.at, entry.pk), reverse=True)[:limit]


def _imports(organisation: Organisation, limit: int) -> list[AuditEntry]:
    """Imports that wrote this organisation. One row tells of all that a file wrote; only its own part is read."""
    files = Link.objects.filter(from_label=UPLOAD, to_label=LABEL, to_id=organisation.pk, kind=IMPORTED)
    own = KeyTransform(import_key(organisation.pk), KeyTransform("rows", "changes"))
    entries: list[AuditEntry] = list(
        AuditEntry.objects.filter(
            subject_label=UPLOAD,
            subject_id__in=list(files.values_list("from_id", flat=True)),
            verb__in=("organisations.import", "organisations.import_register", OPENING),
        )
        .defer("changes")
        .annotate(own=own)
        .order_by("-at", "-pk")[:limit]
    )
    for entry in entries:
        entry.changes = entry.own or {}  # type: ignore[attr-defined]  # carried to the page, not stored
    return entries
