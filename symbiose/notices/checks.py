"""What `symbiose check` names about the mailbox that is read."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution


def mailbox_is_whole(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """A mailbox needs host, user and password; over the open net it needs encryption too."""
    place = settings.MAILBOX
    names = {"host": "SYMBIOSE_IMAP_HOST", "user": "SYMBIOSE_IMAP_USER", "password": "SYMBIOSE_IMAP_PASSWORD"}
    lacking = [name for key, name in names.items() if not place[key]]
    if len(lacking) == len(names):
        return []
    if lacking:
        return [
            Caution(
                "The mailbox for letters is only half set up, so it is not read.",
                hint=f"Set {' and '.join(lacking)} too, or remove the others.",
                id="symbiose.W011",
            )
        ]
    if place["tls"] == "off" and settings.PRODUCTION:
        return [
            Caution(
                "The mailbox is read without encryption.",
                hint="Remove SYMBIOSE_IMAP_TLS, or set it to starttls.",
                id="symbiose.W010",
            )
        ]
    return []
