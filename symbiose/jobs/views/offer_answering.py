"""Answers: the workplace's own, signed in or by personal link, and what a consultant writes down for either side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.jobs import offers_shown as shown
from symbiose.jobs.actions.offer_answers import person_answers, workplace_answers
from symbiose.jobs.enums import Answer, OfferState
from symbiose.jobs.forms.offers import (
    PersonAnswerForForm,
    WorkplaceAnswerForForm,
    WorkplaceAnswerForm,
)
from symbiose.jobs.permissions import is_workplace
from symbiose.jobs.queries import offers_visible_to
from symbiose.jobs.queries.offers import shown_once, with_parts
from symbiose.jobs.states import OFFER
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.offer_doors import REFUSALS, code_of, find_offer, person_page, refused, settled


@require_http_methods(["GET", "HEAD", "POST"])
@consultants_only
@settled
def answer_person(request, number):
    """The consultant writes down what the person said."""
    row = find_offer(number, request.actor)
    form = PersonAnswerForForm(request.POST or None)
    if not form.is_valid():
        page = {"offer": row, "one": shown.offer_shown(row, {}), "form": form, "code": code_of(row.candidate)}
        return render(request, "jobs/offers/answer_person.html", page, status=422 if form.is_bound else 200)
    given = form.cleaned_data

    def act():
        person_answers(row, answer=given["answer"], how=given["how"], by=request.actor)
        messages.success(request, _("The answer is kept."))
        return person_page(row.candidate)

    return HttpResponseRedirect(form.run_once(act))


@require_http_methods(["GET", "HEAD", "POST"])
@consultants_only
@settled
def answer_workplace(request, number):
    """The consultant writes down what the workplace said, and how it agreed."""
    row = find_offer(number, request.actor)
    form = WorkplaceAnswerForForm(request.POST or None)
    if not form.is_valid():
        page = {"offer": row, "one": shown.offer_shown(row, {}), "form": form}
        return render(request, "jobs/offers/answer_workplace.html", page, status=422 if form.is_bound else 200)
    given = form.cleaned_data

    def act():
        workplace_answers(
            row, answer=given["answer"], comment=given["comment"], consent=given["consent"], by=request.actor
        )
        messages.success(request, _("The answer is kept."))
        return person_page(row.candidate)

    return HttpResponseRedirect(form.run_once(act))


@require_POST
@signed_in
@settled
def answer(request, number):
    """A workplace's own answer. Asked again after its no, by a second click, it reads that nothing waits any more."""
    if shown_once(request.actor, number):
        return redirect("offers:offer", number)
    row = find_offer(number, request.actor)
    require(is_workplace(request.actor, row.position))
    return take_answer(request, row, layout="common/base.html", url=reverse("offers:offer", args=[row.number]))


def by_link(request, link):
    """The page behind a personal link: GET shows, POST acts."""
    row = with_parts(offers_visible_to(request.actor).filter(pk=link.subject_id)).first()
    if row is None:
        return render(request, "jobs/offers/closed.html", {"layout": "common/narrow.html"})
    if request.method != "POST":
        return render(request, "jobs/offers/workplace.html", workplace_page(request, row, layout="common/narrow.html"))
    try:
        return take_answer(request, row, layout="common/narrow.html", url="")
    except REFUSALS as error:
        messages.error(request, refused(error))
        return HttpResponseRedirect(request.path)


def take_answer(request, row, *, layout, url):
    """Keep a valid answer and say what happens next; otherwise the page with what is missing."""
    form = WorkplaceAnswerForm(request.POST)
    if not form.is_valid():
        page = workplace_page(request, row, layout=layout, form=form)
        return render(request, "jobs/offers/workplace.html", page, status=422)
    given = form.cleaned_data

    def act():
        kept = workplace_answers(row, answer=given["answer"], comment=given["comment"], by=request.actor)
        messages.success(request, _next_after(kept))
        return url if kept.state != OfferState.DECLINED else ""

    # A personal address is stored nowhere; after a no there is no page of it any more.
    return HttpResponseRedirect(form.run_once(act) or (request.path if not url else reverse("home:today")))


def _next_after(kept):
    return {
        Answer.YES: _("Thank you. You said yes. The job consultant calls you about the day and the agreement."),
        Answer.LATER: _("Thank you. We ask again in a month."),
        Answer.NO: _("Thank you for answering. A no does not count against you."),
    }[Answer(kept.employer_answer)]


def workplace_page(request, row, *, layout, form=None):
    """What a workplace sees: code, hours, times, and that what it offers covers it; the same words for everybody."""
    verbs = {one.verb for one in OFFER.open_to(request.actor, row, row.state)}
    return {
        "offer": row,
        "code": code_of(row.candidate),
        "hours": shown.hours_a_week(row.hours),
        "times": shown.times_of(row),
        "layout": layout,
        "form": form or WorkplaceAnswerForm(),
        "may_say_no": "workplace_no" in verbs,
    }
