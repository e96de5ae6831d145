"""An organisation says yes to the public directory, or takes it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.organisations import actions, permissions
from symbiose.organisations.actions import Yes
from symbiose.organisations.enums import ConsentHow
from symbiose.organisations.forms import YesForm
from symbiose.organisations.models import Organisation
from symbiose.organisations.views.pages import page_of


@signed_in
def show(request, pk):
    """Advisers write down how the yes was told; an organisation says it here itself."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_consent(request.actor, organisation))
    told = permissions.may_keep(request.actor)
    form = yes_form(request) if told else Form(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act():
            yes = form.yes() if told else own_yes(request.actor)
            actions.give_consent(organisation, yes, by=request.actor)
            return page_of(organisation)

        address = form.run_once(act)
        messages.success(request, _("The yes is written down, and the organisation stands in the public list."))
        return HttpResponseRedirect(address)
    return render(request, "organisations/show_form.html", {"form": form, "organisation": organisation, "told": told})


def yes_form(request):
    return YesForm(request.POST or None, initial={"given_on": timezone.localdate()})


def own_yes(actor):
    """What somebody says for their own organisation, here and now."""
    return Yes(how=ConsentHow.SYMBIOSE.value, given_by=actor.name or actor.organisation_name)


@signed_in
def hide(request, pk):
    """Out of the public list at once."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_hide(request.actor, organisation))
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.withdraw_consent(organisation, by=request.actor)
            return page_of(organisation)

        address = form.run_once(act)
        messages.success(request, _("The organisation no longer stands in the public list."))
        return HttpResponseRedirect(address)
    context = {
        "form": form,
        "organisation": organisation,
        "heading": _("Take %(name)s out of the public list?") % {"name": organisation.name},
        "lead": _("It disappears from the list and the map at once. That there was a yes stays in the history."),
        "button": _("Take it out"),
    }
    return render(request, "organisations/reason_form.html", context)
