"""Stepping in: language, demo roles, and which membership one acts in."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import signed_in
from symbiose.people.forms import LanguageForm, MembershipForm
from symbiose.people.models import User


def own_address(request, address):
    """An address of this site, or the front page."""
    own = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if own and address.startswith("/") else "/"


@require_POST
def language(request):
    """Danish or English from now on, kept in a cookie."""
    form = LanguageForm(request.POST)
    answer = HttpResponseRedirect(own_address(request, request.POST.get("next", "/")))
    if form.is_valid():
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.PRODUCTION,
        )
    return answer


@require_POST
def demo(request, role):
    """Step in as one of the demo's people; there is no such door where the demo setting is off."""
    if not settings.DEMO:
        raise Http404
    logout(request)
    if role == "visitor":
        return redirect("home:front")
    user = get_object_or_404(User, demo_role=role, is_active=True)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create_from_request(request)
    return redirect("home:today")


@require_POST
@signed_in
def membership(request):
    """Act in another of one's memberships; one that is not one's own changes nothing."""
    form = MembershipForm(request.POST)
    if form.is_valid():
        request.session["membership"] = form.cleaned_data["membership"]
    return redirect("home:today")
