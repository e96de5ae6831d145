"""Doors: a right that is missing is a 403 for those who are signed in, and the sign-in page for those who are not.

Behind some doors the person shows once more who they are, where the last time is long ago.
"""

import time
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

CONFIRMED_AT = "confirmed_at"  # in the session: when the person last showed who they are, in seconds
TIME_TO_WRITE = 30 * 60  # a form that was opened in time may still be sent, so that nothing typed is lost


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def signed_in(view):
    """Only for those who are signed in; the others come back here after sign-in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def advisers_only(view):
    """Only for advisers at the entrance."""

    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(request.actor.is_adviser)
        return view(request, *args, **kwargs)

    return guarded


def is_recently_confirmed(request) -> bool:
    """Whether the person showed who they are within CONFIRM_AGAIN_AFTER seconds; a form has half an hour more."""
    allowed = settings.CONFIRM_AGAIN_AFTER + (TIME_TO_WRITE if request.method == "POST" else 0)
    return time.time() - request.session.get(CONFIRMED_AT, 0) < allowed


def confirm_first(request):
    """To the page where one shows who one is, and back here."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect(f"{reverse('people:confirm')}?{urlencode({'next': back})}")


def recently_confirmed(view):
    """Only where the person has lately shown who they are; the others do it first and come back here."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if is_recently_confirmed(request):
            return view(request, *args, **kwargs)
        return confirm_first(request)

    return guarded
