"""The person's own pages about work: my work, help, the first day, what is left each month, the four questions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.helping import call_for_help
from symbiose.jobs.actions.wellbeing import answer_wellbeing
from symbiose.jobs.enums import Voice
from symbiose.jobs.first_day import sheet_of
from symbiose.jobs.forms.own_work import LeftForm, OwnHelpForm, WellbeingForm
from symbiose.jobs.limits import fewest_people
from symbiose.jobs.queries.own_work import own_placements, said_of, to_begin
from symbiose.jobs.queries.wellbeing import to_answer
from symbiose.jobs.views.doors import person_only
from symbiose.jobs.views.placement_help import answer_photo
from symbiose.jobs.views.placement_left import reckoned

METHODS = ("GET", "HEAD", "POST")
WRONG = 422


def own_placement(request):
    """The person's main placement, or the one beside it; 404 where there is none."""
    found = own_placements(request.candidate)
    if not found:
        raise Http404
    return found[0]


def begun_next(request):
    """The placement whose first-day sheet the person reads; 404 where there is none."""
    found = own_placements(request.candidate)
    if not found:
        raise Http404
    return to_begin(found)


@require_safe
@person_only
def work(request):
    """My work, in short sentences."""
    found = own_placements(request.candidate)
    return render(request, "jobs/own/work.html", {"works": [said_of(one) for one in found]})


@require_http_methods(METHODS)
@person_only
def help_wanted(request):
    """One button, and a few words if one wishes. Pressed twice, it is one call."""
    if request.method == "POST" and not own_placements(request.candidate) and request.candidate.placements.exists():
        messages.error(request, _("The work is over. Call your job consultant."))
        return redirect("own:home")
    placement = own_placement(request)
    form = OwnHelpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def run():
            call_for_help(placement, voice=Voice.PERSON.value, note=form.cleaned_data["note"], by=request.actor)
            return request.path

        try:
            form.run_once(run)
        except NotAllowed:
            messages.error(request, _("The work is over. Call your job consultant."))
        return redirect("own:help")
    asked = placement.help_calls.filter(voice=Voice.PERSON, settled_at__isnull=True).first()
    consultant = request.candidate.consultant
    context = {"form": form, "asked": asked, "consultant": consultant, "placement": placement}
    return render(request, "jobs/own/help.html", context, status=WRONG if form.errors else 200)


@require_safe
@person_only
def first_day(request):
    """The first-day sheet."""
    placement = begun_next(request)
    return render(request, "jobs/own/first_day.html", {"placement": placement, "sheet": sheet_of(placement)})


@require_safe
@person_only
def first_day_photo(request):
    """The photo of the sheet."""
    return answer_photo(begun_next(request))


@require_http_methods(METHODS)
@person_only
def left(request):
    """What I have left each month. What is chosen is stored nowhere."""
    placement = own_placement(request)
    form, shown = LeftForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        shown = reckoned(placement, form.cleaned_data["benefit"], by=request.actor)
    context = {"form": form, "left": shown, "placement": placement, "asked": request.method == "POST"}
    return render(request, "jobs/own/left.html", context)


@require_http_methods(METHODS)
@person_only
def survey(request):
    """The four questions of this quarter, voluntary."""
    today = timezone.localdate()
    asked = to_answer(request.candidate, on=today)
    if asked is None:
        return render(request, "jobs/own/survey_done.html")
    form = WellbeingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            form.run_once(lambda: _answered(request, asked, form))
        except NotAllowed:  # the last day ended while it was sent
            return render(request, "jobs/own/survey_done.html")
        messages.success(request, _("Thank you. Nobody can see that it was you."))
        return redirect("own:home")
    return render(request, "jobs/own/survey.html", {"form": form, "fewest": fewest_people(today)})


def _answered(request, asked, form):
    answer_wellbeing(asked, said=form.cleaned_data, by=request.actor)
    return request.path
