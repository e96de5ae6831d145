"""Secrets of factors lie sealed in the database; a copy of the database alone gives nobody a code."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def _box() -> MultiFernet:
    """Sealed with the installation's key; opened with that or an earlier one that is still named."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"symbiose.people.factors:" + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal_secret(text: str) -> str:
    """The secret as it is stored."""
    return _box().encrypt(text.encode()).decode()


def open_secret(sealed: str) -> str:
    """The secret as it is used. Raises InvalidToken where it was sealed with a key that is no longer known."""
    return _box().decrypt(sealed.encode()).decode()
