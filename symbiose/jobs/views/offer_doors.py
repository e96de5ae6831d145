"""What every view of a proposal of placement does first: find it, and turn a refused verb into a sentence."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.offer_answers import NoRoom
from symbiose.jobs.actions.offers import AlreadyAsked, NotPossible
from symbiose.jobs.forms.offers import ButtonForm
from symbiose.jobs.models import Candidate
from symbiose.jobs.queries import candidates_visible_to, offers_visible_to
from symbiose.jobs.queries.offers import with_parts
from symbiose.jobs.shown import unbroken

REFUSALS = (NotAllowed, AlreadyAsked, NotPossible, NoRoom)


def find_offer(number, actor):
    """The proposal with its parts; 404 for those who may not know that it exists."""
    offer = with_parts(offers_visible_to(actor).filter(number=number)).first()
    if offer is None:
        raise Http404
    return offer


def find_candidate(code, actor):
    """The person by the code; 404 where there is none, or the record is erased."""
    candidate = candidates_visible_to(actor).filter(code=code).first()
    if candidate is None:
        raise Http404
    return candidate


def refused(error):
    """Why a verb did not run, in one sentence that says how things stand."""
    if isinstance(error, AlreadyAsked):
        title = error.args[0].position.title
        return _("The person is asked about “%(title)s” already. One question at a time.") % {"title": title}
    if isinstance(error, NotPossible):
        return _("This is no longer possible: the position is closed, or the person does not wait any more.")
    if isinstance(error, NoRoom):
        return _("The last place was given to somebody else a moment ago. Nothing is changed.")
    return _("This is not possible now: somebody may have done it already. Here is how it stands.")


def settled(view):
    """A verb that the state no longer allows leads back to the page with a sentence, never to an error page."""

    @wraps(view)
    def guarded(request, number, *args, **kwargs):
        try:
            return view(request, number, *args, **kwargs)
        except REFUSALS as error:
            messages.error(request, refused(error))
            return redirect("offers:offer", number)

    return guarded


def person_page(candidate: Candidate) -> str:
    """The address of all that is proposed to a person."""
    return reverse("offers:person", args=[candidate.code])


def button(request, act, *, url, done):
    """A verb behind a single button: once per form, then on to where it leads with what happened."""
    form = ButtonForm(request.POST)
    form.is_valid()

    def once():
        act()
        messages.success(request, done)
        return url

    return HttpResponseRedirect(form.run_once(once))


def code_of(candidate: Candidate) -> str:
    """The code as pages write it."""
    return unbroken(candidate.code)
