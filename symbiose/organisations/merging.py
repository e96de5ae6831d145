"""How rows of upper rooms follow an organisation that is gathered in another; filled in each room's `AppConfig.ready()`.

Knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable

from symbiose.common.actor import Actor

# move(from_id, to_id, *, by) gives how many rows it moved; it runs inside the transaction of the merge and may be repeated.
Mover = Callable[..., int]
MOVERS: dict[str, Mover] = {}


def register_mover(label: str, move: Mover) -> None:
    """Let a room move its rows of one kind (`app.model`, lower case) from one organisation to another."""
    MOVERS[label] = move


def move_all(from_id: int, to_id: int, *, by: Actor) -> dict[str, int]:
    """Every room moves its rows; how many of each kind it were."""
    return {label: move(from_id, to_id, by=by) for label, move in MOVERS.items()}
