"""Secrets of factors lie sealed in the database; a copy of the database alone gives nobody a code."""

from __future__ import annotations

from django.conf import settings

from symbiose.common.sealing import Box


def _box() -> Box:
    """Sealed with the installation's key; opened with that or an earlier one that is still named."""
    return Box("symbiose.people.factors", [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])


def seal_secret(text: str) -> str:
    """The secret as it is stored."""
    return _box().seal(text)


def open_secret(sealed: str) -> str:
    """The secret as it is used. Raises InvalidToken where it was sealed with a key that is no longer known."""
    return _box().open(sealed)
