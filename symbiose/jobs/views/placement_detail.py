"""The page of a placement: a consultant's has all, a firm's less."""

from __future__ import annotations

from django.views.decorators.http import require_POST, require_safe

from symbiose.common.actor import Role
from symbiose.common.pages.access import signed_in
from symbiose.jobs.views.placement_firm import firm_page
from symbiose.jobs.views.placement_help import take_help
from symbiose.jobs.views.placements import WRONG, address_of, find_placement, page


@require_safe
@signed_in
def detail(request, number):
    """What it is and its state, what to do next, the hours, talks and facts, the history, the chain."""
    placement = find_placement(number, request.actor)
    return firm_page(request, placement) if request.actor.role is Role.FIRM else page(request, placement)


@require_POST
@signed_in
def ask_help(request, number):
    """The button: somebody of the placement wants help. What cannot be kept is said on the page, with what was written."""
    placement = find_placement(number, request.actor)

    def again(form):
        if request.actor.role is Role.FIRM:
            return firm_page(request, placement, help_form=form)
        return page(request, placement, form=("help_form", form), status=WRONG)

    return take_help(request, placement, address_of(placement), again=again)
