"""Nobody has come forward yet: keep, change or remove, signed in or by the link of the letter; GET only asks."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.listings import actions, bridge, lists, permissions, queries
from symbiose.listings.enums import ListingState
from symbiose.listings.forms.nobody import TextForm
from symbiose.listings.models import Listing
from symbiose.listings.states import STATES


@signed_in
def nobody(request, pk):
    """The question for those who sign in."""
    listing = get_object_or_404(queries.for_rows(queries.visible_to(request.actor), request.actor), pk=pk)
    require(permissions.may_change(request.actor, listing))
    return _answer(request, listing, layout="common/base.html")


def nobody_by_link(request, link):
    """The question behind the link of a letter; the owner needs no account."""
    rows = queries.for_rows(Listing.objects.filter(organisation_id=link.organisation_id), request.actor)
    return _answer(request, get_object_or_404(rows, pk=link.subject_id), layout="common/narrow.html")


def _answer(request, listing: Listing, *, layout: str):
    if request.method != "POST":
        return _asked(request, listing, TextForm(listing=listing), layout)
    step = request.POST.get("step")
    if step not in {"keep", "text", "remove", "undo"}:
        raise Http404
    form = TextForm(request.POST, listing=listing) if step == "text" else Form(request.POST)
    if not form.is_valid():
        if step != "text":
            raise PermissionDenied
        return _asked(request, listing, form, layout, status=422)
    try:
        form.run_once(lambda: _run(request, listing, step, form))
    except NotAllowed:
        messages.error(request, _("That cannot be done with the listing as it stands now."))
    return redirect(request.path)


def _run(request, listing: Listing, step: str, form) -> str:
    """Carry out the answer; the address is empty, since a personal one is stored nowhere."""
    if step == "remove":
        actions.withdraw_listing(listing, by=request.actor)
        messages.success(request, _("The listing is removed. You can undo it on this page."))
    elif step == "undo":
        actions.restore_listing(listing, by=request.actor)
        messages.success(request, _("The listing is back and can be seen."))
    else:
        kept = actions.keep_listing(listing, by=request.actor, **(form.changes() if step == "text" else {}))
        messages.success(
            request, _("Thank you. The listing can be seen until %(day)s.") % {"day": lists.long_day(kept.valid_to)}
        )
    return ""


def _asked(request, listing: Listing, form, layout: str, status: int = 200):
    may = {row.verb.partition(".")[2] for row in STATES.open_to(request.actor, listing, listing.state)}
    context = {
        "listing": listing,
        "form": form,
        "layout": layout,
        "may": may,
        "days": actions.VALID_DAYS,
        "nobody": queries.nobody_yet(Listing.objects.filter(pk=listing.pk)).exists(),
        "helps": helps(listing),
    }
    return render(request, "listings/nobody.html", context, status=status)


def helps(listing: Listing) -> list[str]:
    """What could bring somebody, of what this listing lacks; codes that the page puts into words."""
    codes = list(listing.codes.all())
    narrow = len(codes) == 1 and bridge.broader(codes[0].family) is not None
    lacking = {
        "photo": not listing.standing_photos,
        "group": not codes or not any(code.confirmed for code in codes),
        "broader": narrow,
        "price": listing.price is None,
        "quantity": listing.quantity is None,
        "times": not listing.windows,
        "farther": not listing.collects,
        "name": listing.anonymous,
    }
    return [code for code, lacks in lacking.items() if lacks]


def nobody_part(listing: Listing, *, mine: bool) -> dict[str, object]:
    """What the owner's own page says of it: what could help, and after a while that nobody has come forward yet."""
    told = mine and listing.state == ListingState.SHOWN and not listing.stopped
    if not told or not queries.nobody_yet(Listing.objects.filter(pk=listing.pk)).exists():
        return {"nobody": False}
    return {"nobody": True, "helps": helps(listing), "waited": queries.has_waited(listing)}
