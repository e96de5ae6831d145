"""Texts that lie sealed in the database: a copy of the database alone tells nobody what they say."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.utils.encoding import force_bytes

__all__ = ["Box", "InvalidToken"]


class Box:
    """Seals with the first of the keys, opens with any; `purpose` makes a key of its own out of each."""

    def __init__(self, purpose: str, keys: Iterable[str | bytes]):
        digests = (hashlib.sha256(f"{purpose}:".encode() + force_bytes(key)).digest() for key in keys)
        self._keys = MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def seal(self, text: str) -> str:
        """The text as it is stored."""
        return self._keys.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text as it is used. Raises InvalidToken where it was sealed with a key that is no longer named."""
        return self._keys.decrypt(sealed.encode()).decode()
