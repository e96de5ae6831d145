"""Tags of this room's pages."""

from __future__ import annotations

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.inclusion_tag("jobs/parts/week.html")
def week(drawn, *, name="week", folded=False, csv_url=""):
    """A week with its legend and its table; `name` tells two weeks of one page apart, `folded` puts the table in a fold."""
    return {"week": drawn, "name": name, "folded": folded, "csv_url": csv_url}


@register.simple_tag
def agreement_url(offer):
    """The page on which the agreement of a proposal is made; empty where no such page exists."""
    try:
        return reverse("placements:agree", args=[offer.number])
    except NoReverseMatch:
        return ""
