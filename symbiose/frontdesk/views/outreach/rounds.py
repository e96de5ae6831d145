"""Rounds of calls: the list, one planned, its page with figures that open to their rows, closed and opened again."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common import links
from symbiose.common.pages.access import require
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import build, exported
from symbiose.frontdesk import outreach_lists as kits
from symbiose.frontdesk.actions import outreach as actions
from symbiose.frontdesk.actions.outreach.telling import call_page
from symbiose.frontdesk.forms.outreach import RoundForm, WhyForm
from symbiose.frontdesk.models import Case
from symbiose.frontdesk.outreach_enums import LIVE
from symbiose.frontdesk.outreach_permissions import may_keep_round
from symbiose.frontdesk.outreach_shown import trade_names
from symbiose.frontdesk.outreach_states import ROUND
from symbiose.frontdesk.queries import outreach as queries
from symbiose.frontdesk.topics import topic_names
from symbiose.frontdesk.views.outreach.doors import by_button, by_form, callers_only, find_round


@callers_only
def rounds(request):
    """All that one may see, open ones first."""
    rows = queries.with_rounds(queries.rounds_visible_to(request.actor))
    kit = kits.round_kit()
    return exported(request, rows, kit) or render(
        request, "frontdesk/outreach/rounds.html", {"shown": build(request, rows, kit)}
    )


@callers_only
def round_page(request, round_id):
    """What the round is, what to do next, and what came of it."""
    held = find_round(request, round_id)
    own = held.calls.select_related("organisation", "user")
    names = trade_names(timezone.localdate())
    context = {
        "round": held,
        "trade": f"{held.division} {names.get(held.division, '')}".strip(),
        "may": {row.verb for row in ROUND.open_to(request.actor, held, held.state)},
        "figures": figures(held),
        "live": own.filter(state__in=LIVE).order_by("again_on", "runs_out_on", "pk"),
        "list_url": list_url(held),
        "history": links.history(held),
        "chain": links.chain(held, request.actor),
        "form": Form(),
    }
    return render(request, "frontdesk/outreach/round.html", context)


def figures(held):
    """Each figure of a round with its name and the address of exactly its rows."""
    return [
        (capfirst(str(name)), held.calls.filter(condition()).count(), calls_url(held, code))
        for code, (name, condition) in kits.FIGURES.items()
    ]


def calls_url(held, figure):
    """The calls of a round that a figure counts."""
    query = {"runde": held.pk} | ({} if figure == "taken" else {"vis": figure})
    return f"{reverse('outreach:calls')}?{urlencode(query)}"


def list_url(held):
    """The call list, narrowed to what the round is about."""
    query = {"paa": held.pk, "kan": "free", "sted": held.area, "branche": held.division}
    return f"{reverse('outreach:list')}?{urlencode({name: value for name, value in query.items() if value})}"


@callers_only
def plan(request):
    """A new round, also one that a case led to."""
    named = links.named(request.GET.get("fra", ""), request.actor)
    case = named if isinstance(named, Case) else None
    first = {"starts_on": timezone.localdate(), "name": topic_names().get(case.topic, "") if case else ""}
    form = RoundForm(request.POST or None, initial=first)
    return by_form(
        request,
        form,
        lambda: actions.plan_round(by=request.actor, case=case, **form.values()),
        said=_("The round is planned. Take the first firms on it."),
        heading=_("Plan a round"),
        button=_("Plan the round"),
        back=reverse("outreach:rounds"),
    )


def kept_round(request, round_id):
    """A round that the reader runs."""
    held = find_round(request, round_id)
    require(may_keep_round(request.actor, held))
    return held


@callers_only
def change(request, round_id):
    """Put name, place, trade and period right."""
    held = kept_round(request, round_id)
    form = RoundForm(request.POST or None, initial=RoundForm.of(held))

    def act():
        return actions.change_round(held, by=request.actor, version=form.cleaned_data["version"], **form.values())

    page = {"heading": _("Put the round right"), "button": _("Save"), "back": call_page(held), "overline": held.name}
    return by_form(request, form, act, said=_("It is saved."), **page)


@callers_only
def close(request, round_id):
    """It is done."""
    held = kept_round(request, round_id)
    form = WhyForm(request.POST or None, label=_("What came of it?"))
    return by_form(
        request,
        form,
        lambda: actions.close_round(held, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("The round is closed. You can open it again on this page."),
        heading=_("Close the round"),
        button=_("Close the round"),
        back=call_page(held),
        overline=held.name,
        lead=_("Firms that somebody has taken stay theirs until they run out."),
    )


@callers_only
@require_POST
def reopen(request, round_id):
    """It goes on after all."""
    held = kept_round(request, round_id)
    return by_button(
        request,
        Form(request.POST),
        lambda: actions.reopen_round(held, by=request.actor),
        said=_("The round is open again."),
        back=call_page(held),
    )
