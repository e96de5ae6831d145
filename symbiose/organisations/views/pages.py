"""An organisation's page, and adding and changing one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common import links, registry
from symbiose.common.actions import Conflict
from symbiose.common.pages.access import advisers_only, require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.organisations import actions, permissions, queries
from symbiose.organisations.enums import OrganisationKind
from symbiose.organisations.forms import AddForm, ChangeForm, OwnForm, explain
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries.merging import alike_of, gathered
from symbiose.organisations.queries.register import register_shown
from symbiose.organisations.views.history import told


def page_of(organisation):
    return reverse("organisations:detail", args=[organisation.pk])


def done_before(request, form, organisation, so: str = "") -> HttpResponseRedirect | None:
    """Where a form leads whose act was done before, by itself or in another tab; None where there is something to do.

    Asked before the state is required, or a second press would be refused as if the first had failed. `so` is a
    sentence that says what is so already; empty where it is not.
    """
    if request.method != "POST":
        return None
    address = form.led_to()
    if address is None and not so:
        return None
    messages.info(request, so or _("This was done when you sent it before. Nothing more is done now."))
    return HttpResponseRedirect(address or page_of(organisation))


def detail(request, pk):
    organisation = get_object_or_404(queries.with_facts(Organisation.objects.all()), pk=pk)
    if organisation.merged_into_id:
        return HttpResponseRedirect(page_of(queries.stands_for(organisation)))
    if not permissions.may_see(request.actor, organisation):
        require(not request.user.is_authenticated)
        return redirect_to_login(request.get_full_path())
    inside = permissions.may_see_inside(request.actor, organisation)
    context = {
        "organisation": organisation,
        "facts": queries.facts_shown(organisation),
        "inside": inside,
        "may_keep": permissions.may_keep(request.actor),
        "may_change": permissions.may_change(request.actor, organisation),
        "successor": carried_on_by(request, organisation),
        "next": queries.next_step(organisation) if inside else "",
    }
    if inside:
        context |= inside_of(request, organisation)
    return render(request, "organisations/detail.html", context)


def inside_of(request, organisation):
    """What the organisation itself and the entrance see of it."""
    years = list(organisation.years.all())
    people, invited = queries.people(organisation)
    for member in people:
        member.may_end = permissions.may_end_member(request.actor, member)
    return {
        "headcount": next((year for year in years if year.headcount is not None), None),
        "years": years,
        "size": queries.size_shown(years) if organisation.kind != OrganisationKind.DEPARTMENT else None,
        "register": register_shown(organisation),
        "units": list(organisation.units.order_by("valid_to", "p_number")),
        "consents": list(organisation.directory_consents.all()),
        "may_consent": permissions.may_consent(request.actor, organisation),
        "gathered": gathered(organisation),
        "alike": alike_of(organisation) if permissions.may_keep(request.actor) else [],
        "people": people,
        "invited": invited,
        "may_invite": permissions.may_invite(request.actor, organisation),
        "history": told(organisation, request.actor),
        "chain": links.chain(organisation, request.actor),
        "related": registry.related(organisation, request.actor),
        "starts": registry.starts(organisation, request.actor),
    }


def carried_on_by(request, organisation):
    """The one that carries on an organisation that closed, where the reader may see it."""
    if organisation.succeeded_by_id is None:
        return None
    successor = queries.stands_for(organisation.succeeded_by)
    return successor if permissions.may_see(request.actor, successor) else None


def saved(request, form, act, sentence):
    """Run the verb once and go on to the organisation's page, or say at the form why not; None where it was refused."""

    def run():
        organisation = act()
        return page_of(organisation)

    try:
        address = form.run_once(run)
    except Conflict as conflict:
        show_conflict(form, conflict)
    except IntegrityError as error:
        explain(form, error)
    else:
        messages.success(request, sentence)
        return HttpResponseRedirect(address)
    return None


def added(form, *, by):
    """The organisation, with its number of employees where one is told."""
    organisation = actions.add_organisation(by=by, **form.values())
    given = form.cleaned_data
    if given["headcount"] is not None:
        source = _("told in Symbiose")
        year, headcount = given["headcount_year"], given["headcount"]
        actions.state_year(organisation, year=year, headcount=headcount, source=source, by=by)
    return organisation


@advisers_only
def add(request):
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = saved(request, form, lambda: added(form, by=request.actor), _("It is added."))
        if answer:
            return answer
    return render(request, "organisations/form.html", {"form": form})


def form_for(request, organisation):
    """Advisers change all of it, the organisation what is its own to say."""
    names = [field.name for field in Organisation._meta.concrete_fields]
    initial = {name: getattr(organisation, name) for name in names}
    if permissions.may_keep(request.actor):
        return ChangeForm(request.POST or None, initial=initial, known=organisation)
    return OwnForm(request.POST or None, initial=initial)


@signed_in
def change(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_change(request.actor, organisation))
    form = form_for(request, organisation)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act():
            return actions.change_organisation(
                organisation,
                by=request.actor,
                version=given["version"],
                reason=given.get("reason", ""),
                **form.values(),
            )

        answer = saved(request, form, act, _("It is saved."))
        if answer:
            return answer
    return render(request, "organisations/form.html", {"form": form, "organisation": organisation})
