"""Error pages that say what happened in plain words and give back what was typed."""

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string

from symbiose.home.forms import came_from_here, typed


def bad_request(request, exception=None):
    """400: rendered without the database and without the request's own address, which may be what is wrong."""
    return HttpResponseBadRequest(render_to_string("home/bad_request.html"))


def forbidden(request, exception=None):
    """403 for those who are signed in; the others were sent to the sign-in page."""
    return render(request, "home/forbidden.html", {"typed": typed(request)}, status=403)


def not_found(request, exception=None):
    """404 with the search box."""
    return render(request, "home/not_found.html", {"typed": typed(request)}, status=404)


def broken(request):
    """500: rendered without the database, which may be what broke."""
    return HttpResponse(render_to_string("home/broken.html", {"typed": typed(request), "id": request.id}), status=500)


def expired_form(request, reason=""):
    """A form whose key no longer holds. One that stood on our own page can be sent again as it was."""
    kept = typed(request)
    may_resend = bool(kept.fields) and kept.whole and came_from_here(request)
    return render(request, "home/expired_form.html", {"typed": kept, "may_resend": may_resend}, status=403)
