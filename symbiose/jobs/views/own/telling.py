"""A person tells: one question on a page, kept at each Next, a summary, and "I am ready"."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import candidates as actions
from symbiose.jobs.actions.candidates import NotTold
from symbiose.jobs.enums import CandidateState
from symbiose.jobs.forms.telling import HelperForm, OneQuestion
from symbiose.jobs.models import Candidate
from symbiose.jobs.purposes import OWN
from symbiose.jobs.queries.conditions import conditions_of
from symbiose.jobs.queries.rows import at_work
from symbiose.jobs.questions import BY_SLUG, CONDITIONS, QUESTIONS, is_unknown, lacks, unanswered
from symbiose.jobs.told import told, values_of
from symbiose.jobs.views.doors import person_only, sent, stopped_already

BACK = "svar"  # in the address: the person came from the summary and goes back there


def own_conditions(request):
    """What the person asked for; the reading is logged as the person's own."""
    person = request.candidate
    return conditions_of([person], by=request.actor, purpose=OWN).get(person.pk)


@person_only
def begin(request):
    """What it is about, and whether somebody helps."""
    known = {True: "yes", False: "no"}[request.candidate.helper_along]
    form = HelperForm(sent(request), initial={"along": known})
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: helped(request, form)))
    status = 422 if form.errors else 200
    return render(request, "jobs/own/begin.html", {"form": form, "number": len(QUESTIONS)}, status=status)


def helped(request, form):
    """The first question without an answer, after it was noted whether somebody helps."""
    actions.note_helper(request.candidate, along=form.value(), by=request.actor)
    left = unanswered(request.candidate)
    return reverse("own:question", args=[left[0].slug]) if left else reverse("own:answers")


@person_only
def question(request, slug):
    """One question. A POST keeps the answer and goes on to the next, or back to the summary."""
    asked = BY_SLUG.get(slug)
    if asked is None:
        raise Http404
    place = QUESTIONS.index(asked)
    known = own_conditions(request) if asked.code == CONDITIONS else None
    form = OneQuestion(
        sent(request),
        question=asked,
        initial_answer=values_of(request.candidate, known)[asked.code],
        was_unknown=is_unknown(request.candidate, asked.code),
        hours_now=request.candidate.hours,
    )
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: answered(request, form, place)))
    context = {
        "form": form,
        "question": asked,
        "place": place + 1,
        "number": len(QUESTIONS),
        "previous": QUESTIONS[place - 1].slug if place else "",
        "from_summary": BACK in request.GET,
    }
    return render(request, "jobs/own/question.html", context, status=422 if form.errors else 200)


def answered(request, form, place):
    """Where the person goes after an answer is kept."""
    actions.tell(request.candidate, {form.question.code: form.value()}, by=request.actor)
    if BACK in request.GET or place + 1 == len(QUESTIONS):
        return reverse("own:answers")
    return reverse("own:question", args=[QUESTIONS[place + 1].slug])


@person_only
def answers(request):
    """All answers with a way to change each; a POST says "I am ready"."""
    form = Form(sent(request))
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: ready(request)))
    person = request.candidate
    context = {
        "rows": told(person, own_conditions(request)),
        "missing": lacks(person),
        "form": Form(),
        "may_be_ready": person.state in (CandidateState.TOLD, CandidateState.RESTING),
        "waits": person.state == CandidateState.WAITING,
        "works": Candidate.objects.filter(at_work(), pk=person.pk, state=CandidateState.WAITING).exists(),
    }
    return render(request, "jobs/own/answers.html", context)


def ready(request):
    """The start page after the person is ready, or the answers with what is missing."""
    person, today = request.candidate, timezone.localdate()
    verb = actions.come_back if person.state == CandidateState.RESTING else actions.wait
    try:
        verb(person, on=today, by=request.actor)
    except NotTold:
        messages.error(request, _("We need a few more answers first. They are marked below."))
        return reverse("own:answers")
    except NotAllowed:
        over = person.state == CandidateState.ENDED
        messages.info(request, stopped_already() if over else _("You are ready already."))
        return reverse("own:home")
    messages.success(request, _("Thank you. We look for work for you. You hear from us."))
    return reverse("own:home")
