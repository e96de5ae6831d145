"""Close an organisation, and open it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.organisations import actions
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.forms import CloseForm, ReasonForm
from symbiose.organisations.models import Organisation
from symbiose.organisations.permissions import may_close
from symbiose.organisations.queries.register import register_shown
from symbiose.organisations.states import STATES
from symbiose.organisations.views.pages import done_before, page_of


def require_open(request, organisation, verb):
    """Only for those to whom the state table opens the verb on the organisation now."""
    row = STATES.find(verb, organisation.state)
    require(row is not None and row.who(request.actor, organisation))


@signed_in
def close(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    initial = {"closed_on": timezone.localdate(), "version": organisation.version, **as_the_register_says(organisation)}
    form = CloseForm(request.POST or None, organisation=organisation, initial=initial)
    so = _("%(name)s is closed.") if organisation.state == OrganisationState.CLOSED else ""
    require(may_close(request.actor, organisation))
    if answer := done_before(request, form, organisation, so and so % {"name": organisation.name}):
        return answer
    require_open(request, organisation, "organisations.close")
    if request.method == "POST" and form.is_valid() and closed(request, organisation, form):
        return HttpResponseRedirect(page_of(organisation))
    return render(request, "organisations/close_form.html", {"form": form, "organisation": organisation})


def as_the_register_says(organisation):
    """The day and the reason, where the company register says that it has closed."""
    said = register_shown(organisation)
    if said.closing is None:
        return {}
    told = _("%(status)s in the company register (%(source)s)")
    reason = told % {"status": capfirst(said.closing_said), "source": said.closing.source}
    return {"reason": reason[:300]} | ({"closed_on": said.ended_on} if said.ended_on else {})


def closed(request, organisation, form):
    """Whether it could be closed; if somebody changed it meanwhile, the form says so."""
    given = form.cleaned_data

    def act():
        said = {"closed_on": given["closed_on"], "reason": given["reason"], "succeeded_by": given["successor"]}
        actions.close_organisation(organisation, by=request.actor, version=given["version"], **said)
        return page_of(organisation)

    try:
        form.run_once(act)
    except Conflict as conflict:
        show_conflict(form, conflict)
        return False
    except (NotAllowed, actions.NoSuccessor):
        form.add_error(None, _("One of the two was changed meanwhile. Nothing is written. Open the page again."))
        return False
    messages.success(request, _("It is closed. Its listings are withdrawn, and it is not proposed to anybody."))
    return True


@signed_in
def reopen(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    form = ReasonForm(request.POST or None)
    so = _("%(name)s is open.") if organisation.state == OrganisationState.ACTIVE else ""
    require(may_close(request.actor, organisation))
    if answer := done_before(request, form, organisation, so and so % {"name": organisation.name}):
        return answer
    require_open(request, organisation, "organisations.reopen")
    if request.method == "POST" and form.is_valid():

        def act():
            actions.reopen_organisation(organisation, reason=form.cleaned_data["reason"], by=request.actor)
            return page_of(organisation)

        address = form.run_once(act)
        messages.success(request, _("It is open again. What was withdrawn does not come back by itself: show it anew."))
        return HttpResponseRedirect(address)
    context = {
        "form": form,
        "organisation": organisation,
        "heading": _("Open %(name)s again?") % {"name": organisation.name},
        "lead": _(
            "It can have listings and proposals again. What was withdrawn when it closed is shown anew one by one."
        ),
        "button": _("Open it again"),
    }
    return render(request, "organisations/reason_form.html", context)
