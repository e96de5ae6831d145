"""Import listings from a file: upload, preview row by row, and the yes that writes all or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.blanks import blank_answer
from symbiose.common.pages.plans import plan_shown
from symbiose.files.actions import receive_upload
from symbiose.files.models import Purpose
from symbiose.files.queries import content, own_upload
from symbiose.listings import actions, bridge, permissions
from symbiose.listings.forms import ImportForm, UploadForm


@signed_in
def upload(request):
    """Choose a file."""
    require(permissions.may_import(request.actor))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            received = receive_upload(form.cleaned_data["file"], purpose=Purpose.IMPORT, by=request.actor)
            return reverse("listings:preview", args=[received.pk])

        try:
            return redirect(form.run_once(act))
        except ValidationError as error:
            form.add_error("file", error)
    return render(request, "listings/import.html", {"form": form, "columns": bridge.FILE_COLUMNS})


@signed_in
def blank(request):
    """An empty workbook with the headings."""
    require(permissions.may_import(request.actor))
    return blank_answer("listings")


@signed_in
def preview(request, upload_id):
    """What the file would do, and the yes that does it."""
    require(permissions.may_import(request.actor))
    received = own_upload(upload_id, actor=request.actor)
    if received is None:
        raise Http404
    data = content(received)
    plan = actions.plan_listings(data, by=request.actor)
    if request.method != "POST":
        return _shown(request, received, plan)
    form = ImportForm(request.POST, on_behalf=actions.on_behalf(plan, request.actor))
    return _imported(request, received, data, form) if form.is_valid() else _shown(request, received, plan, form)


def _imported(request, received, data, form):
    """Write what was shown; where that is no longer so, show what it is now."""
    given = form.cleaned_data

    def act() -> str:
        plan = actions.import_listings(
            data, fingerprint=given["fingerprint"], upload=received, by=request.actor, consent=given.get("consent", "")
        )
        sentence = ngettext("%(count)s listing is imported.", "%(count)s listings are imported.", plan.writes)
        messages.success(request, sentence % {"count": plan.writes})
        return reverse("listings:own")

    try:
        return redirect(form.run_once(act))
    except (actions.PlanChanged, IntegrityError):
        messages.warning(
            request, _("Something changed in the meantime. Nothing is written. Look through the rows again.")
        )
        return _shown(request, received, actions.plan_listings(data, by=request.actor))


def _shown(request, received, plan, form=None):
    """The preview of an import."""
    fresh = ImportForm(initial={"fingerprint": plan.fingerprint}, on_behalf=actions.on_behalf(plan, request.actor))
    context = {
        "title": _("Import listings"),
        "list_title": _("All listings") if request.actor.is_adviser else _("Our listings"),
        "list_url": reverse("listings:own"),
        "again_url": reverse("listings:import"),
        "file_name": received.name,
        **plan_shown(request, plan),
        "form": form or fresh,
    }
    return render(request, "organisations/import_preview.html", context)
