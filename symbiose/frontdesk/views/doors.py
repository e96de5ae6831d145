"""What the pages of this room share: finding what the reader may see, and carrying out a verb once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.frontdesk import actions, queries
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.models import Case, Enquiry
from symbiose.frontdesk.routing import Desk, NobodyAtEntrance, desk


def find_case(request, number: str) -> Case:
    """The case, or 404 for those who may not know that it exists."""
    rows = queries.with_case_rows(queries.cases_visible_to(request.actor))
    return get_object_or_404(rows, number=number)


def find_enquiry(request, number: str) -> Enquiry:
    """The enquiry, or 404 for those who may not know that it exists."""
    rows = queries.with_enquiry_rows(queries.enquiries_visible_to(request.actor))
    return get_object_or_404(rows, number=number)


def desk_of(subject: Case | Enquiry) -> Desk:
    """The people of its entrance today."""
    return desk(subject.entrance, external=subject.external, on=timezone.localdate())


def form_page(request, subject, form, *, heading, button, lead="", status=200):
    """A form about an enquiry or a case on a page of its own, with the way back."""
    context = {
        "subject": subject,
        "is_case": isinstance(subject, Case),
        "back": page_of(subject),
        "form": form,
        "heading": heading,
        "lead": lead,
        "button": button,
    }
    return render(request, "frontdesk/form.html", context, status=status)


def carried_out(request, form, act, sentence):
    """Run the verb once and go where it leads, or None where the form must be shown again.

    `act` gives the record whose page comes next.
    """

    def run():
        went_to = page_of(act())
        messages.success(request, sentence)
        return went_to

    try:
        return HttpResponseRedirect(form.run_once(run))
    except Conflict as conflict:
        show_conflict(form, conflict)
    except actions.NotAtEntrance as error:
        form.add_error(None, _("%(name)s is not at the entrance now. Choose another.") % {"name": error.args[0]})
    except actions.NotTogether:
        form.add_error(None, _("These cannot be put together or parted. Look at both pages once more."))
    except NobodyAtEntrance:
        form.add_error(None, _("Nobody works at the entrance yet. Add an adviser first."))
    except NotAllowed:
        form.add_error(None, _("That cannot be done as it stands now. Look at the page once more."))
    return None


def by_form(request, subject, form, act, *, said, heading, button, lead=""):
    """The page of a form about an enquiry or a case; sent and in order, the verb `act` and the page that it leads to."""
    if request.method == "POST" and form.is_valid():
        done = carried_out(request, form, act, said)
        if done:
            return done
    return form_page(request, subject, form, heading=heading, button=button, lead=lead)


def values_of(form):
    """What was filled in, without the form's own key."""
    return {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
