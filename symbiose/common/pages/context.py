"""What the base template needs on every page."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from symbiose.common import municipality
from symbiose.common.actor import VISITOR
from symbiose.common.pages.menu import menu


def page(request):
    """The municipality, who is looking, their menu, and whether this is the demo."""
    actor = getattr(request, "actor", VISITOR)
    return {
        "municipality": SimpleLazyObject(municipality.current),
        "main_contact": SimpleLazyObject(municipality.main_contact),
        "actor": actor,
        "menu": menu(actor, getattr(request, "resolver_match", None)),
        "unread": getattr(request, "unread", 0),  # counted where the actor is found, just above
        "demo": settings.DEMO,
    }
