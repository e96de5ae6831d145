"""The daily work with a case: next step, dialogue, parties, tasks."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.frontdesk import actions, permissions
from symbiose.frontdesk.actions.telling import page_of
from symbiose.frontdesk.forms import DialogueForm, NextStepForm, PartyForm, ResultForm, TaskForm
from symbiose.frontdesk.shown import next_step_in_words
from symbiose.frontdesk.views.doors import by_form, carried_out, desk_of, find_case, values_of


def kept_case(request, number):
    """A case that the reader keeps."""
    case = find_case(request, number)
    require(permissions.may_keep(request.actor, case))
    return case


@signed_in
def next_step(request, case_number):
    """What happens next, when, and who does it."""
    case = kept_case(request, case_number)
    form = NextStepForm(request.POST or None, at_desk=desk_of(case), initial=NextStepForm.of(case))
    return by_form(
        request,
        case,
        form,
        lambda: actions.set_next_step(case, by=request.actor, **values_of(form)),
        said=_("The next step is agreed. It stands on the start page when its day comes."),
        heading=_("Agree on the next step"),
        button=_("Save"),
    )


@signed_in
def dialogue(request, case_number):
    """Write down what was said."""
    case = find_case(request, case_number)
    require(permissions.may_take_part(request.actor, case))
    keeps = permissions.may_keep(request.actor, case)
    waiting = case.enquiries.filter(waits=True).order_by("received_at", "pk")
    form = DialogueForm(request.POST or None, step=next_step_in_words(case), keeps=keeps, waiting=waiting)

    def act():
        actions.log_dialogue(case, by=request.actor, **form.values())
        return case

    said = _("It is written down. What is the next step?")
    return by_form(request, case, form, act, said=said, heading=_("Write down what was said"), button=_("Save"))


@signed_in
def add_party(request, case_number):
    """Somebody else takes part."""
    case = kept_case(request, case_number)
    named = {"organisation": request.GET.get("organisation", "")[:200]}
    form = PartyForm(request.POST or None, actor=request.actor, initial=named)

    def act():
        actions.add_party(case, by=request.actor, **form.values())
        return case

    return by_form(
        request,
        case,
        form,
        act,
        said=_("They take part now."),
        heading=_("Who else takes part?"),
        button=_("Add"),
        lead=_("A department that takes part sees the case. A firm does not."),
    )


@signed_in
@require_POST
def remove_party(request, case_number, case_party_id):
    """They take no part any more."""
    case = kept_case(request, case_number)
    party = case.parties.filter(pk=case_party_id).first()
    form = Form(request.POST)
    require(form.is_valid())

    def act():
        if party is not None:
            actions.remove_party(party, by=request.actor)
        return case

    return carried_out(request, form, act, _("They take no part any more.")) or redirect(page_of(case))


@signed_in
def add_task(request, case_number):
    """Something to do, for somebody at the entrance or for a department."""
    case = kept_case(request, case_number)
    form = TaskForm(request.POST or None, at_desk=desk_of(case))

    def act():
        actions.add_task(case, by=request.actor, **form.values())
        return case

    said = _("The task is given. They have been told.")
    return by_form(request, case, form, act, said=said, heading=_("New task"), button=_("Give the task"))


def find_task(request, number, task_id):
    """A task of a case that the reader may see."""
    task = find_case(request, number).tasks.select_related("case").filter(pk=task_id).first()
    if task is None:
        raise Http404
    return task


@signed_in
def finish_task(request, case_number, task_id):
    """It is done, and what came of it."""
    task = find_task(request, case_number, task_id)
    require(permissions.may_finish(request.actor, task))
    form = ResultForm(request.POST or None)
    return by_form(
        request,
        task.case,
        form,
        lambda: actions.finish_task(task, result=form.cleaned_data["reason"], by=request.actor).case,
        said=_("The task is done. The owner of the case has been told."),
        heading=task.what,
        button=_("It is done"),
    )


@signed_in
@require_POST
def take_up_task(request, case_number, task_id):
    """It is not done after all."""
    task = find_task(request, case_number, task_id)
    require(permissions.may_finish(request.actor, task))
    form = Form(request.POST)
    require(form.is_valid())
    done = carried_out(
        request, form, lambda: actions.take_up_task(task, by=request.actor).case, _("The task is open again.")
    )
    return done or redirect(page_of(task.case))
