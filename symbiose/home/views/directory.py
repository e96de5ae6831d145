"""Who takes part: the public list, its map, and exactly its rows as a file."""

from __future__ import annotations

from django.shortcuts import render

from symbiose.common.pages.lists import build, exported, narrowed
from symbiose.home import lists, permissions
from symbiose.home.map import map_of
from symbiose.home.queries import directory as queries


def directory(request):
    """Open to everybody; each row stands on a yes."""
    rows = queries.entries()
    kit = lists.directory_kit(request, queries.offers(rows))
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    for row in shown.page.object_list:
        row.spare_names = lists.spare_of(row)
    place = request.GET.get("sted", "").strip()
    context = {
        "shown": shown,
        "map": map_of(queries.towns(narrowed(request, rows, kit))),
        "unknown_place": bool(request.GET.get("inden")) and queries.spot_of(place) is None,
        "may_keep": permissions.may_keep_contacts(request.actor),
    }
    return render(request, "home/directory.html", context)
