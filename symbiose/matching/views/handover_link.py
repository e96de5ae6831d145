"""A handover behind a personal link: the page shows, a POST acts, the pictures come from the same address."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render

from symbiose.common.pages.forms import row_number
from symbiose.files.queries import photo_answer
from symbiose.matching.models import Handover
from symbiose.matching.permissions import side_of
from symbiose.matching.views.handover_photos import find_photo, take_away, take_pictures
from symbiose.matching.views.handovers import BY_LINK, find_handover, page, take_told
from symbiose.matching.views.telling import tell_unasked


def by_link(request, link):
    """Show, tell, add a picture, take one away, or tell of another day; all by the one link."""
    if not Handover.objects.filter(pk=link.subject_id).exists():
        raise Http404
    found = find_handover(link.subject_id, request.actor)
    own = side_of(request.actor, found.exchange)
    if not own:
        raise Http404
    if "photo" in request.GET and request.method != "POST":
        photo = find_photo(found, row_number(request.GET["photo"]) or 0)
        return photo_answer(photo.upload, small="small" in request.GET)
    if "another" in request.GET:
        return tell_unasked(request, found.exchange, layout=BY_LINK)
    if request.method == "POST":
        return _act(request, found, own)
    return render(request, "matching/handover.html", page(found, request.actor, layout=BY_LINK))


def _act(request, found, own):
    if "add_photos" in request.POST:
        return take_pictures(request, found, own, layout=BY_LINK, url="")
    if "remove_photo" in request.POST:
        return take_away(request, found, row_number(request.POST["remove_photo"]) or 0, url=request.path)
    return take_told(request, found, own, layout=BY_LINK, url="")
