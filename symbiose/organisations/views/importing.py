"""Import organisations from a file: upload, preview row by row, and the yes that writes all or nothing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.blanks import blank_answer
from symbiose.common.pages.forms import row_number
from symbiose.common.pages.plans import plan_shown
from symbiose.engine.files import ORGANISATION_COLUMNS
from symbiose.files.queries import content
from symbiose.files.views import find_upload, received, written
from symbiose.organisations import actions
from symbiose.organisations.actions.values import read_headcount_year
from symbiose.organisations.enums import TradeCodeVersion
from symbiose.organisations.forms import ImportForm, UploadForm


@advisers_only
def upload(request):
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"headcount_year": timezone.localdate().year}
    )

    def preview_of(file):
        given = form.cleaned_data
        said = urlencode({"brancheversion": given["trade_code_version"], "aar": given["headcount_year"]})
        return f"{reverse('organisations:preview', args=[file.pk])}?{said}"

    return received(request, form, preview_of) or render(
        request, "organisations/import.html", {"form": form, "columns": ORGANISATION_COLUMNS}
    )


@advisers_only
def blank(request):
    """An empty workbook with the headings."""
    return blank_answer("organisations")


def said_of(request):
    """What the reader said that the file does not say: the version of its trade codes, the year of its headcounts."""
    version, year = request.GET.get("brancheversion"), request.GET.get("aar", "")
    try:
        known_year = read_headcount_year(row_number(year))
    except ValidationError:
        known_year = None
    if version not in TradeCodeVersion.values or known_year is None:
        raise Http404
    return {"trade_code_version": version, "headcount_year": known_year}


@advisers_only
def preview(request, upload_id):
    file = find_upload(request, upload_id)
    data, said = content(file), said_of(request)
    form = ImportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return imported(request, file, data, said, form)
    return shown(request, file, actions.plan_import(data, **said))


def imported(request, file, data, said, form):
    """Write what was shown; where that is no longer so, show what it is now."""
    today = formats.date_format(timezone.localdate(), "DATE_FORMAT")

    def act():
        source = _("%(file)s, imported %(day)s") % {"file": file.name, "day": today}
        fingerprint = form.cleaned_data["fingerprint"]
        plan = actions.import_organisations(
            data, **said, fingerprint=fingerprint, source=source[:300], upload=file, by=request.actor
        )
        sentence = ngettext("%(count)s organisation is imported.", "%(count)s organisations are imported.", plan.writes)
        messages.success(request, sentence % {"count": plan.writes})
        return reverse("organisations:list")

    return written(request, form, act, lambda: shown(request, file, actions.plan_import(data, **said)))


def shown(request, file, plan):
    """The preview of an import."""
    context = {
        "title": _("Import organisations"),
        "list_title": _("Organisations"),
        "list_url": reverse("organisations:list"),
        "again_url": reverse("organisations:import"),
        "file_name": file.name,
        **plan_shown(request, plan),
        "form": ImportForm(initial={"fingerprint": plan.fingerprint}),
    }
    return render(request, "organisations/import_preview.html", context)
