"""Import positions from a file: upload, preview row by row, and the yes that writes all or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.blanks import blank_answer
from symbiose.common.pages.plans import plan_shown
from symbiose.common.plans import PlanChanged
from symbiose.engine.files import POSITION_COLUMNS
from symbiose.files.actions import receive_upload
from symbiose.files.models import Purpose
from symbiose.files.queries import content, own_upload
from symbiose.jobs.actions.position_import import import_positions
from symbiose.jobs.actions.position_plans import on_behalf, plan_positions
from symbiose.jobs.forms.position_files import ImportPositionsForm
from symbiose.jobs.permissions import may_carve
from symbiose.listings.forms.files import UploadForm


@signed_in
def upload(request):
    """Choose a file."""
    require(may_carve(request.actor))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            received = receive_upload(form.cleaned_data["file"], purpose=Purpose.IMPORT, by=request.actor)
            return reverse("positions:preview", args=[received.pk])

        try:
            return HttpResponseRedirect(form.run_once(act))
        except ValidationError as error:
            form.add_error("file", error)
    return render(request, "jobs/position_import.html", {"form": form, "columns": POSITION_COLUMNS})


@signed_in
def blank(request):
    """An empty workbook with the headings."""
    require(may_carve(request.actor))
    return blank_answer("positions")


@signed_in
def preview(request, upload_id):
    """What the file would do, and the yes that does it."""
    require(may_carve(request.actor))
    received = own_upload(upload_id, actor=request.actor)
    if received is None:
        raise Http404
    data = content(received)
    plan = plan_positions(data, by=request.actor)
    if request.method != "POST":
        return _shown(request, received, plan)
    form = ImportPositionsForm(request.POST, on_behalf=on_behalf(plan, request.actor))
    return _imported(request, received, data, form) if form.is_valid() else _shown(request, received, plan, form)


def _imported(request, received, data, form):
    """Write what was shown; where that is no longer so, show what it is now."""
    given = form.cleaned_data
    more = {"consent": given.get("consent", ""), "opened": given["opened"]}

    def act() -> str:
        plan = import_positions(data, fingerprint=given["fingerprint"], upload=received, by=request.actor, **more)
        said = ngettext("%(count)s position is imported.", "%(count)s positions are imported.", plan.writes)
        messages.success(request, said % {"count": plan.writes})
        return reverse("positions:list")

    try:
        return HttpResponseRedirect(form.run_once(act))
    except (PlanChanged, IntegrityError):
        said = _("Something changed in the meantime. Nothing is written. Look through the rows again.")
        messages.warning(request, said)
        return _shown(request, received, plan_positions(data, by=request.actor))


def _shown(request, received, plan, form=None):
    """The preview of an import."""
    fresh = ImportPositionsForm(initial={"fingerprint": plan.fingerprint}, on_behalf=on_behalf(plan, request.actor))
    context = {
        "title": _("Import positions"),
        "list_title": _("Positions"),
        "list_url": reverse("positions:list"),
        "again_url": reverse("positions:import"),
        "file_name": received.name,
        **plan_shown(request, plan),
        "form": form or fresh,
    }
    return render(request, "organisations/import_preview.html", context)
