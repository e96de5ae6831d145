"""What the consultant does with a proposal of placement, one button each."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.jobs.actions import offer_answers, offers
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.offer_doors import (
    REFUSALS,
    button,
    code_of,
    find_candidate,
    find_offer,
    person_page,
    refused,
    settled,
)


@require_POST
@consultants_only
@settled
def ask(request, number):
    """Ask the person."""
    done = _("The question lies on the pages of %(code)s now. Tell the person, or write the answer down here.")
    return _pressed(request, number, offers.ask_person, done=done)


@require_POST
@consultants_only
@settled
def ask_no_more(request, number):
    """Take the question back before it is answered."""
    return _pressed(request, number, offers.ask_no_more, done=_("The question is taken back."))


@require_POST
@consultants_only
@settled
def show(request, number):
    """After the person's yes: ask the workplace."""
    done = _("The workplace is asked. It sees the code, the hours and the times, and nothing else.")
    return _pressed(request, number, offers.show_workplace, done=done)


@require_POST
@consultants_only
@settled
def think_again(request, number):
    """The person takes a yes or a no back."""
    done = _("The answer is taken back. The question stands again.")
    return _pressed(request, number, offer_answers.person_thinks_again, done=done)


@require_POST
@consultants_only
@settled
def set_aside(request, number):
    """Put one proposal away."""
    done = _("It is put away. The next search looks for another.")
    return _pressed(request, number, offers.set_aside, done=done)


@require_POST
@consultants_only
@settled
def take_up(request, number):
    """Bring back what was put away."""
    return _pressed(request, number, offers.take_up, done=_("It is taken up again."))


def _pressed(request, number, verb, *, done):
    """Run the verb of a button, and go on to all that is proposed to the person; `done` may name the person's code."""
    row = find_offer(number, request.actor)
    done = done % {"code": code_of(row.candidate)}
    return button(request, lambda: verb(row, by=request.actor), url=person_page(row.candidate), done=done)


@require_POST
@consultants_only
def none_of_them(request, code):
    """Put away all that is proposed to a person and that nobody was asked about."""
    candidate = find_candidate(code, request.actor)
    try:
        return button(
            request,
            lambda: offers.set_all_aside(candidate, by=request.actor),
            url=person_page(candidate),
            done=_("They are put away. The next search looks for others."),
        )
    except REFUSALS as error:
        messages.error(request, refused(error))
        return redirect(person_page(candidate))
