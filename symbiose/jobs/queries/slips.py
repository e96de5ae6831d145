"""Slips as pages ask for them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from symbiose.jobs.enums import CandidateState
from symbiose.jobs.models import Candidate, Slip
from symbiose.jobs.slips import digests_of


def slip_of_code(code: str, *, on: date) -> Slip | None:
    """The slip that a written code opens on a day; None where it is wrong, too old, withdrawn or of an erased person."""
    slip = Slip.objects.select_related("candidate").filter(digest__in=digests_of(code)).first()
    return slip if slip and holds(slip, on=on) else None


def holds(slip: Slip, *, on: date) -> bool:
    """Whether a slip opens anything on a day."""
    return slip.withdrawn_at is None and slip.valid_until >= on and slip.candidate.state != CandidateState.ERASED


def unused_slips(people: QuerySet[Candidate], *, on: date, days: int) -> QuerySet[Slip]:
    """Slips of these people that hold, were given at least so many days ago, and were never used; the oldest first."""
    rows = Slip.objects.filter(candidate__in=people, withdrawn_at__isnull=True, last_used_at__isnull=True)
    given = rows.filter(valid_until__gte=on, created_at__date__lte=on - timedelta(days=days))
    return given.select_related("candidate").order_by("created_at", "pk")


def slip_that_holds(candidate: Candidate) -> Slip | None:
    """The person's slip that was not withdrawn; it may be too old."""
    return candidate.slips.filter(withdrawn_at__isnull=True).first()
