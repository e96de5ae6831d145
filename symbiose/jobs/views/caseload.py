"""A consultant's people: the page of all of them, passing them on, and a sheet to take along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from symbiose.common.pages.lists import build, exported
from symbiose.jobs.actions.passing import NoConsultant, pass_on
from symbiose.jobs.caseload_list import kit_for, offer_word, placement_word
from symbiose.jobs.enums import LIVING
from symbiose.jobs.forms.caseload import PassOnForm
from symbiose.jobs.models import Placement
from symbiose.jobs.queries import caseload
from symbiose.jobs.queries.sheet import sheet_of
from symbiose.jobs.views.doors import consultants_only


@require_safe
@consultants_only
def people(request):
    """All that one follows, the one who needs it most first; the same rows as a file."""
    kit = kit_for(request.actor)
    rows = caseload.followed(request.actor)
    if "whose" not in request.GET:
        rows = rows.filter(caseload.mine(request.actor))
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    today = timezone.localdate()
    for row in shown.page.object_list:
        row.offer_word, row.placement_word = offer_word(row), placement_word(row)
        row.weeks = (today - row.waiting_since).days // 7 if row.waiting_since else None
        row.talk_is_late = row.review_on is not None and row.review_on < today
    return render(request, "jobs/caseload.html", {"shown": shown, "today": today})


@consultants_only
def passing(request):
    """Pass some or all of them on to a colleague."""
    mine = caseload.followed(request.actor).filter(caseload.mine(request.actor))
    form = PassOnForm(request.POST or None, people=mine.order_by("code"))
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(form.run_once(lambda: _passed(request, form)))
        except NoConsultant as error:
            form.add_error("to", _("%(name)s is no job consultant today. Choose another.") % {"name": error.args[0]})
    return render(request, "jobs/pass_on.html", {"form": form, "number": len(form.fields["candidates"].queryset)})


def _passed(request, form):
    given = form.cleaned_data
    moved = pass_on(list(given["candidates"]), to=given["to"], note=given["note"], by=request.actor)
    said = ngettext(
        "%(number)s person is now followed by %(name)s.", "%(number)s people are now followed by %(name)s.", len(moved)
    )
    messages.success(request, said % {"number": len(moved), "name": given["to"].name})
    return reverse("caseload:list")


@require_safe
@consultants_only
def sheet(request, number):
    """What one takes along to a talk at the workplace, on one page."""
    rows = Placement.objects.filter(state__in=LIVING, candidate__isnull=False)
    placement = get_object_or_404(
        rows.select_related("candidate", "position__organisation", "position__workplace__unit"), number=number
    )
    return render(request, "jobs/visit_sheet.html", {"placement": placement, "sheet": sheet_of(placement)})
