"""To an identity provider and back; whatever goes wrong there becomes a page that says what to do."""

from __future__ import annotations

import logging
from functools import wraps

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.saml import views as saml
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from onelogin.saml2.errors import OneLogin_Saml2_Error
from requests import RequestException

from symbiose.people.arrivals import provider_of

log = logging.getLogger(__name__)
BAD_GATEWAY, UNAUTHORISED = 502, 401
WRONG_ANSWER = (
    AttributeError,
    ImproperlyConfigured,
    KeyError,
    OneLogin_Saml2_Error,
    PermissionDenied,
    RequestException,
    SyntaxError,  # what is no XML
    TypeError,
    ValidationError,
    ValueError,
)


def careful(view, part):
    """The library's view; a provider that answers late, wrongly or not at all gives a page in words, and no half step."""

    @wraps(view)
    def guarded(request, **names):
        if provider_of(names[part]) is None:
            raise Http404
        try:
            return view(request, **names)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        except WRONG_ANSWER as error:
            log.warning("Identity provider %s: %s: %s", names[part], type(error).__name__, error)
            return failed(request, status=BAD_GATEWAY)

    return guarded


def failed(request, status=UNAUTHORISED):
    """The provider did not answer as it should; nothing was changed."""
    return render(request, "socialaccount/authentication_error.html", status=status)


def cancelled(request):
    """The person turned back at the provider."""
    return render(request, "socialaccount/login_cancelled.html")


def signed_out_there(request, organization_slug):
    """Signing out at the provider leads to our own page for it: a link alone signs nobody out."""
    if provider_of(organization_slug) is None:
        raise Http404
    return redirect("account_logout")


oidc_login = careful(oidc.login, "provider_id")
oidc_callback = careful(oidc.callback, "provider_id")
saml_login = careful(saml.login, "organization_slug")
saml_acs = csrf_exempt(careful(saml.acs, "organization_slug"))
saml_finish = careful(saml.finish_acs, "organization_slug")
saml_metadata = careful(saml.metadata, "organization_slug")
