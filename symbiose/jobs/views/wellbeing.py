"""The four questions: what was said, quarter by quarter; a printed link for those who have no slip at hand; the answer by link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from symbiose.common.actor import Actor, Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.states import NotAllowed
from symbiose.jobs.actions.wellbeing import answer_wellbeing
from symbiose.jobs.forms.own_work import WellbeingForm
from symbiose.jobs.limits import fewest_people
from symbiose.jobs.models import WellbeingAsked
from symbiose.jobs.queries.wellbeing import results, to_answer
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.placements import find_placement, to_page
from symbiose.notices import links
from symbiose.notices.actions import give_link
from symbiose.notices.models import AnswerLink

PURPOSE = "wellbeing"
NOBODY = 0  # the link is a person's, not an organisation's


@require_safe
@signed_in
def overview(request):
    """Counts alone, of quarters that are over, and never of a few people."""
    actor = request.actor
    require(actor.is_adviser or actor.role in {Role.CONSULTANT, Role.LEADER})
    today = timezone.localdate()
    found = results(on=today)
    named = [(one, [(item.item.label, (item.yes, item.other)) for item in one.items]) for one in found]
    return render(request, "jobs/wellbeing.html", {"quarters": named, "fewest": fewest_people(today)})


@require_POST
@consultants_only
def give(request, number):
    """Make the link of this quarter's questions, to be printed and handed over."""
    placement = find_placement(number, request.actor)
    asked = _asked(placement)
    if asked is None:
        messages.info(request, _("The person has answered, or is not asked now. Nobody sees which answers are whose."))
        return to_page(placement)
    give_link(PURPOSE, asked, organisation_id=NOBODY, email="", valid_until=asked.answer_by, by=request.actor)
    return redirect("wellbeing:sheet", number)


@require_safe
@consultants_only
def sheet(request, number):
    """The printed sheet with the link; 404 where none was made."""
    placement = find_placement(number, request.actor)
    asked = _asked(placement)
    link = None if asked is None else AnswerLink.objects.filter(purpose=PURPOSE, subject_id=asked.pk).first()
    if link is None:
        raise Http404
    context = {"placement": placement, "asked": asked, "address": links.address(link)}
    return render(request, "jobs/wellbeing_sheet.html", context)


def _asked(placement):
    return to_answer(placement.candidate, on=timezone.localdate()) if placement.candidate else None


def by_link(request, link):
    """The questions behind a printed link; the answer leads to nobody."""
    asked = WellbeingAsked.objects.select_related("placement__candidate").filter(pk=link.subject_id).first()
    if asked is None or asked.placement.candidate is None:
        raise Http404
    person = asked.placement.candidate
    done = asked.answered or asked.answer_by < timezone.localdate()
    form = None if done else WellbeingForm(request.POST if request.method == "POST" else None)
    if form is not None and request.method == "POST" and form.is_valid():
        by = Actor(role=Role.PERSON, name=person.code, candidate_id=person.pk)
        try:
            form.run_once(lambda: _kept(asked, form, by))
        except NotAllowed:  # the last day ended while it was sent
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Thank you. Nobody can see that it was you."))
        return HttpResponseRedirect(request.path)
    return render(request, "jobs/wellbeing_link.html", {"form": form, "asked": asked})


def _kept(asked, form, by):
    answer_wellbeing(asked, said=form.cleaned_data, by=by)
    return ""
