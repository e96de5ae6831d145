"""The call of two minutes: one box while one talks, the firm's card, and one key to write it down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.frontdesk.actions import answer_call, follow_up_call
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.permissions import works_at_an_entrance
from symbiose.frontdesk.queries import cases_visible_to, enquiries_visible_to
from symbiose.frontdesk.queries.calls import answered_calls
from symbiose.frontdesk.queries.card import card_of
from symbiose.home.forms.call import CallForm, FindForm
from symbiose.home.queries import callers
from symbiose.home.views.errors import expired_form
from symbiose.organisations import queries as organisations

NOBODY = "0"  # of the firms that were found, none is the one that calls


def call(request):
    """Find who calls, read the card, write it down."""
    if request.method == "POST" and not request.user.is_authenticated:
        return expired_form(request)
    return _call(request)


@signed_in
def _call(request):
    require(works_at_an_entrance(request.actor))
    asked = FindForm(request.GET)
    found = callers.find(request.actor, asked.words)
    firm = chosen(request, asked, found)
    card = card_of(firm, request.actor) if firm else None
    data = request.POST if request.method == "POST" else None
    form = CallForm(data, firm=firm, cases=card.cases if card else (), initial=unknown(asked.words, found, firm))
    if form.is_valid():
        answer = written(request, form)
        if answer:
            return answer
    context = {"words": asked.words, "found": found, "card": card, "form": form, "saved": saved(request, asked)}
    context["nobody"] = "firma" in request.GET and firm is None
    context["address"] = f"?{urlencode({'q': asked.words, 'firma': firm.pk if firm else NOBODY})}"
    return render(request, "home/call.html", context)


@signed_in
def found(request):
    """What the words find so far, while one types."""
    require(works_at_an_entrance(request.actor))
    words = FindForm(request.GET).words
    return render(request, "home/parts/call_found.html", {"words": words, "found": callers.find(request.actor, words)})


def chosen(request, asked, found):
    """The firm that was chosen; the first that was found where nobody has chosen yet; None for an unknown caller."""
    if "firma" in request.GET:
        pk = asked.value("firma")
        return organisations.visible_to(request.actor).filter(pk=pk).first() if pk else None
    return found.firms[0].firm if found.firms else None


def unknown(words, found, firm):
    """What was typed is who they are, where we know no such firm: a number or a name."""
    if firm or not words:
        return {}
    if callers.number_of(words):
        return {"phone": words[:30]}
    return {} if found.firms else {"organisation_text": words}


def written(request, form):
    """Written down once, and back to an empty page for the next call; None where it was refused."""

    def run():
        done = act(request, form)
        return f"{reverse('home:call')}?{urlencode({'gemt': done.number})}"

    try:
        return HttpResponseRedirect(form.run_once(run))
    except (NotAllowed, Conflict):
        form.add_error(None, _("That cannot be done as it stands now. Look at the page once more."))
    return None


def act(request, form):
    """The enquiry that is answered, or the case that goes on."""
    given = {
        "note": form.cleaned_data["note"],
        "writer": form.writer(),
        "topic": form.chosen_topic(),
        "by": request.actor,
    }
    if form.follows_up:
        return follow_up_call(step=form.next_step(), case=form.chosen_case(), replace_step=form.replaces_step, **given)
    return answer_call(**given)


def saved(request, asked):
    """What was written down last, with its page; None at the first call."""
    number = asked.value("gemt")
    if not number:
        return None
    for rows in (enquiries_visible_to(request.actor), cases_visible_to(request.actor)):
        one = rows.filter(number=number).select_related("organisation").first()
        if one:
            return {"record": one, "url": page_of(one), "is_case": hasattr(one, "next_on"), "week": week(request.actor)}
    return None


def week(actor):
    """4 opkald i denne uge blev besvaret uden forløb."""
    number = answered_calls(actor, on=timezone.localdate()).count()
    return ngettext(
        "%(number)s call this week was answered without a case.",
        "%(number)s calls this week were answered without a case.",
        number,
    ) % {"number": number}


@signed_in
@require_POST
def count(request):
    """One more call that was answered, with one key and nothing written."""
    require(works_at_an_entrance(request.actor))
    form = Form(request.POST)
    require(form.is_valid())

    def run():
        answer_call(by=request.actor)
        messages.success(request, _("The call is counted.") + " " + week(request.actor))
        return reverse("home:today")

    return redirect(form.run_once(run))
