"""How rows of every room follow an organisation that is gathered in another; filled in each room's `AppConfig.ready()`.

Knows no records, so that it may be imported before they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symbiose.common.actor import Actor


@dataclass(frozen=True, slots=True)
class Mover:
    """How a room's rows of one kind (`app.model`, lower case) go from one organisation to another, and back.

    `count(organisation_id)` tells how many there are. `move(from_id, to_id, by=…)` gives the ids of the rows that it moved;
    what would stand twice stays. `back(ids, from_id, to_id, by=…)` returns exactly those that are still where they were
    moved to. Both run inside the transaction of the verb. A kind that never moves, since all that reads it follows the
    organisation, has neither.
    """

    label: str
    plural: Any
    count: Callable[[int], int]
    move: Callable[..., Sequence[int]] | None = None
    back: Callable[..., None] | None = None


MOVERS: dict[str, Mover] = {}


def register_mover(mover: Mover) -> None:
    """Let a room's rows of one kind follow their organisation."""
    MOVERS[mover.label] = mover


def counts(organisation_id: int) -> list[tuple[Any, int, bool]]:
    """Each kind of rows that an organisation has any of: its name, how many, and whether they move."""
    found = [(mover.plural, mover.count(organisation_id), mover.move is not None) for mover in MOVERS.values()]
    return [(name, number, moves) for name, number, moves in found if number]


def move_all(from_id: int, to_id: int, *, by: Actor) -> dict[str, list[int]]:
    """Every room moves its rows; the ids of each kind."""
    moved = {label: list(mover.move(from_id, to_id, by=by)) for label, mover in MOVERS.items() if mover.move}
    return {label: ids for label, ids in moved.items() if ids}


def move_back(moved: dict[str, list[int]], from_id: int, to_id: int, *, by: Actor) -> None:
    """Every room takes its rows back to where they came from."""
    for label, ids in moved.items():
        mover = MOVERS.get(label)
        if mover is not None and mover.back is not None:
            mover.back(ids, from_id, to_id, by=by)
