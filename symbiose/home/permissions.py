"""Who keeps the municipality's contact points and the pages that everybody reads."""

from __future__ import annotations

from symbiose.common.actor import Actor


def may_keep_contacts(actor: Actor) -> bool:
    """Whom people call is settled at the entrance."""
    return actor.is_adviser


def may_write_readings(actor: Actor) -> bool:
    """What the municipality publishes is written at the entrance."""
    return actor.is_adviser
