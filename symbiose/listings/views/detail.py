"""One listing: what it is, what to do next, its facts, its history, its chain; and the verbs on it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from symbiose.common import links, registry
from symbiose.common.actions import Conflict
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form, show_conflict
from symbiose.common.states import NotAllowed
from symbiose.listings import actions, authority, bridge, permissions, queries
from symbiose.listings import lists as kits
from symbiose.listings.enums import Side, StepState
from symbiose.listings.forms import ChangeForm
from symbiose.listings.models import Listing
from symbiose.listings.states import STATES
from symbiose.listings.views.nobody import nobody_part

VERBS = {
    "show": (actions.show_listing, gettext_lazy("The listing can be seen now. We write when something fits.")),
    "withdraw": (actions.withdraw_listing, gettext_lazy("The listing is withdrawn. You can undo it on this page.")),
    "restore": (actions.restore_listing, gettext_lazy("The listing is back and can be seen.")),
    "reopen": (actions.reopen_listing, gettext_lazy("The listing is a draft now.")),
}


def _found(request, pk: int) -> Listing:
    rows = queries.for_rows(queries.visible_to(request.actor), request.actor)
    return get_object_or_404(rows, pk=pk)


def detail(request, pk):
    """Everything about one listing that this reader may see."""
    listing = _found(request, pk)
    spot = kits.spot_for(request)
    kits.dress([listing], spot)
    mine = permissions.may_change(request.actor, listing)
    context = {
        "listing": listing,
        "spot": spot,
        "mine": mine,
        "asked_to_write": permissions.is_asked_to_write(request.actor),
        "may": {row.verb.partition(".")[2] for row in STATES.open_to(request.actor, listing, listing.state)},
        "form": Form(),
        "hazards": hazards(listing),
        **_authority(listing, mine=mine),
        **nobody_part(listing, mine=mine),
        "starts": registry.starts(listing, request.actor),
        "chain": links.chain(listing, request.actor),
        "history": queries.history(listing) if mine else [],
    }
    return render(request, "listings/detail.html", context)


def _authority(listing: Listing, *, mine: bool) -> dict[str, object]:
    """What the waste status means, for everybody; the steps, for those whose listing it is."""
    steps = authority.steps_of(listing) if mine else []
    by_hand = authority.by_hand(listing, steps) if mine else []
    return {
        "waste_meaning": authority.MEANINGS.get(listing.waste) if listing.side == Side.HAVE else None,
        "steps": steps,
        "stop_step": next(
            (one for one in steps if listing.stopped and one.kind.stops and one.row.state == StepState.OPEN), None
        ),
        "steps_by_hand": [(kind.code, authority.said(kind.title)) for kind in by_hand],
    }


def hazards(listing: Listing) -> list[dict[str, str]]:
    """Why a listing is stopped: a family that is listed as hazardous with its source, words of the text, the owner."""
    families = [found for code in listing.codes.all() if (found := bridge.family(code.family)) and found.hazard]
    named = [{"kind": "family", "name": bridge.family_name(one.code), "source": one.hazard_source} for one in families]
    if listing.hazard_words:
        return [*named, {"kind": "words", "name": listing.hazard_words, "source": ""}]
    return [*named, {"kind": "owner", "name": "", "source": ""}] if listing.hazard else named


@signed_in
def change(request, pk):
    """All of a listing on one page; where somebody else changed it, both texts are shown."""
    listing = _found(request, pk)
    require(permissions.may_change(request.actor, listing))
    form = ChangeForm(_with_found(request.POST) if request.method == "POST" else None, listing=listing)
    if request.POST.get("step", "save") == "save" and form.is_valid():
        try:
            return redirect(form.run_once(lambda: _change(request, listing, form)))
        except Conflict as conflict:
            show_conflict(form, conflict)
    return render(request, "listings/change.html", {"form": form, "listing": listing, "read": form.read})


def _with_found(posted):
    """The posted form, with the families that a search found among its chips."""
    data = posted.copy()
    found = bridge.search_families(posted.get("find", ""))
    data["proposed"] = "|".join(dict.fromkeys([*posted.get("proposed", "").split("|"), *found])).strip("|")
    return data


def _change(request, listing: Listing, form: ChangeForm) -> str:
    fields, codes = form.changes()
    actions.change_listing(listing, by=request.actor, version=form.cleaned_data["version"], codes=codes, **fields)
    messages.success(request, _("The changes are saved."))
    return reverse("listings:detail", args=[listing.pk])


@signed_in
@require_POST
def move(request, pk, verb):
    """One step of the state table."""
    listing = _found(request, pk)
    require(permissions.may_change(request.actor, listing))
    act, said = VERBS[verb]

    def run() -> str:
        act(listing, by=request.actor)
        messages.success(request, said)
        return reverse("listings:detail", args=[listing.pk])

    return _try(request, listing, run)


@signed_in
def refresh(request, pk):
    """It still holds: a page that asks, and the verb that acts."""
    listing = _found(request, pk)
    require(permissions.may_change(request.actor, listing))
    if request.method != "POST":
        return _asked(request, listing, layout="common/base.html")
    return _try(request, listing, lambda: _renewed(request, listing))


def refresh_by_link(request, link):
    """The page behind the link of a reminder: GET asks, POST renews; the owner needs no account."""
    listing = get_object_or_404(Listing, pk=link.subject_id, organisation_id=link.organisation_id)
    if request.method != "POST":
        return _asked(request, listing, layout="common/narrow.html")
    return _try(request, listing, lambda: _renewed(request, listing), back=request.path)


def _asked(request, listing: Listing, *, layout: str):
    may = STATES.find("listings.refresh", listing.state) is not None
    context = {"listing": listing, "form": Form(), "days": actions.VALID_DAYS, "layout": layout, "may": may}
    return render(request, "listings/refresh.html", context)


def _renewed(request, listing: Listing) -> str:
    renewed = actions.refresh_listing(listing, by=request.actor)
    messages.success(
        request, _("Thank you. The listing can be seen until %(day)s.") % {"day": kits.long_day(renewed.valid_to)}
    )
    return "" if request.actor.link_id else reverse("listings:detail", args=[listing.pk])


def _try(request, listing: Listing, run, *, back: str = ""):
    """Run a verb once; `back` is where a personal link leads, which is stored nowhere."""
    form = Form(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    try:
        return redirect(form.run_once(run) or back)
    except NotAllowed:
        messages.error(request, _("That cannot be done with the listing as it stands now."))
        return redirect(back or reverse("listings:detail", args=[listing.pk]))
