"""Import listings from a file: upload, preview row by row, and the yes that writes all or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.blanks import blank_answer
from symbiose.common.pages.plans import plan_shown
from symbiose.files.queries import content
from symbiose.files.views import find_upload, received, written
from symbiose.listings import actions, bridge, permissions
from symbiose.listings.forms import ImportForm, UploadForm


@signed_in
def upload(request):
    """Choose a file."""
    require(permissions.may_import(request.actor))
    form = UploadForm(request.POST or None, request.FILES or None)
    if answer := received(request, form, lambda file: reverse("listings:preview", args=[file.pk])):
        return answer
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
    file = find_upload(request, upload_id)
    data = content(file)
    plan = actions.plan_listings(data, by=request.actor)
    if request.method != "POST":
        return _shown(request, file, plan)
    form = ImportForm(request.POST, on_behalf=actions.on_behalf(plan, request.actor))
    return _imported(request, file, data, form) if form.is_valid() else _shown(request, file, plan, form)


def _imported(request, file, data, form):
    """Write what was shown; where that is no longer so, show what it is now."""
    given = form.cleaned_data

    def act() -> str:
        plan = actions.import_listings(
            data, fingerprint=given["fingerprint"], upload=file, by=request.actor, consent=given.get("consent", "")
        )
        sentence = ngettext("%(count)s listing is imported.", "%(count)s listings are imported.", plan.writes)
        messages.success(request, sentence % {"count": plan.writes})
        return reverse("listings:own")

    return written(request, form, act, lambda: _shown(request, file, actions.plan_listings(data, by=request.actor)))


def _shown(request, file, plan, form=None):
    """The preview of an import."""
    fresh = ImportForm(initial={"fingerprint": plan.fingerprint}, on_behalf=actions.on_behalf(plan, request.actor))
    context = {
        "title": _("Import listings"),
        "list_title": _("All listings") if request.actor.is_adviser else _("Our listings"),
        "list_url": reverse("listings:own"),
        "again_url": reverse("listings:import"),
        "file_name": file.name,
        **plan_shown(request, plan),
        "form": form or fresh,
    }
    return render(request, "organisations/import_preview.html", context)
