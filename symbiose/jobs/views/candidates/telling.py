"""A person is made and told about with the person at the table, on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.actions import Conflict
from symbiose.common.pages.forms import show_conflict
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.forms.telling import TellForm
from symbiose.jobs.purposes import INTAKE
from symbiose.jobs.queries.conditions import conditions_of
from symbiose.jobs.shown import unbroken
from symbiose.jobs.told import values_of
from symbiose.jobs.views.candidates.pages import find_candidate, page_of
from symbiose.jobs.views.doors import consultants_only, sent

READY = "ready"  # the button that says that the person is ready as well


@consultants_only
def add(request):
    """A new person with all that is told at the table; what is not known yet stays open."""
    form = TellForm(sent(request), known={}, initial={"version": 1})
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: added(request, form)))
    return tell_page(request, form, person=None)


def added(request, form):
    """The new person's page."""
    person = actions.add_candidate(by=request.actor)
    messages.success(request, _("The person is made as %(code)s.") % {"code": unbroken(person.code)})
    return written(request, person, form, version=None)


def written(request, person, form, *, version):
    """The person's page after the answers are kept, and the person is ready where that was pressed."""
    person = actions.tell(person, form.values(), by=request.actor, version=version)
    if terms := form.terms():
        actions.tell_conditions(person, by=request.actor, **terms)
    actions.note_helper(person, along=form.cleaned_data["helper_along"], by=request.actor)
    if READY in request.POST:
        make_ready(request, person)
    return page_of(person)


def make_ready(request, person):
    """Ready for proposals, or a word about what is missing."""
    try:
        actions.wait(person, on=timezone.localdate(), by=request.actor)
    except actions.NotTold as lacking:
        names = ", ".join(str(question.name).lower() for question in lacking.questions)
        messages.warning(
            request, _("It is kept. Before a proposal can be found, this is missing: %(names)s.") % {"names": names}
        )
    except NotAllowed:
        messages.info(request, _("It is kept."))


@consultants_only
def change(request, code):
    """The answers of a person who is known; what was asked for at work is read through the logged door."""
    person = find_candidate(request, code)
    asked = conditions_of([person], by=request.actor, purpose=INTAKE).get(person.pk)
    known = {**values_of(person, asked), "helper_along": person.helper_along}
    if asked is not None:
        known |= {"form": asked.form, "mentor_hours": asked.mentor_hours}
    form = TellForm(sent(request), known=known, initial={"version": person.version})
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            return HttpResponseRedirect(form.run_once(lambda: written(request, person, form, version=version)))
        except Conflict as conflict:
            show_conflict(form, conflict)
    return tell_page(request, form, person=person)


def tell_page(request, form, *, person):
    """The page with all questions."""
    back = page_of(person) if person else reverse("candidates:list")
    context = {"form": form, "person": person, "back": back}
    return render(request, "jobs/candidates/tell.html", context, status=422 if form.errors else 200)
