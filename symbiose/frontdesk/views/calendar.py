"""One's own calendar: the secret address, what a program reads there, and one visit as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.frontdesk import actions, permissions
from symbiose.frontdesk.ical import KIND, written
from symbiose.frontdesk.queries import calendar as queries
from symbiose.frontdesk.views.doors import find_case


@signed_in
def own(request):
    """The address, how to use it, renew it and end it, and what stands there now."""
    require(permissions.works_at_an_entrance(request.actor))
    feed = queries.feed_of(request.actor)
    context = {"address": queries.address(feed) if feed else "", "entries": queries.entries(request.actor)}
    return render(request, "frontdesk/calendar.html", context | {"form": Form()})


@signed_in
@require_POST
def renew(request):
    """A first address, or a new one that ends the old."""
    require(permissions.works_at_an_entrance(request.actor))
    return settled(
        request,
        lambda: actions.open_calendar(by=request.actor),
        _("Here is the new address. An older one no longer works."),
    )


@signed_in
@require_POST
def end(request):
    """Nobody reads it any more."""
    require(permissions.works_at_an_entrance(request.actor))
    return settled(request, lambda: actions.end_calendar(by=request.actor), _("The address no longer works."))


def settled(request, act, sentence):
    """Run the verb once and go back to the page."""
    form = Form(request.POST)
    require(form.is_valid())

    def run():
        act()
        messages.success(request, sentence)
        return reverse("calendar:own")

    return redirect(form.run_once(run))


@require_safe
def feed(request, token):
    """What a calendar program reads. Who no longer works here has no calendar; nothing is told to those who guess."""
    actor = queries.reader(token)
    if actor is None:
        raise Http404
    return answer(written(queries.entries(actor), name="Symbiose"), "symbiose.ics")


@require_safe
@signed_in
def step(request, case_number):
    """The next step of a case as a file of one line."""
    case = find_case(request, case_number)
    require(permissions.may_take_part(request.actor, case))
    if case.next_on is None:
        raise Http404
    return answer(written([queries.entry_of(case)], name=case.number), f"{case.number}.ics", attached=True)


def answer(content, name, *, attached=False):
    """The file, which no cache keeps."""
    found = HttpResponse(content, content_type=KIND)
    found["Cache-Control"] = "no-store, private"
    found["Content-Disposition"] = f'{"attachment" if attached else "inline"}; filename="{name}"'
    return found
