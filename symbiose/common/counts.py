"""What is counted for all processes at once: attempts to sign in, requests for access. Kept in the database."""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import salted_hmac

from symbiose.common.models import SharedCount


def hidden_key(key: str, prefix: str, version: int) -> str:
    """The key under which a count is kept: the addresses and names in it cannot be read back, nor guessed and tried."""
    return salted_hmac("symbiose.counts", f"{prefix}:{version}:{key}", algorithm="sha256").hexdigest()


def erase_old_counts(*, now: datetime) -> int:
    """Erase what no longer counts; how many."""
    return SharedCount.objects.filter(expires__lt=now).delete()[0]
