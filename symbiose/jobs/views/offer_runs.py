"""Starting a search over everybody, watching it, and searching at once for one person or one position."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from symbiose.common.states import NotAllowed
from symbiose.jobs.actions import placement_runs as runs
from symbiose.jobs.forms.offers import ButtonForm
from symbiose.jobs.models import PlacementRun
from symbiose.jobs.queries import positions_visible_to
from symbiose.jobs.queries.runs import STALE_AFTER, UNDERWAY, dead_runs, open_run, runs_visible_to
from symbiose.jobs.runs_shown import failure, passed_over, step_name, tiers_covered
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.offer_doors import find_candidate, person_page


@require_POST
@consultants_only
def start(request):
    """Start a search over everybody; where one is underway, go and watch that."""
    form = ButtonForm(request.POST)
    form.is_valid()
    try:
        url = form.run_once(lambda: reverse("offers:run", args=[runs.start_placement_run(by=request.actor).pk]))
    except runs.RunUnderway:
        messages.info(request, _("A search is already underway. Only one runs at a time."))
        underway = open_run()
        return redirect("offers:run", underway.pk) if underway else redirect("offers:list")
    return HttpResponseRedirect(url)


@require_safe
@consultants_only
def run(request, placement_run_id):
    """How a search goes; it may be left. The part that moves is fetched again every second where scripts run."""
    row = get_object_or_404(runs_visible_to(request.actor), pk=placement_run_id)
    context = {
        "run": row,
        "underway": row.state in UNDERWAY,
        "step_name": step_name(row.step),
        "failure": failure(row.error),
        "seems_dead": dead_runs().filter(pk=row.pk).exists(),
        "stale_minutes": STALE_AFTER // timedelta(minutes=1),
        "passed_over": passed_over(row),
        "tiers": tiers_covered(row.covered),
        "form": ButtonForm(),
    }
    template = "jobs/parts/placement_run_state.html" if request.htmx else "jobs/offers/run.html"
    return render(request, template, context)


@require_safe
@consultants_only
def run_list(request):
    """All searches, newest first."""
    rows = PlacementRun.objects.select_related("candidate", "position").order_by("-pk")[:100]
    return render(request, "jobs/offers/runs.html", {"runs": rows, "form": ButtonForm()})


@require_POST
@consultants_only
def for_person(request, code):
    """Search at once for one person."""
    candidate = find_candidate(code, request.actor)
    return _at_once(
        request, lambda: runs.find_for_person(candidate, by=request.actor), url=person_page(candidate), tells=_told
    )


@require_POST
@consultants_only
def for_position(request, position_number):
    """Search at once for people for one position."""
    row = get_object_or_404(positions_visible_to(request.actor), number=position_number)
    url = reverse("offers:position", args=[position_number])
    return _at_once(request, lambda: runs.find_for_position(row, by=request.actor), url=url, tells=_told)


def _at_once(request, verb, *, url, tells):
    form = ButtonForm(request.POST)
    form.is_valid()

    def act():
        messages.success(request, tells(verb()))
        return url

    try:
        return HttpResponseRedirect(form.run_once(act))
    except NotAllowed:
        messages.error(request, _("There can be no search: the position is not open, or the person does not wait."))
        return HttpResponseRedirect(url)


def _told(row):
    new = row.new_proposals
    return (
        ngettext("%(new)s new proposal.", "%(new)s new proposals.", new) % {"new": new}
        + " "
        + _("What stands here is as of now.")
    )
