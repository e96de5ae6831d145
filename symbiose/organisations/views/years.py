"""State, mend and take back what is known of an organisation for a calendar year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.organisations import actions, permissions
from symbiose.organisations.forms import ChangeYearForm, ReasonForm, YearForm
from symbiose.organisations.models import Organisation, OrganisationYear
from symbiose.organisations.views.pages import done_before, page_of


@signed_in
def state_year(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_state_years(request.actor, organisation))
    form = YearForm(request.POST or None, initial={"year": timezone.localdate().year - 1})
    if request.method == "POST" and form.is_valid() and stated(request, organisation, form):
        return HttpResponseRedirect(page_of(organisation))
    return render(request, "organisations/year_form.html", {"form": form, "organisation": organisation})


def stated(request, organisation, form):
    """Whether the figures could be stated; if others stand for the year, the form shows both and asks."""
    given = form.cleaned_data

    def act():
        actions.state_year(
            organisation, year=given["year"], by=request.actor, replace=given["replace"], **form.figures()
        )
        return page_of(organisation)

    try:
        form.run_once(act)
    except actions.YearKnown as known:
        form.contradicts(known.args[0])
        return False
    messages.success(request, _("The figures are noted, with their source."))
    return True


def year_of(request, pk, year_id):
    """The figures of a year, for those who may keep them."""
    rows = OrganisationYear.objects.select_related("organisation")
    known = get_object_or_404(rows, pk=year_id, organisation_id=pk)
    require(permissions.may_state_years(request.actor, known.organisation))
    return known


@signed_in
def change_year(request, pk, year_id):
    known = year_of(request, pk, year_id)
    initial = {name: getattr(known, name) for name in ("headcount", "turnover", "balance", "source", "version")}
    form = ChangeYearForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and changed(request, known, form):
        return HttpResponseRedirect(page_of(known.organisation))
    context = {"form": form, "organisation": known.organisation, "known": known}
    return render(request, "organisations/year_form.html", context)


def changed(request, known, form):
    """Whether the figures could be changed; if somebody else changed them, both are shown."""
    given = form.cleaned_data

    def act():
        said = {"version": given["version"], "reason": given["reason"], **form.figures()}
        actions.change_year(known, by=request.actor, **said)
        return page_of(known.organisation)

    try:
        form.run_once(act)
    except Conflict as conflict:
        show_conflict(form, conflict)
        return False
    messages.success(request, _("It is saved."))
    return True


@signed_in
def remove_year(request, pk, year_id):
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_state_years(request.actor, organisation))
    form = ReasonForm(request.POST or None)
    gone = request.method == "POST" and not OrganisationYear.objects.filter(pk=year_id).exists()
    if answer := done_before(request, form, organisation, _("These figures are not there any more.") if gone else ""):
        return answer
    known = year_of(request, pk, year_id)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.remove_year(known, reason=form.cleaned_data["reason"], by=request.actor)
            return page_of(known.organisation)

        address = form.run_once(act)
        messages.success(request, _("The figures are removed. The history keeps what they were."))
        return HttpResponseRedirect(address)
    context = {
        "form": form,
        "organisation": known.organisation,
        "heading": _("Remove the figures of %(year)s?") % {"year": known.year},
        "lead": _("Only where they are wrong and there is nothing to put in their place. The history keeps them."),
        "button": _("Remove the figures"),
    }
    return render(request, "organisations/reason_form.html", context)
