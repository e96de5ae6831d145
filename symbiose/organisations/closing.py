"""What ends in upper rooms when an organisation closes; filled in each room's `AppConfig.ready()`.

Knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from symbiose.common.actor import Actor

# close(organisation_id, *, on, by, reason) gives how many rows it ended; it runs inside the transaction of the closing and may be repeated.
Closer = Callable[..., int]
CLOSERS: dict[str, Closer] = {}


def register_closer(label: str, close: Closer) -> None:
    """Let a room end its rows of one kind (`app.model`, lower case) when their organisation closes."""
    CLOSERS[label] = close


def close_all(organisation_id: int, *, on: date, by: Actor, reason: str) -> dict[str, int]:
    """Every room ends its rows; how many of each kind it were."""
    return {label: close(organisation_id, on=on, by=by, reason=reason) for label, close in CLOSERS.items()}
