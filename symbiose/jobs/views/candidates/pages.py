"""The list, a person's page, and what is read through the logged door."""

from __future__ import annotations

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from symbiose.common import links, registry
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import build, exported
from symbiose.jobs.actions.contacts import tell_contact
from symbiose.jobs.candidate_list import candidate_kit
from symbiose.jobs.contacts import FIELDS, open_contact
from symbiose.jobs.forms.candidates import ContactForm
from symbiose.jobs.models import Candidate
from symbiose.jobs.purposes import PREVIEW, TALK
from symbiose.jobs.queries.candidates import history_of, weeks_waited, with_candidate_rows
from symbiose.jobs.queries.conditions import conditions_of, contact_of
from symbiose.jobs.queries.rows import candidates_visible_to
from symbiose.jobs.queries.slips import slip_that_holds
from symbiose.jobs.questions import CONDITIONS, QUESTIONS, lacks
from symbiose.jobs.states import CANDIDATE
from symbiose.jobs.told import terms_told, told
from symbiose.jobs.views.doors import consultants_only, sent

MOST_HISTORY = 30
MOST_NOTES = 3  # of those who followed the person before; the person's own file has them all


def find_candidate(request, code) -> Candidate:
    """The person, or 404."""
    rows = with_candidate_rows(candidates_visible_to(request.actor), on=timezone.localdate())
    return get_object_or_404(rows, code=code)


def page_of(candidate: Candidate) -> str:
    """The address of a person's page."""
    return reverse("candidates:detail", args=[candidate.code])


@consultants_only
def candidate_list(request):
    """All whom consultants look after, those who waited longest first."""
    today = timezone.localdate()
    rows = with_candidate_rows(candidates_visible_to(request.actor), on=today)
    kit = candidate_kit(request.actor)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    for row in shown.page.object_list:
        row.weeks, row.lacking = weeks_waited(row, on=today), lacks(row) if row.state == "told" else []
    return render(request, "jobs/candidates/list.html", {"shown": shown})


@consultants_only
def detail(request, code):
    """What it is and its state, what to do next, what was told, the history without values, the chain."""
    person, today = find_candidate(request, code), timezone.localdate()
    ordinary = [question for question in QUESTIONS if question.code != CONDITIONS]
    slip = slip_that_holds(person)
    context = {
        "person": person,
        "weeks": weeks_waited(person, on=today),
        "rows": told(person, None, of=ordinary),
        "missing": lacks(person),
        "may": {row.verb for row in CANDIDATE.open_to(request.actor, person, person.state)},
        "slip": slip,
        "slip_holds": slip is not None and slip.valid_until >= today,
        "related": registry.related(person, request.actor),
        "passed_on": person.passed_on.select_related("from_user").exclude(note="")[:MOST_NOTES],
        "history": history_of(person)[:MOST_HISTORY],
        "chain": links.chain(person, request.actor),
        "form": Form(),
    }
    return render(request, "jobs/candidates/detail.html", context)


@consultants_only
def conditions(request, code):
    """What the person asked for: this very look is written in the log that the person can read."""
    person = find_candidate(request, code)
    known = conditions_of([person], by=request.actor, purpose=TALK).get(person.pk)
    asked = [question for question in QUESTIONS if question.code == CONDITIONS]
    context = {"person": person, "row": told(person, known, of=asked)[0], "terms": terms_told(known)}
    context["now"] = timezone.now()
    return render(request, "jobs/candidates/conditions.html", context)


@consultants_only
def preview(request, code):
    """The person's answers as the person sees them; the look is logged."""
    person = find_candidate(request, code)
    known = conditions_of([person], by=request.actor, purpose=PREVIEW).get(person.pk)
    return render(request, "jobs/candidates/preview.html", {"person": person, "rows": told(person, known)})


@consultants_only
def contact(request, code):
    """How to reach the person: the look is logged; a POST writes it anew."""
    person = find_candidate(request, code)
    kept = contact_of(person, by=request.actor, purpose=TALK)
    known = open_contact(kept.sealed) if kept else dict.fromkeys(FIELDS, "")
    form = ContactForm(sent(request), initial=known)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: reached(request, person, form)))
    context = {"person": person, "form": form, "lost": kept is not None and not known, "now": timezone.now()}
    return render(request, "jobs/candidates/contact.html", context, status=422 if form.errors else 200)


def reached(request, person, form):
    """The person's page after contact details were written."""
    tell_contact(person, form.values(), by=request.actor)
    return page_of(person)
