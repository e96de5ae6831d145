"""Starting a run, watching it, and why two listings are no proposal."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from symbiose.common import links
from symbiose.common.actions import link
from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.forms import row_number
from symbiose.listings.queries import market
from symbiose.matching import actions, bridge, near, queries, sentences
from symbiose.matching.forms import EmptyForm, WhyNotForm
from symbiose.matching.models import Run
from symbiose.matching.shown import show


@require_POST
@advisers_only
def start(request):
    """Start a run, from the page of what it is for; where one is underway, go and watch that."""
    form = EmptyForm(request.POST)
    form.is_valid()
    earlier = links.named(request.GET.get("fra", ""), request.actor)
    try:
        url = form.run_once(
            lambda: reverse("matching:run", args=[actions.start_run(by=request.actor, earlier=earlier).pk])
        )
    except actions.RunUnderway:
        messages.info(request, _("A run is already underway. Only one runs at a time."))
        underway = queries.open_run()
        if underway and earlier is not None:
            link(earlier, underway, kind=links.STARTED)
        return redirect("matching:run", underway.pk) if underway else redirect("matching:list")
    return HttpResponseRedirect(url)


@require_safe
@advisers_only
def run(request, run_id):
    """How a run goes; it may be left. The part that moves is fetched again every second where scripts run."""
    row = get_object_or_404(Run, pk=run_id)
    context = {
        "run": row,
        "underway": row.state in queries.OPEN_RUN,
        "step_name": sentences.step_name(row.step),
        "failure": sentences.failure(row.error),
        "seems_dead": queries.dead_runs().filter(pk=row.pk).exists(),
        "form": EmptyForm(),
        "new": [show(one, request.actor) for one in queries.with_parts(row.proposals.all()).order_by("-points")[:10]],
    }
    template = "matching/parts/run_state.html" if request.htmx else "matching/run.html"
    return render(request, template, context)


@require_safe
@advisers_only
def runs(request):
    """All runs, newest first."""
    return render(request, "matching/runs.html", {"runs": Run.objects.order_by("-pk")[:100], "form": EmptyForm()})


@require_safe
@advisers_only
def why_not(request):
    """Every condition between a have and a need, met or not; and symbioses that the last run nearly joined round a hub."""
    given = request.GET if request.GET.keys() - {"hub"} else None
    form = WhyNotForm(given, choices=partial(queries.few_listings, market(request.actor)))
    said = None
    if {"have", "need"} <= request.GET.keys() and form.is_valid():
        have, need = form.cleaned_data["have"], form.cleaned_data["need"]
        reasons = bridge.why_not(have, need, refused=queries.refused_pairs(), today=timezone.localdate())
        said = [sentences.said(reason) for reason in reasons]
    near_hubs = near.hubs()
    hub = row_number(request.GET.get("hub", ""))
    fails = [line for line in said or [] if line.tone in {"unmet", "stop"}]
    context = {
        "form": form,
        "said": said,
        "fails": fails,
        "hubs": near_hubs,
        "hub": next((one for one in near_hubs if one.pk == hub), None),
        "near": near.at_hub(hub) if hub else [],
    }
    return render(request, "matching/why_not.html", context)
