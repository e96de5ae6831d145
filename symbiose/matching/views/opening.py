"""Opening stock: what is known already comes in from one workbook, with one preview and one yes."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import advisers_only
from symbiose.common.pages.blanks import blank_answer
from symbiose.common.pages.plans import plan_shown
from symbiose.files.queries import content
from symbiose.files.views import find_upload, received, written
from symbiose.listings.forms import ImportForm
from symbiose.matching.actions.importing import import_opening, plan_opening
from symbiose.matching.forms.opening import MOST_SOURCE, OpeningForm, possible_day
from symbiose.organisations.enums import TradeCodeVersion


@advisers_only
def upload(request):
    """Choose the file, and say what it does not say."""
    form = OpeningForm(request.POST or None, request.FILES or None)

    def preview_of(file):
        given = form.cleaned_data
        said = {"kilde": given["source"], "dag": given["on"], "brancheversion": given["trade_code_version"]}
        return f"{reverse('opening:preview', args=[file.pk])}?{urlencode(said)}"

    return received(request, form, preview_of) or render(request, "matching/opening.html", {"form": form})


@advisers_only
def blank(request):
    """An empty workbook with the headings of every sheet."""
    return blank_answer("organisations", "listings", "exchanges")


def said_of(request):
    """What the reader said that the file does not say: its source, its day, the version of its trade codes."""
    source, version = request.GET.get("kilde", "").strip(), request.GET.get("brancheversion", "")
    try:
        day = possible_day(date.fromisoformat(request.GET.get("dag", "")))
    except (ValueError, ValidationError):
        day = None
    if (
        not source
        or len(source) > MOST_SOURCE
        or "\x00" in source
        or day is None
        or version not in TradeCodeVersion.values
    ):
        raise Http404
    return {"source": source, "on": day, "trade_code_version": version}


@advisers_only
def preview(request, upload_id):
    """What the file would do, and the yes that does it."""
    file = find_upload(request, upload_id)
    data, said = content(file), said_of(request)
    stock = plan_opening(data, **said, by=request.actor)
    if request.method != "POST":
        return shown(request, file, stock)
    form = ImportForm(request.POST, on_behalf=stock.on_behalf())
    return imported(request, file, data, said, form) if form.is_valid() else shown(request, file, stock, form)


def imported(request, file, data, said, form):
    """Write what was shown; where that is no longer so, show what it is now."""
    given = form.cleaned_data

    def act():
        stock = import_opening(
            data,
            **said,
            fingerprint=given["fingerprint"],
            consent=given.get("consent", ""),
            upload=file,
            by=request.actor,
        )
        how_many = stock.whole.writes
        sentence = ngettext("%(count)s row is imported.", "%(count)s rows are imported.", how_many)
        messages.success(request, sentence % {"count": how_many})
        return reverse("exchanges:list" if stock.exchanges.writes else "organisations:list")

    return written(request, form, act, lambda: shown(request, file, plan_opening(data, **said, by=request.actor)))


def shown(request, file, stock, form=None):
    """The preview of all sheets."""
    fresh = ImportForm(initial={"fingerprint": stock.whole.fingerprint}, on_behalf=stock.on_behalf())
    context = {
        "title": _("Opening stock"),
        "list_title": _("Exchanges"),
        "list_url": reverse("exchanges:list"),
        "again_url": reverse("opening:upload"),
        "file_name": file.name,
        **plan_shown(request, stock.whole),
        "form": form or fresh,
    }
    return render(request, "organisations/import_preview.html", context)
