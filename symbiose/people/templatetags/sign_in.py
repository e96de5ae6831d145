"""Ways of signing in, for the pages that offer them."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def identity_providers():
    """The installation's identity providers, in the order of its file."""
    return settings.IDENTITY_PROVIDERS


@register.simple_tag
def way_to(provider):
    """Where signing in with a provider begins."""
    name, part = {"oidc": ("openid_connect_login", "provider_id"), "saml": ("saml_login", "organization_slug")}[
        provider.kind
    ]
    return reverse(name, kwargs={part: provider.id})


@register.simple_tag
def name_of_provider(provider_id):
    """What a provider is called; its id where it is no longer configured."""
    return next((one.name for one in settings.IDENTITY_PROVIDERS if one.id == provider_id), provider_id)
