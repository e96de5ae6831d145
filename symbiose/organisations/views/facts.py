"""State and end the dated facts about an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.organisations import actions, permissions
from symbiose.organisations.forms import EndForm, FactForm, explain
from symbiose.organisations.models import Organisation, OrganisationFact
from symbiose.organisations.views.pages import page_of


@signed_in
def state_fact(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_state_facts(request.actor))
    form = FactForm(request.POST or None, initial={"kind": request.GET.get("om"), "valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and stated(request, organisation, form):
        return HttpResponseRedirect(page_of(organisation))
    return render(request, "organisations/fact_form.html", {"form": form, "organisation": organisation})


def stated(request, organisation, form):
    """Whether the fact could be stated; if not, the form says why."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}

    def act():
        actions.state_fact(organisation, by=request.actor, **values)
        return page_of(organisation)

    try:
        form.run_once(act)
    except actions.FactOverlap as overlap:
        since = formats.date_format(overlap.args[0].valid_from, "DATE_FORMAT")
        form.add_error(
            "valid_from", _("Something is already stated about this from %(day)s. Choose a later day.") % {"day": since}
        )
    except IntegrityError as error:
        explain(form, error)
    else:
        messages.success(request, _("It is stated, with its source."))
        return True
    return False


@signed_in
def end_fact(request, pk, fact_id):
    require(permissions.may_state_facts(request.actor))
    fact = get_object_or_404(OrganisationFact.objects.select_related("organisation"), pk=fact_id, organisation_id=pk)
    form = EndForm(request.POST or None, valid_from=fact.valid_from, initial={"valid_to": timezone.localdate()})
    if request.method == "POST" and form.is_valid():

        def act():
            given = form.cleaned_data
            actions.end_fact(fact, valid_to=given["valid_to"], reason=given["reason"], by=request.actor)
            return page_of(fact.organisation)

        address = form.run_once(act)
        messages.success(request, _("The last day is noted. What held until then stays in the history."))
        return HttpResponseRedirect(address)
    heading = _("When does this end: %(fact)s?") % {"fact": fact.get_kind_display()}
    context = {"form": form, "organisation": fact.organisation, "heading": heading, "fact": fact}
    return render(request, "organisations/end_form.html", context)
