"""Confirm or refuse that somebody writes for the organisation whose name, number or address they used."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.frontdesk import actions, permissions
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.forms.enquiries import ClaimForm
from symbiose.frontdesk.views.doors import carried_out, find_enquiry
from symbiose.organisations.models import Organisation


def settled(request, enquiry_number, verb, sentence):
    """Carry out the verb once, for the firm that the page named; where somebody was quicker, the page says so."""
    enquiry = find_enquiry(request, enquiry_number)
    require(permissions.may_handle(request.actor, enquiry))
    form = ClaimForm(request.POST)
    require(form.is_valid())
    firm = get_object_or_404(Organisation, pk=form.cleaned_data["firm"])
    done = carried_out(request, form, lambda: verb(enquiry, firm=firm, by=request.actor), sentence)
    if done is None:
        messages.error(request, _("Somebody has settled it otherwise meanwhile. This is how it stands now."))
    return done or redirect(page_of(enquiry))


@signed_in
@require_POST
def confirm(request, enquiry_number):
    """They do write for it."""
    said = _("It is confirmed. The enquiry stands under the firm from now on.")
    return settled(request, enquiry_number, actions.confirm_firm, said)


@signed_in
@require_POST
def refuse(request, enquiry_number):
    """They do not."""
    said = _("It is written down. The enquiry does not stand under the firm.")
    return settled(request, enquiry_number, actions.refuse_firm, said)
