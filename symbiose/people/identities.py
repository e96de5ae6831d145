"""How the sign-in library's social part behaves here: it checks what providers answer, and decides nothing."""

import logging

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.shortcuts import redirect

from symbiose.people import arrivals
from symbiose.people.providers import ClaimsError, read_claims

log = logging.getLogger(__name__)


class IdentityAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        """The installation's file alone says which providers there are; no table is asked."""
        return [app for app in _apps() if _fits(app, provider, client_id)]

    def populate_user(self, request, sociallogin, data):
        """Nothing is taken over before the person has come in; see `pre_social_login`."""
        return sociallogin.user

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """A provider's answer was checked: let it wait, and go on to the page that lets the person in."""
        app, state = sociallogin.provider.app, sociallogin.state
        provider = arrivals.provider_of(app.provider_id)
        try:
            claims = read_claims(provider, sociallogin.account.uid, sociallogin.account.extra_data)
        except ClaimsError as error:
            log.warning("%s", error)
            raise ImmediateHttpResponse(redirect("socialaccount_login_error")) from error
        arrivals.keep(request, provider, claims, process=state.get("process", ""), back=state.get("next") or "")
        raise ImmediateHttpResponse(redirect("organisations:arrived"))


def _apps():
    kinds = {"oidc": "openid_connect", "saml": "saml"}
    return [SocialApp(provider=kinds[one.kind], **one.app) for one in settings.IDENTITY_PROVIDERS]


def _fits(app, provider, client_id):
    return provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
