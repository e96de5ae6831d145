"""The preview of an import as every room shows it: wrong rows first, a hundred to a page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from symbiose.common.plans import ORDER, Plan

ROWS_PER_PAGE = 100


def plan_shown(request: HttpRequest, plan: Plan[Any]) -> dict[str, Any]:
    """What the preview's template needs to know of a plan; the room adds titles, addresses and the form."""
    rows = sorted(plan.rows, key=lambda row: ORDER.index(row.what))
    return {
        "counts": [(what, plan.counts.get(what, 0)) for what in ORDER],
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("side")),
        "faults": plan.faults,
        "notes": plan.notes,
        "unknown_columns": plan.unknown_columns,
        "ready": plan.ready,
        "writes": plan.writes,
        "wrong": plan.counts.get("wrong", 0),
    }
