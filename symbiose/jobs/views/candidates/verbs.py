"""Slips, and the verbs of a person's states."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.actions.erasing import erase
from symbiose.jobs.actions.slips import give_slip, withdraw_slips
from symbiose.jobs.forms.candidates import ActForm, RestForm, SureForm
from symbiose.jobs.views.candidates.pages import find_candidate, page_of
from symbiose.jobs.views.candidates.telling import make_ready
from symbiose.jobs.views.doors import consultants_only, sent

DATED = {"come_back": actions.come_back, "end": actions.end}
PLAIN = {"wait_no_more": actions.wait_no_more, "take_up": actions.take_up}


@consultants_only
@require_http_methods(["GET", "POST"])
@never_cache
def slip(request, code):
    """A new slip, shown this once: the code is kept nowhere. The same form again, or its address, gives no second."""
    person, form = find_candidate(request, code), Form(request.POST)
    if request.method == "GET" or not form.is_valid() or form.led_to() is not None:
        messages.info(request, _("The code was shown once. Make a new slip if you need it again."))
        return redirect(page_of(person))
    given = []

    def give():
        given.extend(give_slip(person, on=timezone.localdate(), by=request.actor))
        return page_of(person)

    form.run_once(give)
    if not given:
        return redirect(page_of(person))
    address = request.build_absolute_uri(reverse("own:enter"))
    context = {"person": person, "slip": given[0], "code": given[1], "address": address}
    return render(request, "jobs/candidates/slip.html", context)


@consultants_only
@require_POST
def withdraw_slip(request, code):
    """The slip opens nothing any more, and whoever is in by it is out."""
    person = find_candidate(request, code)
    if withdraw_slips(person, by=request.actor):
        messages.success(request, _("The slip is withdrawn. It opens nothing any more."))
    return redirect(page_of(person))


@consultants_only
@require_POST
def act(request, code):
    """One of the verbs without a field of its own."""
    person, form = find_candidate(request, code), ActForm(request.POST)
    if form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: acted(request, person, form.cleaned_data["verb"])))
    return redirect(page_of(person))


def acted(request, person, verb):
    """The person's page after the verb; what cannot be done is said there."""
    try:
        if verb == "wait":
            make_ready(request, person)
        elif verb in DATED:
            DATED[verb](person, on=timezone.localdate(), by=request.actor)
        else:
            PLAIN[verb](person, by=request.actor)
    except NotAllowed:
        messages.error(request, _("Somebody else was first: it stands otherwise now."))
    except actions.NotTold:
        messages.error(request, _("Answers are missing. They are marked below."))
    return page_of(person)


@consultants_only
def rest(request, code):
    """The person wants to wait a while; why has no field."""
    person = find_candidate(request, code)
    form = RestForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: rested(request, person, form)))
    context = {"person": person, "form": form}
    return render(request, "jobs/candidates/rest.html", context, status=422 if form.errors else 200)


def rested(request, person, form):
    """The person's page after a rest began."""
    try:
        actions.rest(person, until=form.cleaned_data["until"], by=request.actor)
    except NotAllowed:
        messages.error(request, _("Somebody else was first: it stands otherwise now."))
    return page_of(person)


@consultants_only
def erase_page(request, code):
    """Erase a person who asked for it: what goes, what stays as numbers, and a box to be sure."""
    person = find_candidate(request, code)
    form = SureForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: erased(request, person)))
    context = {"person": person, "form": form}
    return render(request, "jobs/candidates/erase.html", context, status=422 if form.errors else 200)


def erased(request, person):
    """The list, after the person is gone."""
    erase(person, by=request.actor)
    messages.success(request, _("The person is erased."))
    return reverse("candidates:list")
