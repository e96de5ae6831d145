"""Requests for access as advisers read and answer them, and inviting somebody to act for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from symbiose.common import links
from symbiose.common.actions import Conflict
from symbiose.common.pages.access import (
    advisers_only,
    confirm_first,
    is_recently_confirmed,
    recently_confirmed,
    require,
    signed_in,
)
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import Column, ListKit, Sort, build, exported, one_of
from symbiose.common.states import NotAllowed
from symbiose.organisations import actions, permissions, queries
from symbiose.organisations.actions import explain_constraint
from symbiose.organisations.enums import AccessState
from symbiose.organisations.forms import (
    FindForm,
    ProofForm,
    RefuseForm,
    SearchForm,
    WithdrawForm,
)
from symbiose.organisations.models import AccessRequest, Organisation
from symbiose.organisations.queries import access as reading
from symbiose.organisations.states import ACCESS
from symbiose.organisations.views.pages import page_of

STATE = one_of("tilstand", gettext_lazy("State"), lambda: AccessState.choices, field="state")
REQUESTS = ListKit(
    name="access",
    search=reading.named,
    search_label=gettext_lazy("Search in requests for access"),
    filters=(STATE,),
    sorts=(
        Sort("nyeste", gettext_lazy("newest"), ("-created_at",)),
        Sort("frist", gettext_lazy("answer by"), ("answer_by",)),
    ),
    columns=(
        Column("name", lambda row: row.name),
        Column("email", lambda row: row.email),
        Column("organisation", reading.meant_name),
        Column("state", lambda row: row.state),
        Column("asked_on", lambda row: timezone.localdate(row.created_at)),
        Column("answer_by", lambda row: row.answer_by),
        Column("proof", lambda row: row.proof),
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an adviser does to a request on a page of its own: its form, its verb, and the words for it."""

    form: type
    act: Any
    heading: Any
    button: Any
    said: Any


STEPS = {
    "invite": Step(
        ProofForm,
        actions.invite_access,
        gettext_lazy("How do you know it?"),
        gettext_lazy("Write it down and invite"),
        gettext_lazy("The proof is written down, and the invitation is on its way."),
    ),
    "refuse": Step(
        RefuseForm,
        actions.refuse_access,
        gettext_lazy("Refuse the request"),
        gettext_lazy("Refuse"),
        gettext_lazy("The request is refused. The one who asked is told why."),
    ),
    "withdraw": Step(
        WithdrawForm,
        actions.withdraw_access,
        gettext_lazy("Withdraw it"),
        gettext_lazy("Withdraw"),
        gettext_lazy("It is withdrawn, and an invitation can no longer be used."),
    ),
}
AT_ONCE = {
    "send_again": (actions.send_again, gettext_lazy("The invitation is on its way once more.")),
    "reopen": (actions.reopen_access, gettext_lazy("The request waits for an answer again.")),
}


@advisers_only
def index(request):
    """All requests; what is erased is only counted."""
    if "format" in request.GET and not is_recently_confirmed(request):
        return confirm_first(request)  # a file of names and addresses leaves the house
    rows = reading.requests()
    if answer := exported(request, rows, REQUESTS):
        return answer
    context = {"shown": build(request, rows, REQUESTS), "erased": reading.erased()}
    return render(request, "organisations/access_list.html", context)


def found_or_404(access_id):
    return get_object_or_404(AccessRequest.objects.select_related("organisation"), pk=access_id)


def address_of(access):
    return reverse("organisations:access", args=[access.pk])


@advisers_only
def page(request, access_id):
    """One request beside the organisation that is meant."""
    access = found_or_404(access_id)
    words = SearchForm(request.GET).words
    choosing = access.state == AccessState.ASKED and (access.organisation is None or "vaelg" in request.GET or words)
    context = {
        "access": access,
        "name": reading.meant_name(access),
        "may": {row.verb for row in ACCESS.open_to(request.actor, access, access.state)},
        "form": Form(),
        "late": access.state == AccessState.ASKED and access.answer_by and access.answer_by < timezone.localdate(),
        "people": queries.people(access.organisation)[0] if access.organisation else [],
        "elsewhere": reading.acting_elsewhere(access) if access.email else [],
        "words": words,
        "choosing": choosing,
        "perhaps": reading.perhaps_meant(access, words) if choosing else [],
        "stands": standing_state(access.organisation),
        "entries": links.history(access),
    }
    return render(request, "organisations/access.html", context)


def standing_state(organisation):
    """Whether the organisation that is meant can still be acted for: `active`, `closed`, or empty where none is known."""
    return queries.stands_for(organisation).state if organisation else ""


@require_POST
@advisers_only
def find(request, access_id):
    """Say which organisation is meant."""
    access = found_or_404(access_id)
    form = FindForm(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    meant = get_object_or_404(Organisation, pk=form.cleaned_data["organisation"])

    def act():
        version = form.cleaned_data["version"]
        actions.find_organisation(access, organisation=meant, version=version, by=request.actor)
        messages.success(request, _("Noted: it is %(name)s.") % {"name": meant.name})

    return told(request, access, form, act)


def told(request, access, form, act):
    """Carry it out once; a refusal is said in words on the request's page, where one sees what was done meanwhile."""
    try:
        form.run_once(lambda: act() or address_of(access))
    except (NotAllowed, Conflict):
        messages.error(request, meanwhile(access))
    except actions.NotStanding as error:
        messages.error(request, not_standing(error.args[0]))
    except IntegrityError as error:
        messages.error(request, explain_constraint(error, AccessRequest))
    return HttpResponseRedirect(address_of(access))


def not_standing(organisation):
    """Why nobody can be invited to it."""
    if organisation is None:
        return _("Find out first which organisation is meant.")
    return _("The organisation has closed, so nobody can act for it. Choose another, or refuse.")


def meanwhile(access):
    """What somebody else did while one looked at the page."""
    last = next(iter(links.history(access, limit=1)), None)
    access.refresh_from_db()
    return _("%(person)s has dealt with it in the meantime: %(state)s. Nothing was changed now.") % {
        "person": last.actor_name if last and last.actor_name else _("Somebody"),
        "state": access.get_state_display(),
    }


@advisers_only
@recently_confirmed
def step(request, access_id, verb):
    """Prove and invite, refuse, withdraw: a page with what is asked for, then the verb."""
    access, chosen = found_or_404(access_id), STEPS[verb]
    if verb not in {row.verb for row in ACCESS.open_to(request.actor, access, access.state)}:
        messages.error(request, meanwhile(access))
        return redirect(address_of(access))
    initial = {"version": access.version, "proven_on": timezone.localdate()}
    form = chosen.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return told(request, access, form, lambda: taken(request, access, chosen, form))
    context = {"access": access, "name": reading.meant_name(access), "form": form, "step": chosen, "verb": verb}
    return render(request, "organisations/access_form.html", context)


def taken(request, access, chosen, form):
    """The verb with what the form said, and the sentence that tells it."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
    chosen.act(access, by=request.actor, **values)
    messages.success(request, chosen.said)


@require_POST
@signed_in
def at_once(request, access_id, verb):
    """Send the invitation again, or look at a request again: one press, no page of its own."""
    access = found_or_404(access_id)
    require(permissions.may_prove(request.actor, access))
    act, said = AT_ONCE[verb]
    form = Form(request.POST)
    require(form.is_valid())

    def run():
        act(access, by=request.actor)
        messages.success(request, said)

    answer = told(request, access, form, run)
    return answer if request.actor.is_adviser else HttpResponseRedirect(page_of(access.organisation))


@require_POST
@signed_in
def take_back(request, access_id):
    """Somebody of the organisation takes a colleague's invitation back."""
    access = found_or_404(access_id)
    require(permissions.may_withdraw(request.actor, access))
    form = Form(request.POST)
    require(form.is_valid())

    def run():
        actions.withdraw_access(access, by=request.actor)
        messages.success(request, _("It is withdrawn, and an invitation can no longer be used."))

    told(request, access, form, run)
    return HttpResponseRedirect(page_of(access.organisation))
