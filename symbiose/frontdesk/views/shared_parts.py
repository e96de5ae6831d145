"""A department's part of a shared task: asked, given, declined; signed in, by personal link, or on its behalf."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.frontdesk.actions import shared_tasks as actions
from symbiose.frontdesk.actions.shared_tasks.telling import page_of_shared
from symbiose.frontdesk.fields_of_input import field_names
from symbiose.frontdesk.forms.shared_tasks import DayForm, DeclineForm, InputForm, InviteForm
from symbiose.frontdesk.models import SharedPart
from symbiose.frontdesk.periods import usual_deadline, working_day_from
from symbiose.frontdesk.queries.shared_tasks import counted
from symbiose.frontdesk.shared_shown import dress_shared
from symbiose.frontdesk.sharing import may_give
from symbiose.frontdesk.views.shared_doors import by_form, carried_out, find_part
from symbiose.frontdesk.views.shared_tasks import kept


@signed_in
def invite(request, shared_id):
    """Ask one more department."""
    task = kept(request, shared_id)
    first = {"due_on": max(working_day_from(task.due_on), usual_deadline(timezone.localdate()))}
    form = InviteForm(request.POST or None, task=task, initial=first)

    def act():
        given = {name: form.cleaned_data[name] for name in ("department", "field", "due_on")}
        return actions.invite(task, by=request.actor, **given)

    return by_form(
        request,
        task,
        form,
        act,
        said=_("The department is asked. It answers here, or by the link in the letter."),
        heading=_("Ask one more department"),
        button=_("Ask"),
    )


def speaking(request, part, form):
    """The actor as it speaks for the department: an adviser on its behalf, with how it was given."""
    if request.actor.is_adviser:
        return request.actor.acting_for(part.department_id, consent=form.cleaned_data["consent"])
    return request.actor


@signed_in
def give(request, shared_id, shared_part_id):
    """Give the department's input, or put it right."""
    part = find_part(request, shared_id, shared_part_id)
    require(may_give(request.actor, part))
    form = InputForm(request.POST or None, part=part, on_behalf=request.actor.is_adviser)
    return by_form(
        request,
        part.task,
        form,
        lambda: given(request, part, form),
        said=_("Thank you. The input is kept, and the owner of the task has been told."),
        heading=_("Input from %(name)s") % {"name": part.department.name},
        button=_("Save the input"),
        lead=part.task.text,
    )


def given(request, part, form):
    """Keep what the form says."""
    said = form.cleaned_data
    return actions.give_input(
        part, text=said["text"], field=said["field"], version=said["version"], by=speaking(request, part, form)
    )


@signed_in
def decline(request, shared_id, shared_part_id):
    """The department gives no input, and why."""
    part = find_part(request, shared_id, shared_part_id)
    require(may_give(request.actor, part))
    form = DeclineForm(request.POST or None, on_behalf=request.actor.is_adviser)
    return by_form(
        request,
        part.task,
        form,
        lambda: actions.decline(part, reason=form.cleaned_data["reason"], by=speaking(request, part, form)),
        said=_("It is written down that the department gives no input."),
        heading=_("No input from %(name)s") % {"name": part.department.name},
        button=_("Say no"),
        lead=_("A no is fine. With the reason, the others know how to go on."),
    )


def kept_part(request, shared_id, part_id):
    """A part of a task that the reader keeps."""
    part = find_part(request, shared_id, part_id)
    kept(request, shared_id)
    return part


@signed_in
def ask_again(request, shared_id, shared_part_id):
    """Ask a department once more."""
    part = kept_part(request, shared_id, shared_part_id)
    form = DayForm(request.POST or None, initial={"due_on": usual_deadline(timezone.localdate())})
    return by_form(
        request,
        part.task,
        form,
        lambda: actions.ask_again(part, due_on=form.cleaned_data["due_on"], by=request.actor),
        said=_("The department is asked. It answers here, or by the link in the letter."),
        heading=_("Ask %(name)s again") % {"name": part.department.name},
        button=_("Ask"),
    )


def at_once(request, part, act, sentence):
    """A button without a form of its own."""
    form = Form(request.POST)
    require(form.is_valid())
    done = carried_out(request, form, act, sentence, address=page_of_shared(part.task))
    if done is None:
        messages.error(request, _("That cannot be done as it stands now. Look at the page once more."))
    return done or redirect(page_of_shared(part.task))


@signed_in
@require_POST
def withdraw(request, shared_id, shared_part_id):
    """The department is no longer asked."""
    part = kept_part(request, shared_id, shared_part_id)
    return at_once(
        request, part, lambda: actions.withdraw(part, by=request.actor), _("The department is no longer asked.")
    )


@signed_in
@require_POST
def send_again(request, shared_id, shared_part_id):
    """Tell the department once more."""
    part = kept_part(request, shared_id, shared_part_id)
    said = _("The department is told again, and its letter is on its way.")
    return at_once(request, part, lambda: actions.send_again(part, by=request.actor), said)


def by_link(request, link):
    """The page behind a department's personal link: GET shows, POST acts."""
    rows = SharedPart.objects.select_related("task__asked_by", "task__owner", "department")
    part = rows.filter(pk=link.subject_id, department_id=link.organisation_id).first()
    if part is None:
        raise Http404
    no = request.POST.get("step") == "no"
    form = InputForm(None if no else request.POST or None, part=part, on_behalf=False)
    refusal = DeclineForm(request.POST if no else None, on_behalf=False, auto_id="id_no_%s")
    used = refusal if no else form
    if request.method == "POST" and used.is_valid():
        done = carried_out(request, used, lambda: answered(request, part, used, no=no), thanks(no=no), address="")
        if done:
            return done
    return link_page(request, part, form, refusal, status=422 if used.errors else 200)


def answered(request, part, form, *, no):
    """Keep what was written by the link."""
    if no:
        return actions.decline(part, reason=form.cleaned_data["reason"], by=request.actor)
    return given(request, part, form)


def thanks(*, no):
    """What is said after an answer by link."""
    if no:
        return _("It is written down that the department gives no input.")
    return _("Thank you. The input is kept, and the owner of the task has been told.")


def link_page(request, part, form, refusal, *, status):
    """What the department was asked, what it gave, and the two answers."""
    task = counted(type(part.task).objects.filter(pk=part.task_id)).select_related("asked_by", "owner").get()
    dress_shared([task])
    context = {
        "part": part,
        "task": task,
        "form": form,
        "refusal": refusal,
        "field_name": field_names().get(part.field, part.field),
        "open": task.state == "open" and part.state != "withdrawn",
    }
    return render(request, "frontdesk/shared_by_link.html", context, status=status)
