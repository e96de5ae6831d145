"""Roles for which a password alone is not enough set up a second step before anything else."""

from django.conf import settings
from django.shortcuts import redirect

from symbiose.people.providers import ASKED_MORE
from symbiose.people.queries import has_second_factor

OPEN = ("account_", "mfa_", "people:", "notices:answer", "notices:send_again", "openid_connect_", "saml_")
READABLE = {"home:health", "home:accessibility", "home:privacy", "home:about", "home:contact"}


class SecondStepFirst:
    """Lead those who lack a required second step to the page where they set it up; personal links stay open."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name or ""
        if not settings.SECOND_STEP_ROLES or name.startswith(OPEN) or name in READABLE:
            return None
        if not request.user.is_authenticated or request.actor.role.value not in settings.SECOND_STEP_ROLES:
            return None
        if request.session.get(ASKED_MORE) or has_second_factor(request.user):
            return None
        return redirect("people:second_step")
