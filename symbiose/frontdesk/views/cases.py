"""Cases: the list, a case's page, and what is changed of it there."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import build, exported
from symbiose.frontdesk import actions, permissions, queries
from symbiose.frontdesk import lists as kits
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.forms import ChangeCaseForm, CloseForm, ReasonForm
from symbiose.frontdesk.outreach_permissions import may_call_on_firms
from symbiose.frontdesk.queries.ahead import chain_of
from symbiose.frontdesk.queries.receipts import can_be_forgotten
from symbiose.frontdesk.queries.unread import is_unread
from symbiose.frontdesk.sharing import may_see_shared
from symbiose.frontdesk.shown import dress_cases
from symbiose.frontdesk.starting import position_url
from symbiose.frontdesk.states import CASE
from symbiose.frontdesk.views.doors import by_form, find_case
from symbiose.organisations.queries import contacts_visible_to, headcount_of, standing_lines

MOST_ALSO = 2


@signed_in
def case_list(request):
    """All that one may see: open ones first, by their next step."""
    require(permissions.may_see_lists(request.actor))
    rows = queries.with_case_rows(queries.cases_visible_to(request.actor))
    kit = kits.case_kit(rows, request.actor, request.GET.getlist("party"))
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    dress_cases(shown.page.object_list)
    context = {
        "shown": shown,
        "may_add": permissions.works_at_an_entrance(request.actor),
        "may_share": may_see_shared(request.actor),
        "may_call": may_call_on_firms(request.actor),
    }
    return render(request, "frontdesk/case_list.html", context)


@signed_in
def detail(request, case_number):
    """What it is and its state, what to do next, the facts, the dialogue, the chain."""
    case = find_case(request, case_number)
    if case.merged_into_id:
        return redirect(page_of(case.merged_into))
    dress_cases([case])
    spoken_only = request.GET.get("kun") == "dialog"
    enquiries = list(case.enquiries.order_by("received_at", "pk"))
    parties = list(case.parties.select_related("organisation"))
    context = {
        "case": case,
        "enquiries": enquiries,
        "parties": parties,
        "headcount": headcount_of(case.organisation) if case.organisation else None,
        "also": also_spoken(case, request.actor),
        "phone": phone_of(case, parties),
        "tasks": tasks_of(case, request.actor),
        "may": {row.verb for row in CASE.open_to(request.actor, case, case.state)},
        "may_call": may_call_on_firms(request.actor),
        "events": queries.story_of(case, enquiries, request.actor, spoken_only=spoken_only),
        "spoken_only": spoken_only,
        "unread": case.state == "closed" and is_unread(case),
        "chain": chain_of(case, request.actor),
        "listing_url": listing_url(case),
        "position_url": position_url(queries.CASE, case),
        "may_erase": permissions.may_forget(request.actor, case) and can_be_forgotten(case),
        "form": Form(),
    }
    return render(request, "frontdesk/case.html", context)


def phone_of(case, parties):
    """The number to call: that of a party, else the firm's."""
    firm = case.organisation.contact_phone if case.organisation else ""
    return next((party.phone for party in parties if party.phone), firm)


def also_spoken(case, actor):
    """Who else spoke with the firm last, outside this case."""
    if case.organisation_id is None:
        return []
    own = [(queries.CASE, case.pk), *((queries.ENQUIRY, pk) for pk in case.enquiries.values_list("pk", flat=True))]
    rows = standing_lines(contacts_visible_to(actor)).filter(organisation_id=case.organisation_id)
    lines = rows.select_related("spoken_for").order_by("-happened_at", "-pk")[: len(own) * MOST_ALSO + MOST_ALSO]
    return [line for line in lines if (line.thread_label, line.thread_id) not in own][:MOST_ALSO]


def tasks_of(case, actor):
    """Its tasks, those to do first; each knows whether it is late and whether the reader may finish it."""
    tasks = list(case.tasks.select_related("owner_user", "owner_organisation"))
    keeps, today = permissions.may_keep(actor, case), timezone.localdate()
    for task in tasks:
        task.is_late = task.done_at is None and task.due_on < today
        task.may_finish = keeps or permissions.may_finish(actor, task)
    return sorted(tasks, key=lambda task: task.done_at is not None)


def listing_url(case):
    """Where a listing is written for the firm, as something that the case led to."""
    query = {"fra": f"{queries.CASE}:{case.pk}"}
    if case.organisation_id:
        query["organisation"] = case.organisation_id
    return f"{reverse('listings:add')}?{urlencode(query)}"


@signed_in
def change(request, case_number):
    """Put title, topic, step and organisation right."""
    case = find_case(request, case_number)
    require(permissions.may_keep(request.actor, case))
    form = ChangeCaseForm(request.POST or None, actor=request.actor, initial=ChangeCaseForm.of(case))

    def act():
        return actions.change_case(case, by=request.actor, version=form.cleaned_data["version"], **form.values())

    return by_form(request, case, form, act, said=_("It is saved."), heading=_("Put the case right"), button=_("Save"))


@signed_in
def close(request, case_number):
    """Close it with what came of it."""
    case = find_case(request, case_number)
    require(permissions.may_keep(request.actor, case))
    form = CloseForm(request.POST or None, initial={"version": case.version})

    def act():
        given = form.cleaned_data
        return actions.close_case(
            case, outcome=given["outcome"], reason=given["reason"], version=given["version"], by=request.actor
        )

    return by_form(
        request,
        case,
        form,
        act,
        said=_("The case is closed. You can open it again on this page."),
        heading=_("Close the case with its outcome"),
        button=_("Close the case"),
    )


@signed_in
def reopen(request, case_number):
    """It goes on after all."""
    case = find_case(request, case_number)
    require(permissions.may_keep(request.actor, case))
    form = ReasonForm(request.POST or None)
    return by_form(
        request,
        case,
        form,
        lambda: actions.reopen_case(case, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("The case is open again. What is the next step?"),
        heading=_("Open the case again"),
        button=_("Open again"),
    )
