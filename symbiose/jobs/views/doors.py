"""Doors: pages of consultants alone, and the person's own pages, which a slip's code opens without an account."""

from __future__ import annotations

from functools import wraps

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.access import require, signed_in
from symbiose.jobs.models import Slip
from symbiose.jobs.permissions import reads_people
from symbiose.jobs.queries.slips import holds

SLIP = "slip"  # in the session: the slip whose code was written


def sent(request):
    """What a form was sent with; None where the page is only read. A form without an answer is sent all the same."""
    return request.POST if request.method == "POST" else None


def stopped_already():
    """What an old window is answered with when the person has stopped since."""
    return _("You have stopped. Call us if you want to begin again.")


def consultants_only(view):
    """Only for job consultants."""

    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(reads_people(request.actor))
        return view(request, *args, **kwargs)

    return guarded


def person_of(request) -> Actor | None:
    """The person whose slip was used in this visit, while the slip holds and nobody has signed in after it."""
    if request.user.is_authenticated:
        return None
    number = request.session.get(SLIP)
    slip = Slip.objects.select_related("candidate").filter(pk=number).first() if number else None
    if slip is None or not holds(slip, on=timezone.localdate()):
        return None
    request.candidate = slip.candidate
    return Actor(role=Role.PERSON, name=slip.candidate.code, candidate_id=slip.candidate_id)


def person_only(view):
    """Only for a person who wrote the code of a slip that holds; `request.actor` is the person, `request.candidate` the record.

    Somebody who is signed in on the same machine is not mixed in: the page is the person's alone. Each page makes the
    visit last for some minutes more, and no browser keeps what it showed.
    """

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        person = person_of(request)
        if person is None:
            return redirect("own:enter")
        request.actor = person
        request.session.modified = True
        return view(request, *args, **kwargs)

    return guarded
