"""Figures of placements for everybody, by year and kind of firm, as of the last quarter; consultants read today's and their rows."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from symbiose.common.actor import Role
from symbiose.jobs.enums import FirmKind
from symbiose.jobs.queries.placement_figures import COUNTED, figures_of, published, rows_of, shape_of
from symbiose.jobs.views.doors import consultants_only


@require_safe
def figures(request):
    """Positions, hours and people by kind of firm. Nobody but consultants learns of a few people."""
    exact = request.actor.role is Role.CONSULTANT
    read, today = figures_of if exact else published, timezone.localdate()
    context = {"years": read(on=today), "exact": exact, "kinds": FirmKind.labels, "shape": shape_of(on=today)}
    return render(request, "jobs/placement_figures.html", context)


@require_safe
@consultants_only
def rows(request):
    """The entries that one figure is made of, and the placements that they come from."""
    measure, year, kind = (request.GET.get(name, "") for name in ("maal", "aar", "slags"))
    if measure not in COUNTED or not (year.isascii() and year.isdigit() and len(year) == len("2026")):
        raise Http404
    found = rows_of(measure, int(year), kind, on=timezone.localdate())
    if found is None:
        raise Http404
    return render(request, "jobs/placement_figure_rows.html", {"found": found, "year": year})
