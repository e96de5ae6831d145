"""Write the pages that everybody reads: one of them, add, change, with a preview that saves nothing."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symbiose.common.models import MunicipalItem
from symbiose.common.pages.access import require, signed_in
from symbiose.home import permissions
from symbiose.home.actions import write_reading
from symbiose.home.forms import ReadingForm
from symbiose.home.forms.readings import LABELS
from symbiose.home.queries import readings as queries
from symbiose.home.queries.contacts import wordings
from symbiose.home.queries.history import told
from symbiose.home.views.items import saved


def reading_or_404(request, reading_id):
    """A wording of a page, for those who write them."""
    require(permissions.may_write_readings(request.actor))
    return get_object_or_404(MunicipalItem, pk=reading_id, kind=queries.READING)


@signed_in
def page(request, reading_id):
    """One page as it will be read in both languages, its other wordings, and its history."""
    reading = reading_or_404(request, reading_id)
    rows = wordings(reading)
    shown = {
        "reading": reading,
        "state": queries.state_of(reading),
        "wordings": queries.wordings_of(reading.data),
        "others": [queries.ReadingRow(row, queries.state_of(row)) for row in rows if row.pk != reading.pk],
        "history": told(rows, LABELS),
    }
    return render(request, "home/reading_page.html", shown)


@signed_in
def add(request):
    require(permissions.may_write_readings(request.actor))
    form = ReadingForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return written(request, form, None)


@signed_in
def change(request, reading_id):
    reading = reading_or_404(request, reading_id)
    return written(request, ReadingForm(request.POST or None, known=reading), reading)


def written(request, form, reading):
    """The form with its preview, or where the saved page stands."""
    shown = {"form": form, "reading": reading}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return render(request, "home/reading_form.html", shown | {"wordings": queries.wordings_of(form.values())})

        def act():
            written = write_reading(reading, values=form.values(), by=request.actor, **form.days())
            return reverse("home:reading_page", args=[written.pk])

        answer = saved(request, form, act, _("The page is saved."))
        if answer:
            return answer
    return render(request, "home/reading_form.html", shown)
