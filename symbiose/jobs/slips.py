"""The code on a person's slip: how it is made, forgiven and recognised. The code itself is kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.encoding import force_bytes

SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"  # none that look alike, no vowels that make words
GROUPS, GROUP = 3, 4
SALT = b"symbiose.jobs.slip:"


def new_code() -> str:
    """A code that nobody guesses: 27 signs in twelve places, in groups of four."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def _plain(code: str) -> str:
    """The signs alone: spaces, dashes and small letters are forgiven."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def beginning(code: str) -> str:
    """The first group of a code: under it wrong codes that aim at one slip are counted."""
    return _plain(code)[:GROUP]


def digest_of(code: str) -> str:
    """What is kept of a code: 64 hexadecimal signs by the installation's key."""
    return _digest(code, settings.SECRET_KEY)


def digests_of(code: str) -> list[str]:
    """The digests under which a code may have been kept: by the key, and by earlier ones that are still named."""
    return [_digest(code, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(code: str, key: str | bytes) -> str:
    return hmac.new(SALT + force_bytes(key), _plain(code).encode(), hashlib.sha256).hexdigest()
