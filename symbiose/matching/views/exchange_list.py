"""The list of exchanges."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from symbiose.common.actor import Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import build, exported
from symbiose.matching import exchanges
from symbiose.matching.exchanges.lists import kit_for
from symbiose.matching.shown.exchanges import show_exchange


@require_safe
@signed_in
def exchange_list(request):
    """Exchanges that one may see; the same rows as a file."""
    require(request.actor.is_adviser or request.actor.role is Role.FIRM)
    seen = exchanges.visible_to(request.actor)
    kit = kit_for(request.actor, seen, request.GET.getlist("party"))
    rows = exchanges.with_parties(seen)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    shown.page.object_list = [show_exchange(row, request.actor) for row in shown.page.object_list]
    return render(request, "matching/exchange_list.html", {"shown": shown})
