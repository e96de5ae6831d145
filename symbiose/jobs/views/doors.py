"""Doors: pages of consultants alone, and the person's own pages, which a slip's code opens without an account."""

from __future__ import annotations

from functools import wraps

from django.shortcuts import redirect
from django.utils import timezone

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.access import require, signed_in
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.models import Slip
from symbiose.jobs.permissions import reads_people

SLIP = "slip"  # in the session: the slip whose code was written


def consultants_only(view):
    """Only for job consultants."""

    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(reads_people(request.actor))
        return view(request, *args, **kwargs)

    return guarded


def person_of(request) -> Actor | None:
    """The person whose slip was used in this session, while the slip holds."""
    number = request.session.get(SLIP)
    slip = Slip.objects.select_related("candidate").filter(pk=number, withdrawn_at__isnull=True).first()
    if slip is None or slip.valid_until < timezone.localdate() or slip.candidate.state == CandidateState.ERASED:
        return None
    request.candidate = slip.candidate
    return Actor(role=Role.PERSON, name=slip.candidate.code, candidate_id=slip.candidate_id)


def person_only(view):
    """Only for a person who wrote the code of a slip that holds; `request.actor` is the person, `request.candidate` the record.

    Somebody who is signed in on the same machine is not mixed in: the page is the person's alone.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        person = person_of(request)
        if person is None:
            return redirect("own:enter")
        request.actor = person
        return view(request, *args, **kwargs)

    return guarded
