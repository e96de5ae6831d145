"""How allauth behaves here."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symbiose.common import municipality
from symbiose.common.pages.access import is_recently_confirmed
from symbiose.people import arrivals
from symbiose.people.limits import minutes_to_wait
from symbiose.people.providers import ClaimsError, read_claims
from symbiose.people.secrets import open_secret, seal_secret

log = logging.getLogger(__name__)
WAYS = {
    "reauthenticate": gettext_lazy("Use your password"),
    "mfa_reauthenticate": gettext_lazy("Use the app or a recovery code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Use your passkey"),
}


def too_many(minutes):
    """What one reads who has tried too often."""
    told = ngettext(
        "Too many attempts have failed. Try again in %(minutes)s minute, or get a letter to choose a new password.",
        "Too many attempts have failed. Try again in %(minutes)s minutes, or get a letter to choose a new password.",
        minutes,
    )
    return ValidationError(told % {"minutes": minutes}, code="too_many_login_attempts")


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
        "too_many_login_attempts": gettext_lazy("Too many attempts have failed. Try again in five minutes."),
        "incorrect_password": gettext_lazy("The password is not right."),
    }

    def is_open_for_signup(self, request):
        """Accounts are made by an adviser; everything a firm must answer works by personal link without one."""
        return False

    def pre_authenticate(self, request, **credentials):
        """Refuse where there were too many failures, with when to try again; for known and unknown addresses alike."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            raise too_many(minutes_to_wait(request, key)) from refusal

    def reauthenticate(self, user, password):
        """The password of the one who is signed in, under the same limits as signing in."""
        return self.authenticate(context.request, email=user.email, password=password) == user

    def get_reauthentication_methods(self, user):
        """The ways in which a person shows once more who they are, in the words of our pages."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in ways]

    def is_reauthentication_required(self, *, app, **options):
        """Signing in counts as showing who one is, as the doors of our own pages count it."""
        return not is_recently_confirmed(context.request)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """A letter to the owner that sign-in was changed. The change stands also where no letter can be sent."""
        try:
            super().send_notification_mail(template_prefix, user, context, email=user.email)
        except (OSError, SMTPException) as error:
            log.warning("A letter about a change of sign-in could not be sent: %s", error)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That does not fit. Use the newest code; each works once."),
    }

    def get_totp_issuer(self):
        """The name under which the authenticator app shows the account."""
        return self._get_site_name()

    def _get_site_name(self):
        own = municipality.current()
        return f"Symbiose {own.name}" if own else "Symbiose"

    def generate_authenticator_name(self, user, type):  # noqa: A002  the library's own name of the argument
        """What a passkey is called whose owner gave it no name."""
        return _("Passkey")

    def encrypt(self, text):
        return seal_secret(text)

    def decrypt(self, encrypted_text):
        """The secret; where the installation's key was changed since, one that nobody knows, so that no code fits."""
        try:
            return open_secret(encrypted_text)
        except InvalidToken:
            log.warning("A factor was sealed with another SYMBIOSE_SECRET_KEY and can no longer be used.")
            return generate_totp_secret()


class IdentityAdapter(DefaultSocialAccountAdapter):
    """The social part of the library checks what providers answer; it decides nothing."""

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
