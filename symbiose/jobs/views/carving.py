"""Carving a position: for whom, from which task, and then all of it on one page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symbiose.common import links
from symbiose.common.actions import Conflict
from symbiose.common.actor import Actor, Role
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form, row_number, show_conflict
from symbiose.common.states import NotAllowed
from symbiose.jobs import permissions
from symbiose.jobs.actions import carving
from symbiose.jobs.actions.workplaces import tell_workplace, workplace_for
from symbiose.jobs.enums import PositionState
from symbiose.jobs.forms.carving import CarveForm, TaskForm, acts_on_behalf, first_task, told_task
from symbiose.jobs.forms.positions import AT_FIELD, PositionForm, proposed_text
from symbiose.jobs.models import Position, PositionTask
from symbiose.jobs.position_limits import Refused
from symbiose.jobs.position_shown import tasks_of, total_text
from symbiose.jobs.queries.rows import positions_visible_to
from symbiose.listings.forms import FindOrganisationForm
from symbiose.listings.forms.behalf import like
from symbiose.listings.models import Listing
from symbiose.organisations.enums import OrganisationState
from symbiose.organisations.models import Organisation


def page_of(position: Position) -> str:
    """The address of a position's page."""
    return reverse("positions:detail", args=[position.number])


def find_position(request, number: str) -> Position:
    """The position, where the reader may see it; else 404."""
    rows = positions_visible_to(request.actor).select_related("organisation", "workplace__unit", "listing")
    return get_object_or_404(rows, number=number)


def acting(actor: Actor, organisation_id: int, consent: str) -> Actor:
    """The actor, on behalf of the organisation where it is another's than their own."""
    return actor.acting_for(organisation_id, consent=consent) if acts_on_behalf(actor, organisation_id) else actor


def _started_from(request) -> Model | None:
    """What the address names, where the reader may see it and know whose it is."""
    named = links.named(request.GET.get("fra", ""), request.actor)
    hidden = isinstance(named, Listing) and not permissions.may_carve_from(request.actor, named)
    return None if hidden else named


def _organisation(request, earlier: Model | None) -> Organisation | None:
    """For whom: a firm for itself, the others for whom they chose or whose task it is."""
    active = Organisation.objects.filter(state=OrganisationState.ACTIVE)
    if request.actor.role is Role.FIRM:
        return active.filter(pk=request.actor.party_id).first()
    asked = row_number(request.GET.get("organisation", "")) or (
        earlier.organisation_id if isinstance(earlier, Listing) else None
    )
    return active.filter(pk=asked).first() if asked else None


@signed_in
def add(request):
    """From a task to a draft of a position; the hours follow from the task."""
    require(permissions.may_carve(request.actor))
    earlier = _started_from(request)
    organisation = _organisation(request, earlier)
    if organisation is None:
        return _choose(request, earlier)
    listing = earlier if isinstance(earlier, Listing) and earlier.organisation_id == organisation.pk else None
    first = first_task(listing) if listing else _told(request, earlier)
    form = CarveForm(request.POST or None, organisation=organisation, actor=request.actor, initial=first)
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "reckon":
        answer = _carved(request, form, organisation, listing=listing, earlier=earlier)
        if answer:
            return answer
    context = {"form": form, "organisation": organisation, "listing": listing}
    return render(request, "jobs/carve.html", context, status=422 if form.errors else 200)


def _told(request, earlier):
    """The words of the address, or what the earlier object says of itself, such as an enquiry."""
    text = request.GET.get("text", "")
    return told_task("", text) if text else told_task(getattr(earlier, "title", ""), getattr(earlier, "text", ""))


def _choose(request, earlier):
    require(request.actor.role is not Role.FIRM)
    form = FindOrganisationForm(request.GET if "find" in request.GET else None)
    text = form.cleaned_data["find"] if form.is_valid() else ""
    told = _told(request, earlier).get("title", "")
    return render(request, "jobs/choose.html", {"form": form, "text": text, "found": like(text), "told": told})


def _carved(request, form, organisation, *, listing, earlier):
    given = form.cleaned_data
    by = acting(request.actor, organisation.pk, given.get("consent", ""))

    def act() -> str:
        workplace = workplace_for(organisation, by=by, unit=form.at_unit)
        made = carving.carve_position(
            workplace,
            by=by,
            made_of=[form.given_task()],
            listing=listing,
            earlier=earlier,
            title=given["title"],
            about=given["about"],
            windows=listing.windows if listing else "",
        )
        messages.success(request, _("The draft is kept. Now tell hours, times and place."))
        return reverse("positions:change", args=[made.number])

    return _kept(form, act)


def _kept(form, act):
    """The answer once it is kept; None where a rule refuses it, which then stands at its field."""
    try:
        return HttpResponseRedirect(form.run_once(act))
    except Refused as refused:
        for fault in refused.faults:
            name = AT_FIELD.get(fault.field, fault.field)
            form.add_error(name if name in form.fields else None, fault.sentence)
    except Conflict as conflict:
        show_conflict(form, conflict)
    except NotAllowed as error:
        raise PermissionDenied from error
    return None


@signed_in
def change(request, number):
    """All of a position on one page; where somebody else changed it, both texts are shown."""
    position = find_position(request, number)
    require(permissions.may_keep_position(request.actor, position) and position.state != PositionState.CLOSED)
    form = PositionForm(request.POST or None, position=position, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        answer = _kept(form, lambda: _changed(request, position, form))
        if answer:
            return answer
    tasks = tasks_of(position)
    context = {
        "form": form,
        "position": position,
        "tasks": tasks,
        "total": total_text(tasks),
        "proposed": proposed_text(position) if tasks else "",
    }
    return render(request, "jobs/position_change.html", context, status=422 if form.errors else 200)


def _changed(request, position, form) -> str:
    given = form.cleaned_data
    by = acting(request.actor, position.organisation_id, given.get("consent", ""))
    carving.change_position(position, by=by, version=given["version"], **form.values())
    if form.tells:
        telling = tell_workplace(position.workplace, by=by, **form.told())
        if telling.older:
            day = telling.workplace.told_on
            messages.warning(
                request,
                _("Newer figures of the place are known (%(day)s), and they hold. What you told is kept beside them.")
                % {"day": f"{day:%d.%m.%Y}"},
            )
    messages.success(request, _("The position is saved."))
    return page_of(position)


@signed_in
def tasks(request, number):
    """The tasks that a position is made of, and one more."""
    position = find_position(request, number)
    require(permissions.may_keep_position(request.actor, position) and position.state != PositionState.CLOSED)
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "reckon":

        def act() -> str:
            by = acting(request.actor, position.organisation_id, position.consent)
            carving.add_task(position, by=by, task=form.given_task())
            messages.success(request, _("The task is added. See whether the hours still hold."))
            return reverse("positions:tasks", args=[number])

        return _kept(form, act)
    known = tasks_of(position)
    context = {"form": form, "position": position, "tasks": known, "total": total_text(known), "plain": Form()}
    return render(request, "jobs/position_tasks.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove_task(request, number, part_id):
    """Take one task out of a position."""
    position = find_position(request, number)
    require(permissions.may_keep_position(request.actor, position) and position.state != PositionState.CLOSED)
    task = PositionTask.objects.filter(position=position, pk=part_id).first()
    form = Form(request.POST)
    require(form.is_valid())

    def act() -> str:
        if task is not None:
            by = acting(request.actor, position.organisation_id, position.consent)
            carving.remove_task(position, task, by=by)
            messages.success(request, _("The task is taken out."))
        return reverse("positions:tasks", args=[number])

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NotAllowed as error:  # the position closed in this moment
        raise PermissionDenied from error
