"""The page on which somebody lands who comes from an identity provider, and the step that lets them in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from symbiose.common.pages.access import confirm_first, is_recently_confirmed, signed_in
from symbiose.common.pages.forms import Form
from symbiose.organisations import actions
from symbiose.people import arrivals
from symbiose.people.providers import ASKED_MORE

ASKING = "asking"  # in the session: what a provider told of somebody whose organisation is not known here
FORBIDDEN = 403


@never_cache
def arrived(request):
    """Who came from where; the form that is sent lets them in. Nothing is written by looking."""
    arrival = arrivals.waiting(request)
    if arrival is None:
        return redirect("socialaccount_login_error")
    if request.method == "POST":
        return connect(request, arrival) if arrival.connecting else enter(request, arrival)
    known = actions.identity_of(arrival.provider, arrival.claims)
    at_once = known is not None and not arrival.connecting
    context = {"arrival": arrival, "at_once": at_once, "form": Form()}
    return render(request, "organisations/arrived.html", context)


@never_cache
def proof(request, token):
    """The link of the letter: the address is the person's own, and the form lets them in."""
    arrival = arrivals.waiting(request)
    fits = arrivals.is_proof(arrival, token)
    if request.method == "POST" and fits:
        return enter(request, arrival, proven_address=True)
    return render(request, "organisations/arrival_proof.html", {"arrival": arrival if fits else None})


def enter(request, arrival, *, proven_address=False):
    """Carry it out, or say why it cannot be done and what to do."""
    try:
        user = actions.arrive(arrival.provider, arrival.claims, proven_address=proven_address)
    except actions.ProofNeeded:
        return letter_sent(request, arrival)
    except actions.AccountClosed:
        arrivals.forget(request)
        return redirect("account_inactive")
    except actions.NobodyHere:
        return nobody_here(request, arrival, "unknown")
    except actions.NoAddress:
        return nobody_here(request, arrival, "address")
    return let_in(request, arrival, user)


def let_in(request, arrival, user):
    """Sign the person in, by the same steps as after a password; another who was signed in here is signed out."""
    if request.user.is_authenticated and request.user.pk != user.pk:
        get_adapter().logout(request)
    arrivals.forget(request)
    if arrival.provider.asks_more:
        request.session[ASKED_MORE] = True
    record_authentication(request, user, "socialaccount", provider=arrival.provider.id, uid=arrival.claims.subject)
    if request.user.is_authenticated:
        return redirect(arrival.back or "home:today")
    return perform_login(request, Login(user=user, redirect_url=arrival.back or None))


def connect(request, arrival):
    """Tie the identity to the account that is signed in here."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if not is_recently_confirmed(request):
        return confirm_first(request)
    arrivals.forget(request)
    try:
        actions.connect_identity(request.user, arrival.provider, arrival.claims, by=request.actor)
    except actions.LinkedElsewhere:
        messages.error(request, _("That identity is tied to another account here. Sign in with it, or ask us."))
    else:
        messages.success(request, _("You can sign in with %(name)s now.") % {"name": arrival.provider.name})
    return redirect("mfa_index")


@require_POST
@signed_in
def part(request, identity_id):
    """An identity of one's own no longer signs one in."""
    if not is_recently_confirmed(request):
        return redirect(f"{reverse('people:confirm')}?next={reverse('mfa_index')}")
    try:
        actions.part_identity(request.user, identity_id, by=request.actor)
    except actions.LastWay:
        messages.error(request, _("Choose a password or add a passkey first: it is the only way in which you sign in."))
    else:
        messages.success(request, _("It no longer signs you in."))
    return redirect("mfa_index")


def letter_sent(request, arrival):
    """A letter to the address that was told; what one reads is the same whoever has the address."""
    address = settings.BASE_URL + reverse("organisations:arrival_proof", args=[arrivals.proof_token(arrival)])
    actions.ask_for_proof(arrival.provider, arrival.claims, address=address, nonce=arrival.nonce)
    return render(request, "organisations/arrival_letter.html", {"arrival": arrival})


def nobody_here(request, arrival, why):
    """No account was made; what was told waits in the form with which one asks for access."""
    arrivals.forget(request)
    claims = arrival.claims
    request.session[ASKING] = {
        "name": claims.name,
        "email": claims.email,
        "company_number": next(iter(claims.company_numbers), "")[:20],
    }
    context = {"arrival": arrival, "why": why}
    return render(request, "organisations/arrival_nobody.html", context, status=FORBIDDEN)
