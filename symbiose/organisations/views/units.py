"""Add, mend and end an organisation's places of work."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.organisations import actions, permissions
from symbiose.organisations.forms import ChangeUnitForm, EndForm, UnitForm, explain
from symbiose.organisations.models import Organisation, ProductionUnit
from symbiose.organisations.views.pages import page_of


@signed_in
def add_unit(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_keep_units(request.actor))
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and added(request, organisation, form):
        return HttpResponseRedirect(page_of(organisation))
    return render(request, "organisations/unit_form.html", {"form": form, "organisation": organisation})


def added(request, organisation, form):
    """Whether the place of work could be added; if not, the form says why."""

    def act():
        actions.add_unit(organisation, p_number=form.cleaned_data["p_number"], by=request.actor, **form.values())
        return page_of(organisation)

    try:
        form.run_once(act)
    except actions.UnitTaken as taken:
        form.taken(taken.args[0], page_of(taken.args[0].organisation))
    except IntegrityError as error:
        explain(form, error)
    else:
        messages.success(request, _("The place of work is added."))
        return True
    return False


def unit_of(request, pk, unit_id):
    """A place of work, for those who keep them."""
    require(permissions.may_keep_units(request.actor))
    return get_object_or_404(ProductionUnit.objects.select_related("organisation"), pk=unit_id, organisation_id=pk)


@signed_in
def change_unit(request, pk, unit_id):
    unit = unit_of(request, pk, unit_id)
    initial = {name: getattr(unit, name) for name in ("name", "street", "postcode", "valid_from", "version")}
    form = ChangeUnitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and changed(request, unit, form):
        return HttpResponseRedirect(page_of(unit.organisation))
    context = {"form": form, "organisation": unit.organisation, "unit": unit}
    return render(request, "organisations/unit_form.html", context)


def changed(request, unit, form):
    """Whether the place of work could be changed; if not, the form says why."""

    def act():
        actions.change_unit(unit, version=form.cleaned_data["version"], by=request.actor, **form.values())
        return page_of(unit.organisation)

    try:
        form.run_once(act)
    except Conflict as conflict:
        show_conflict(form, conflict)
    except IntegrityError as error:
        explain(form, error)
    else:
        messages.success(request, _("It is saved."))
        return True
    return False


@signed_in
def end_unit(request, pk, unit_id):
    unit = unit_of(request, pk, unit_id)
    form = EndForm(request.POST or None, valid_from=unit.valid_from, initial={"valid_to": timezone.localdate()})
    if request.method == "POST" and form.is_valid():

        def act():
            given = form.cleaned_data
            actions.end_unit(unit, valid_to=given["valid_to"], reason=given["reason"], by=request.actor)
            return page_of(unit.organisation)

        address = form.run_once(act)
        messages.success(request, _("The last day is noted. The place of work stays in the history."))
        return HttpResponseRedirect(address)
    heading = _("When does %(place)s stop being a place of work?") % {"place": unit.name}
    return render(
        request, "organisations/end_form.html", {"form": form, "organisation": unit.organisation, "heading": heading}
    )
