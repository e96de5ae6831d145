"""Doors: a right that is missing is a 403 for those who are signed in, and the sign-in page for those who are not."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied


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
