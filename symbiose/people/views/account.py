"""One's own sign-in on one page: password, second step, passkeys, where one is signed in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import signed_in
from symbiose.people import actions, queries
from symbiose.people.forms import EndSessionsForm
from symbiose.people.views.entry import own_address


@signed_in
@never_cache
def account(request):
    """Everything about one's own sign-in."""
    identities = list(request.user.identities.all())
    tied = {one.provider for one in identities}
    context = {
        "factors": queries.factors_of(request.user),
        "places": queries.signed_in_places(request.user, request.session.session_key),
        "identities": identities,
        "others": [one for one in settings.IDENTITY_PROVIDERS if one.id not in tied],
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "people/account.html", context)


@require_POST
@signed_in
def end_sessions(request):
    """Sign out in another browser, or in all others."""
    form = EndSessionsForm(request.POST)
    if form.is_valid():
        ended = actions.end_sessions(
            request.user,
            keep=request.session.session_key,
            session_id=form.cleaned_data["session"],
            by=request.actor,
        )
        told = ngettext(
            "You are signed out in %(count)s other browser.", "You are signed out in %(count)s other browsers.", ended
        )
        messages.success(request, told % {"count": ended} if ended else _("You were not signed in anywhere else."))
    return redirect("mfa_index")


@signed_in
@never_cache
def second_step(request):
    """Why a password alone is not enough here, and the two ways on; those who have one go on."""
    if queries.has_second_factor(request.user):
        return redirect("home:today")
    return render(request, "people/second_step.html")


@signed_in
@never_cache
def confirm(request):
    """On to the way in which this person shows once more who they are, and back to where they were going."""
    back = own_address(request, request.GET.get("next", "/"))
    ways = get_adapter().get_reauthentication_methods(request.user)
    if ways:
        return redirect(f"{ways[0]['url']}?{urlencode({'next': back})}")
    own = set(request.user.identities.values_list("provider", flat=True))
    known = [one for one in settings.IDENTITY_PROVIDERS if one.id in own]
    return render(request, "people/confirm.html", {"next": back, "providers": known})
