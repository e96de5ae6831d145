"""An extract of the company register: upload, preview company by company, and the yes; and leaving open what closed there."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import advisers_only
from symbiose.common.plans import ORDER
from symbiose.files.queries import content
from symbiose.files.views import find_upload, received, say_changed, written
from symbiose.organisations.actions import register
from symbiose.organisations.enums import TradeCodeVersion
from symbiose.organisations.forms import ReasonForm
from symbiose.organisations.forms.register import RegisterForm, RegisterYesForm, possible_day
from symbiose.organisations.models import Organisation
from symbiose.organisations.queries.register import register_shown
from symbiose.organisations.views.pages import page_of

ROWS_PER_PAGE = 100


@advisers_only
def upload(request):
    """Choose the extract, and say what it does not say."""
    form = RegisterForm(request.POST or None, request.FILES or None)

    def preview_of(file):
        given = form.cleaned_data
        said = {"kilde": given["source"], "dag": given["on"], "brancheversion": given["trade_code_version"]}
        return f"{reverse('organisations:register_preview', args=[file.pk])}?{urlencode(said)}"

    if answer := received(request, form, preview_of):
        return answer
    return render(request, "organisations/register.html", {"form": form}, status=422 if form.errors else 200)


def extract_of(request, file):
    """The extract with what the reader said that the file does not say."""
    version = request.GET.get("brancheversion", "")
    try:
        source = RegisterForm.base_fields["source"].clean(request.GET.get("kilde", ""))
        day = possible_day(date.fromisoformat(request.GET.get("dag", "")))
    except (ValueError, ValidationError):
        raise Http404 from None
    if version not in TradeCodeVersion.values:
        raise Http404
    told = _("%(source)s, drawn %(day)s") % {"source": source, "day": formats.date_format(day, "DATE_FORMAT")}
    return register.Extract(register.FileExtract(content(file)), told, day, version)


def plan_of(extract):
    """What the extract would do as things stand now."""
    return register.plan_register(extract.rows, trade_code_version=extract.trade_code_version, on=extract.on)


@advisers_only
def preview(request, upload_id):
    """What the extract would do, and the yes that does it."""
    file = find_upload(request, upload_id)
    extract = extract_of(request, file)
    plan = plan_of(extract)
    if request.method != "POST":
        return shown(request, file, plan)
    form = RegisterYesForm(request.POST, plan=plan)
    if form.is_valid():
        return taken(request, file, extract, form)
    say_changed(request)
    return shown(request, file, plan)


def taken(request, file, extract, form):
    """Write what was said yes to; where the plan is another now, show what it is."""
    given = form.cleaned_data

    def act():
        yes = register.Yes(given["fingerprint"], frozenset(given["take"]), frozenset(given["add"]))
        plan = register.import_register(extract, yes=yes, upload=file, by=request.actor)
        sentence = ngettext("%(count)s organisation is written.", "%(count)s organisations are written.", plan.writes)
        messages.success(request, sentence % {"count": plan.writes})
        return request.get_full_path()

    return written(request, form, act, lambda: shown(request, file, plan_of(extract)))


def _order(row):
    """Wrong rows first, then what is asked, closed, changed, offered, and what stays as it is."""
    return (row.what != "wrong", not row.asked, not row.closing, ORDER.index(row.what), not row.offered)


def shown(request, file, plan):
    """The preview, a hundred companies to a page."""
    context = {
        "file_name": file.name,
        "plan": plan,
        "wrong": plan.counts.get("wrong", 0),
        "asked": sum(len(row.asked) for row in plan.rows),
        "offered": sum(row.offered for row in plan.rows),
        "closing": sum(row.closing for row in plan.rows),
        "page": Paginator(sorted(plan.rows, key=_order), ROWS_PER_PAGE).get_page(request.GET.get("side")),
        "ready": register.may_be_carried_out(plan),
        "form": RegisterYesForm(initial={"fingerprint": plan.fingerprint}, plan=plan),
    }
    return render(request, "organisations/register_preview.html", context)


@advisers_only
def leave_open(request, pk):
    """It stays open although the register says that it has closed, for a reason."""
    organisation = get_object_or_404(Organisation, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act():
            register.leave_open(organisation, reason=form.cleaned_data["reason"], by=request.actor)
            messages.success(request, _("It stays open. The register's word stands beside it."))
            return page_of(organisation)

        return HttpResponseRedirect(form.run_once(act))
    if request.method != "POST" and register_shown(organisation).closing is None:
        return HttpResponseRedirect(page_of(organisation))
    context = {
        "form": form,
        "organisation": organisation,
        "heading": _("Does %(name)s stay open?") % {"name": organisation.name},
        "lead": _("The company register says that it has closed. Write how you know that it goes on."),
        "button": _("It stays open"),
    }
    return render(request, "organisations/reason_form.html", context)
