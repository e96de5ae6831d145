"""The call list, a firm's page, and noes to calls."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.lists import build, exported
from symbiose.frontdesk import outreach_lists as kits
from symbiose.frontdesk.actions import outreach as actions
from symbiose.frontdesk.forms.outreach import StopForm, TakeForm, WhyForm
from symbiose.frontdesk.models import CallStop, Prospect
from symbiose.frontdesk.outreach_limits import limits
from symbiose.frontdesk.outreach_permissions import may_lift_stop
from symbiose.frontdesk.outreach_shown import dress_prospects, show_contact
from symbiose.frontdesk.queries import outreach as queries
from symbiose.frontdesk.views.outreach.doors import by_form, callers_only, carried_out, find_firm, firm_page
from symbiose.organisations.queries import headcount_of

MOST_LINES = 5


@callers_only
def call_list(request):
    """Whom to call, and why: most to call about first."""
    stopped = kits.STOPPED in request.GET.getlist("kan")
    rows = (queries.stopped_prospects() if stopped else queries.prospects()).select_related("organisation")
    kit = kits.prospect_kit()
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    dress_prospects(shown.page.object_list, request.actor)
    context = {
        "shown": shown,
        "stopped": stopped,
        "computed_at": queries.counted_at(),
        "limits": limits(),
        "on_round": chosen_round(request),
    }
    return render(request, "frontdesk/outreach/list.html", context)


def chosen_round(request):
    """The round that the list was opened from, where the reader may take firms on it."""
    return queries.own_rounds(request.actor).filter(pk=row_number(request.GET.get("paa", ""))).first()


@callers_only
def firm(request, organisation_id):
    """Why this firm, who spoke with it, and the button that takes it."""
    organisation = find_firm(organisation_id)
    way = actions.in_the_way(organisation, by=request.actor)
    mine = queries.live_calls().filter(organisation=organisation, user_id=request.actor.user_id).first()
    first = {"on_round": chosen_round(request)}
    rounds = queries.own_rounds(request.actor)
    form = TakeForm(request.POST or None, rounds=rounds, in_the_way=bool(way), initial=first)
    if request.method == "POST" and form.is_valid():
        taken = carried_out(
            request, form, lambda: take(organisation, form, request.actor), _("They are yours to call. Good luck.")
        )
        if taken:
            return taken
    return render(request, "frontdesk/outreach/firm.html", shown_firm(request, organisation, way, mine, form))


def take(organisation, form, by):
    """The verb with what the form says."""
    given = form.cleaned_data
    return actions.take_call(
        organisation, by=by, call_round=given.get("on_round"), knowingly=given.get("knowingly", "")
    )


def shown_firm(request, organisation, way, mine, form):
    """Everything that the page says of a firm."""
    prospect = Prospect.objects.select_related("organisation").filter(pk=organisation.pk).first()
    if prospect:
        dress_prospects([prospect], request.actor)
    quiet = queries.quiet_from()
    lines = queries.spoken().filter(organisation=organisation).select_related("user", "spoken_for")
    calls = queries.calls_visible_to(request.actor).filter(organisation=organisation).select_related("user")
    return {
        "firm": organisation,
        "prospect": prospect,
        "headcount": headcount_of(organisation),
        "way": way,
        "spoken": show_contact(way.spoken, request.actor, quiet=quiet) if way.spoken else None,
        "mine": mine,
        "may_lift": bool(way.stop) and may_lift_stop(request.actor, way.stop),
        "callable": queries.callable_firms().filter(pk=organisation.pk).exists(),
        "contacts": [
            show_contact(line, request.actor, quiet=quiet)
            for line in lines.order_by("-happened_at", "-pk")[:MOST_LINES]
        ],
        "contacts_total": lines.count(),
        "calls_total": calls.count(),
        "calls": calls.order_by("-taken_at", "-pk")[:MOST_LINES],
        "limits": limits(),
        "form": form,
    }


@callers_only
def stop(request, organisation_id):
    """They want no call."""
    organisation = find_firm(organisation_id)
    form = StopForm(request.POST or None)

    def act():
        actions.stop_calls(organisation, by=request.actor, **form.values())
        return firm_page(organisation.pk)

    return by_form(
        request,
        form,
        act,
        said=_("It is written down. They no longer stand on the call list."),
        heading=_("They want no call"),
        button=_("Write it down"),
        back=firm_page(organisation.pk),
        overline=organisation.name,
    )


@callers_only
def lift(request, stop_id):
    """They may be called after all."""
    held = get_object_or_404(CallStop.objects.select_related("organisation"), pk=stop_id)
    require(may_lift_stop(request.actor, held))
    back = firm_page(held.organisation_id)
    form = WhyForm(request.POST or None, label=_("Why may they be called again?"))

    def act():
        actions.lift_stop(held, reason=form.cleaned_data["reason"], by=request.actor)
        return back

    return by_form(
        request,
        form,
        act,
        said=_("They may be called again."),
        heading=_("Lift the no"),
        button=_("They may be called"),
        back=back,
        overline=held.organisation.name,
    )
