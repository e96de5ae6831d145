"""People as the consultant's pages read them: nothing here touches what is read through the logged door."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from symbiose.common.models import AuditEntry, Link, Reading
from symbiose.common.plans import IMPORTED
from symbiose.common.reading import readings_of
from symbiose.jobs.models import Candidate, Slip
from symbiose.jobs.queries.rows import CANDIDATE, at_work

DAYS_A_WEEK = 7
UPLOAD, IMPORT = "files.upload", "jobs.import_candidates"


def with_candidate_rows(rows: QuerySet[Candidate], *, on: date) -> QuerySet[Candidate]:
    """With the consultant, whether a slip holds and whether the person works in a main placement."""
    held = Slip.objects.filter(candidate=OuterRef("pk"), withdrawn_at__isnull=True, valid_until__gte=on)
    return rows.select_related("consultant").annotate(has_slip=Exists(held), works=at_work())


def found_by_code(rows: QuerySet[Candidate], query: str) -> QuerySet[Candidate]:
    """People are searched by their code alone: nothing that they told can be searched for."""
    plain = "".join(query.split()).upper().replace("\N{NON-BREAKING HYPHEN}", "-")
    return rows.filter(code__icontains=plain) if plain else rows


def weeks_waited(candidate: Candidate, *, on: date) -> int | None:
    """Whole weeks since the person was ready; None where they do not wait."""
    return None if candidate.waiting_since is None else (on - candidate.waiting_since).days // DAYS_A_WEEK


def history_of(candidate: Candidate) -> QuerySet[AuditEntry]:
    """What happened, also through imports, newest first; the trail holds no value of what a person told."""
    files = Link.objects.filter(from_label=UPLOAD, to_label=CANDIDATE, to_id=candidate.pk, kind=IMPORTED)
    mine = Q(subject_label=CANDIDATE, subject_id=candidate.pk)
    imported = Q(subject_label=UPLOAD, subject_id__in=files.values("from_id"), verb=IMPORT)
    return AuditEntry.objects.filter(mine | imported).order_by("-pk")


def readings(candidate: Candidate) -> QuerySet[Reading]:
    """Who read what is kept apart of the person, newest first."""
    return readings_of(candidate)
