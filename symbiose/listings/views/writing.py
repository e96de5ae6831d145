"""Writing a new listing: the page, and the reading of the text while one writes."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from symbiose.common import links
from symbiose.common.actions import link_all
from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import row_number
from symbiose.files.actions import receive_photo
from symbiose.listings import actions, permissions
from symbiose.listings.enums import Side
from symbiose.listings.forms import FindOrganisationForm, Writing
from symbiose.listings.forms.photos import carried, read_carried, too_many
from symbiose.organisations import queries as organisations
from symbiose.organisations.models import Organisation
from symbiose.organisations.permissions import may_act_for

MOST_FOUND = 10
WAITING_DAYS = 2  # how long a picture waits for its listing to be written


def _organisation(request) -> Organisation | None:
    """For whom the listing is written: a firm for itself, an adviser for whom they chose."""
    if not request.actor.is_adviser:
        return Organisation.objects.filter(pk=request.actor.party_id).first()
    asked = row_number(request.POST.get("organisation") or request.GET.get("organisation", ""))
    return Organisation.objects.filter(pk=asked).first() if asked else None


@signed_in
def add(request):
    """One free text becomes one or more listings."""
    require(permissions.may_write(request.actor))
    organisation = _organisation(request)
    if organisation is None:
        return _choose_organisation(request)
    require(permissions.may_write_for(request.actor, organisation))
    side = request.GET.get("side") if request.GET.get("side") in Side.values else ""
    posted = with_photos(request) if request.method == "POST" else None
    writing = Writing(
        posted, actor=request.actor, organisation=organisation, side=side, text=request.GET.get("text", "")
    )
    if writing.is_valid():
        writing.form.sent, writing.form.sent_files = request.POST, request.FILES  # a picture is received anew each time
        return redirect(writing.form.run_once(lambda: _save(request, writing)))
    return render(request, "listings/add.html", {"writing": writing, "started_from": started_from(request)})


def started_from(request) -> str:
    """The part of the address that says from which object's page the listing is written; empty where it is from none."""
    named = request.GET.get("fra", "")
    return f"?{urlencode({'fra': named})}" if links.named(named, request.actor) else ""


def with_photos(request):
    """What was posted, with the pictures received and carried on; a picture that cannot be read holds the listing back."""
    posted = request.POST.copy()
    kept = [] if posted.get("forget_photos") else read_carried(posted.get("carried", ""), by=request.actor)
    files = request.FILES.getlist("photos")
    room_left = actions.MOST_PHOTOS - len(kept)
    wrong = [str(too_many())] if len(files) > room_left else []
    for file in files[:room_left]:
        try:
            kept.append(receive_photo(file, by=request.actor, days=WAITING_DAYS))
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        messages.error(request, wrong[0])
        posted["step"] = "read"
    posted["carried"] = carried(kept, by=request.actor)
    return posted


def _choose_organisation(request):
    require(request.actor.is_adviser)
    form = FindOrganisationForm(request.GET if "find" in request.GET else None)
    text = form.cleaned_data["find"] if form.is_valid() else ""
    seen = organisations.visible_to(request.actor)
    found = organisations.found(seen, text).order_by("name", "pk")[:MOST_FOUND] if text else []
    own = seen.filter(pk=request.actor.organisation_id).first()
    return render(request, "listings/choose.html", {"form": form, "found": found, "text": text, "own": own})


def _save(request, writing: Writing) -> str:
    show = writing.step == "show"
    made = actions.add_listings(writing.organisation, by=writing.acting, items=writing.listings(), show=show)
    earlier = links.named(request.GET.get("fra", ""), request.actor)
    if earlier is not None:
        link_all(earlier, made, kind=links.STARTED)
    actions.attach_photos(made[0], uploads=writing.photos, by=writing.acting)
    messages.success(request, _said(made, show=show))
    return reverse("listings:detail", args=[made[0].pk]) if len(made) == 1 else reverse("listings:own")


def _said(made, *, show: bool) -> str:
    if not show:
        return ngettext("The draft is saved.", "The drafts are saved.", len(made))
    if len(made) == 2:  # noqa: PLR2004  Danish has a word for exactly two
        return _("Both listings can be seen now. We write when something fits.")
    return ngettext(
        "Your listing can be seen now. We write when something fits.",
        "All %(count)s listings can be seen now. We write when something fits.",
        len(made),
    ) % {"count": len(made)}


@signed_in
@require_POST
def reading(request):
    """The text as it is read, for the page that is being written; nothing is stored."""
    organisation = _organisation(request)
    require(organisation is not None and may_act_for(request.actor, organisation))
    posted = request.POST.copy()
    posted["step"] = "read"
    writing = Writing(posted, actor=request.actor, organisation=organisation)
    return render(request, "listings/parts/reading.html", {"writing": writing})
