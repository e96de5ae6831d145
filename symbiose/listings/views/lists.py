"""The market place, and one's own listings."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.pages.lists import ListKit, asked_words, build, changed_address, exported, narrowed
from symbiose.listings import bridge, permissions, queries
from symbiose.listings import lists as kits
from symbiose.listings.authority import open_steps_of

WIDER_KM = (50, 100)


def market(request):
    """What others have to spare and what they lack; open to everybody."""
    spot = kits.spot_for(request)
    kit = kits.market_kit(request, spot)
    rows = queries.with_distance(queries.for_rows(queries.market(request.actor), request.actor), spot)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    kits.dress_page(shown, spot)
    context = {
        "shown": shown,
        "spot": spot,
        "unknown_place": bool(request.GET.get("near", "").strip()) and kits.asked_place(request) is None,
        "wider": [] if shown.total else wider(request, rows, kit, spot),
        "may_write": permissions.may_write(request.actor),
        "asked_to_write": permissions.is_asked_to_write(request.actor),
        "search": kits.plain_search(kits.asked_by(request.GET.urlencode(), request.actor)),
        "form": Form(),
    }
    return render(request, "listings/market.html", context)


def wider(request: HttpRequest, rows, kit: ListKit, spot) -> list[dict[str, str]]:
    """What lies a little wider than an empty list: a broader group, a longer way."""
    found = [*_broader_group(request, rows, kit), *_longer_way(request, rows, kit, spot)]
    return [one for one in found if one]


def _count(request: HttpRequest, rows, kit: ListKit, **changed: str):
    """The rows that the same list would show with some of its filters changed."""
    asked = request.GET.copy()
    for name, value in changed.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    wider_kit = kits.market_kit(SimpleNamespace(GET=asked, actor=request.actor), kits.spot_for(request))
    return narrowed(SimpleNamespace(GET=asked), rows, wider_kit)


def _broader_group(request, rows, kit):
    query = asked_words(request)
    read = bridge.read(query).items[0].families if query else ()
    for code in [read[0].code, bridge.broader(read[0].code)] if read else []:
        if code is None:
            continue
        how_many = _count(request, rows, kit, q="", family=code).count()
        if how_many:
            text = ngettext("%(count)s listing about %(group)s", "%(count)s listings about %(group)s", how_many)
            address = changed_address(request.GET.urlencode(), q="", family=code)
            yield {
                "url": address,
                "text": text % {"count": how_many, "group": bridge.family_name(code).lower()},
                "where": "",
            }
            return


def _longer_way(request, rows, kit, spot):
    asked = request.GET.get("within", "")
    if asked not in map(str, kits.DISTANCES) or spot is None:
        return
    for km in [*(one for one in WIDER_KM if one > int(asked)), None]:
        further = _count(request, rows, kit, within=str(km or ""))
        how_many = further.count()
        if how_many:
            text = ngettext("%(count)s listing", "%(count)s listings", how_many) % {"count": how_many}
            where = _("within %(km)s km (%(place)s)") if km else _("farther away (the nearest in %(place)s)")
            place = queries.nearest_town(further, spot) or _("unknown place")
            address = changed_address(request.GET.urlencode(), within=str(km or ""))
            yield {"url": address, "text": text, "where": where % {"km": km, "place": place}}
            return


@signed_in
def own(request):
    """One's own listings in every state; all of them for an adviser."""
    require(permissions.may_write(request.actor))
    kit = kits.own_kit(request)
    rows = queries.for_rows(queries.own(request.actor), request.actor)
    if answer := exported(request, rows, kit):
        return answer
    shown = build(request, rows, kit)
    kits.dress_page(shown, None)
    missing = open_steps_of(request.actor).count()
    context = {"shown": shown, "ours": not request.actor.is_adviser, "answers_missing": missing}
    return render(request, "listings/own.html", context)
