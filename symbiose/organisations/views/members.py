"""End that a person acts for an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.access import recently_confirmed, require, signed_in
from symbiose.organisations import actions, permissions
from symbiose.organisations.forms import EndForm
from symbiose.organisations.models import Membership
from symbiose.organisations.views.pages import page_of


@signed_in
@recently_confirmed
def end_member(request, pk, membership_id):
    membership = get_object_or_404(
        Membership.objects.select_related("organisation", "user"), pk=membership_id, organisation_id=pk
    )
    require(permissions.may_end_member(request.actor, membership))
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
