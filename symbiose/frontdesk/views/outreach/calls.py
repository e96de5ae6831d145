"""Calls: the list, a call's page, the note of the talk, and what a yes leads to."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common import links
from symbiose.common.pages.access import require
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import build, exported
from symbiose.frontdesk import outreach_lists as kits
from symbiose.frontdesk.actions import outreach as actions
from symbiose.frontdesk.actions.outreach.telling import call_page
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.forms.outreach import TalkForm, WhyForm
from symbiose.frontdesk.outreach_enums import ReasonKind
from symbiose.frontdesk.outreach_limits import limits
from symbiose.frontdesk.outreach_permissions import may_keep_call
from symbiose.frontdesk.outreach_shown import listing_ids, open_listings, show_contact, show_reasons, tasks_of
from symbiose.frontdesk.outreach_states import CALL
from symbiose.frontdesk.queries import outreach as queries
from symbiose.frontdesk.starting import position_url
from symbiose.frontdesk.views.outreach.doors import by_button, by_form, callers_only, find_call


@callers_only
def calls(request):
    """All that one may see, the newest first."""
    rows = queries.calls_visible_to(request.actor).select_related("organisation", "user", "department", "round")
    kit = kits.call_kit(rows, queries.rounds_visible_to(request.actor))
    return exported(request, rows, kit) or render(
        request, "frontdesk/outreach/calls.html", {"shown": build(request, rows, kit)}
    )


@callers_only
def call(request, call_id):
    """What it is and its state, what to do next, why this firm, what was said, the chain."""
    held = find_call(request, call_id)
    since = queries.spoken().filter(organisation=held.organisation, happened_at__gt=held.taken_at)
    others = since.exclude(user_id=held.user_id).select_related("user", "spoken_for").order_by("-happened_at", "-pk")
    context = {
        "call": held,
        "may": {row.verb for row in CALL.open_to(request.actor, held, held.state)},
        "reasons": show_reasons(held.reasons, open_listings(listing_ids(held.reasons))),
        "others": [show_contact(line, request.actor, quiet=queries.quiet_from()) for line in others[:3]],
        "lines": queries.lines_of(held),
        "case": actions.case_of(held),
        "listing_url": listing_url(request, held),
        "position_url": position_url(queries.CALL, held, text=tasks_that_could_move(held)),
        "history": links.history(held),
        "chain": links.chain(held, request.actor),
        "form": Form(),
    }
    return render(request, "frontdesk/outreach/call.html", context)


def tasks_that_could_move(held):
    """The tasks of the firm's trade that stood on the list when it was taken; empty where none did."""
    return next((tasks_of(one) for one in held.reasons if one["kind"] == ReasonKind.TRADE), "")


def listing_url(request, held):
    """Where the task that could move is written for the firm, by those who may write for others."""
    if not request.actor.is_adviser:
        return ""
    query = {"fra": f"{queries.CALL}:{held.pk}", "organisation": held.organisation_id, "side": "need"}
    if tasks := tasks_that_could_move(held):
        query["text"] = _("A task for others: %(tasks)s.") % {"tasks": tasks}
    return f"{reverse('listings:add')}?{urlencode(query)}"


@callers_only
def talk(request, call_id):
    """Write down the talk."""
    held = find_call(request, call_id)
    require(may_keep_call(request.actor, held))
    form = TalkForm(request.POST or None)
    return by_form(
        request,
        form,
        lambda: actions.note_call(held, form.talk(), by=request.actor),
        said=_("It is written down, also in the contact log."),
        heading=_("Write down the talk"),
        button=_("Save"),
        back=call_page(held),
        overline=held.organisation.name,
        lead=_(
            "Point to two possibilities: a new firm takes over part of the production, or a social enterprise becomes a partner."
        ),
    )


@callers_only
def release(request, call_id):
    """Give the firm back."""
    held = find_call(request, call_id)
    require(may_keep_call(request.actor, held))
    form = WhyForm(request.POST or None, label=_("Why do you give them back?"))
    return by_form(
        request,
        form,
        lambda: actions.release_call(held, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("They are free for others."),
        heading=_("Give the firm back"),
        button=_("Give back"),
        back=call_page(held),
        overline=held.organisation.name,
    )


@callers_only
def mend(request, call_id):
    """The note was wrong."""
    held = find_call(request, call_id)
    require(may_keep_call(request.actor, held))
    form = WhyForm(request.POST or None, label=_("What was wrong?"))
    return by_form(
        request,
        form,
        lambda: actions.mend_call(held, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("The answer is empty again. Write down the talk as it was."),
        heading=_("Put the note right"),
        button=_("Empty the answer"),
        back=call_page(held),
        overline=held.organisation.name,
        lead=_("The line in the contact log is withdrawn: it stays, struck out. A no that followed is lifted."),
    )


@callers_only
def withdraw(request, call_id):
    """The talk was told of the wrong firm."""
    held = find_call(request, call_id)
    require(may_keep_call(request.actor, held))
    form = WhyForm(request.POST or None, label=_("Why is it withdrawn?"))
    return by_form(
        request,
        form,
        lambda: actions.withdraw_talk(held, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("The talk is withdrawn. It stays readable, struck out, and counts nowhere."),
        heading=_("Withdraw the talk"),
        button=_("Withdraw"),
        back=call_page(held),
        overline=held.organisation.name,
        lead=_("It was another firm that you spoke with. The firm is free again, and a no that followed is lifted."),
    )


@callers_only
@require_POST
def to_case(request, call_id):
    """A yes goes on as a case."""
    return led_on(request, call_id, page=lambda case, _held: page_of(case))


@callers_only
@require_POST
def to_partner(request, call_id):
    """A yes goes on as a case, and to those who could be partners."""

    def search(_case, held):
        near = {"sted": held.organisation.postcode, "inden": round(limits().partner_km)}
        query = {"slags": ["registered", "social_enterprise"], **(near if held.organisation.postcode else {})}
        return f"{reverse('home:directory')}?{urlencode(query, doseq=True)}"

    return led_on(request, call_id, page=search)


def led_on(request, call_id, *, page):
    """The case of a call, once, and the page that comes next."""
    held = find_call(request, call_id)
    require(may_keep_call(request.actor, held))

    def act():
        return page(actions.open_case_of_call(held, by=request.actor), held)

    return by_button(request, Form(request.POST), act, said=_("The call goes on as a case."), back=call_page(held))
