"""Pictures of a handover: shown to both sides and the advisers, added and taken away by the side whose they are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from symbiose.common.pages.access import require, signed_in
from symbiose.files.queries import photo_answer
from symbiose.matching import actions
from symbiose.matching.actions.handing.letters import page_of
from symbiose.matching.forms.handovers import PicturesForm
from symbiose.matching.permissions import may_tell_side
from symbiose.matching.views.handovers import SIGNED_IN, find_handover, page


def find_photo(handover, photo_id):
    """A picture of the handover that is still there; 404 otherwise."""
    found = next((photo for photo in handover.photos.all() if photo.pk == photo_id), None)
    if found is None:
        raise Http404
    return found


@require_safe
@signed_in
def photo(request, handover_id, photo_id, *, small=False):
    """One picture, for both sides and the advisers."""
    return photo_answer(find_photo(find_handover(handover_id, request.actor), photo_id).upload, small=small)


@require_POST
@signed_in
def add(request, handover_id, side):
    """Add pictures of a side."""
    found = find_handover(handover_id, request.actor)
    require(may_tell_side(request.actor, found.exchange, side))
    return take_pictures(request, found, side, layout=SIGNED_IN, url=page_of(found))


@require_POST
@signed_in
def remove(request, handover_id, photo_id):
    """Take a picture away."""
    found = find_handover(handover_id, request.actor)
    require(may_tell_side(request.actor, found.exchange, find_photo(found, photo_id).side))
    return take_away(request, found, photo_id, url=page_of(found))


def take_pictures(request, found, side, *, layout, url):
    """Keep the pictures; otherwise the page with what is wrong with them."""
    form = PicturesForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return HttpResponseRedirect(form.run_once(lambda: _added(request, found, side, form, url)) or request.path)
        except ValidationError as error:
            form.add_error("photos", error)
        except actions.TooManyPictures:
            form.add_error("photos", _("Each side can add at most five pictures. Remove one first."))
    context = page(found, request.actor, layout=layout, pictures=form)
    return render(request, "matching/handover.html", context, status=422)


def _added(request, found, side, form, url):
    added = actions.add_pictures(found, side=side, files=form.cleaned_data["photos"], by=request.actor)
    if added:
        said = ngettext("%(count)s photo is added.", "%(count)s photos are added.", len(added))
        messages.success(request, said % {"count": len(added)})
    else:
        messages.info(request, _("That photo is there already."))
    return url


def take_away(request, found, photo_id, *, url):
    """Erase a picture of one's own side."""
    gone = find_photo(found, photo_id)
    require(may_tell_side(request.actor, found.exchange, gone.side))
    actions.remove_picture(gone, by=request.actor)
    messages.success(request, _("The photo is removed and its file erased."))
    return redirect(url)
