"""What every view of a proposal does first: find it, and turn a refused verb into a sentence."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from symbiose.common.states import NotAllowed
from symbiose.matching import actions, queries
from symbiose.matching.actions.letters import page_of
from symbiose.matching.models import Proposal
from symbiose.matching.permissions import may_see

REFUSALS = (NotAllowed, actions.Gone, actions.TooLate, actions.Stopped, actions.NoRoom)


def find_proposal(number, actor):
    """The proposal with all its parts; 404 for those who may not know that it exists."""
    proposal = queries.with_parts(Proposal.objects.filter(number=number)).first()
    if proposal is None or not may_see(actor, proposal):
        raise Http404
    return proposal


def refused(error):
    """Why a verb did not run, in one sentence that says how things stand."""
    if isinstance(error, actions.Gone):
        return _("A listing in the proposal is no longer shown, so it cannot be agreed any more.")
    if isinstance(error, actions.NoRoom):
        return " ".join(room.sentence for room in error.args[0])
    if isinstance(error, actions.TooLate):
        return _("The answer can no longer be changed.")
    if isinstance(error, actions.Stopped):
        return _("The proposal is stopped until an authority step is recorded on the listing.")
    return _("This is not possible now: somebody may have done it already. Here is how it stands.")


def settled(view):
    """A verb that the state no longer allows leads back to the proposal with a sentence, never to an error page."""

    @wraps(view)
    def guarded(request, number, *args, **kwargs):
        try:
            return view(request, number, *args, **kwargs)
        except REFUSALS as error:
            messages.error(request, refused(error))
            return redirect("matching:proposal", number)

    return guarded


def back(proposal):
    """The address of a proposal's page."""
    return page_of(proposal)
