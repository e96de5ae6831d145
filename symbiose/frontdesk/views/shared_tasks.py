"""Shared tasks: the list, a task's page, and what is changed of it there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from symbiose.common import links
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import build, exported
from symbiose.frontdesk.actions import shared_tasks as actions
from symbiose.frontdesk.actions.shared_tasks.telling import page_of_shared
from symbiose.frontdesk.forms.cases import ReasonForm
from symbiose.frontdesk.forms.shared_ending import GiveSharedForm, LeadForm
from symbiose.frontdesk.forms.shared_tasks import ChangeSharedForm, StartForm
from symbiose.frontdesk.models import Case
from symbiose.frontdesk.models.shared_tasks import LedTo, PartState
from symbiose.frontdesk.queries import cases_visible_to
from symbiose.frontdesk.queries.shared_tasks import SHARED, shared_visible_to, with_shared_rows
from symbiose.frontdesk.shared_list import shared_kit
from symbiose.frontdesk.shared_shown import dress_shared, history_of
from symbiose.frontdesk.sharing import SHARED_PART, SHARED_TASK, may_keep_shared, may_see_shared, may_start
from symbiose.frontdesk.views.shared_doors import by_form, find_shared
from symbiose.listings.permissions import may_write_for

LONGEST_CARRIED = 500  # of an input, into the address of the page where a listing is written


@signed_in
def task_list(request):
    """All that one may see: open ones first, by deadline."""
    require(may_see_shared(request.actor))
    rows = with_shared_rows(shared_visible_to(request.actor))
    kit = shared_kit(request.actor)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    dress_shared(shown.page.object_list)
    return render(request, "frontdesk/shared_list.html", {"shown": shown})


@signed_in
def detail(request, shared_id):
    """What it is and its state, what to do next, the facts, the inputs, the history, the chain."""
    task = find_shared(request, shared_id)
    dress_shared([task])
    parts = list(task.parts.all())
    for part in parts:
        part.task = task
        part.listing_url = listing_url(request.actor, part)
        part.may = {row.verb for row in SHARED_PART.open_to(request.actor, part, part.state)}
    ends = task.state != "open"
    context = {
        "task": task,
        "parts": parts,
        "mine": next((one for one in parts if one.department_id == request.actor.organisation_id), None),
        "may": {row.verb for row in SHARED_TASK.open_to(request.actor, task, task.state)},
        "ended": ends,
        "case": cases_visible_to(request.actor).filter(pk=task.case_id).first() if task.case_id else None,
        "history": history_of(task, parts),
        "chain": links.chain(task, request.actor),
        "form": Form(),
    }
    return render(request, "frontdesk/shared_task.html", context)


def listing_url(actor, part):
    """Where what a department said yes to is written as a task for others, by whoever may write for it."""
    if part.state != PartState.GIVEN or not may_write_for(actor, part.department):
        return ""
    said = Truncator(" ".join(part.text.split())).chars(LONGEST_CARRIED)
    query = {
        "fra": f"{SHARED}:{part.task_id}",
        "organisation": part.department_id,
        "side": "need",
        "text": _("A task for others: %(tasks)s.") % {"tasks": said.rstrip(".")},
    }
    return f"{reverse('listings:add')}?{urlencode(query)}"


@signed_in
def add(request):
    """Ask several departments about one task."""
    require(may_start(request.actor))
    named = links.named(request.GET.get("fra", ""), request.actor)
    case = named if isinstance(named, Case) else None
    form = StartForm(request.POST or None, actor=request.actor, case=case)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(form.run_once(lambda: started(request, form)))
    return render(request, "frontdesk/shared_add.html", {"form": form})


def started(request, form):
    """The address of the new task."""
    task = actions.start_shared_task(by=request.actor, **form.values())
    messages.success(request, _("The departments are asked. The task is shared once two have given their input."))
    return page_of_shared(task)


def kept(request, shared_id):
    """A task that the reader keeps."""
    task = find_shared(request, shared_id)
    require(may_keep_shared(request.actor, task))
    return task


@signed_in
def change(request, shared_id):
    """Put title, what is asked and the deadline right."""
    task = kept(request, shared_id)
    form = ChangeSharedForm(request.POST or None, initial=ChangeSharedForm.of(task))
    return by_form(
        request,
        task,
        form,
        lambda: actions.change_shared(task, by=request.actor, version=form.cleaned_data["version"], **form.values()),
        said=_("It is saved."),
        heading=_("Put the task right"),
        button=_("Save"),
    )


@signed_in
def hand_over(request, shared_id):
    """Another owns it."""
    task = kept(request, shared_id)
    form = GiveSharedForm(request.POST or None, actor=request.actor, task=task)
    return by_form(
        request,
        task,
        form,
        lambda: actions.hand_over_shared(
            task, to=form.cleaned_data["to"], note=form.cleaned_data["note"], by=request.actor
        ),
        said=_("It is handed over. The new owner has been told."),
        heading=_("Hand the task over"),
        button=_("Hand over"),
    )


@signed_in
def lead_on(request, shared_id):
    """What it led to."""
    task = kept(request, shared_id)
    form = LeadForm(request.POST or None, actor=request.actor, task=task)

    def act():
        given = form.cleaned_data
        if given["to"] == LedTo.NEW_CASE:
            return actions.lead_to_new_case(task, topic=given["topic"], outcome=given["outcome"], by=request.actor)
        target = {LedTo.STEP: given["case_number"], LedTo.LISTING: given["listing"]}.get(given["to"])
        return actions.lead_on(task, to=given["to"], outcome=given["outcome"], target=target, by=request.actor)

    return by_form(
        request,
        task,
        form,
        act,
        said=_("It is written down, and the chain leads on."),
        heading=_("What did it lead to?"),
        button=_("Write it down"),
        lead=_("The inputs stay as they are. Whoever gave one is told what came of it."),
    )


@signed_in
def close(request, shared_id):
    """It led nowhere."""
    task = kept(request, shared_id)
    form = ReasonForm(request.POST or None)
    return by_form(
        request,
        task,
        form,
        lambda: actions.close_shared(task, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("The task is closed. You can open it again on this page."),
        heading=_("Close the task with a reason"),
        button=_("Close the task"),
    )


@signed_in
def reopen(request, shared_id):
    """It goes on after all."""
    task = kept(request, shared_id)
    form = ReasonForm(request.POST or None)
    return by_form(
        request,
        task,
        form,
        lambda: actions.reopen_shared(task, reason=form.cleaned_data["reason"], by=request.actor),
        said=_("The task is open again."),
        heading=_("Open the task again"),
        button=_("Open again"),
    )
