"""What is left each month in a placement, as the consultant shows it to the person. Nothing of it is stored."""

from __future__ import annotations

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from symbiose.jobs.forms.own_work import LeftForm
from symbiose.jobs.placement_left import left_of
from symbiose.jobs.queries.conditions import terms_of
from symbiose.jobs.queries.placement_page import page_of
from symbiose.jobs.views.doors import consultants_only
from symbiose.jobs.views.placements import find_placement

PURPOSE = "money"


@require_http_methods(("GET", "HEAD", "POST"))
@consultants_only
def left(request, number):
    """A benefit is chosen by POST so that it stands in no address; the answer is a page and nothing else."""
    placement = find_placement(number, request.actor)
    form, shown = LeftForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        shown = reckoned(placement, form.cleaned_data["benefit"], by=request.actor)
    context = {"placement": placement, "form": form, "left": shown, "hours": page_of(placement).hours}
    return render(request, "jobs/placement_left.html", context)


def reckoned(placement, benefit, *, by):
    """What is left, by the terms of the placement; each reading of them is logged."""
    terms = terms_of([placement], by=by, purpose=PURPOSE).get(placement.pk)
    hours = page_of(placement).hours
    if terms is None or hours is None:
        return None
    return left_of(terms, placement.position, hours=hours, benefit=benefit, on=timezone.localdate())
