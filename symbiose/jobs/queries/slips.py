"""Slips as pages ask for them."""

from __future__ import annotations

from datetime import date

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


def slip_that_holds(candidate: Candidate) -> Slip | None:
    """The person's slip that was not withdrawn; it may be too old."""
    return candidate.slips.filter(withdrawn_at__isnull=True).first()
