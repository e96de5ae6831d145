"""The network of exchanges for those who take part, and the published streams for everybody."""

from __future__ import annotations

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from symbiose.common.actor import Role
from symbiose.common.municipality import current, items
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.lists import safe_cell
from symbiose.matching import exchanges
from symbiose.matching.exchanges.yearly import by_year
from symbiose.matching.forms.network import NetworkForm, StreamForm
from symbiose.matching.network import column_names, of_exchanges, of_streams, show_network


@require_safe
@signed_in
def network(request):
    """An adviser sees all exchanges of a year together, a firm those that it takes part in."""
    require(request.actor.is_adviser or request.actor.role is Role.FIRM)
    mine = exchanges.visible_to(request.actor)
    years = by_year(mine)
    form = NetworkForm(request.GET, years=[one.year for one in years])
    rows = form.narrow(mine)
    lines = of_exchanges(rows, request.actor)
    if request.GET.get("format") == "csv":
        return _file(lines, "netvaerk")
    total = rows.count()
    context = {"shown": show_network(lines), "form": form, "years": years, "columns": column_names(), "total": total}
    return render(request, "matching/network.html", context)


@require_safe
def streams(request):
    """What published sources tell of, each with its source; a municipality without such streams has no page."""
    found = list(items("stream"))
    if not found:
        raise Http404
    form = StreamForm(request.GET, items=found)
    lines = of_streams(form.narrow(found))
    if request.GET.get("format") == "csv":
        return _file(lines, "stroemme")
    context = {
        "shown": show_network(lines),
        "form": form,
        "columns": column_names(),
        "town": current(),
        "all": len(found),
    }
    return render(request, "matching/streams.html", context)


def _file(lines, name):
    """Exactly the rows of the table: UTF-8 with mark, semicolon."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="symbiose-{name}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(column_names())
    writer.writerows([safe_cell(cell) for cell in line.cells] for line in lines)
    return response
