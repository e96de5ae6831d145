"""The funnel, and the rows behind each of its figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from symbiose.common.pages.access import advisers_only
from symbiose.common.registry import KINDS
from symbiose.matching.exchanges.funnel import Stage, lasting_months, stages
from symbiose.matching.forms.funnel import AsOfForm
from symbiose.reference import funnel_yardstick

PER_PAGE = 50
NAMES = {
    "have": gettext_lazy("Listings: somebody has"),
    "need": gettext_lazy("Listings: somebody lacks"),
    "found": gettext_lazy("Proposals found"),
    "sent": gettext_lazy("Proposals sent"),
    "yes": gettext_lazy("All said yes: in dialogue"),
    "agreed": gettext_lazy("Exchanges agreed"),
    "began": gettext_lazy("Exchanges begun"),
    "lasted": gettext_lazy("Still running after half a year"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A step as the table shows it, with its part of the step that it comes from, here and at the yardstick."""

    name: str
    url: str
    count: int
    share: str
    yardstick: str


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""


def _line(stage: Stage, by_code: dict[str, Stage], query: str) -> Line:
    before = by_code.get(stage.of)
    whole = (stage.due if stage.due is not None else before.count) if before else 0
    share = ""
    if before:
        told = {"part": _share(stage.count, whole), "whole": whole, "of": NAMES[before.code].lower()}
        share = _("%(part)s of %(whole)s (%(of)s)") % told if whole else _("Nothing to count from yet")
        if stage.due is not None and whole:
            share = _("%(part)s of %(whole)s that began so long ago") % told
    peers = before.yardstick if before else None
    beside = "" if stage.yardstick is None else str(stage.yardstick)
    if peers and stage.yardstick:
        beside = f"{beside} ({_share(stage.yardstick, peers)})"
    return Line(
        str(NAMES[stage.code]), reverse("matching:funnel_rows", args=[stage.code]) + query, stage.count, share, beside
    )


@require_safe
@advisers_only
def funnel(request):
    """How far things came, as it was known by the end of a day; each figure opens to its rows."""
    form, day, query = _asked(request)
    found = stages(on=day)
    by_code = {stage.code: stage for stage in found}
    sources = dict.fromkeys(row.source for row in funnel_yardstick(day).values())
    context = {
        "form": form,
        "day": day,
        "past": day < timezone.localdate(),
        "lines": [_line(stage, by_code, query) for stage in found],
        "months": lasting_months(day),
        "source": ", ".join(sources),
    }
    return render(request, "matching/funnel.html", context)


def _asked(request):
    """The day that is asked for, today unless said, and how it stands in an address."""
    form = AsOfForm(request.GET if "on" in request.GET else None)
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else timezone.localdate()
    return form, day, f"?on={day.isoformat()}" if day < timezone.localdate() else ""


@require_safe
@advisers_only
def rows(request, stage):
    """The rows behind one figure: as many as the figure says."""
    _form, day, query = _asked(request)
    found = next((one for one in stages(on=day) if one.code == stage), None)
    if found is None:
        raise Http404
    kind = KINDS[found.kind._meta.label_lower]
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("page"))
    known = found.kind._default_manager.in_bulk(list(page.object_list))
    context = {
        "name": NAMES[stage],
        "day": day,
        "past": day < timezone.localdate(),
        "query": query,
        "page": page,
        "total": found.count,
        "rows": [
            (kind.title(known[pk]), kind.url(known[pk]), capfirst(kind.state(known[pk]))) for pk in page.object_list
        ],
    }
    return render(request, "matching/funnel_rows.html", context)
