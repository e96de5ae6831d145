"""Tags of this room's pages."""

from __future__ import annotations

from django import template

register = template.Library()


@register.inclusion_tag("jobs/parts/week.html")
def week(drawn, *, name="week", folded=False, csv_url=""):
    """A week with its legend and its table; `name` tells two weeks of one page apart, `folded` puts the table in a fold."""
    return {"week": drawn, "name": name, "folded": folded, "csv_url": csv_url}
