"""A person is asked about work: yes, later or no, with what the workplace gets to know on the same page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from symbiose.jobs import offers_shown as shown
from symbiose.jobs.actions.offer_answers import person_answers, person_thinks_again
from symbiose.jobs.actions.offers import AlreadyAsked
from symbiose.jobs.enums import SEEN_BY_WORKPLACE, Answer, OfferState
from symbiose.jobs.forms.offers import ButtonForm, PersonAnswerForm
from symbiose.jobs.models import Offer
from symbiose.jobs.queries.conditions import basis_of
from symbiose.jobs.states import OFFER
from symbiose.jobs.views.doors import person_only
from symbiose.jobs.views.offer_doors import REFUSALS, find_offer, refused

OWN = "own"  # the purpose of reading, as the log says it


@require_safe
@person_only
def offer(request, number):
    """What the work is, and three answers that are equally large."""
    row = find_offer(number, request.actor)
    return render(request, "jobs/own/offer.html", _page(request, row, PersonAnswerForm()))


def _page(request, row, form):
    told = shown.offer_shown(row, basis_of([row], by=request.actor, purpose=OWN))
    verbs = {one.verb for one in OFFER.open_to(request.actor, row, row.state)}
    consultant = request.candidate.consultant
    return {
        "offer": row,
        "one": told,
        "times": shown.times_of(row),
        "offered": [line.text for line in told.conditions.lines if line.tone == "met" and not line.head],
        "consultant": consultant.name.split(" ")[0] if consultant else "",
        "open": row.state == OfferState.ASKED,
        "may_take_back": "person_no" in verbs and row.state != OfferState.ASKED,
        "may_think_again": row.state == OfferState.DECLINED and row.person_answer == Answer.NO,
        "form": form,
        "button_form": ButtonForm(),
    }


@require_POST
@person_only
def answer(request, number):
    """Keep the person's answer."""
    row = find_offer(number, request.actor)
    form = PersonAnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "jobs/own/offer.html", _page(request, row, form), status=422)

    def act():
        kept = person_answers(row, answer=form.cleaned_data["answer"], by=request.actor)
        messages.success(request, _next_after(kept))
        return reverse("own:offer", args=[number])

    return _settled(request, form, act, number)


def _next_after(kept: Offer) -> str:
    return {
        Answer.YES: _("Thank you. You said yes. Your job consultant takes it from here."),
        Answer.LATER: _("Thank you. We ask you again another day."),
        Answer.NO: _("Thank you. You will not be asked about this work again."),
    }[Answer(kept.person_answer)]


@require_POST
@person_only
def take_back(request, number):
    """Take a yes back, or a no: before the workplace is asked the question stands again, after that it is a no thanks."""
    row = find_offer(number, request.actor)
    form = ButtonForm(request.POST)
    form.is_valid()

    def act():
        if row.state in SEEN_BY_WORKPLACE:
            person_answers(row, answer=Answer.NO, by=request.actor)
        else:
            person_thinks_again(row, by=request.actor)
        messages.success(request, _("Your answer is taken back."))
        return reverse("own:offer", args=[number])

    return _settled(request, form, act, number)


def _settled(request, form, act, number):
    try:
        return HttpResponseRedirect(form.run_once(act))
    except AlreadyAsked as error:
        title = error.args[0].position.title
        messages.error(request, _("You are asked about “%(title)s” now. Answer that first.") % {"title": title})
        return redirect("own:offer", number)
    except REFUSALS as error:
        messages.error(request, refused(error))
        return redirect("own:offer", number)
