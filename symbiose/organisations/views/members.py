"""Who acts for an organisation: invite somebody, and end it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.access import recently_confirmed, require, signed_in
from symbiose.organisations import actions, permissions
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.forms import (
    EndForm,
    InviteForm,
    InviteToEntranceForm,
    InviteWithProofForm,
    InviteWithTermsForm,
)
from symbiose.organisations.models import Membership, Organisation
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


@signed_in
@recently_confirmed
def invite(request, pk):
    """Invite somebody to act for an organisation: with a proof, or by vouching for a colleague."""
    organisation = get_object_or_404(Organisation, pk=pk)
    require(permissions.may_invite(request.actor, organisation))
    form = invitation_form(request.actor, organisation)(
        request.POST or None, initial={"proven_on": timezone.localdate(), "role": "representative"}
    )
    if request.method == "POST" and form.is_valid() and invited(request, organisation, form):
        return HttpResponseRedirect(page_of(organisation))
    context = {"form": form, "organisation": organisation, "closed": organisation.state == OrganisationState.CLOSED}
    return render(request, "organisations/access_invite.html", context)


def invitation_form(actor, organisation):
    """What is asked of the one who invites: a proof of advisers, role and days of those who settle them."""
    if permissions.may_man_entrance(actor, organisation):
        return InviteToEntranceForm
    if actor.is_adviser:
        return InviteWithProofForm
    return InviteWithTermsForm if permissions.may_keep_members(actor, organisation) else InviteForm


def invited(request, organisation, form):
    """Whether the invitation went out; if not, the form says why."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}

    def act():
        actions.invite_person(organisation, by=request.actor, **values)
        messages.success(request, _("%(name)s is invited, and gets a letter with a link.") % {"name": values["name"]})
        return page_of(organisation)

    try:
        form.run_once(act)
    except actions.AlreadyActs:
        form.add_error("email", _("This person already acts for the organisation."))
    except actions.NotStanding:
        form.add_error(None, _("The organisation has closed, so nobody can act for it."))
    return form.is_valid()
