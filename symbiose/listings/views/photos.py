"""Photos of a listing: the pictures themselves, and the page on which the owner puts them in order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from symbiose.common.pages.access import require, signed_in
from symbiose.common.pages.forms import Form
from symbiose.common.states import NotAllowed
from symbiose.files.queries import photo_answer
from symbiose.listings import actions, permissions, queries
from symbiose.listings.forms.photos import AddPhotosForm, DescribePhotoForm, too_many
from symbiose.listings.models import Listing, ListingPhoto

VERBS = {
    "earlier": (actions.move_photo, ""),
    "remove": (
        actions.remove_photo,
        gettext_lazy("The photo is removed. You can bring it back on this page until tomorrow."),
    ),
    "restore": (actions.restore_photo, gettext_lazy("The photo is back.")),
}


@require_safe
def photo(request, pk, photo_id, *, small=False):
    """One picture, for those who may see it; a removed one only for the owner."""
    listing = get_object_or_404(queries.visible_to(request.actor), pk=pk)
    found = get_object_or_404(ListingPhoto.objects.select_related("upload"), pk=photo_id, listing=listing)
    mine = queries.is_own(request.actor, listing)
    if not queries.shows_photos(request.actor, listing) or (found.removed_at is not None and not mine):
        raise Http404
    return photo_answer(found.upload, small=small)


def _own(request, pk: int) -> Listing:
    listing = get_object_or_404(queries.with_rows(queries.visible_to(request.actor)), pk=pk)
    require(permissions.may_change(request.actor, listing))
    return listing


@signed_in
def photos(request, pk):
    """The photos of one's listing: add, describe, order, remove."""
    listing = _own(request, pk)
    form = AddPhotosForm(request.POST or None, request.FILES or None, actor=request.actor, listing=listing)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(form.run_once(lambda: _add(request, listing, form)))
        except ValidationError as error:
            form.add_error("photos", error)
        except actions.TooManyPhotos:
            form.add_error("photos", too_many())
    return _page(request, listing, form)


def _page(request, listing: Listing, form: AddPhotosForm, wrong: dict[int, DescribePhotoForm] | None = None):
    """The page; `wrong` holds a description that could not be kept, by the photo's id."""
    shown = queries.photos_of(request.actor, listing)
    described = {
        one.pk: DescribePhotoForm(initial={"description": one.description}, listing=listing) for one in shown
    } | (wrong or {})
    context = {
        "listing": listing,
        "form": form,
        "photos": [(one, described[one.pk]) for one in shown],
        "removed": queries.removed_photos(listing),
        "room_left": actions.MOST_PHOTOS - len(shown),
        "key": Form(),
    }
    return render(request, "listings/photos.html", context, status=422 if wrong else 200)


def _add(request, listing: Listing, form: AddPhotosForm) -> str:
    given = form.cleaned_data
    added = actions.add_photos(listing, files=given["photos"], by=form.acting, description=given["description"])
    if added:
        said = ngettext("%(count)s photo is added.", "%(count)s photos are added.", len(added))
        messages.success(request, said % {"count": len(added)})
    else:
        messages.info(request, _("That photo is there already."))
    return reverse("listings:photos", args=[listing.pk])


@signed_in
@require_POST
def photo_step(request, pk, photo_id, verb):
    """Put a photo earlier, remove it, bring it back."""
    listing = _own(request, pk)
    found = get_object_or_404(ListingPhoto, pk=photo_id, listing=listing)
    form = Form(request.POST)
    if not form.is_valid():
        raise PermissionDenied
    try:
        form.run_once(lambda: _stepped(request, found, verb))
    except actions.TooManyPhotos:
        messages.error(request, too_many())
    except NotAllowed:
        messages.error(request, _("The photo is erased and cannot come back."))
    return redirect("listings:photos", pk)


def _stepped(request, found: ListingPhoto, verb: str) -> str:
    act, said = VERBS[verb]
    now = act(found, by=request.actor)
    if said:
        messages.success(request, said)
    if found.description and not now.description:
        messages.warning(request, _("The words under it told who you are, and your name is hidden. Write others."))
    return reverse("listings:photos", args=[found.listing_id])


@signed_in
@require_POST
def describe_photo(request, pk, photo_id):
    """Keep the few words for those who cannot see the picture."""
    listing = _own(request, pk)
    found = get_object_or_404(ListingPhoto, pk=photo_id, listing=listing)
    form = DescribePhotoForm(request.POST, listing=listing)
    if not form.is_valid():
        adding = AddPhotosForm(actor=request.actor, listing=listing)
        return _page(request, listing, adding, {found.pk: form})
    actions.describe_photo(found, description=form.cleaned_data["description"], by=request.actor)
    messages.success(request, _("The description is saved."))
    return redirect("listings:photos", pk)
