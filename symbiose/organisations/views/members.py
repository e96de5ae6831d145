"""Let people act for an organisation, and end it."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.organisations import actions, permissions
from symbiose.organisations.forms import EndForm, MemberForm, explain
from symbiose.organisations.models import Membership, Organisation
from symbiose.organisations.views.pages import page_of


@signed_in
def add_member(request, pk):
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_keep_members(request.actor))
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and added(request, organisation, form):
        return HttpResponseRedirect(page_of(organisation))
    return render(request, "organisations/member_form.html", {"form": form, "organisation": organisation})


def added(request, organisation, form):
    """Whether the person could be added; if not, the form says why."""
    given = form.cleaned_data

    def act():
        actions.add_member(organisation, email=given["email"], name=given["name"], by=request.actor)
        return page_of(organisation)

    try:
        form.run_once(act)
    except IntegrityError as error:
        explain(form, error)
        return False
    messages.success(request, _("The person may now act for %(name)s.") % {"name": organisation.name})
    return True


@signed_in
def end_member(request, pk, membership_id):
    require(permissions.may_keep_members(request.actor))
    membership = get_object_or_404(
        Membership.objects.select_related("organisation", "user"), pk=membership_id, organisation_id=pk
    )
    form = EndForm(request.POST or None, valid_from=membership.valid_from, initial={"valid_to": timezone.localdate()})
    if request.method == "POST" and form.is_valid():

        def act():
            given = form.cleaned_data
            actions.end_member(membership, valid_to=given["valid_to"], reason=given["reason"], by=request.actor)
            return page_of(membership.organisation)

        address = form.run_once(act)
        messages.success(request, _("The last day is noted."))
        return HttpResponseRedirect(address)
    heading = _("When does %(person)s stop acting for %(name)s?") % {
        "person": membership.user.name,
        "name": membership.organisation.name,
    }
    context = {"form": form, "organisation": membership.organisation, "heading": heading}
    return render(request, "organisations/end_form.html", context)
