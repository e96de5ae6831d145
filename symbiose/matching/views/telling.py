"""Somebody tells of a handover that nobody asked about: first of which day or month, then how much."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symbiose.common.pages.access import require, signed_in
from symbiose.matching import actions
from symbiose.matching.actions.handing.judging import require_free, require_period
from symbiose.matching.actions.handing.letters import page_of
from symbiose.matching.forms.handovers import BehalfTellForm, PeriodForm, TellForm, draft_of
from symbiose.matching.handing import rows
from symbiose.matching.handing.periods import say_period
from symbiose.matching.models import Handover
from symbiose.matching.permissions import may_tell_of_exchange, side_of
from symbiose.matching.views.handovers import SIGNED_IN, find_exchange, told


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request, number):
    """Of which day or month, then how much."""
    exchange = find_exchange(number, request.actor)
    require(may_tell_of_exchange(request.actor, exchange))
    return tell_unasked(request, exchange, layout=SIGNED_IN)


def tell_unasked(request, exchange, *, layout):
    """Both steps at one address: the day or month travels in it, so that the page can be opened again."""
    own = side_of(request.actor, exchange)
    asked = PeriodForm(request.GET if "when" in request.GET else None, exchange=exchange, own=own)
    context = {"exchange": exchange, "layout": layout, "by_link": layout != SIGNED_IN, "period_form": asked}
    if not asked.is_bound or not asked.is_valid() or not _possible(asked, exchange, context):
        refused = asked.is_bound and asked.errors
        return render(request, "matching/handover_new.html", context, status=422 if refused else 200)
    side = own or asked.cleaned_data["side"]
    known = context["known"]
    if known and rows.by_side(known.reports.all()).get(side) is None and own and layout == SIGNED_IN:
        return redirect(page_of(known))
    return _how_much(request, exchange, side, context, layout=layout)


def _possible(asked, exchange, context):
    """The period can be told of; otherwise the sentence stands at its field, with the handover that is in the way."""
    when = asked.cleaned_data["when"]
    try:
        require_period(exchange, when.first, when.last)
        require_free(exchange, when.first, when.last)
    except actions.HandoverRefused as refused:
        asked.add_error("when", refused.sentence)
        context["in_the_way"] = refused.handover
        return False
    context["known"] = rows.with_parts(
        Handover.objects.filter(exchange=exchange, starts_on=when.first, ends_on=when.last)
    ).first()
    return True


def _how_much(request, exchange, side, context, *, layout):
    when = context["period_form"].cleaned_data["when"]
    known = context["known"]
    reports = rows.by_side(known.reports.all()) if known else {}
    other = next((report for one, report in reports.items() if one != side), None)
    kind = BehalfTellForm if request.actor.is_adviser else TellForm
    data = request.POST if request.method == "POST" else None
    form = kind(data, handover=known or draft_of(exchange, when), mine=reports.get(side), theirs=other)
    if request.method == "POST":
        answer = told(request, form, _back(layout), lambda given: _verb(exchange, when, side, given))
        if answer:
            return answer
    context |= {"form": form, "side": side, "party": exchange.party(side), "period": say_period(when.first, when.last)}
    return render(request, "matching/handover_new.html", context, status=422 if form.errors else 200)


def _back(layout):
    """To the handover's page; by personal link to the address itself, which is stored nowhere."""
    return None if layout == SIGNED_IN else ""


def _verb(exchange, when, side, given):
    return actions.tell_of_period(exchange, starts=when.first, ends=when.last, side=side, **given)
