"""Authority steps: recording the answer, giving the task to somebody, taking a recorded answer back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form, show_conflict
from symbiose.common.states import NotAllowed
from symbiose.listings import actions, authority, permissions, queries
from symbiose.listings.enums import StepState
from symbiose.listings.forms import AssignForm, StepForm, UndoStepForm
from symbiose.listings.models import AuthorityStep


def _found(request, step_id: int) -> authority.StepShown:
    """A step of a listing that the actor may change; others do not learn that it exists."""
    row = get_object_or_404(authority.with_owners(AuthorityStep.objects.all()), pk=step_id)
    if not permissions.may_change(request.actor, row.listing):
        raise Http404
    return authority.shown(row)


def _page(request, template, step, form):
    may_record = permissions.may_record_step(request.actor, step.row)
    context = {"step": step, "listing": step.row.listing, "form": form, "may_record": may_record}
    return render(request, template, context)


def _done(request, step, act):
    """Run a verb once and go back to the listing; where somebody was faster, say so."""
    back = reverse("listings:detail", args=[step.row.listing_id])
    try:
        return HttpResponseRedirect(act(back))
    except NotAllowed:
        messages.error(
            request, _("This is not possible now: somebody may have done it already. Here is how it stands.")
        )
        return redirect(back)


@signed_in
def step(request, step_id):
    """What the step means, and the answer when it is there."""
    found = _found(request, step_id)
    form = StepForm(request.POST or None, step=found.row, kind=found.kind)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "listings/step.html", found, form)
    return _done(request, found, lambda back: form.run_once(lambda: _record(request, found, form, back)))


def _record(request, found, form, back):
    recorded = actions.record_step(found.row, by=request.actor, **form.answer())
    opened = found.kind.stops and not queries.visible_to(request.actor).get(pk=recorded.listing_id).stopped
    said = _("The answer is recorded, and the listing is open. Search for proposals again, then it is counted in.")
    messages.success(request, said if opened else _("The answer is recorded."))
    return back


@signed_in
def assign_step(request, step_id):
    """Give the task to somebody."""
    found = _found(request, step_id)
    require(permissions.may_assign_step(request.actor, found.row))
    form = AssignForm(request.POST or None, step=found.row, initial=AssignForm.of(found.row))
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, found, lambda back: form.run_once(lambda: _assign(request, found, form, back)))
        except Conflict as conflict:
            show_conflict(form, conflict)
    return _page(request, "listings/step_assign.html", found, form)


def _assign(request, found, form, back):
    version = form.cleaned_data["version"]
    actions.assign_step(found.row, by=request.actor, version=version, **form.taker(found.row))
    messages.success(request, _("The task is given on."))
    return back


@signed_in
def undo_step(request, step_id):
    """Take a recorded answer back, with a reason."""
    found = _found(request, step_id)
    require(permissions.may_undo_step(request.actor, found.row))
    form = UndoStepForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "listings/step_undo.html", found, form)
    return _done(request, found, lambda back: form.run_once(lambda: _undo(request, found, form, back)))


def _undo(request, found, form, back):
    actions.undo_step(found.row, by=request.actor, reason=form.cleaned_data["reason"])
    messages.success(request, _("The answer is taken back. The step is open again."))
    return back


@signed_in
@require_POST
def open_step(request, pk, kind):
    """Open a step by hand."""
    listing = get_object_or_404(queries.visible_to(request.actor), pk=pk)
    require(permissions.may_change(request.actor, listing))
    if kind not in {one.code for one in authority.by_hand(listing, authority.steps_of(listing))}:
        standing = listing.steps.filter(kind=kind, state=StepState.OPEN).first()
        return redirect("listings:step", standing.pk) if standing else redirect("listings:detail", pk)
    form = Form(request.POST)
    form.is_valid()

    def act() -> str:
        return reverse("listings:step", args=[actions.open_step(listing, kind, by=request.actor).pk])

    return redirect(form.run_once(act))
