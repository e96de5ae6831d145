"""Front page, start pages, search, the municipality's own texts, errors, health."""

from symbiose.home.views.directory import directory
from symbiose.home.views.errors import bad_request, broken, expired_form, forbidden, not_found
from symbiose.home.views.health import health
from symbiose.home.views.own import search, today
from symbiose.home.views.public import about, accessibility, contact, front, goals, privacy, reading, readings

__all__ = [
    "about",
    "accessibility",
    "bad_request",
    "broken",
    "contact",
    "directory",
    "expired_form",
    "forbidden",
    "front",
    "goals",
    "health",
    "not_found",
    "privacy",
    "reading",
    "readings",
    "search",
    "today",
]
