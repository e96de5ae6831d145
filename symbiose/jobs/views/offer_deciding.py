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
    row = find_offer(number, request.actor)
    done = _("The question lies on the pages of %(code)s now. Tell the person, or write the answer down here.") % {
        "code": code_of(row.candidate)
    }
    return button(
        request,
        lambda: offers.ask_person(row, by=request.actor),
        url=person_page(row.candidate),
        done=done,
    )


@require_POST
@consultants_only
@settled
def ask_no_more(request, number):
    """Take the question back before it is answered."""
    row = find_offer(number, request.actor)
    done = _("The question is taken back.")
    act = lambda: offers.ask_no_more(row, by=request.actor)  # noqa: E731  the verb of the button
    return button(request, act, url=person_page(row.candidate), done=done)


@require_POST
@consultants_only
@settled
def show(request, number):
    """After the person's yes: ask the workplace."""
    row = find_offer(number, request.actor)
    done = _("The workplace is asked. It sees the code, the hours and the times, and nothing else.")
    return button(
        request,
        lambda: offers.show_workplace(row, by=request.actor),
        url=person_page(row.candidate),
        done=done,
    )


@require_POST
@consultants_only
@settled
def think_again(request, number):
    """The person takes a yes or a no back."""
    row = find_offer(number, request.actor)
    return button(
        request,
        lambda: offer_answers.person_thinks_again(row, by=request.actor),
        url=person_page(row.candidate),
        done=_("The answer is taken back. The question stands again."),
    )


@require_POST
@consultants_only
@settled
def set_aside(request, number):
    """Put one proposal away."""
    row = find_offer(number, request.actor)
    return button(
        request,
        lambda: offers.set_aside(row, by=request.actor),
        url=person_page(row.candidate),
        done=_("It is put away. The next search looks for another."),
    )


@require_POST
@consultants_only
@settled
def take_up(request, number):
    """Bring back what was put away."""
    row = find_offer(number, request.actor)
    return button(
        request,
        lambda: offers.take_up(row, by=request.actor),
        url=person_page(row.candidate),
        done=_("It is taken up again."),
    )


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
