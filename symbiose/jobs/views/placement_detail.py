"""The page of a placement: a consultant's has all, a firm's less."""

from __future__ import annotations

from django.views.decorators.http import require_safe

from symbiose.common.actor import Role
from symbiose.common.pages.access import signed_in
from symbiose.jobs.views.placement_firm import firm_page
from symbiose.jobs.views.placements import find_placement, page


@require_safe
@signed_in
def detail(request, number):
    """What it is and its state, what to do next, the hours, talks and facts, the history, the chain."""
    placement = find_placement(number, request.actor)
    return firm_page(request, placement) if request.actor.role is Role.FIRM else page(request, placement)
