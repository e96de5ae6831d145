"""Erase what is personal in an enquiry or a case, because somebody asked for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.frontdesk import actions, permissions
from symbiose.frontdesk.forms import ReasonForm
from symbiose.frontdesk.views.doors import by_form, find_case, find_enquiry


def asked(request, subject, forget):
    """The page that asks why, and the verb."""
    require(permissions.may_forget(request.actor, subject))
    form = ReasonForm(request.POST or None)
    return by_form(
        request,
        subject,
        form,
        lambda: forget(subject, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("What was personal is erased."),
        heading=_("Erase what is personal"),
        button=_("Erase for good"),
        lead=_(
            "Names, addresses, telephone numbers, what was said, files and letters are erased and cannot be brought "
            "back. Number, topic, days and outcome stay, so that it is still counted. Write why, without names."
        ),
    )


@signed_in
def enquiry(request, enquiry_number):
    """An enquiry that waits for nothing."""
    return asked(request, find_enquiry(request, enquiry_number), actions.forget_enquiry)


@signed_in
def case(request, case_number):
    """A case that is closed, with its enquiries."""
    return asked(request, find_case(request, case_number), actions.forget_case)
