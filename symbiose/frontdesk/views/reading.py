"""Mark as read what was written to something that is settled."""

from __future__ import annotations

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.frontdesk import actions, permissions
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.views.doors import carried_out, find_case, find_enquiry


def read(request, subject):
    """It waits for nobody until they write again."""
    require(permissions.at_its_entrance(request.actor, subject))
    form = Form(request.POST)
    require(form.is_valid())
    done = carried_out(
        request,
        form,
        lambda: actions.mark_read(subject, by=request.actor),
        _("It is marked as read, and nothing waits."),
    )
    return done or redirect(page_of(subject))


@signed_in
@require_POST
def enquiry(request, enquiry_number):
    """An enquiry that was answered or set aside."""
    return read(request, find_enquiry(request, enquiry_number))


@signed_in
@require_POST
def case(request, case_number):
    """A case that is closed."""
    return read(request, find_case(request, case_number))
