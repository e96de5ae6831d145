"""What the pages of calling on firms share: finding what the reader may see, and carrying out a verb once."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions.outreach import NotFree
from symbiose.frontdesk.actions.outreach.telling import call_page
from symbiose.frontdesk.models import Call, CallRound
from symbiose.frontdesk.outreach_permissions import may_call_on_firms
from symbiose.frontdesk.queries import outreach as queries
from symbiose.frontdesk.routing import NobodyAtEntrance
from symbiose.organisations.enums import OrganisationKind
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries import active, stands_for


def callers_only(view):
    """Only for advisers and departments."""

    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(may_call_on_firms(request.actor))
        return view(request, *args, **kwargs)

    return guarded


def find_firm(organisation_id: int) -> Organisation:
    """A firm, whether it can be called or not; a department has no page here."""
    firm = get_object_or_404(Organisation.objects.exclude(kind=OrganisationKind.DEPARTMENT), pk=organisation_id)
    return get_object_or_404(active(), pk=stands_for(firm).pk)


def find_call(request, call_id: int) -> Call:
    """The call, or 404 for those who may not know that it exists."""
    rows = queries.calls_visible_to(request.actor).select_related("organisation", "user", "department", "round")
    return get_object_or_404(rows, pk=call_id)


def find_round(request, round_id: int) -> CallRound:
    """The round, or 404 for those who may not know that it exists."""
    return get_object_or_404(queries.with_rounds(queries.rounds_visible_to(request.actor)), pk=round_id)


def firm_page(organisation_id: int) -> str:
    """Why this firm, and who has it."""
    return reverse("outreach:firm", args=[organisation_id])


def form_page(request, form, *, heading, button, back, overline="", lead="", status=200):
    """A form on a page of its own, with the way back."""
    context = {"form": form, "heading": heading, "button": button, "back": back, "overline": overline, "lead": lead}
    return render(request, "frontdesk/outreach/form.html", context, status=status)


def carried_out(request, form, act, sentence):
    """Run the verb once and go where it leads, or None where the form must be shown again. `act` gives an address or a record."""

    def run():
        made = act()
        messages.success(request, sentence)
        return made if isinstance(made, str) else call_page(made)

    try:
        return HttpResponseRedirect(form.run_once(run))
    except Conflict as conflict:
        show_conflict(form, conflict)
    except NotFree as error:
        form.add_error(None, not_free_in_words(error.args[0]))
    except NobodyAtEntrance:
        form.add_error(None, _("Nobody works at the entrance yet. Add an adviser first."))
    except NotAllowed:
        form.add_error(None, _("That cannot be done as it stands now. Look at the page once more."))
    return None


def not_free_in_words(way) -> str:
    """What is in the way, in a sentence."""
    if way.stop:
        return _("They want no call. Somebody must first lift the no, and write why.")
    if way.taken:
        return _("%(name)s has taken them in the meantime. Look at the page once more.") % {"name": way.taken.user.name}
    if way.no_talks and not way.spoken:
        return _("They want no talks. Look at the page once more, and write why you call all the same.")
    return _("Somebody spoke with them lately. Look at the page once more, and write why you call all the same.")


def by_form(request, form, act, *, said, **page):
    """The page of a form; sent and in order, the verb and the page that it leads to."""
    if request.method == "POST" and form.is_valid():
        done = carried_out(request, form, act, said)
        if done:
            return done
    return form_page(request, form, **page)


def by_button(request, form, act, *, said, back):
    """A verb behind a button without fields; where it is refused, the sentence stands on the page that one came from."""
    require(form.is_valid())
    done = carried_out(request, form, act, said)
    if done is None:
        messages.error(request, " ".join(form.non_field_errors()))
    return done or redirect(back)
