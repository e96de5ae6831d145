"""The yearly survey: its rounds and results as counts, a round that starts, and a firm's answer by personal link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions import survey as actions
from symbiose.frontdesk.forms.survey import SurveyForm
from symbiose.frontdesk.models.survey import SurveyAsked, SurveyRound
from symbiose.frontdesk.periods import settled
from symbiose.frontdesk.queries import survey

MOST_NAMES = 200


@advisers_only
def overview(request):
    """Every year: how many were asked and answered, and what they said once the round has ended."""
    today = timezone.localdate()
    found = list(survey.rounds())
    for one in found:
        one.is_open = one.closes_on >= today
        one.results = [] if one.is_open else survey.results(one, one.asked_number)
    context = {"rounds": found, "year": today.year, "may_start": all(one.year != today.year for one in found)}
    return render(request, "frontdesk/survey.html", context)


@advisers_only
def start(request):
    """Who would be asked, who not and why; a POST asks them."""
    today = timezone.localdate()
    known = SurveyRound.objects.filter(year=today.year).exists()
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: started(request, today)))
    shown = survey.preview(today)
    number, names = counted(shown.asked)
    context = {
        "form": form,
        "known": known,
        "year": today.year,
        "number": number,
        "names": names,
        "not_asked": [(label, *counted(rows)) for label, rows in left_out(shown)],
        "questions": survey.questions(today),
    }
    return render(request, "frontdesk/survey_start.html", context)


def counted(rows):
    """How many there are, and the first of them to be shown."""
    first = list(rows[:MOST_NAMES])
    return (rows.count() if len(first) == MOST_NAMES else len(first)), first


def left_out(shown):
    """Each reason not to be asked, with those whom it keeps out."""
    months = settled("survey.again_months", on=timezone.localdate())
    return [
        (_("Has closed"), shown.closed),
        (_("Said: do not ask again"), shown.said_no),
        (_("Was asked within %(months)s months") % {"months": months}, shown.asked_lately),
        (_("Has no e-mail address here"), shown.no_address),
    ]


def started(request, today):
    """The address after the round has begun, or cannot begin."""
    try:
        actions.start_round(on=today, by=request.actor)
    except NotAllowed:
        messages.error(request, _("There is nobody to ask now, or there are no questions."))
    else:
        messages.success(request, _("The letters are on their way. Nobody is asked twice in a year."))
    return reverse("survey:overview")


def by_link(request, link):
    """The three questions behind a firm's own link: GET shows, POST acts."""
    rows = SurveyAsked.objects.select_related("round", "organisation")
    asked = get_object_or_404(rows, pk=link.subject_id, organisation_id=link.organisation_id)
    if not actions.may_answer(request.actor, asked):
        raise Http404
    step = request.POST.get("step", "")
    form = SurveyForm(request.POST if step == "answer" else None, asked=asked)
    if request.method == "POST" and step in {"no", "never"}:
        plain = Form(request.POST)
        return carried_out(
            request, plain, lambda: actions.decline_survey(asked, never_again=step == "never", by=request.actor)
        )
    if request.method == "POST" and form.is_valid():
        return carried_out(request, form, lambda: actions.answer_survey(asked, form.values(), by=request.actor))
    status = 422 if form.errors else 200
    context = {"asked": asked, "form": form, "open": asked.round.closes_on >= timezone.localdate()}
    return render(request, "frontdesk/survey_by_link.html", context, status=status)


def carried_out(request, form, act):
    """Carry the answer out once and show the page again; a personal address is stored nowhere."""

    def run():
        act()
        messages.success(request, _("Thank you. It is kept."))
        return ""

    try:
        if form.is_valid():
            form.run_once(run)
    except NotAllowed:
        messages.error(request, _("The round has ended. Thank you all the same."))
    return HttpResponseRedirect(request.path)
